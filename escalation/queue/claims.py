"""Claiming a ticket: many agents reach for it, one gets it, and losing the race is a normal result.

What the agent is being asked to take comes first. Else Redis proposes the next ticket, and the conditional update in
SQL decides. Without Redis, or when it proposes nothing, SQL proposes as well. A ticket that somebody else is being
asked to take is reserved; only a supervisor takes it all the same, by name.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from escalation.desk.ticket_views import suitable, ticket_view
from escalation.queue.queue import WaitingQueue, known_languages
from escalation.queue.reservations import unreserved
from escalation.queue.taking import Taking
from escalation.queue.tickets import TicketState
from escalation.queue.topics import Queue
from escalation.store.failpoints import reach
from escalation.store.record import Record
from escalation.store.refusals import Refused
from escalation.store.rows import inline
from escalation.store.wire import Wire
from escalation.tables import agent, claim, ticket

MOST_TRIES = 20  # stale proposals in a row before the agent is told that nothing was to be had


@dataclass(frozen=True, slots=True)
class LostRace:
    """Somebody else was first, or nothing waits that suits (then without a ticket)."""

    ticket_id: UUID | None = None


class Claims:
    """Gives tickets to agents."""

    def __init__(self, record: Record, queue: WaitingQueue, taking: Taking) -> None:
        self._record = record
        self._queue = queue
        self._taking = taking

    async def claim(
        self, *, agent_id: UUID, ticket_id: UUID | None = None, client_id: UUID | None = None
    ) -> "Wire | LostRace":
        """Take `ticket_id`, or the next one due that suits the agent. Raises Refused forbidden at full capacity, or for
        a ticket named that does not suit.

        A repeat with the same `client_id` takes nothing more: its answer is the ticket of the first time, as long as
        the agent holds it. The record is only asked when nothing could be taken, for repeats are rare.
        """
        try:
            taken = await self._race(agent_id, ticket_id, client_id)
        except (IntegrityError, Refused):
            if (before := await self._before(agent_id, client_id)) is None:
                raise
            return before
        if isinstance(taken, LostRace):
            return await self._before(agent_id, client_id) or taken
        return taken

    async def _before(self, agent_id: UUID, client_id: UUID | None) -> "Wire | LostRace | None":
        """What a claim with this id brought; None when there was none."""
        if client_id is None:
            return None
        mine = (claim.c.agent_id == agent_id) & (claim.c.client_id == client_id)
        async with self._record.read() as connection:
            ticket_id = await connection.scalar(select(claim.c.ticket_id).where(mine))
            if ticket_id is None:
                return None
            view = await ticket_view(connection, ticket_id)
        return view if view.get("agent", {}).get("id") == str(agent_id) else LostRace(ticket_id)

    async def _race(self, agent_id: UUID, ticket_id: UUID | None, client_id: UUID | None) -> "Wire | LostRace":
        if ticket_id is not None:
            return await self._take_named(agent_id, ticket_id, client_id)
        for _ in range(MOST_TRIES):
            proposed = await self._propose(agent_id)
            if proposed is None:
                return LostRace()
            taken = await self._taking.take(agent_id, proposed, client_id, by_name=False)
            if taken is not None:
                return taken
        return LostRace()

    async def _take_named(self, agent_id: UUID, ticket_id: UUID, client_id: UUID | None) -> "Wire | LostRace":
        taken = await self._taking.take(agent_id, ticket_id, client_id, by_name=True)
        if taken is not None:
            return taken
        async with self._record.read() as connection:
            await ticket_view(connection, ticket_id)  # raises for one that never was
        return LostRace(ticket_id)

    async def _propose(self, agent_id: UUID) -> UUID | None:
        asked = select(ticket.c.id).where(ticket.c.offered_to == agent_id).order_by(ticket.c.respond_by).limit(1)
        found = select(agent).add_columns(asked.scalar_subquery().label("asked")).where(agent.c.id == agent_id)
        async with self._record.read() as connection:
            row = (await connection.execute(found)).one_or_none()
            if row is None or row.disabled_at is not None:
                raise Refused("forbidden", "expected an active agent")
            if row.asked is not None:
                return UUID(str(row.asked))
            queues = [queue for queue in Queue if not row.skills or queue in row.skills]
            languages = known_languages(row.languages)
            if row.languages and not languages:
                return None
            popped = await self._queue.pop(queues, languages)
            if popped is not None:
                reach("after_pop")
                return popped
            return await connection.scalar(
                select(ticket.c.id)
                .where(ticket.c.state == inline(TicketState.WAITING), unreserved(self._record.clock()))
                .where(*await suitable(connection, agent_id))
                .order_by(ticket.c.respond_by, ticket.c.number)
                .limit(1)
            )
