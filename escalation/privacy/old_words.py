"""Old words: what was said in a contact that ended long ago goes, with all that hangs on it; what it was, for the
numbers, stays."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, null, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from escalation.privacy.stores import LISTED
from escalation.store.rows import AnyRow
from escalation.tables import (
    action_run,
    button,
    contact,
    conversation,
    file,
    message,
    note,
    ownership_proof,
    rating,
    search_entry,
    submission,
    ticket,
    turn,
    unread_feeling,
)

_FORGET = text("SELECT forget_words(ARRAY[CAST(:contact_id AS uuid)])")
_TICKET = next(store for store in LISTED if store.table is ticket)


async def empty_one(engine: AsyncEngine, before: datetime, now: datetime) -> bool:
    """The longest ended contact that still has words and ended before this; False where there is none. Its
    conversation is held, as by everybody who writes there; later contacts in it stay as they are."""
    wanted = (
        select(contact.c.id, contact.c.conversation_id, contact.c.started_at)
        .where(contact.c.conversation_id.is_not(None), contact.c.emptied_at.is_(None), contact.c.ended_at < before)
        .order_by(contact.c.ended_at)
        .limit(1)
    )
    async with engine.begin() as connection:
        row = (await connection.execute(wanted)).one_or_none()
        if row is None:
            return False
        held = select(conversation.c.id).where(conversation.c.id == row.conversation_id).with_for_update()
        await connection.execute(held)
        await _empty(connection, row)
        await connection.execute(update(contact).where(contact.c.id == row.id).values(emptied_at=now))
    return True


async def _empty(connection: AsyncConnection, row: AnyRow) -> None:
    last = await connection.scalar(
        select(func.max(message.c.seq)).where(
            message.c.conversation_id == row.conversation_id, message.c.contact_id == row.id
        )
    )
    await _turns(connection, row)
    await _notes(connection, row)
    await _beside(connection, row.conversation_id)
    if last is not None:
        await _messages(connection, row.conversation_id, last)
    await connection.execute(update(ticket).where(ticket.c.contact_id == row.id).values(_TICKET.emptied))
    await connection.execute(update(rating).where(rating.c.contact_id == row.id).values(comment=None))
    await connection.execute(_FORGET, {"contact_id": row.id})


async def _turns(connection: AsyncConnection, row: AnyRow) -> None:
    theirs = select(turn.c.id).where(turn.c.contact_id == row.id, turn.c.conversation_id == row.conversation_id)
    await connection.execute(delete(action_run).where(action_run.c.turn_id.in_(theirs)))
    await connection.execute(delete(turn).where(turn.c.id.in_(theirs)))
    proofs = ownership_proof.c.conversation_id == row.conversation_id
    await connection.execute(delete(ownership_proof).where(proofs, ownership_proof.c.contact_id == row.id))


async def _notes(connection: AsyncConnection, row: AnyRow) -> None:
    """Up to where the next contact begins: what was noted after the end is about this one."""
    here = contact.c.conversation_id == row.conversation_id, contact.c.id != row.id
    following = select(func.min(contact.c.started_at)).where(*here, contact.c.started_at > row.started_at)
    old = [note.c.conversation_id == row.conversation_id]
    if (until := await connection.scalar(following)) is not None:
        old.append(note.c.created_at < until)
    await connection.execute(delete(search_entry).where(search_entry.c.id.in_(select(note.c.id).where(*old))))
    await connection.execute(delete(note).where(*old))


async def _beside(connection: AsyncConnection, conversation_id: UUID) -> None:
    """What the page said and what the router knew; of an open contact that is today's."""
    idle = conversation.c.id == conversation_id, conversation.c.contact_id.is_(None)
    await connection.execute(update(conversation).where(*idle).values(page_context=null(), memory={}))


async def _messages(connection: AsyncConnection, conversation_id: UUID, last: int) -> None:
    """Up to this `seq`: no screen asks for what came before `visible_from`, so nobody sees a gap."""
    old = message.c.conversation_id == conversation_id, message.c.seq <= last
    ids = select(message.c.id).where(*old)
    await connection.execute(delete(search_entry).where(search_entry.c.id.in_(ids)))
    for table in (unread_feeling, file, button, submission):
        await connection.execute(delete(table).where(table.c.message_id.in_(ids)))
    await connection.execute(delete(message).where(*old))
    mine = update(conversation).where(conversation.c.id == conversation_id)
    await connection.execute(mine.values(visible_from=func.greatest(conversation.c.visible_from, last + 1)))
