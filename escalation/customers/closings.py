"""Closings: the desk closes, or its lunch break begins, while somebody waits. They hear when somebody is back, once a
ticket, and may leave an e-mail address or go on with the bot."""

from uuid import UUID

from sqlalchemy import and_, exists, select

from escalation.promises.teams import all_teams, team_of
from escalation.queue.handoffs import Handoffs
from escalation.queue.tickets import TicketState
from escalation.store.conversation import Owner
from escalation.store.record import Record
from escalation.store.rows import inline
from escalation.store.thread import Thread
from escalation.tables import message, ticket

BATCH = 200
TOLD = ("out_of_hours", "nobody_yet")
"""What has told that nobody comes for now."""


class Closings:
    """Finds those who wait before a closed desk, and tells them."""

    def __init__(self, record: Record, handoffs: Handoffs) -> None:
        self._record = record
        self._handoffs = handoffs

    async def found(self) -> list[UUID]:
        """The conversations in which it has to be told, the longest wait first."""
        now = self._record.clock()
        async with self._record.read() as connection:
            teams = await all_teams(connection, now)
            closed = [inline(queue) for queue, team in teams.items() if not team.hours.is_open(now)]
            if not closed:
                return []
            waiting = select(ticket.c.conversation_id).where(_UNTOLD, ticket.c.queue.in_(closed))
            return list(await connection.scalars(waiting.order_by(ticket.c.created_at).limit(BATCH)))

    async def tell(self, conversation_id: UUID) -> bool:
        """Tell it, unless somebody has come, or it was told, meanwhile."""
        async with self._record.change() as change:
            thread = await Thread.lock(change, conversation_id)
            mine = select(ticket.c.queue).where(_UNTOLD, ticket.c.conversation_id == conversation_id)
            queue = await change.connection.scalar(mine)
            if queue is None or thread.owner is not Owner.QUEUE:
                return False
            hours = (await team_of(change.connection, queue, change.now)).hours
            if hours.is_open(change.now):
                return False
            self._handoffs.tell_closed(thread, hours)
            await thread.save()
        return True


_UNTOLD = and_(
    ticket.c.state == inline(TicketState.WAITING),
    ~exists().where(
        message.c.conversation_id == ticket.c.conversation_id,
        message.c.contact_id == ticket.c.contact_id,
        message.c.created_at >= ticket.c.created_at,
        message.c.code.in_(TOLD),
    ),
)
