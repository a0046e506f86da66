"""What agents change on a ticket without moving it: its priority and its labels."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, update

from escalation.desk.ticket_views import ticket_view
from escalation.promises.teams import team_of
from escalation.promises.ticket_clocks import retarget_clocks
from escalation.queue.handoffs import WAITING_CHANGED, Handoffs
from escalation.queue.holding import readable
from escalation.queue.priority import Priority
from escalation.queue.queue import Waiting
from escalation.queue.tickets import TicketState
from escalation.queue.topics import Queue
from escalation.store.commands import Command, Commands
from escalation.store.keys import DESK_CHANNEL, backstage
from escalation.store.people import Agent
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.store.thread import Thread
from escalation.store.wire import Wire
from escalation.tables import label, ticket

TICKET_CHANGED = {"type": "ticket_changed"}


class TicketChanges:
    """For agents who may read the ticket. Each answers the ticket as it then is."""

    def __init__(self, record: Record, commands: Commands, handoffs: Handoffs) -> None:
        self._record = record
        self._commands = commands
        self._handoffs = handoffs

    async def set_priority(
        self, *, by: Agent, ticket_id: UUID, priority: Priority, client_id: UUID | None = None
    ) -> Wire:
        """Another priority, as if it had been promised from the start: another place in the queue, and other times of
        the clocks that run. Raises Refused."""

        async def work(change: Change) -> None:
            thread, row = await readable(change, by, ticket_id)
            if not TicketState(row.state).open:
                raise Refused("conflict", f"expected an open ticket, it is {row.state}", field="ticket_id")
            if row.priority != priority:
                await self._reprioritise(thread, row, priority, by.id)

        await self._commands.once(Command(by.id, "priority", ticket_id, client_id), work)
        return await self._seen(ticket_id)

    async def _reprioritise(self, thread: Thread, row: AnyRow, priority: Priority, agent_id: UUID) -> None:
        change = thread.change
        team = await team_of(change.connection, row.queue, change.now)
        before, after = team.promise(Priority(row.priority)), team.promise(priority)
        respond_by = after.respond_by(row.created_at)
        values = {"priority": priority, "respond_by": respond_by}
        await change.connection.execute(update(ticket).where(ticket.c.id == row.id).values(values))
        await retarget_clocks(change, row, before, after)
        thread.log(
            "priority_changed", ticket_id=str(row.id), agent_id=str(agent_id), before=row.priority, priority=priority
        )
        if row.state == TicketState.WAITING and row.offered_to is None:
            self._handoffs.announce(thread, Waiting(row.id, Queue(row.queue), row.language, respond_by))
        _tell(change, row)

    async def set_labels(
        self, *, by: Agent, ticket_id: UUID, labels: Sequence[str], client_id: UUID | None = None
    ) -> Wire:
        """These labels and no others, on an open ticket or one that is over. Raises Refused not_found for a name that
        is no label."""
        wanted = list(dict.fromkeys(labels))

        async def work(change: Change) -> None:
            thread, row = await readable(change, by, ticket_id)
            await _check_labels(change, set(wanted) - set(row.labels))
            if wanted != row.labels:
                await change.connection.execute(update(ticket).where(ticket.c.id == ticket_id).values(labels=wanted))
                thread.log("ticket_labelled", ticket_id=str(row.id), agent_id=str(by.id), labels=wanted)
                _tell(change, row)

        await self._commands.once(Command(by.id, "labels", ticket_id, client_id), work)
        return await self._seen(ticket_id)

    async def _seen(self, ticket_id: UUID) -> Wire:
        async with self._record.read() as connection:
            return await ticket_view(connection, ticket_id)


async def _check_labels(change: Change, names: set[str]) -> None:
    """A label that was taken off the list stays where it is, but is given to no other ticket."""
    if not names:
        return
    known = select(label.c.name).where(label.c.name.in_(names), label.c.archived_at.is_(None))
    if unknown := names - set(await change.connection.scalars(known)):
        raise Refused("not_found", f"no label {', '.join(sorted(unknown))}", field="labels")


def _tell(change: Change, row: AnyRow) -> None:
    """Every desk that shows the ticket."""
    if row.state == TicketState.WAITING:
        change.hint(DESK_CHANNEL, WAITING_CHANGED)
    if row.state == TicketState.ASSIGNED:
        change.hint(f"agent:{row.agent_id}", {"type": "mine_changed"})
    if row.offered_to is not None:
        change.hint(f"agent:{row.offered_to}", {"type": "offers_changed"})
    change.hint(backstage(row.conversation_id), TICKET_CHANGED)
