"""The written policy as the router reads it. Its numbers and words stand in `policy.toml`, nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from escalation.queue.priority import Priority
from escalation.queue.topics import Queue
from escalation.routing import reasons as why
from escalation.routing.decisions import DecisionKind

ALWAYS_HANDOFF = frozenset({why.ASKED_FOR_PERSON, why.BOT_UNAVAILABLE, why.POLICY, why.HANDOFF_BY_BOT})
"""No policy may leave these without a person."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What one signal does. From `offer_at` on a person is offered, from `handoff_at` on one is called; with neither
    it only weighs when a person comes for another reason. `queue` None: whoever answers the subject, or `otherwise`
    where the subject leads nowhere."""

    priority: Priority = Priority.NORMAL
    queue: Queue | None = None
    otherwise: Queue | None = None
    offer_at: int | None = None
    handoff_at: int | None = None

    def step(self, times: int) -> DecisionKind | None:
        """What a signal seen so often (or so strong) does; None: nothing yet."""
        if self.handoff_at is not None and times >= self.handoff_at:
            return DecisionKind.HANDOFF
        if self.offer_at is not None and times >= self.offer_at:
            return DecisionKind.OFFER_PERSON
        return DecisionKind.CONTINUE if self.offer_at is None and self.handoff_at is None else None


@dataclass(frozen=True, slots=True)
class Said:
    """How a signal is heard in words: `phrases`, but not as part of one of `unless`; or a sure intent."""

    phrases: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    intents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Policy:
    """The router's rules. `rules` has one for every code of reasons.CODES, the one that chooses the queue first where
    two are as urgent; amounts are in the smallest unit of their currency."""

    rules: Mapping[str, Rule]
    said: Mapping[str, Said]
    angry_labels: frozenset[str]
    angry_negative: float  # 0 to 1
    rising_turns: int
    rising_step: float
    rising_negative: float  # 0 to 1, of the last turn
    refund_amounts: Mapping[str, int]
    refund_intents: frozenset[str]
    order_amounts: Mapping[str, int]
    favoured_tiers: frozenset[str]
    least_priority: Mapping[Queue, Priority]
    silence_to_abandon: timedelta

    @property
    def guesses_to_hand_off(self) -> int:
        """So many wrong guesses at whose order it is, and no more is asked of the shop."""
        at = self.rules[why.IDENTITY_GUESSES].handoff_at
        assert at is not None, "the policy file is refused without it"
        return at
