"""What the router remembers of a dialogue from turn to turn; kept with the conversation, new with every dialogue."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from escalation.facts import Emotion, TurnFacts
from escalation.policy import Policy
from escalation.topics import is_subject


@dataclass(frozen=True, slots=True)
class Memory:
    """Counts in a row, what was offered and declined (by point), and what the contact is about."""

    failed: int = 0
    not_understood: int = 0
    angry: int = 0
    offered: tuple[str, ...] = ()  # points, the newest last
    declined: tuple[str, ...] = ()
    asking: bool = False  # our own offer, the newest, is the last thing said and not answered yet
    subject: str | None = None  # the last intent that says what it is about
    reference: str | None = None
    emotion: Emotion | None = None
    meaningful: bool = False  # more than a greeting was said

    @staticmethod
    def read(value: Mapping[str, Any]) -> "Memory":
        """From its stored form; what is missing is as in a new dialogue."""
        return Memory(
            failed=value.get("failed", 0),
            not_understood=value.get("not_understood", 0),
            angry=value.get("angry", 0),
            offered=tuple(value.get("offered", ())),
            declined=tuple(value.get("declined", ())),
            asking=value.get("asking", False),
            subject=value.get("subject"),
            reference=value.get("reference"),
            emotion=Emotion.read(value.get("emotion")),
            meaningful=value.get("meaningful", False),
        )

    def wire(self) -> dict[str, Any]:
        """The stored form: only what differs from a new dialogue."""
        full = {
            "failed": self.failed,
            "not_understood": self.not_understood,
            "angry": self.angry,
            "offered": list(self.offered),
            "declined": list(self.declined),
            "asking": self.asking,
            "subject": self.subject,
            "reference": self.reference,
            "emotion": None if self.emotion is None else self.emotion.wire(),
            "meaningful": self.meaningful,
        }
        return {name: value for name, value in full.items() if value}

    def after(self, facts: TurnFacts, policy: Policy) -> "Memory":
        """With one more turn in it."""
        before = self.with_decline() if facts.wants_person is False else self
        return replace(
            before,
            asking=False,
            failed=before.failed + 1 if facts.failed else 0,
            not_understood=before._not_understood_after(facts),
            angry=before.angry + 1 if is_angry(facts, policy) else 0,
            subject=self._subject_after(facts),
            reference=facts.reference or self.reference,
            emotion=facts.emotion or self.emotion,
        )

    def with_offer(self, point: str, *, asking: bool) -> "Memory":
        """A person was offered about `point`; `asking`: by ourselves, and what comes next may answer it."""
        return replace(self, offered=(*(known for known in self.offered if known != point), point), asking=asking)

    def with_decline(self) -> "Memory":
        """The customer would rather go on with the bot: the newest offer's point is settled, its count starts anew."""
        declined = self.declined if not self.offered else (*self.declined, self.offered[-1])
        settled = tuple(dict.fromkeys(declined))
        return replace(self, declined=settled, asking=False, failed=0, not_understood=0, angry=0)

    def _not_understood_after(self, facts: TurnFacts) -> int:
        """A failed turn and one without a word say nothing about understanding: the count stays."""
        if facts.failed or facts.noise:
            return self.not_understood
        return self.not_understood + 1 if facts.not_understood else 0

    def _subject_after(self, facts: TurnFacts) -> str | None:
        told = [heard.intent for heard in facts.intents if heard.gate != "not_sure" and is_subject(heard.intent)]
        return told[-1] if told else self.subject


def is_angry(facts: TurnFacts, policy: Policy) -> bool:
    """Does the message sound angry enough to act on?"""
    emotion = facts.emotion
    return (
        emotion is not None
        and emotion.label.casefold() in policy.angry_labels
        and emotion.negative >= policy.angry_negative
    )
