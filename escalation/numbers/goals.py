"""Goals: where a metric shall be by a day, how far it is, and whether it can still come."""

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from escalation.numbers.filter import ZONE, Filter, Narrowing
from escalation.numbers.metrics import Metric, Reading

WINDOW_DAYS = 7
MOST_DAYS = 3 * 366
LONGEST_SECONDS = 30 * 86_400.0
MOST_COUNTED = 1e9
LARGEST = {"share": 1.0, "seconds": LONGEST_SECONDS, "count": MOST_COUNTED}
"""The highest target of each kind of metric, in its unit; the lowest is 0."""


class Direction(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class State(StrEnum):
    """`too_early`: too little is known, which for good is so of a goal that ends with few rows."""

    MET = "met"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    MISSED = "missed"
    TOO_EARLY = "too_early"


@dataclass(frozen=True, slots=True)
class Goal:
    """`target` in the metric's unit; the days are the shop's, the last one included."""

    metric: str
    narrowing: Narrowing
    target: float
    direction: Direction
    first_day: date
    last_day: date

    def asked(self) -> Filter:
        """What its reading is asked of."""
        return Filter(_midnight(self.first_day), self.ends_at, WINDOW_DAYS, self.narrowing)

    @property
    def ends_at(self) -> datetime:
        return _midnight(self.last_day + timedelta(days=1))

    def elapsed(self, now: datetime) -> float:
        """How much of its time has passed, 0..1."""
        begins = _midnight(self.first_day)
        return max(0.0, min(1.0, (now - begins) / (self.ends_at - begins)))

    def reached_by(self, value: float) -> bool:
        """Whether a value is on the right side of the target, or on it."""
        return value >= self.target if self.direction is Direction.AT_LEAST else value <= self.target


@dataclass(frozen=True, slots=True)
class Standing:
    """`distance` is value - target, so below zero is short of an `at_least` and good for an `at_most`.

    `uncertain`: the interval holds the target, so chance alone may have put the value on its side.
    """

    state: State
    elapsed: float
    distance: float | None
    uncertain: bool


def standing(goal: Goal, reading: Reading, now: datetime) -> Standing:
    """How a goal does. A share or a time is judged by its value, a count by how many there should be by now. A time
    whose reading has no interval is uncertain."""
    elapsed, value = goal.elapsed(now), reading.value
    if value is None:
        return Standing(State.TOO_EARLY, elapsed, None, uncertain=True)
    state = _of_count(goal, value, elapsed) if reading.metric.kind == "count" else _of_level(goal, reading, value, now)
    unknown = (-math.inf, math.inf) if reading.metric.kind == "seconds" else (value, value)
    low, high = reading.interval or unknown
    return Standing(state, elapsed, value - goal.target, uncertain=low <= goal.target <= high and low < high)


def _of_count(goal: Goal, value: float, elapsed: float) -> State:
    """A count only grows: what was reached stays reached, what was passed stays passed."""
    over, reached = elapsed >= 1, goal.reached_by(value)
    if goal.direction is Direction.AT_LEAST and (reached or over):
        return State.MET if reached else State.MISSED
    if goal.direction is Direction.AT_MOST and (over or not reached):
        return State.MET if reached else State.MISSED
    expected = goal.target * elapsed
    in_pace = value >= expected if goal.direction is Direction.AT_LEAST else value <= expected
    return State.ON_TRACK if in_pace else State.BEHIND


def _of_level(goal: Goal, reading: Reading, value: float, now: datetime) -> State:
    if reading.few:
        return State.TOO_EARLY
    reached = goal.reached_by(value)
    if is_final(goal, reading, now):
        return State.MET if reached else State.MISSED
    return State.ON_TRACK if reached else State.BEHIND


def is_final(goal: Goal, reading: Reading, now: datetime) -> bool:
    """Whether nothing can change it any more: its last day has passed, and all rows can be judged."""
    ripe = goal.ends_at + timedelta(days=WINDOW_DAYS)
    return now >= goal.ends_at and (reading.pending == 0 or now >= ripe)


def problem_with(goal: Goal, metric: Metric) -> tuple[str, str] | None:
    """The field that is wrong with a goal and what was expected there; None for a good one."""
    largest = LARGEST.get(metric.kind)
    if largest is None:
        return "metric", f"a metric of the kind {', '.join(LARGEST)}"
    if not 0 <= goal.target <= largest:
        return "target", f"0 to {largest:g}"
    if goal.first_day > goal.last_day:
        return "last_day", "not before first_day"
    if (goal.last_day - goal.first_day).days >= MOST_DAYS:
        return "last_day", f"at most {MOST_DAYS} days in all"
    return None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)
