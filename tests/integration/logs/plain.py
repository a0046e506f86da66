"""The numbers of a list of contacts, worked out from their definitions alone and slowly.

Written apart from the product, on purpose: nothing of it is imported here, and what both say must agree.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Case:
    """A contact of one customer about one issue."""

    customer: str
    issue: Hashable
    start: datetime
    end: datetime
    resolved: bool


@dataclass(frozen=True)
class Counted:
    """Of the first contacts: how many there are, and how many of them were resolved without a repeat."""

    resolved: int
    first: int


def fcr(cases: Sequence[Case], days: int, *, any_issue: bool = False) -> Counted:
    """First-contact resolution with a window of so many days; everything is long ago, so nothing is pending."""
    window = timedelta(days=days)
    begins = min(case.start for case in cases) + window
    theirs: dict[Hashable, list[Case]] = defaultdict(list)
    for case in cases:
        theirs[case.customer if any_issue else (case.customer, case.issue)].append(case)
    resolved = first = 0
    for group in theirs.values():
        for case in group:
            others = [other.start for other in group if other is not case]
            if case.start < begins or any(case.start - window < start < case.start for start in others):
                continue
            first += 1
            repeated = any(case.end < start <= case.end + window for start in others)
            resolved += case.resolved and not repeated
    return Counted(resolved, first)


def quantile(values: Sequence[float], share: float) -> float:
    """Linear between neighbours."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
