"""Times of one kind of work, and how they are told."""

import math
from collections.abc import Sequence

SHARES = (0.5, 0.9, 0.99)


def quantile(times: Sequence[float], share: float) -> float:
    """The time that `share` of all do not exceed (nearest rank, as a service level is counted)."""
    if not times:
        raise ValueError("expected at least one time")
    return sorted(times)[max(0, math.ceil(share * len(times)) - 1)]


def told(name: str, times: Sequence[float], shares: Sequence[float] = SHARES) -> str:
    """A line with the middle and the bad cases, in milliseconds; `times` are seconds."""
    parts = [f"p{round(share * 100)} {quantile(times, share) * 1000:.1f} ms" for share in shares]
    return f"{name}: {', '.join(parts)}, n = {len(times)}"
