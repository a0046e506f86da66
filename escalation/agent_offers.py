"""What agents are being asked to take, and their answers. An offer left alone lapses; the dispatcher sees to that."""

from uuid import UUID

from sqlalchemy import select, update

from escalation.claims import Claims, LostRace
from escalation.queue import WaitingQueue
from escalation.record import Record
from escalation.reservations import end_offers
from escalation.tables import agent, ticket
from escalation.ticket_views import ticket_view
from escalation.wire import Wire, timestamp


class AgentOffers:
    """The use cases of an agent who is asked."""

    def __init__(self, record: Record, queue: WaitingQueue, claims: Claims) -> None:
        self._record = record
        self._queue = queue
        self._claims = claims

    async def offers(self, *, agent_id: UUID) -> list[Wire]:
        """`{ticket, until}` of each offer that stands, the earliest due first."""
        standing = select(ticket.c.id, ticket.c.offered_until).where(ticket.c.offered_to == agent_id)
        async with self._record.read() as connection:
            rows = (await connection.execute(standing.order_by(ticket.c.respond_by, ticket.c.number))).all()
            return [
                {"ticket": await ticket_view(connection, row.id), "until": timestamp(row.offered_until)} for row in rows
            ]

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
