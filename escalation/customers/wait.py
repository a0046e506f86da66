"""How long a customer will probably wait: a range, never a promise.

The wait is told as the middle and the bad case (p50 to p90) of a simple model: tickets leave the queue at the
pace of the last ones that left, so the time to one's turn is a sum of as many gaps as there are tickets ahead,
and oneself. For a sum of n such gaps mean m the spread grows with the root of n (a gamma distribution).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

FEWEST_STARTS = 3  # fewer tell nothing: then no range is shown
Z90 = 1.2816  # of the standard normal distribution
STEP_S = 15  # ranges are told in steps: a false precision is a lie too


@dataclass(frozen=True, slots=True)
class WaitRange:
    """Seconds: half of the customers wait at most `low_s`, nine in ten at most `high_s`."""

    low_s: int
    high_s: int


def wait_range(position: int, recent_starts: Sequence[datetime], now: datetime) -> WaitRange | None:
    """The range for somebody at `position` (1 = next), from when the last tickets of this queue were taken.

    None when too few were taken to know. An idle queue's pace is slowed by the time since the last one was taken:
    when nobody has come for ten minutes, nobody will come every ten seconds.
    """
    if position < 1:
        raise ValueError(f"expected a position of 1 or more, got {position}")
    if len(recent_starts) < FEWEST_STARTS:
        return None
    span = (now - min(recent_starts)).total_seconds()
    gap = max(span, 1.0) / len(recent_starts)
    return WaitRange(_stepped(_gamma_quantile(position, gap, 0.0)), _stepped(_gamma_quantile(position, gap, Z90)))


def _gamma_quantile(shape: int, scale: float, z: float) -> float:
    """Wilson and Hilferty's approximation of a gamma quantile, within some percent from shape 1 on."""
    ninth = 1 / (9 * shape)
    return shape * scale * float((1 - ninth + z * math.sqrt(ninth)) ** 3)


def _stepped(seconds: float) -> int:
    return max(STEP_S, math.ceil(seconds / STEP_S) * STEP_S)
