"""A supervisor says who has a ticket: one that waits, or one that somebody else holds."""

from uuid import UUID

from escalation.desk.ticket_views import ticket_view
from escalation.queue.handing import hand, tell_of_work
from escalation.queue.handoffs import Handoffs
from escalation.queue.holding import locked
from escalation.queue.recipients import check_there, recipient
from escalation.queue.tickets import TicketState
from escalation.queue.transfers import pass_over
from escalation.store.commands import Command, Commands
from escalation.store.people import Agent
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.store.thread import Thread
from escalation.store.wire import Wire


class Assignments:
    """For supervisors; who is one is checked at the edge."""

    def __init__(self, record: Record, commands: Commands, handoffs: Handoffs) -> None:
        self._record = record
        self._commands = commands
        self._handoffs = handoffs

    async def assign(self, *, by: Agent, ticket_id: UUID, to: UUID, client_id: UUID | None = None) -> Wire:
        """Give it to an agent who is there and has room; whether it suits them is the supervisor's to judge. Answers
        the ticket as it then is. Raises Refused, agent_away or agent_full among others."""

        async def work(change: Change) -> None:
            taker = await recipient(change, to)
            thread, row = await locked(change, ticket_id)
            if not TicketState(row.state).open:
                raise Refused("conflict", f"expected an open ticket, it is {row.state}", field="ticket_id")
            if (row.state, row.agent_id) != (TicketState.ASSIGNED, to):
                await self._give(thread, row, taker, by)

        await self._commands.once(Command(by.id, "assign", ticket_id, client_id), work)
        async with self._record.read() as connection:
            return await ticket_view(connection, ticket_id)

    async def _give(self, thread: Thread, row: AnyRow, taker: AnyRow, by: Agent) -> None:
        for_somebody_else = taker.id != by.id
        if for_somebody_else:
            check_there(taker, thread.change)
        if row.state == TicketState.ASSIGNED:
            pass_over(thread, row, by, taker.id)
        await hand(thread, row, taker, self._handoffs)
        if for_somebody_else:
            tell_of_work(thread, row, taker, by)
        await thread.save()
