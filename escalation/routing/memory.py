"""What the router remembers of a dialogue from turn to turn; kept with the conversation, new with every dialogue."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from escalation.routing.facts import Emotion, OrderFact, TurnFacts
from escalation.routing.policy import Policy


@dataclass(frozen=True, slots=True)
class Memory:
    """Counts in a row, what was offered and declined (by point), and what the contact is about."""

    failed: int = 0
    not_understood: int = 0
    angry: int = 0
    negatives: tuple[float, ...] = ()  # how negative the last messages were, the newest last
    rising: bool = False  # they rose, up to this turn
    asked: Mapping[str, int] = field(default_factory=dict)  # how often each point was asked since the last "solved"
    offered: tuple[str, ...] = ()  # the points of the newest offer
    declined: tuple[str, ...] = ()
    asking: bool = False  # our own offer, the newest, is the last thing said and not answered yet
    subject: str | None = None  # the last intent that says what it is about
    reference: str | None = None
    order: OrderFact | None = None  # the last one that the shop told of
    emotion: Emotion | None = None
    meaningful: bool = False  # more than a greeting was said

    @staticmethod
    def read(value: Mapping[str, Any]) -> "Memory":
        """From its stored form; what is missing is as in a new dialogue."""
        return Memory(
            failed=value.get("failed", 0),
            not_understood=value.get("not_understood", 0),
            angry=value.get("angry", 0),
            negatives=tuple(value.get("negatives", ())),
            rising=value.get("rising", False),
            asked=value.get("asked", {}),
            offered=tuple(value.get("offered", ())),
            declined=tuple(value.get("declined", ())),
            asking=value.get("asking", False),
            subject=value.get("subject"),
            reference=value.get("reference"),
            order=OrderFact.read(value.get("order")),
            emotion=Emotion.read(value.get("emotion")),
            meaningful=value.get("meaningful", False),
        )

    def wire(self) -> dict[str, Any]:
        """The stored form: only what differs from a new dialogue."""
        full = {
            "failed": self.failed,
            "not_understood": self.not_understood,
            "angry": self.angry,
            "negatives": list(self.negatives),
            "rising": self.rising,
            "asked": dict(self.asked),
            "offered": list(self.offered),
            "declined": list(self.declined),
            "asking": self.asking,
            "subject": self.subject,
            "reference": self.reference,
            "order": None if self.order is None else self.order.wire(),
            "emotion": None if self.emotion is None else self.emotion.wire(),
            "meaningful": self.meaningful,
        }
        return {name: value for name, value in full.items() if value}

    @property
    def point(self) -> str | None:
        """What is being asked now: a subject, of one order where one is named."""
        return None if self.subject is None else f"{self.subject}:{self.reference or ''}"

    def after(self, facts: TurnFacts, policy: Policy) -> "Memory":
        """With one more turn in it."""
        before = self.with_decline() if facts.wants_person is False else self
        told = facts.subjects
        negatives = before._negatives_after(facts, policy)
        now = replace(
            before,
            asking=False,
            failed=before.failed + 1 if facts.failed else 0,
            not_understood=before._not_understood_after(facts),
            angry=before.angry + 1 if is_angry(facts, policy) else 0,
            negatives=negatives,
            rising=facts.emotion is not None and _rises(negatives, policy),
            subject=told[-1] if told else self.subject,
            reference=facts.reference or self.reference,
            order=facts.order or self.order,
            emotion=facts.emotion or self.emotion,
        )
        return replace(now, asked=now._asked_after(facts))

    def with_offer(self, points: tuple[str, ...], *, asking: bool) -> "Memory":
        """A person was offered about `points`; `asking`: by ourselves, and what comes next may answer it."""
        return replace(self, offered=points, asking=asking)

    def with_decline(self) -> "Memory":
        """The customer would rather go on with the bot: the newest offer's points are settled, counts start anew."""
        settled = tuple(dict.fromkeys((*self.declined, *self.offered)))
        anew = Memory(subject=self.subject, reference=self.reference, order=self.order, emotion=self.emotion)
        return replace(anew, offered=self.offered, declined=settled, meaningful=self.meaningful)

    def _not_understood_after(self, facts: TurnFacts) -> int:
        """A turn without a word says nothing about understanding, and one that broke may have understood: the count
        stays."""
        if facts.noise or (facts.failed and not facts.not_understood):
            return self.not_understood
        return self.not_understood + 1 if facts.not_understood else 0

    def _negatives_after(self, facts: TurnFacts, policy: Policy) -> tuple[float, ...]:
        heard = self.negatives if facts.emotion is None else (*self.negatives, facts.emotion.negative)
        return heard[-policy.rising_turns :]

    def _asked_after(self, facts: TurnFacts) -> Mapping[str, int]:
        """Typed words about a subject count for their point; a yes to "did that solve it?" ends all counts."""
        if facts.solved is True:
            return {}
        if not facts.words or not facts.subjects or self.point is None:
            return self.asked
        return {**self.asked, self.point: self.asked.get(self.point, 0) + 1}


def is_angry(facts: TurnFacts, policy: Policy) -> bool:
    """Does the message sound angry enough to act on?"""
    emotion = facts.emotion
    return (
        emotion is not None
        and emotion.label.casefold() in policy.angry_labels
        and emotion.negative >= policy.angry_negative
    )


def _rises(negatives: tuple[float, ...], policy: Policy) -> bool:
    """More negative from message to message, and by now clearly so."""
    steps = pairwise(negatives)
    return (
        len(negatives) >= policy.rising_turns
        and negatives[-1] >= policy.rising_negative
        and all(later - earlier >= policy.rising_step for earlier, later in steps)
    )
