"""Admission: how fast customers' sockets may begin on this gateway, so that a herd that was cut off at once comes back
in a line and whoever is connected does not feel it.

Whoever comes too early gets a time of their own to come again. Agents are few and always let in.
"""

import time
from collections.abc import Callable

from escalation.store.refusals import Refused

A_SECOND = 200
"""Sockets a second; a gateway can open more, but has others to serve."""
AT_ONCE = 200
"""So many more may come in one moment."""

_STEP_S = 1 / A_SECOND


class Admission:
    """Of one gateway. `clock` is in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._due = 0.0
        self._promised = 0.0

    def take(self) -> None:
        """Let one in, or raise Refused unavailable with the seconds until a place that nobody else was told of."""
        now = self._clock()
        due = max(self._due, now) + _STEP_S
        if due - now <= AT_ONCE * _STEP_S:
            self._due = due
            return
        self._promised = max(self._promised, now) + _STEP_S
        wait = self._promised - now + _STEP_S
        raise Refused("unavailable", "many come at once; wait a moment", retry_after=round(wait, 2))
