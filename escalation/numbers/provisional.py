"""FCR told early: the share resolved at their end, times the share of these that W days pass without a repeat.

The second is a Kaplan-Meier estimate over mature and young first contacts alike, each followed for as long as it could
be by now. Its interval is Wilson's on the number of rows that would leave a share as unsure as it is: by its variance
(Greenwood 1926), or by who was at risk where nobody or everybody came again and the variance says nothing. Both factors
join by their own intervals (MOVER), so that no finite number of rows is ever without doubt.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from escalation.numbers.intervals import Estimate
from escalation.numbers.metrics import share_interval


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
    share = Estimate(resolved / n, *share_interval(resolved / n, n))
    if resolved == 0:
        return Provisional(0.0, 0.0, share.high, n, 0.0, None)
    kept = _kept(repeats, followed)
    both = share.product(kept)
    return Provisional(both.value, both.low, min(1.0, both.high), n, share.value, kept.value)


def _kept(repeats: Sequence[float], followed: Sequence[float]) -> Estimate:
    """The share without a repeat after the longest time."""
    came, left = Counter(repeats), Counter(followed)
    at_risk, kept, variance = len(repeats) + len(followed), 1.0, 0.0
    rows = _mean_at_risk([*repeats, *followed])
    for seconds in sorted(came.keys() | left.keys()):
        gone = came[seconds]
        if gone == at_risk:
            return Estimate(0.0, *share_interval(0.0, at_risk / kept))  # Peto's number: all, where none left early
        if gone:
            kept *= 1 - gone / at_risk
            variance += gone / (at_risk * (at_risk - gone))
            rows = (1 - kept) / (kept * variance)
        at_risk -= gone + left[seconds]
    return Estimate(kept, *share_interval(kept, rows))


def _mean_at_risk(seconds: Sequence[float]) -> float:
    """How many were followed at a time, on average up to the longest."""
    longest = max(seconds, default=0.0)
    return sum(seconds) / longest if longest else 0.0
