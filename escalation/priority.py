"""How urgent a ticket is."""

from collections.abc import Iterable
from enum import StrEnum

from escalation import reasons as why
from escalation.reasons import Reason
from escalation.topics import Queue


class Priority(StrEnum):
    """Most urgent first."""

    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


ORDER = tuple(Priority)
_BY_REASON = {
    why.ANGER: Priority.HIGH,
    why.IDENTITY_GUESSES: Priority.HIGH,
    why.REPEATED_FAILURE: Priority.HIGH,
    why.ACTION_FAILED: Priority.HIGH,
}
FAVOURED_TIERS = frozenset({"vip", "gold", "platinum"})


def raised(priority: Priority) -> Priority:
    """One step more urgent; urgent stays urgent."""
    return ORDER[max(0, ORDER.index(priority) - 1)]


def priority_of(reasons: Iterable[Reason], queue: Queue, tier: str | None) -> Priority:
    """The most urgent of its reasons, a complaint at least high; a favoured customer one step more urgent."""
    found = [_BY_REASON.get(reason.code, Priority.NORMAL) for reason in reasons]
    if queue is Queue.COMPLAINTS:
        found.append(Priority.HIGH)
    priority = min(found, key=ORDER.index, default=Priority.NORMAL)
    favoured = tier is not None and tier.casefold() in FAVOURED_TIERS
    return raised(priority) if favoured else priority
