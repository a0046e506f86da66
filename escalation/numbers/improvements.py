"""Improvements: a change from a day on, and whether the numbers before and after it prove that it helped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from escalation.numbers.filter import ZONE, Filter, Narrowing
from escalation.numbers.intervals import Estimate, count_interval, median_interval
from escalation.numbers.metrics import Reading

MOST_DAYS = 91
"""On either side: further away, much else has changed too. Thirteen weeks."""
WINDOW_DAYS = 7
VERDICTS = ("kept", "withdrawn")


@dataclass(frozen=True, slots=True)
class Change:
    """After minus before, in the metric's unit. `proven`: of enough rows the interval lies wholly on the better side
    of 0."""

    value: float
    low: float
    high: float
    proven: bool


def days_on_each_side(started_on: date, now: datetime) -> int:
    """Whole days of the shop since the change, at most MOST_DAYS; 0 before the first one is over."""
    return max(0, min(MOST_DAYS, (now.astimezone(ZONE).date() - started_on).days))


def before_and_after(started_on: date, days: int, narrowing: Narrowing) -> tuple[Filter, Filter]:
    """Equal lengths of time on either side of the day. `days` is at least 1."""
    starts, length = datetime.combine(started_on, time(), ZONE), timedelta(days=days)
    before = Filter(starts - length, starts, WINDOW_DAYS, narrowing)
    return before, Filter(starts, starts + length, WINDOW_DAYS, narrowing)


def estimate(reading: Reading, measured: Sequence[float] = (), lasting: Sequence[float] = ()) -> Estimate | None:
    """A reading with an interval: Wilson's of a share, the score's of a count, of a median that of its ranks among
    what was measured. Rows that cannot be judged yet are in none of them. None without a value or an interval."""
    if reading.value is None:
        return None
    if reading.metric.kind == "seconds":
        interval = median_interval(measured, lasting)
    else:
        interval = count_interval(reading.numerator) if reading.metric.kind == "count" else reading.interval
    return None if interval is None else Estimate(reading.value, *interval)


def change(before: Estimate | None, after: Estimate | None, better: str, *, few: bool) -> Change | None:
    """What changed; `better` is `up`, `down` or `none`, where nothing can be proven, as where one side has too `few`
    rows. None as long as one side has no value or interval."""
    if before is None or after is None:
        return None
    moved = after.difference(before)
    proven = {"up": moved.low > 0, "down": moved.high < 0}.get(better, False)
    return Change(moved.value, moved.low, moved.high, proven and not few)
