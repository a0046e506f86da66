"""Resumptions: the link in a letter opens the conversation it is about, in the first browser that uses it.

Whoever has the link has the mailbox that the customer named, which is less than the shop's word for who they are. So it
shows the contact of its ticket and what follows, and lets its holder talk with people; but in the conversation of a
verified customer the bot, which may read and change that customer's orders, hears only the customer.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, select, update

from escalation.store.conversation import Owner
from escalation.store.drafts import KEEP_BOT, Draft
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.store.thread import Thread
from escalation.tables import callback, contact, conversation, ticket


@dataclass(frozen=True, slots=True)
class Resumed:
    """What a link opens: a conversation from the message `since` on, which is about `contact_id`."""

    conversation_id: UUID
    contact_id: UUID
    since: int
    of_customer: bool

    def covers(self, contact_id: UUID | None) -> bool:
        """Is the conversation still about this? A visitor's goes on in the same hands; a customer who was back at the
        shop needs no link."""
        return not self.of_customer or contact_id in (None, self.contact_id)


class Resumptions:
    """Opens links."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def resume(self, *, callback_id: UUID, conversation_id: UUID, visitor_id: UUID) -> Resumed:
        """Bind the link to this browser, or find it bound. Raises Refused `link_used` where another browser has it,
        `link_over` where it opens nothing any more."""
        async with self._record.change() as change:
            bound = (
                update(callback)
                .where(callback.c.id == callback_id, callback.c.conversation_id == conversation_id)
                .where(or_(callback.c.resumed_by.is_(None), callback.c.resumed_by == visitor_id))
                .values(resumed_by=visitor_id, resumed_at=func.coalesce(callback.c.resumed_at, change.now))
                .returning(callback.c.ticket_id)
            )
            ticket_id = await change.connection.scalar(bound)
            if ticket_id is None:
                raise await _refusal(change, callback_id)
            row = await _about(change, ticket_id)
            found = Resumed(conversation_id, row.contact_id, row.first_seq or 1, row.customer_id is not None)
            if not found.covers(row.newest):
                raise Refused("link_over", "the customer has been back at the shop since")
        return found


async def _refusal(change: Change, callback_id: UUID) -> Refused:
    known = await change.connection.scalar(select(callback.c.id).where(callback.c.id == callback_id))
    if known is None:
        return Refused("link_over", "expected a link to a conversation that is kept")
    return Refused("link_used", "expected the browser that used this link first")


async def _about(change: Change, ticket_id: UUID) -> AnyRow:
    """The ticket's contact, and the newest one of its conversation."""
    other = contact.alias("other")
    newest = (
        select(other.c.id)
        .where(other.c.conversation_id == ticket.c.conversation_id)
        .order_by(other.c.started_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    found = await change.connection.execute(
        select(ticket.c.contact_id, contact.c.first_seq, conversation.c.customer_id, newest.label("newest"))
        .join(contact, contact.c.id == ticket.c.contact_id)
        .join(conversation, conversation.c.id == ticket.c.conversation_id)
        .where(ticket.c.id == ticket_id)
    )
    return found.one()


def refuse_bot(thread: Thread, draft: Draft) -> None:
    """What came by a link must not reach the bot in a customer's own conversation. Raises Refused `log_in`."""
    for_bot = thread.owner in (Owner.BOT, Owner.CLOSED) or draft.code == KEEP_BOT
    if thread.customer_id is not None and for_bot:
        raise Refused("log_in", "expected the customer, logged in at the shop")
