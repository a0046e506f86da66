"""Keeper: has what takes seconds to work out ready before a page asks for it, and sees what nobody looks for.

One gateway of all does it, the one that leads in this. A refresher that fails is logged and tried again; the others go
on meanwhile.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NoReturn

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.insight.workshop import Workshop
from escalation.store.chores import keep_at
from escalation.store.leader import KEEPER_LOCK, lead
from escalation.store.record import Record
from escalation.store.wire import Wire
from escalation.tables import insight

log = logging.getLogger(__name__)

SETTLE_S = 60.0
"""A gateway that has just started has better things to do."""
LOOK_S = 20.0
STAND_EVERY_S = 5.0
AGAIN = timedelta(minutes=5)
"""Before a refresher is tried again that failed."""

# An erasure that is under way ends first; one that begins later finds what is kept here.
_ALONE = text("LOCK TABLE insight IN SHARE ROW EXCLUSIVE MODE")

Work = Callable[[Record, Workshop, datetime], Awaitable[Wire | None]]
Ground = Callable[[AsyncConnection], Awaitable[object]]


async def _firm(_: AsyncConnection) -> None:
    """Ground that never moves."""


@dataclass(frozen=True, slots=True)
class Refresher:
    """Work that is done again `every` so often; what it returns is kept in `insight` under `key`. None keeps what
    stood there before. `ground` reads what the work rests on: where that is another at the end than it was at the
    start, nothing is kept and the work is done again."""

    key: str
    every: timedelta
    work: Work
    ground: Ground = _firm


class Keeper:
    """One a gateway; only the leader among them does anything."""

    def __init__(self, record: Record, workshop: Workshop, refreshers: Iterable[Refresher]) -> None:
        self._record = record
        self._workshop = workshop
        self._refreshers = tuple(refreshers)
        self._not_before: dict[str, datetime] = {}

    async def run(self) -> None:
        """Stand for leader until cancelled; without the database, wait for it."""
        await asyncio.sleep(SETTLE_S)
        await keep_at("working out insights", self._stand, STAND_EVERY_S)

    async def _stand(self) -> bool:
        await lead(self._record.engine, self._lead, KEEPER_LOCK)
        return False

    async def _lead(self) -> NoReturn:
        while True:
            await self.step()
            await asyncio.sleep(LOOK_S)

    async def step(self) -> list[str]:
        """Refresh what is due, one after the other; the keys of what was."""
        done = []
        for refresher in self._refreshers:
            if await self._is_due(refresher) and await self._refreshed(refresher):
                done.append(refresher.key)
        return done

    async def _is_due(self, refresher: Refresher) -> bool:
        now = self._record.clock()
        if now < self._not_before.get(refresher.key, now):
            return False
        async with self._record.read() as connection:
            wanted = select(insight.c.computed_at).where(insight.c.key == refresher.key)
            last: datetime | None = await connection.scalar(wanted)
        return last is None or now >= last + refresher.every

    async def _refreshed(self, refresher: Refresher) -> bool:
        now = self._record.clock()
        try:
            while not await self._kept(refresher, now):
                log.info("what insight %s rests on has changed meanwhile: it is worked out again", refresher.key)
        except Exception:
            log.exception("insight %s could not be worked out and is tried again", refresher.key)
            self._not_before[refresher.key] = now + min(AGAIN, refresher.every)
            return False
        return True

    async def _kept(self, refresher: Refresher, now: datetime) -> bool:
        """Work it out; False where the ground has moved meanwhile."""
        async with self._record.read() as connection:
            ground = await refresher.ground(connection)
        data = await refresher.work(self._record, self._workshop, now)
        async with self._record.engine.begin() as connection:
            await connection.execute(_ALONE)
            if await refresher.ground(connection) != ground:
                return False
            await keep(connection, refresher.key, data, now)
        return True


async def keep(connection: AsyncConnection, key: str, data: Wire | None, now: datetime) -> None:
    """Write an insight; None only says that it was looked at."""
    new = insert(insight).values(key=key, data=data or {}, computed_at=now)
    changed: dict[str, Any] = {"computed_at": now} if data is None else {"data": data, "computed_at": now}
    await connection.execute(new.on_conflict_do_update(index_elements=[insight.c.key], set_=changed))


@dataclass(frozen=True, slots=True)
class Kept:
    """An insight as it stands, and when it was worked out."""

    data: Wire
    computed_at: datetime


async def kept(connection: AsyncConnection, key: str) -> Kept | None:
    """The insight under `key`; None where none was worked out yet."""
    row = (await connection.execute(select(insight).where(insight.c.key == key))).one_or_none()
    return Kept(row.data, row.computed_at) if row is not None and row.data else None
