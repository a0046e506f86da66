"""An agent who may work no more: what they held waits again at once where it waited, and what they were asked to take
is asked of others.

Each conversation is a transaction of its own. Whatever a crash leaves half-way heals: a lease that nobody renews
runs out, and so does an offer.
"""

from uuid import UUID

from sqlalchemy import select

from escalation.desk.desk import Desk
from escalation.queue.queue import WaitingQueue
from escalation.queue.reservations import end_offers
from escalation.queue.tickets import TicketState
from escalation.store.record import Record
from escalation.store.rows import inline
from escalation.store.thread import Thread
from escalation.tables import ticket


class Departures:
    """Gives back what an agent has."""

    def __init__(self, record: Record, desk: Desk, queue: WaitingQueue) -> None:
        self._record = record
        self._desk = desk
        self._queue = queue

    async def leave(self, agent_id: UUID, reason: str) -> int:
        """Give back everything; how many tickets that were. The agent must not be able to take new ones."""
        held = (ticket.c.state == inline(TicketState.ASSIGNED)) & (ticket.c.agent_id == agent_id)
        async with self._record.change() as change:
            offered = len(await end_offers(change, self._queue, agent_id))
            conversations = list(await change.connection.scalars(select(ticket.c.conversation_id).where(held)))
        given_back = [await self._give_back(conversation_id, agent_id, reason) for conversation_id in conversations]
        return offered + sum(given_back)

    async def _give_back(self, conversation_id: UUID, agent_id: UUID, reason: str) -> bool:
        """Look again under the lock: the ticket may have moved on."""
        async with self._record.change() as change:
            thread = await Thread.lock(change, conversation_id)
            held = (ticket.c.conversation_id == conversation_id) & (ticket.c.state == inline(TicketState.ASSIGNED))
            row = (await change.connection.execute(select(ticket).where(held).with_for_update())).one_or_none()
            if row is None or row.agent_id != agent_id:
                return False
            await self._desk.requeue(thread, row, reason)
            await thread.save()
        return True
