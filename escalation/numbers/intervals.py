"""Intervals of single values and of the difference between two of them, 95 % all.

A difference takes its interval from those of its two sides ("square and add"): with Wilson's intervals of shares that
is Newcombe's (1998, method 10), with intervals of medians or counts the same rule (Zou and Donner 2008, MOVER).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from escalation.numbers.metrics import Z95, share_interval
from escalation.numbers.survival import quantile, survival

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value and the interval it may lie in."""

    value: float
    low: float
    high: float

    def difference(self, before: "Estimate") -> "Estimate":
        """How much larger this is than `before`, both from rows of their own."""
        by = self.value - before.value
        down = math.hypot(self.value - self.low, before.high - before.value)
        up = math.hypot(self.high - self.value, before.value - before.low)
        return Estimate(by, by - down, by + up)

    def product(self, other: "Estimate") -> "Estimate":
        """This times `other`, both from rows of their own and not negative: MOVER on the logarithms. A product of 0
        may be as large as both can be together."""
        value = self.value * other.value
        if value == 0:
            return Estimate(0.0, 0.0, self.high * other.high)
        down = math.hypot(_log_ratio(self.value, self.low), _log_ratio(other.value, other.low))
        up = math.hypot(_log_ratio(self.high, self.value), _log_ratio(other.high, other.value))
        return Estimate(value, value * math.exp(-down), value * math.exp(up))

    def times(self, factor: float) -> "Estimate":
        """The same, `factor` (not negative) times as large."""
        return Estimate(self.value * factor, self.low * factor, self.high * factor)


def _log_ratio(large: float, small: float) -> float:
    return math.inf if small == 0 else math.log(large / small)


def count_interval(n: int, z: float = Z95) -> Interval:
    """Score interval of the mean of a Poisson count of which `n` were seen."""
    centre, half = n + z * z / 2, z * math.sqrt(n + z * z / 4)
    return max(0.0, centre - half), centre + half


def median_interval(measured: Sequence[float], lasting: Sequence[float] = (), z: float = Z95) -> Interval | None:
    """Of a median, from the ranks around it that the binomial law allows; `lasting` ones took at least so long.

    None for fewer than six values, whose smallest and largest do not hold it often enough (at 95 %), and where too many
    last for its upper edge to be known.
    """
    n = len(measured) + len(lasting)
    rank = math.floor((n + 1 - z * math.sqrt(n)) / 2)
    if rank < 1:
        return None
    steps = survival(measured, lasting)
    low, high = quantile(steps, rank / n), quantile(steps, (n + 1 - rank) / n)
    return None if low is None or high is None else (low, high)


def feeling_interval(mean: float, n: int, z: float = Z95) -> Interval | None:
    """Of the mean of `n` values from -1 to 1: Wilson's interval, which no such values can need wider; None for none."""
    if n == 0:
        return None
    low, high = share_interval((mean + 1) / 2, n, z)
    return 2 * low - 1, 2 * high - 1
