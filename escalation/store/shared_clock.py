"""The database's time, for all gateways: a lease that one of them gives must be over at the same moment for the others.

A machine's clock may be an hour off, or be set while the gateway runs. It is not asked: between two looks at the
database time goes on by the monotonic clock, which nobody sets.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from escalation.store.clock import utc_now

log = logging.getLogger(__name__)

EVERY_S = 10.0
NEAR = timedelta(seconds=0.1)
"""So far this clock may be from the database's before it is put right: time should not go back for nothing."""
FAR = timedelta(seconds=5)
"""So far from the database's a machine's own clock is worth a warning."""
_NOW = text("SELECT clock_timestamp()")


class SharedClock:
    """A `Clock`. Before the first look that succeeds it is this machine's."""

    def __init__(self, engine: AsyncEngine, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._monotonic = monotonic
        self._warned = False
        self._begin(utc_now(), monotonic())

    def __call__(self) -> datetime:
        return self._then + timedelta(seconds=self._monotonic() - self._at)

    async def run(self) -> None:
        """Keep it right until cancelled."""
        while True:
            await asyncio.sleep(EVERY_S)
            await self.look()

    async def look(self) -> None:
        """Ask the database for its time; while it is away, go on without."""
        try:
            async with self._engine.connect() as connection:
                asked = self._monotonic()
                told: datetime = (await connection.execute(_NOW)).scalar_one()
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            log.warning("the database's time is asked again later: %s", type(error).__name__)
            return
        now = self._monotonic()
        right = told + timedelta(seconds=(now - asked) / 2)
        if abs(right - self()) > max(NEAR, timedelta(seconds=now - asked)):
            self._begin(right, now)
        self._warn(right - utc_now())

    def _begin(self, then: datetime, at: float) -> None:
        self._then, self._at = then, at

    def _warn(self, ahead: timedelta) -> None:
        """Once, when the two begin to differ."""
        if abs(ahead) > FAR and not self._warned:
            log.warning("this machine's clock differs from the database's, which counts, by %s", ahead)
        self._warned = abs(ahead) > FAR
