"""A contact ends: its events are classified, the conversation belongs to nobody, a rating is asked for."""

from typing import Literal

from sqlalchemy import update

from escalation.numbers.contacts import close_contact
from escalation.store.thread import Thread
from escalation.tables import contact
from escalation.turns.turn_rows import drop_turns

Ending = Literal["solved", "idle", "agent_resolved", "customer_left"]


async def end_contact(thread: Thread, reason: Ending) -> None:
    """Close the open contact of a thread; the caller saves it."""
    assert thread.contact_id is not None
    change = thread.change
    await change.write_events()
    await change.connection.execute(
        update(contact).where(contact.c.id == thread.contact_id).values(last_activity_at=thread.active_at)
    )
    await close_contact(change.connection, contact_id=thread.contact_id, at=change.now, reason=reason)
    await drop_turns(thread)
    thread.pass_to(thread.ownership.close())
    thread.contact_id = None
    thread.outage_since = None
