"""The registry of numbers: each declared once, with id, version, formula in words and the rows behind it.

A metric is a rule that puts a row into a part: numerator, denominator only, pending, or nowhere (None). The value,
its interval, the drill-down and the export all come from those parts. Definitions: README.md, "The numbers".
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from escalation.numbers.outcomes import HandledBy, Issue, Outcome

FEW = 30  # rows; a rate over fewer is shown greyed
ABANDON_GRACE = 5.0  # seconds; leaving the queue sooner is not counted as abandoning it
Z95 = 1.959963984540054


class Part(StrEnum):
    """Where a row stands in a metric. `denominator` means: counted, and not in the numerator."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A closed contact as the classifier left it. Durations in seconds, times UTC."""

    id: str
    customer_id: str | None
    started_at: datetime
    ended_at: datetime
    outcome: Outcome
    handled_by: HandledBy
    issues: tuple[Issue, ...]
    escalation_reasons: tuple[str, ...] = ()
    csat: int | None = None
    queue_wait_s: float | None = None
    first_human_response_s: float | None = None
    abandoned_after_s: float | None = None

    @property
    def escalated(self) -> bool:
        return bool(self.escalation_reasons) or self.handled_by is not HandledBy.BOT


@dataclass(frozen=True, slots=True)
class Unit:
    """What FCR counts: one issue of one contact."""

    contact: ContactRow
    issue: Issue


class History:
    """The starts of each customer's contacts, by issue and by any topic, for finding earlier and repeated ones."""

    def __init__(self, contacts: Iterable[ContactRow]) -> None:
        self._starts: dict[tuple[str, Issue | None], list[tuple[datetime, str]]] = defaultdict(list)
        self.begins: datetime | None = None
        for contact in contacts:
            self.begins = min(self.begins or contact.started_at, contact.started_at)
            if contact.customer_id is None:
                continue
            for key in (None, *contact.issues):
                self._starts[contact.customer_id, key].append((contact.started_at, contact.id))

    def other_start(self, unit: Unit, after: datetime, until: datetime, *, any_topic: bool = False) -> bool:
        """Whether the customer began another contact on the issue in (after, until]."""
        if unit.contact.customer_id is None:
            return False
        key = None if any_topic else unit.issue
        starts = self._starts.get((unit.contact.customer_id, key), ())
        return any(after < at <= until and other != unit.contact.id for at, other in starts)


@dataclass(frozen=True, slots=True)
class Window:
    """The repeat window W in days and the moment of reading."""

    days: int
    now: datetime

    @property
    def length(self) -> timedelta:
        return timedelta(days=self.days)


def fcr_part(unit: Unit, history: History, window: Window, *, any_topic: bool = False) -> Part | None:
    """Where a unit stands in FCR(W); None: not a first contact, unlinkable, or in the first W days of the data."""
    contact = unit.contact
    if contact.customer_id is None or history.begins is None or contact.started_at < history.begins + window.length:
        return None
    just_before = contact.started_at - timedelta(microseconds=1)
    if history.other_start(unit, contact.started_at - window.length, just_before, any_topic=any_topic):
        return None
    if window.now < contact.ended_at + window.length:
        return Part.PENDING
    repeated = history.other_start(unit, contact.ended_at, contact.ended_at + window.length, any_topic=any_topic)
    return Part.NUMERATOR if contact.outcome.resolved and not repeated else Part.DENOMINATOR


