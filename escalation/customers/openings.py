"""A contact begins with the first thing a customer says to a conversation that nobody owns."""

import uuid
from dataclasses import replace

from sqlalchemy import exists, insert, or_, select, update

from escalation.store.conversation import Owner
from escalation.store.thread import Thread
from escalation.tables import contact


async def open_contact(thread: Thread, first_seq: int) -> None:
    """Begin a contact whose first message has `first_seq`, with a dialogue of its own, unless one is open."""
    if thread.owner is not Owner.CLOSED:
        return
    thread.contact_id = uuid.uuid4()
    thread.start_dialogue()
    thread.pass_to(thread.ownership.begin())
    returning = await _has_been_here(thread)
    now = thread.change.now
    await thread.change.connection.execute(
        insert(contact).values(
            id=thread.contact_id,
            conversation_id=thread.id,
            customer_id=thread.customer_id,
            anonymous_id=None if thread.visitor_id is None else str(thread.visitor_id),
            started_at=now,
            last_activity_at=now,
            language=thread.locale,
            device=thread.device,
            tier=thread.tier,
            first_seq=first_seq,
        )
    )
    thread.log("contact_started", conversation_id=str(thread.id), returning=returning)


async def _has_been_here(thread: Thread) -> bool:
    """Did this customer, or else this browser, have a contact before?"""
    same = contact.c.conversation_id == thread.id
    if thread.customer_id is not None:
        same = or_(same, contact.c.customer_id == thread.customer_id)
    return bool(await thread.change.connection.scalar(select(exists().where(same))))


async def mark_meaningful(thread: Thread) -> None:
    """More than a greeting was said: the contact counts."""
    if thread.memory.meaningful:
        return
    thread.memory = replace(thread.memory, meaningful=True)
    await thread.change.connection.execute(
        update(contact)
        .where(contact.c.id == thread.contact_id, contact.c.meaningful.is_(False))
        .values(meaningful=True)
    )
