"""Counts: how much waits and who is there, read once for all desks of this gateway, however many look."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from escalation.service import Service
from escalation.store.keys import DESK_CHANNEL
from escalation.store.push import Push, Subscription

REST_S = 0.5
"""Between two readings, in a rush."""
LOOK_S = 10.0
"""Without any news: a desk that was closed tells nobody so."""

Counted = dict[str, Any]
Listener = Callable[[Counted], None]


class DeskCounts:
    """One a gateway. `run` keeps it up to date while somebody listens."""

    def __init__(self, service: Service, push: Push) -> None:
        self._service = service
        self._push = push
        self._listeners: set[Listener] = set()
        self._counted: Counted | None = None
        self._stale = asyncio.Event()

    async def latest(self) -> Counted:
        """As they were at the last reading, for a listener; read now where there was none."""
        if self._counted is None:
            self._counted = await self._service.counts()
        return self._counted

    @contextmanager
    def heard_by(self, listener: Listener) -> Iterator[None]:
        """`listener` hears of every change from now on."""
        self._listeners.add(listener)
        try:
            yield
        finally:
            self._listeners.discard(listener)
            if not self._listeners:
                self._counted = None  # from now on nobody keeps it up to date

    async def run(self) -> None:
        """Until cancelled."""
        async with self._push.subscribe(DESK_CHANNEL) as frames, asyncio.TaskGroup() as tasks:
            tasks.create_task(self._hear(frames))
            tasks.create_task(self._keep_reading())

    async def _hear(self, frames: Subscription) -> None:
        async for _ in frames:
            self._stale.set()

    async def _keep_reading(self) -> None:
        while True:
            await self._news()
            self._stale.clear()
            if self._listeners:
                await self._read()
            await asyncio.sleep(REST_S)

    async def _news(self) -> None:
        try:
            async with asyncio.timeout(LOOK_S):
                await self._stale.wait()
        except TimeoutError:
            return

    async def _read(self) -> None:
        counted = await self._service.counts()
        if counted != self._counted:
            self._counted = counted
            for listener in tuple(self._listeners):
                listener(counted)
