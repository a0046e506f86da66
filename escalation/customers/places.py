"""Customers who wait see their place and their wait change as the queue moves, and as its agents come and go.

Only where it changed is told, not what it is: whoever has it on a screen reads the record, so that no late word of an
old place comes after a newer one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.customers.wait import wait_range
from escalation.customers.waits import agents_there, recent_starts, somebody_could_come
from escalation.promises.teams import all_teams
from escalation.queue.tickets import TicketState
from escalation.queue.topics import Queue
from escalation.store.push import RESYNC
from escalation.store.record import Record
from escalation.store.rows import AnyRow, inline
from escalation.tables import ticket

MOST_TOLD = 500  # a pass; the others hear at the next one
MINUTE = 60


class Place(NamedTuple):
    """What a customer sees of it: a wait that changes by less than a minute is the same to them."""

    queue: str
    position: int
    open: bool
    minutes: tuple[int, int] | None


class Places:
    """Remembers what it told whom, and tells only what changed."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._told: dict[UUID, Place] = {}

    async def tell(self) -> int:
        """Let everybody read whose place changed; how many. A place seen for the first time counts as changed: two
        who came at the same moment knew nothing of each other, and another gateway may have told before this one."""
        places = await self._read()
        moved = [who for who, place in places.items() if self._told.get(who) != place][:MOST_TOLD]
        await self._record.push.publish_all([(f"conversation:{who}", RESYNC) for who in moved])
        self._told = {who: place for who, place in self._told.items() if who in places}
        self._told |= {who: places[who] for who in moved}
        return len(moved)

    async def _read(self) -> dict[UUID, Place]:
        now = self._record.clock()
        place = func.row_number().over(partition_by=ticket.c.queue, order_by=(ticket.c.respond_by, ticket.c.number))
        waiting = select(ticket.c.conversation_id, ticket.c.queue, ticket.c.language, place.label("position"))
        async with self._record.read() as connection:
            rows = (await connection.execute(waiting.where(ticket.c.state == inline(TicketState.WAITING)))).all()
            floor = await _floor(connection, {Queue(row.queue) for row in rows}, now)
        return {row.conversation_id: floor.place(row) for row in rows}


@dataclass(frozen=True, slots=True)
class _Floor:
    """Who is there now, queue by queue, and how fast it went lately."""

    now: datetime
    open: Mapping[str, bool]
    starts: Mapping[str, list[datetime]]
    there: Sequence[AnyRow]

    def place(self, row: AnyRow) -> Place:
        is_open = self.open[row.queue]
        if not is_open or not somebody_could_come(self.there, row.queue, row.language):
            return Place(row.queue, row.position, is_open, None)
        return Place(row.queue, row.position, is_open, _minutes(row.position, self.starts[row.queue], self.now))


async def _floor(connection: AsyncConnection, queues: Collection[Queue], now: datetime) -> _Floor:
    teams = await all_teams(connection, now)
    return _Floor(
        now,
        {queue: teams[queue].hours.is_open(now) for queue in queues},
        {queue: await recent_starts(connection, queue, now) for queue in queues},
        await agents_there(connection, now),
    )


def _minutes(position: int, starts: Sequence[datetime], now: datetime) -> tuple[int, int] | None:
    found = wait_range(position, starts, now)
    return None if found is None else (found.low_s // MINUTE, -(-found.high_s // MINUTE))
