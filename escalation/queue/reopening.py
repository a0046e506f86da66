"""A resolved ticket was not settled after all: an agent goes on with it.

The conversation gets a contact of its own for that, about the same issue, so that the numbers see a repeat and not a
first contact that took long. Where the customer has begun one with the bot, that one goes on with the agent.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from escalation.customers.openings import mark_meaningful, open_contact
from escalation.desk.sight import sees_all
from escalation.desk.ticket_views import ticket_view
from escalation.queue.handing import hand
from escalation.queue.handoffs import Handoffs
from escalation.queue.holding import locked
from escalation.queue.recipients import recipient
from escalation.queue.tickets import TicketState
from escalation.store.commands import Command, Commands
from escalation.store.conversation import Owner
from escalation.store.people import Agent
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.store.thread import Thread
from escalation.store.wire import Wire, present
from escalation.tables import ticket
from escalation.turns.turn_rows import drop_turns

REOPEN_WITHIN = timedelta(days=7)  # as long as a repeat counts against the first contact
NOT_JUDGED: dict[str, Any] = {"resolution_code": None, "first_contact_solved": None, "ended_at": None}


class Reopening:
    """For the agent who resolved it, and for supervisors."""

    def __init__(self, record: Record, commands: Commands, handoffs: Handoffs) -> None:
        self._record = record
        self._commands = commands
        self._handoffs = handoffs

    async def reopen(self, *, by: Agent, ticket_id: UUID, client_id: UUID | None = None) -> Wire:
        """The ticket, held again by whoever asks. Raises Refused: too_late after a week, conflict when the
        conversation is with somebody else."""

        async def work(change: Change) -> None:
            taker = await recipient(change, by.id)
            thread, row = await locked(change, ticket_id)
            await _check(thread, row, by)
            await self._reopen(thread, row, taker)

        await self._commands.once(Command(by.id, "reopen", ticket_id, client_id), work)
        async with self._record.read() as connection:
            return await ticket_view(connection, ticket_id)

    async def _reopen(self, thread: Thread, row: AnyRow, taker: AnyRow) -> None:
        await open_contact(thread, thread.last_seq + 1)
        await drop_turns(thread)
        await mark_meaningful(thread)
        told = present({"ticket_id": str(row.id), "agent_id": str(taker.id), "reference": _reference(row)})
        thread.log_about("ticket_reopened", row.topic, None, told)
        await hand(thread, row, taker, self._handoffs, contact_id=thread.contact_id, **NOT_JUDGED)
        await thread.save()


async def _check(thread: Thread, row: AnyRow, by: Agent) -> None:
    if row.agent_id != by.id and not sees_all(by):
        raise Refused("forbidden", "expected a ticket that you resolved", field="ticket_id")
    newest = select(ticket.c.id).where(ticket.c.conversation_id == thread.id).order_by(ticket.c.number.desc()).limit(1)
    if row.state != TicketState.RESOLVED or await thread.change.connection.scalar(newest) != row.id:
        raise Refused("conflict", f"expected the last ticket of its conversation, resolved; it is {row.state}")
    if thread.owner not in (Owner.CLOSED, Owner.BOT):
        raise Refused("conflict", f"expected a conversation that is with nobody else, it is with: {thread.owner}")
    if row.ended_at < thread.change.now - REOPEN_WITHIN:
        raise Refused("too_late", f"expected one of the last {REOPEN_WITHIN.days} days", field="ticket_id")


def _reference(row: AnyRow) -> str | None:
    """The order that it was about, as far as the ticket tells."""
    number = (row.facts.get("order") or {}).get("number")
    return None if number is None else str(number)
