"""How urgent a ticket is."""

from collections.abc import Iterable
from enum import StrEnum


class Priority(StrEnum):
    """Most urgent first."""

    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


ORDER = tuple(Priority)


def raised(priority: Priority) -> Priority:
    """One step more urgent; urgent stays urgent."""
    return ORDER[max(0, ORDER.index(priority) - 1)]


def most_urgent(found: Iterable[Priority]) -> Priority:
    """The most urgent of these; normal where there are none."""
    return min(found, key=ORDER.index, default=Priority.NORMAL)
