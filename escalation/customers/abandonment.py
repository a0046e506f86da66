"""A customer waits for a person no longer: they would rather go on with the bot, or they are gone."""

from typing import Literal

from sqlalchemy import update

from escalation.customers.callbacks import forget_address
from escalation.customers.endings import end_contact
from escalation.promises.ticket_clocks import move_clocks
from escalation.queue.handoffs import Handoffs
from escalation.queue.queue import Waiting
from escalation.queue.reservations import withdraw_offer
from escalation.queue.tickets import TicketState, after
from escalation.queue.topics import Queue
from escalation.store.drafts import notice
from escalation.store.rows import inline
from escalation.store.thread import Thread
from escalation.tables import ticket


async def go_on_with_bot(thread: Thread, handoffs: Handoffs) -> None:
    """The bot answers again, in a dialogue of its own; the contact stays open. The caller saves the thread."""
    await _abandon(thread, handoffs, "customer")
    thread.pass_to(thread.ownership.leave_queue())
    thread.start_dialogue()
    thread.post(notice("returned_to_bot"))


async def close_as_abandoned(thread: Thread, handoffs: Handoffs) -> None:
    """Nobody is there any more: the contact ends. The caller saves the thread."""
    await _abandon(thread, handoffs, "silence")
    thread.post(notice("contact_closed"))
    await end_contact(thread, "customer_left")


async def _abandon(thread: Thread, handoffs: Handoffs, by: Literal["customer", "silence"]) -> None:
    """End the ticket that waits in this conversation. Whoever holds the thread's lock in `queue` finds exactly one."""
    now = thread.change.now
    await withdraw_offer(thread.change, thread.id)
    found = await thread.change.connection.execute(
        update(ticket)
        .where(ticket.c.conversation_id == thread.id, ticket.c.state == inline(TicketState.WAITING))
        .values(state=after("abandon", TicketState.WAITING), ended_at=now)
        .returning(ticket)
    )
    row = found.one()
    await move_clocks(thread.change, row, "abandoned")
    await forget_address(thread, row.id)
    waited_s = round((now - row.created_at).total_seconds(), 3)
    thread.log("ticket_abandoned", ticket_id=str(row.id), waited_s=waited_s, by=by)
    handoffs.withdraw(thread, Waiting(row.id, Queue(row.queue), row.language, row.respond_by))