def wilson(successes: int, n: int, z: float = Z95) -> tuple[float, float] | None:
    """Wilson score interval of a share (Wilson 1927), 95 % by default; None for n = 0."""
    if n == 0:
        return None
    share, zz = successes / n, z * z
    centre = (share + zz / (2 * n)) / (1 + zz / n)
    half = z / (1 + zz / n) * math.sqrt(share * (1 - share) / n + zz / (4 * n * n))
    return max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half))  # rounding stays outside


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below which `share` of `values` lie, linear between neighbours; None for none."""
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


Row = ContactRow | Unit
Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class Metric:
    """One number. `kind`: `count`, `share`, or `seconds` (percentiles of `measure` over the numerator's rows)."""

    id: str
    version: int
    kind: str
    name: Words
    formula: Words
    part: Callable[[Row, History, Window], Part | None]
    per_issue: bool = False
    measure: Callable[[ContactRow], float | None] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A metric's value over a period. `value` is a count, a share 0..1, or the p50 in seconds."""

    metric: Metric
    value: float | None
    numerator: int
    denominator: int
    pending: int
    interval: tuple[float, float] | None = None
    percentiles: dict[str, float] = field(default_factory=dict)

    @property
    def few(self) -> bool:
        return self.metric.kind != "count" and self.denominator < FEW


def read(metric: Metric, parts: Sequence[tuple[Row, Part]]) -> Reading:
    """Turn rows with their parts into the metric's value."""
    numerator = sum(part is Part.NUMERATOR for _, part in parts)
    pending = sum(part is Part.PENDING for _, part in parts)
    denominator = len(parts) - pending
    if metric.kind == "count":
        return Reading(metric, float(numerator), numerator, denominator, pending)
    if metric.kind == "seconds":
        return _durations(metric, parts, numerator, pending)
    value = numerator / denominator if denominator else None
    return Reading(metric, value, numerator, denominator, pending, wilson(numerator, denominator))


def _durations(metric: Metric, parts: Sequence[tuple[Row, Part]], numerator: int, pending: int) -> Reading:
    assert metric.measure is not None
    measured = [metric.measure(_contact(row)) for row, part in parts if part is Part.NUMERATOR]
    values = [value for value in measured if value is not None]
    named = {name: percentile(values, share) for name, share in (("p50", 0.5), ("p90", 0.9), ("p99", 0.99))}
    known = {name: value for name, value in named.items() if value is not None}
    return Reading(metric, known.get("p50"), numerator, len(parts) - pending, pending, None, known)


def _contact(row: Row) -> ContactRow:
    return row.contact if isinstance(row, Unit) else row


def share(condition: Callable[[ContactRow], bool | None]) -> Callable[[Row, History, Window], Part | None]:
    """A part rule from a condition on the contact: True numerator, False denominator only, None not counted."""

    def part(row: Row, _history: History, _window: Window) -> Part | None:
        holds = condition(_contact(row))
        return None if holds is None else Part.NUMERATOR if holds else Part.DENOMINATOR

    return part


def by_unit(
    keep: Callable[[ContactRow], bool] = lambda _: True, *, any_topic: bool = False
) -> Callable[[Row, History, Window], Part | None]:
    """The FCR rule over the units whose contact `keep` accepts."""

    def part(row: Row, history: History, window: Window) -> Part | None:
        assert isinstance(row, Unit)
        return fcr_part(row, history, window, any_topic=any_topic) if keep(row.contact) else None

    return part


def abandoned(contact: ContactRow) -> bool | None:
    if not contact.escalation_reasons:
        return None
    gone = contact.outcome is Outcome.ABANDONED and contact.handled_by is HandledBy.BOT
    lasted = (contact.ended_at - contact.started_at).total_seconds()  # all that is known of imported ones
    waits = (contact.abandoned_after_s, contact.queue_wait_s, lasted)
    waited = next(seconds for seconds in waits if seconds is not None)
    return None if gone and waited <= ABANDON_GRACE else gone


def parts_of(
    metric: Metric, contacts: Sequence[ContactRow], history: History, window: Window
) -> list[tuple[Row, Part]]:
    """The metric's rows with their parts: what the drill-down lists is what the value counts."""
    rows: Iterable[Row] = contacts
    if metric.per_issue:
        rows = (Unit(contact, issue) for contact in contacts for issue in contact.issues)
    placed = ((row, metric.part(row, history, window)) for row in rows)
    return [(row, part) for row, part in placed if part is not None]
