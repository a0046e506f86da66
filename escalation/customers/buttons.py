"""Pressing a button: what it means is read from the record, never from the browser."""

from uuid import UUID

from sqlalchemy import select, update

from escalation.store.conversation import Owner
from escalation.store.drafts import KEEP_BOT, LEAVE_EMAIL, TALK_TO_PERSON
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.store.thread import Thread
from escalation.tables import button

GATEWAY_CODES = (TALK_TO_PERSON, KEEP_BOT)
WHILE_WAITING = (KEEP_BOT, LEAVE_EMAIL)
"""What only somebody who waits for a person can want."""


async def use_button(thread: Thread, message_id: UUID, button_id: UUID) -> tuple[AnyRow, list[UUID]]:
    """Take the button, once: its row, and the ids of all that are used up. Raises Refused not_found, button_used or
    lost_race.

    Where one button of a message is a confirmation or an answer to the gateway's own question, pressing any of them
    uses up all; but who wants to leave an address may still choose to stay with the bot. A confirmation counts only in
    the dialogue in which it was asked for; so does what only somebody who waits can want, which comes too late
    (lost_race) once a person is there.
    """
    connection = thread.change.connection
    shown = (
        await connection.execute(
            select(button).where(button.c.message_id == message_id, button.c.conversation_id == thread.id)
        )
    ).all()
    pressed = next((row for row in shown if row.id == button_id), None)
    if pressed is None:
        raise Refused("not_found", f"no button {button_id} on message {message_id}", field="button_id")
    over = thread.owner is Owner.CLOSED or pressed.dialogue_id != thread.dialogue_id
    stale = over and (pressed.confirms is not None or pressed.code in WHILE_WAITING)
    if pressed.used_at is not None or stale:
        raise Refused("button_used", "this button has been used", field="button_id")
    if pressed.code in WHILE_WAITING and thread.owner is Owner.AGENT:
        raise Refused("lost_race", "a person has just taken this conversation", field="button_id")
    together = pressed.code != LEAVE_EMAIL and any(
        row.confirms is not None or row.code in GATEWAY_CODES for row in shown
    )
    ids = [row.id for row in shown] if together else [pressed.id]
    await connection.execute(update(button).where(button.c.id.in_(ids)).values(used_at=thread.change.now))
    return pressed, ids
