"""What agents answer when they are asked to take a ticket. An offer left alone lapses; the dispatcher sees to that."""

from uuid import UUID

from sqlalchemy import update

from escalation.queue.claims import Claims, LostRace
from escalation.queue.queue import WaitingQueue
from escalation.queue.reservations import end_offers
from escalation.store.record import Record
from escalation.store.wire import Wire
from escalation.tables import agent, ticket


class AgentOffers:
    """The use cases of an agent who is asked."""

    def __init__(self, record: Record, queue: WaitingQueue, claims: Claims) -> None:
        self._record = record
        self._queue = queue
        self._claims = claims

    async def accept_offer(
        self, *, agent_id: UUID, ticket_id: UUID, client_id: UUID | None = None
    ) -> "Wire | LostRace":
        """Take it. One that has lapsed is taken all the same while nobody else was asked or came first."""
        return await self._claims.claim(agent_id=agent_id, ticket_id=ticket_id, client_id=client_id)

    async def decline_offer(self, *, agent_id: UUID, ticket_id: UUID) -> bool:
        """Let it go to the next one; False when it was not (any more) theirs to decline."""
        async with self._record.change() as change:
            await change.connection.execute(update(agent).where(agent.c.id == agent_id).values(lapsed=0))
            declined = ticket.c.id == ticket_id
            return bool(await end_offers(change, self._queue, agent_id, declined, passed_over=True))
