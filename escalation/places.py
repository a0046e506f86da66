"""Customers who wait see their place and their wait change as the queue moves, and as its team comes and goes."""

from uuid import UUID

from sqlalchemy import func, select

from escalation.record import Record
from escalation.rows import inline
from escalation.states import state_of
from escalation.tables import ticket
from escalation.teams import all_teams
from escalation.tickets import TicketState
from escalation.topics import Queue

MOST_TOLD = 500  # a pass; the others hear at the next one
Place = tuple[int, bool]
"""The position, and whether somebody is there."""


class Places:
    """Remembers what it told whom, and tells only what changed."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._told: dict[UUID, Place] = {}

    async def tell(self) -> int:
        """Push the state to everybody whose place changed; how many. A place seen for the first time has been told
        by whatever put it there."""
        places = await self._read()
        moved = [who for who, place in places.items() if self._told.get(who, place) != place][:MOST_TOLD]
        async with self._record.read() as connection:
            states = [(who, await state_of(connection, who, self._record.clock())) for who in moved]
        await self._record.push.publish_all(
            [(f"conversation:{who}", {"type": "state", "state": state}) for who, state in states]
        )
        waiting_to_hear = set(moved)
        self._told = {
            who: place if who in waiting_to_hear or who not in self._told else self._told[who]
            for who, place in places.items()
        }
        return len(moved)

    async def _read(self) -> dict[UUID, Place]:
        now = self._record.clock()
        place = func.row_number().over(partition_by=ticket.c.queue, order_by=(ticket.c.respond_by, ticket.c.number))
        async with self._record.read() as connection:
            rows = await connection.execute(
                select(ticket.c.conversation_id, ticket.c.queue, place.label("place")).where(
                    ticket.c.state == inline(TicketState.WAITING)
                )
            )
            teams = await all_teams(connection, now)
        there = {queue: team.hours.is_open(now) for queue, team in teams.items()}
        return {row.conversation_id: (row.place, there[Queue(row.queue)]) for row in rows}
