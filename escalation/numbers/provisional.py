"""FCR told early: the share resolved at their end, times the share of these that W days pass without a repeat.

The second is a Kaplan-Meier estimate over mature and young first contacts alike, each followed for as long as it could
be by now; its interval joins the variance of both (delta method, Greenwood 1926).
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from escalation.numbers.metrics import Z95


@dataclass(frozen=True, slots=True)
class Provisional:
    """The estimate with its 95 % interval and its two factors; None where nobody was resolved or counted."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    resolved: float | None
    kept: float | None

    def wire(self) -> dict[str, float | int | None]:
        shares = {name: getattr(self, name) for name in ("value", "low", "high", "resolved", "kept")}
        return {"n": self.n, **{name: None if share is None else round(share, 4) for name, share in shares.items()}}


def provisional(n: int, resolved: int, repeats: Sequence[float], followed: Sequence[float]) -> Provisional:
    """Of `n` first contacts `resolved` were, of which some came again after so many seconds (within W), and the others
    were followed for so many without one (at most W)."""
    if n == 0:
        return Provisional(None, None, None, 0, None, None)
    if resolved == 0:
        return Provisional(0.0, 0.0, None, n, 0.0, None)
    share = resolved / n
    kept, variance = _kept(repeats, followed)
    value = share * kept
    if value == 0:
        return Provisional(0.0, 0.0, None, n, share, kept)
    off = math.exp(Z95 * math.sqrt((1 - share) / resolved + variance))
    return Provisional(value, value / off, min(1.0, value * off), n, share, kept)


def _kept(repeats: Sequence[float], followed: Sequence[float]) -> tuple[float, float]:
    """The share without a repeat after the longest time, and the variance of its logarithm."""
    came, left = Counter(repeats), Counter(followed)
    at_risk, kept, variance = len(repeats) + len(followed), 1.0, 0.0
    for seconds in sorted(came.keys() | left.keys()):
        gone = came[seconds]
        kept *= 1 - gone / at_risk
        variance += gone / (at_risk * (at_risk - gone)) if gone < at_risk else 0.0
        at_risk -= gone + left[seconds]
    return kept, variance
