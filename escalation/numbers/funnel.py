"""The onboarding funnel: who signs up, and how far each comes, in order, each step within its days of the one before.

The rule for one person stands here; `funnel_readings` says it again in SQL and a test holds both equal. As with FCR,
only those whose days have passed are in a rate, whether they went on or not: of the others only the quick ones are
known yet, and they would make the rate look better than it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from escalation.numbers.metrics import FEW, wilson

SIGNED_UP, VERIFIED, CONNECTED, FIRST_USE = "signed_up", "verified", "connected", "first_use"
TOUCHPOINTS = {
    SIGNED_UP: "signed_up",
    VERIFIED: "account_verified",
    CONNECTED: "device_connected",
    FIRST_USE: "first_used",
}
"""The steps in their order, and the touchpoint by which each is known."""
STEPS = tuple(TOUCHPOINTS)


class Fate(StrEnum):
    """What became of somebody on a step."""

    WENT_ON = "went_on"
    LEFT = "left"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Climb:
    """One person: when each step was reached, in order; not more than were reached."""

    reached: tuple[datetime, ...]
    within: timedelta

    @staticmethod
    def of(
        events: Iterable[tuple[str, datetime]], since: datetime, until: datetime, within: timedelta
    ) -> "Climb | None":
        """Of a person's (touchpoint, time) in any order; None for who did not sign up in [since, until). A step counts
        from the first time that it was taken at or after the one before."""
        taken = sorted(events, key=lambda event: event[1])
        start = next((at for name, at in taken if name == TOUCHPOINTS[SIGNED_UP] and since <= at < until), None)
        if start is None:
            return None
        reached = [start]
        for step in STEPS[1:]:
            due = reached[-1], reached[-1] + within
            following = next((at for name, at in taken if name == TOUCHPOINTS[step] and due[0] <= at <= due[1]), None)
            if following is None:
                break
            reached.append(following)
        return Climb(tuple(reached), within)

    def fate(self, step: str, now: datetime) -> Fate | None:
        """What became of them on a step; None where they never stood on it, or it is the last."""
        place = STEPS.index(step)
        if place >= len(self.reached) or place == len(STEPS) - 1:
            return None
        if now < self.reached[place] + self.within:
            return Fate.PENDING
        return Fate.WENT_ON if place + 1 < len(self.reached) else Fate.LEFT

    def took(self, step: str) -> timedelta | None:
        """The time from a step to the next."""
        place = STEPS.index(step) + 1
        return self.reached[place] - self.reached[place - 1] if place < len(self.reached) else None


@dataclass(frozen=True, slots=True)
class StepReading:
    """A step of everybody's: how many stood on it, and of those whose days have passed how many went on.
    `median_s`: seconds until they did."""

    step: str
    customers: int
    went_on: int = 0
    left: int = 0
    pending: int = 0
    median_s: float | None = None


def readings(climbs: Sequence[Climb], now: datetime) -> list[StepReading]:
    """Every step over `climbs`."""
    return [_reading(step, climbs, now) for step in STEPS]


def _reading(step: str, climbs: Sequence[Climb], now: datetime) -> StepReading:
    fates = [(climb, climb.fate(step, now)) for climb in climbs]
    times = sorted(_seconds(climb, step) for climb, fate in fates if fate is Fate.WENT_ON)
    return StepReading(
        step,
        sum(len(climb.reached) > STEPS.index(step) for climb in climbs),
        sum(fate is Fate.WENT_ON for _, fate in fates),
        sum(fate is Fate.LEFT for _, fate in fates),
        sum(fate is Fate.PENDING for _, fate in fates),
        (times[(len(times) - 1) // 2] + times[len(times) // 2]) / 2 if times else None,
    )


def _seconds(climb: Climb, step: str) -> float:
    took = climb.took(step)
    assert took is not None
    return took.total_seconds()


def share_wire(id_: str, numerator: int, denominator: int, pending: int = 0) -> dict[str, Any]:
    """A share as every number is told, with its Wilson interval."""
    interval = wilson(numerator, denominator)
    return {
        "id": id_,
        "unit": "share",
        "value": round(numerator / denominator, 4) if denominator else None,
        "numerator": numerator,
        "denominator": denominator,
        "n": denominator,
        "pending": pending,
        "interval": None if interval is None else [round(edge, 4) for edge in interval],
        "percentiles": {},
        "few": denominator < FEW,
    }
