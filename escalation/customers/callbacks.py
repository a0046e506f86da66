"""Callbacks: a customer who does not want to wait leaves an e-mail address, and hears there once a person has answered.

The address stands in its own table, and in the letter's: not in a message, a log, the search or the journey.
"""

import uuid
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, insert, select, update

from escalation.customers.mailboxes import checked_mailbox, masked
from escalation.queue.tickets import TicketState
from escalation.store.drafts import notice
from escalation.store.refusals import Refused
from escalation.store.rows import inline
from escalation.store.thread import Thread
from escalation.tables import callback, ticket

OPEN = ticket.c.state.in_([inline(state) for state in TicketState if state.open])


async def leave_address(thread: Thread, typed: str) -> None:
    """Keep where to write to about the open ticket of a locked conversation; another one corrects it. Raises Refused
    `bad_email`, or `not_found` where nothing waits to be answered any more."""
    address = checked_mailbox(typed)
    ticket_id = await thread.change.connection.scalar(
        select(ticket.c.id).where(ticket.c.conversation_id == thread.id, OPEN)
    )
    if ticket_id is None:
        raise Refused("not_found", "expected an open ticket", field="message_id")
    await _keep(thread, ticket_id, address)
    thread.post(notice("email_saved", email_masked=masked(address)))
    thread.log("callback_requested", ticket_id=str(ticket_id))


async def _keep(thread: Thread, ticket_id: UUID, address: str) -> None:
    connection, now = thread.change.connection, thread.change.now
    corrected = await connection.scalar(
        update(callback)
        .where(callback.c.ticket_id == ticket_id, callback.c.answered_at.is_(None))
        .values(email=address, locale=thread.locale)
        .returning(callback.c.id)
    )
    if corrected is None:
        values = {"conversation_id": thread.id, "ticket_id": ticket_id, "email": address, "locale": thread.locale}
        await connection.execute(insert(callback).values(id=uuid.uuid4(), created_at=now, **values))


async def address_left(thread: Thread, ticket_id: UUID) -> str | None:
    """The address that waits for an answer to this ticket, masked."""
    waiting = select(callback.c.email).where(callback.c.ticket_id == ticket_id, callback.c.answered_at.is_(None))
    kept = await thread.change.connection.scalar(waiting)
    return None if kept is None else masked(kept)


async def forget_address(thread: Thread, ticket_id: UUID) -> None:
    """Nobody waits for an answer to this ticket any more: the address is of no use."""
    await thread.change.connection.execute(
        delete(callback).where(callback.c.ticket_id == ticket_id, callback.c.answered_at.is_(None))
    )


def waits_for_a_letter() -> ColumnElement[bool]:
    """Of a ticket: its customer need not be there, an answer reaches them."""
    return exists().where(callback.c.ticket_id == ticket.c.id)
