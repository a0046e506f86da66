"""Takes what is due out of a lane and sends it, for as long as the gateway runs.

Stopped in the middle, it leaves what it had taken to whoever comes after its lease: delivered at least once.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from escalation.outbound.lanes import Lane
from escalation.store.chores import keep_at
from escalation.store.rows import AnyRow

log = logging.getLogger(__name__)

EVERY_S = 1.0
BATCH = 16  # rows at once
LIMIT_S = 30.0
"""The longest one attempt may take, whatever it waits for: below the lane's lease."""

Delivered: TypeAlias = Mapping[str, str]
"""Columns to keep with a row that was delivered."""
Post: TypeAlias = Callable[[AnyRow], Awaitable[Delivered]]


class Undelivered(Exception):
    """It did not arrive; `final` when no repeat can change that. `kept` are columns to keep with the row."""

    def __init__(self, why: str, *, final: bool = False, **kept: str) -> None:
        super().__init__(why)
        self.final = final
        self.kept = kept


class Sender:
    """One a lane and gateway."""

    def __init__(
        self, name: str, lane: Lane, post: Post, *, every_s: float = EVERY_S, limit_s: float = LIMIT_S
    ) -> None:
        self._name = name
        self._lane = lane
        self._post = post
        self._every_s = every_s
        self._limit_s = limit_s

    async def run(self) -> None:
        """Send until cancelled; without the database, wait for it."""
        await keep_at(f"sending {self._name}", self._more, self._every_s)

    async def _more(self) -> bool:
        return await self.step() == BATCH

    async def step(self) -> int:
        """Send what is due, a batch at the same time; how many were tried."""
        rows = await self._lane.take(BATCH)
        ends = await asyncio.gather(*(self._try(row) for row in rows), return_exceptions=True)
        for error in filter(None, ends):
            raise error
        return len(rows)

    async def _try(self, row: AnyRow) -> None:
        try:
            async with asyncio.timeout(self._limit_s):
                kept = await self._post(row)
        except Undelivered as error:
            await self._failed(row, error)
        except TimeoutError:
            await self._failed(row, Undelivered(f"not done within {self._limit_s:g} s"))
        except Exception as error:
            log.exception("%s %s cannot be sent", self._name, row.id)
            await self._failed(row, Undelivered(f"our own error: {type(error).__name__}"))
        else:
            await self._lane.done(row, **kept)

    async def _failed(self, row: AnyRow, error: Undelivered) -> None:
        if await self._lane.failed(row, str(error), final=error.final, **error.kept):
            log.warning("%s %s is given up after %d attempts: %s", self._name, row.id, row.attempt, error)
