"""What the router can decide."""

from dataclasses import dataclass
from enum import StrEnum

from escalation.queue.priority import Priority
from escalation.queue.topics import Queue
from escalation.routing.reasons import Reason


class DecisionKind(StrEnum):
    """What happens next."""

    CONTINUE = "continue"
    OFFER_PERSON = "offer_person"
    HANDOFF = "handoff"


WEIGHT = tuple(DecisionKind)
"""From the weakest to the strongest."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What happens next and why, the most urgent reason first. Queue and priority belong to a handoff; `points` to an
    offer: what it is about."""

    kind: DecisionKind
    reasons: tuple[Reason, ...] = ()
    queue: Queue | None = None
    priority: Priority | None = None
    topic: str | None = None
    points: tuple[str, ...] = ()


CONTINUE = Decision(DecisionKind.CONTINUE)
