"""What a number is: declared once, with id, version, formula in words and the rows behind it.

A metric is a rule that puts a row into a part: numerator, denominator only, pending, or nowhere (None). The value,
its interval, the drill-down and the export all come from those parts. Definitions: README.md, "The numbers". `counting`
says the same in SQL.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from escalation.numbers.contact_rows import (
    BotTurn,
    ContactRow,
    History,
    Promise,
    Row,
    Unit,
    Window,
    contact_of,
)
from escalation.numbers.survival import percentile, quantile, survival

FEW = 30  # rows; a rate over fewer is shown greyed
ABANDON_GRACE = 5.0  # seconds; leaving the queue sooner is not counted as abandoning it
ANSWERED_WITHIN = 60.0  # seconds; the service level of a chat
Z95 = 1.959963984540054
PERCENTILES = {"p50": 0.5, "p90": 0.9, "p99": 0.99}


class Part(StrEnum):
    """Where a row stands in a metric. `denominator` means: counted, and not in the numerator."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    PENDING = "pending"


class Over(StrEnum):
    """What a metric counts."""

    CONTACTS = "contacts"
    ISSUES = "issues"
    TURNS = "turns"
    PROMISES = "promises"


Words = dict[str, str]
PartRule = Callable[[Row, History, Window], Part | None]


@dataclass(frozen=True, slots=True)
class Metric:
    """One number. `kind`: `count`, `share`, or `seconds` (percentiles of `measure`).

    `group` is where a page puts it; `better` says whether up or down is good, or none. Where `lasting` is given, the
    denominator's rows without a measure are waits that ended otherwise or still last, and count as longer than that.
    """

    id: str
    version: int
    kind: str
    group: str
    better: str
    name: Words
    formula: Words
    part: PartRule
    over: Over = Over.CONTACTS
    measure: Callable[[ContactRow], float | None] | None = None
    lasting: Callable[[ContactRow], float | None] | None = None
    mean: Callable[[ContactRow], float | None] | None = None  # shown beside a share


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

    def wire(self) -> dict[str, Any]:
        """As JSON: shares rounded to a hundredth of a percent, seconds to a tenth."""
        places = 1 if self.metric.kind == "seconds" else 4
        return {
            "id": self.metric.id,
            "unit": self.metric.kind,
            "value": None if self.value is None else round(self.value, places),
            "numerator": self.numerator,
            "denominator": self.denominator,
            "n": self.denominator,
            "pending": self.pending,
            "interval": None if self.interval is None else [round(edge, 4) for edge in self.interval],
            "percentiles": {name: round(value, 2 if name == "mean" else 1) for name, value in self.percentiles.items()},
            "few": self.few,
        }


@dataclass(frozen=True, slots=True)
class Tally:
    """What a reading is made of: how many rows stand where, and what was measured on them."""

    numerator: int = 0
    denominator: int = 0  # the numerator included
    pending: int = 0
    measured: Sequence[float] = ()
    lasting: Sequence[float] = ()
    percentiles: dict[str, float] = field(default_factory=dict)  # where they were worked out already
    mean: float | None = None

    def plus(self, more: "Tally") -> "Tally":
        """With rows that were counted apart. What was worked out over the first stays theirs."""
        return replace(
            self,
            numerator=self.numerator + more.numerator,
            denominator=self.denominator + more.denominator,
            pending=self.pending + more.pending,
            measured=[*self.measured, *more.measured],
            lasting=[*self.lasting, *more.lasting],
        )


def reading(metric: Metric, tally: Tally) -> Reading:
    """The value of a metric whose rows were counted."""
    counts = tally.numerator, tally.denominator, tally.pending
    mean = {} if tally.mean is None else {"mean": tally.mean}
    if metric.kind == "count":
        return Reading(metric, float(tally.numerator), *counts)
    if metric.kind == "seconds":
        known = (tally.percentiles or _percentiles(metric, tally)) | mean
        return Reading(metric, known.get("p50"), *counts, None, known)
    value = tally.numerator / tally.denominator if tally.denominator else None
    return Reading(metric, value, *counts, wilson(tally.numerator, tally.denominator), mean)


def _percentiles(metric: Metric, tally: Tally) -> dict[str, float]:
    if metric.lasting is None:
        found = {name: percentile(tally.measured, share) for name, share in PERCENTILES.items()}
    else:
        steps = survival(tally.measured, tally.lasting)
        found = {name: quantile(steps, share) for name, share in PERCENTILES.items()}
    return {name: value for name, value in found.items() if value is not None}


def read(metric: Metric, parts: Sequence[tuple[Row, Part]]) -> Reading:
    """Turn rows with their parts into the metric's value."""
    return reading(metric, tally(metric, parts))


def tally(metric: Metric, parts: Sequence[tuple[Row, Part]]) -> Tally:
    """Count rows with their parts, and measure what the metric measures."""
    numerator = sum(part is Part.NUMERATOR for _, part in parts)
    pending = sum(part is Part.PENDING for _, part in parts)
    over = [contact_of(row) for row, part in parts if part is Part.NUMERATOR]
    counted = [contact_of(row) for row, part in parts if part is not Part.PENDING]
    means = _known(metric.mean, counted)
    return Tally(
        numerator,
        len(parts) - pending,
        pending,
        _known(metric.measure, over),
        _known(metric.lasting, [contact_of(row) for row, part in parts if part is not Part.NUMERATOR]),
        mean=sum(means) / len(means) if means else None,
    )


def _known(measure: Callable[[ContactRow], float | None] | None, contacts: Iterable[ContactRow]) -> list[float]:
    if measure is None:
        return []
    return [value for value in map(measure, contacts) if value is not None]


def parts_of(
    metric: Metric, contacts: Sequence[ContactRow], history: History, window: Window
) -> list[tuple[Row, Part]]:
    """The metric's rows with their parts: what the drill-down lists is what the value counts."""
    rows = (row for contact in contacts for row in _rows(metric.over, contact))
    placed = ((row, metric.part(row, history, window)) for row in rows)
    return [(row, part) for row, part in placed if part is not None]


def _rows(over: Over, contact: ContactRow) -> Iterable[Row]:
    match over:
        case Over.CONTACTS:
            return (contact,)
        case Over.ISSUES:
            return (Unit(contact, issue) for issue in contact.issues)
        case Over.TURNS:
            return (BotTurn(contact, number) for number in range(contact.bot_turns))
        case Over.PROMISES:
            return (Promise(contact, promised) for promised in contact.promises)


def wilson(successes: int, n: int, z: float = Z95) -> tuple[float, float] | None:
    """Wilson score interval of a share (Wilson 1927), 95 % by default; None for n = 0."""
    return None if n == 0 else share_interval(successes / n, n, z)


def share_interval(share: float, n: float, z: float = Z95) -> tuple[float, float]:
    """The same of a share that is as sure as one of `n` rows, which need be no whole number; 0 to 1 for none."""
    if n <= 0:
        return 0.0, 1.0
    zz = z * z
    centre = (share + zz / (2 * n)) / (1 + zz / n)
    half = z / (1 + zz / n) * math.sqrt(max(0.0, share * (1 - share)) / n + zz / (4 * n * n))
    return max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half))  # rounding stays outside
