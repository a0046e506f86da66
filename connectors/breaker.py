"""Breaker: stops calling a neighbour that keeps failing, and asks again now and then with one call."""

import time
from collections.abc import Callable

FAILURES = 5
REST_S = 2.0


class Breaker:
    """Closed lets calls through; `FAILURES` in a row open it; after `REST_S` seconds one probe may go.

    The probe's success closes it, its failure opens it for another rest. Times are seconds of a monotonic clock.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._opened_at: float | None = None
        self._probing = False

    @property
    def open(self) -> bool:
        return self._opened_at is not None

    def admits(self) -> bool:
        """True when a call may go now; a true answer while open claims the probe."""
        if self._opened_at is None:
            return True
        if self._probing or self._clock() - self._opened_at < REST_S:
            return False
        self._probing = True
        return True

    def succeeded(self) -> None:
        self._failures, self._opened_at, self._probing = 0, None, False

    def failed(self) -> None:
        self._failures += 1
        if self._probing or self._failures >= FAILURES:
            self._opened_at, self._probing = self._clock(), False

    def withdrawn(self) -> None:
        """The call ended without saying anything about the neighbour (it was cancelled)."""
        self._probing = False
