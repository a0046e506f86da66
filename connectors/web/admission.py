"""Admission: how fast customers' sockets may begin on this gateway, so that a herd that was cut off at once comes back
in a line, and nobody waits so long that all they do is ask again.

Whoever comes too early gets a time of their own to come again. Agents are few and always let in.
"""

import time
from collections import deque
from collections.abc import Callable

from escalation.store.refusals import Refused

A_SECOND = 200
"""Sockets a second; a gateway may be able to open more, but has others to serve."""
MOST_OPENING = 50
"""Let in and not yet shown their conversation; a slow machine opens these before it takes more."""
OPENING_S = 5.0
"""Whoever has not come by then does not come, or went to another gateway."""
CALM_S = 3.0
"""So long nobody had to wait: what was measured is of another day."""

_STEP_S = 1 / A_SECOND


class Admission:
    """Of one gateway. `clock` is in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._due = 0.0
        self._promised = 0.0
        self._opening: deque[float] = deque()
        self._crowded_since = 0.0
        self._refused_at = 0.0
        self._opened = 0

    def take(self) -> None:
        """Let one in, or raise Refused unavailable with the seconds until a place that nobody else was told of."""
        now = self._clock()
        while self._opening and now - self._opening[0] > OPENING_S:
            self._opening.popleft()
        due = max(self._due, now) + _STEP_S
        if len(self._opening) < MOST_OPENING and due - now <= 1.0:
            self._due = due
            self._opening.append(now)
            return
        raise Refused("unavailable", "many come at once; wait a moment", retry_after=round(self._promise(now), 2))

    def opened(self) -> None:
        """One of those who were let in sees their conversation."""
        self._opened += 1
        if self._opening:
            self._opening.popleft()

    def _promise(self, now: float) -> float:
        """Seconds until the next place: as far apart as sockets have lately been opened."""
        if now - self._refused_at > CALM_S:
            self._crowded_since, self._opened = now, 0
        self._refused_at = now
        crowded = now - self._crowded_since
        step = _STEP_S if crowded < 1 else max(_STEP_S, crowded / max(1, self._opened))
        self._promised = max(self._promised, now) + min(step, 1.0)
        return self._promised - now + _STEP_S
