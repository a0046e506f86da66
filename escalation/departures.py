"""An agent who may work no more: what they held waits again at once where it waited, and what they were asked to take
is asked of others.

Each conversation is a transaction of its own. Whatever a crash leaves half-way heals: a lease that nobody renews
runs out, and so does an offer.
"""

from uuid import UUID

from sqlalchemy import select, update

from escalation.desk import Desk
from escalation.handoffs import Handoffs
from escalation.queue import Waiting
from escalation.record import Record
from escalation.rows import inline
from escalation.tables import ticket
from escalation.thread import Thread
from escalation.tickets import TicketState
from escalation.topics import Queue


class Departures:
    """Gives back what an agent has."""

    def __init__(self, record: Record, desk: Desk, handoffs: Handoffs) -> None:
        self._record = record
        self._desk = desk
        self._handoffs = handoffs

    async def leave(self, agent_id: UUID) -> int:
        """Give back everything; how many tickets that were. The agent must not be able to take new ones."""
        held = (ticket.c.state == inline(TicketState.ASSIGNED)) & (ticket.c.agent_id == agent_id)
        async with self._record.read() as connection:
            has = select(ticket.c.conversation_id).where(held | (ticket.c.offered_to == agent_id))
            conversations = list(await connection.scalars(has))
        for conversation_id in conversations:
            await self._give_back(conversation_id, agent_id)
        return len(conversations)

    async def _give_back(self, conversation_id: UUID, agent_id: UUID) -> None:
        """Look again under the lock: the ticket may have moved on."""
        async with self._record.change() as change:
            thread = await Thread.lock(change, conversation_id)
            its = (ticket.c.conversation_id == conversation_id) & ticket.c.ended_at.is_(None)
            row = (await change.connection.execute(select(ticket).where(its).with_for_update())).one_or_none()
            if row is None:
                return
            if row.state == TicketState.ASSIGNED and row.agent_id == agent_id:
                await self._desk.requeue(thread, row, "agent_disabled")
                await thread.save()
            elif row.offered_to == agent_id:
                values = {"offered_to": None, "offered_until": None}
                await change.connection.execute(update(ticket).where(ticket.c.id == row.id).values(values))
                self._handoffs.announce(thread, Waiting(row.id, Queue(row.queue), row.language, row.respond_by))
