"""Private notes: what agents tell each other about a conversation. No customer and no assistant ever sees one.

A note stands after a message and has no seq of its own. Its words are in the search, masked, and nowhere else: not in
the journey log, and not on the channel that the customer's screen listens to.
"""

import uuid
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.desk.sight import may_read
from escalation.store.keys import backstage
from escalation.store.people import Agent
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.store.saying import entry_of
from escalation.store.texts import checked_text
from escalation.store.thread import Thread
from escalation.store.wire import Wire
from escalation.tables import agent, note, search_entry, ticket

MOST_CHARACTERS = 4000
MOST_NOTES = 100  # of a conversation, the newest
NOTES_CHANGED = {"type": "notes_changed"}


class Notes:
    """Writes and reads them."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def add_note(self, *, author: Agent, conversation_id: UUID, client_id: UUID, text: str) -> Wire:
        """Write one to a conversation that `author` may read; a repeat is answered from the record. Raises Refused."""
        clean = checked_text(text, MOST_CHARACTERS)
        try:
            async with self._record.change() as change:
                thread = await Thread.lock(change, conversation_id)
                ticket_id, state, holder_id = await _newest_ticket(change.connection, conversation_id)
                if not may_read(author, state, holder_id):
                    raise Refused("forbidden", "expected a waiting ticket or one of your own", field="conversation_id")
                await write_note(thread, ticket_id, author.id, client_id, clean)
                return await _of(change.connection, author.id, client_id)
        except IntegrityError:
            return await self._written(author.id, conversation_id, client_id, clean)

    async def notes(self, *, conversation_id: UUID) -> list[Wire]:
        """All notes of a conversation, the oldest first."""
        async with self._record.read() as connection:
            newest = _notes().where(note.c.conversation_id == conversation_id)
            newest = newest.order_by(note.c.created_at.desc(), note.c.id.desc()).limit(MOST_NOTES)
            rows: Sequence[AnyRow] = (await connection.execute(newest)).all()
        return [_wire(row) for row in reversed(rows)]

    async def _written(self, agent_id: UUID, conversation_id: UUID, client_id: UUID, text: str) -> Wire:
        async with self._record.read() as connection:
            found = await _of(connection, agent_id, client_id)
            mine = (note.c.agent_id == agent_id) & (note.c.client_id == client_id)
            where = await connection.scalar(select(note.c.conversation_id).where(mine))
        if (where, found["text"]) != (conversation_id, text):
            raise Refused("conflict", "this client_id was used for another note", field="client_id")
        return found


async def write_note(thread: Thread, ticket_id: UUID | None, agent_id: UUID, client_id: UUID, text: str) -> None:
    """Write one after the last message of a locked conversation. Raises IntegrityError for a repeated `client_id`."""
    change, id_ = thread.change, uuid.uuid4()
    await change.connection.execute(
        insert(note).values(
            id=id_,
            conversation_id=thread.id,
            ticket_id=ticket_id,
            agent_id=agent_id,
            after_seq=thread.last_seq,
            text=text,
            client_id=client_id,
            created_at=change.now,
        )
    )
    await _make_findable(change, id_, thread.id, text)
    thread.log("note_added", note_id=str(id_), agent_id=str(agent_id))
    change.hint(backstage(thread.id), NOTES_CHANGED)


async def _make_findable(change: Change, id_: UUID, conversation_id: UUID, text: str) -> None:
    entry = entry_of(id_, conversation_id, "note", change.now, text)
    if entry is not None:
        await change.connection.execute(insert(search_entry).values(entry))


async def _newest_ticket(
    connection: AsyncConnection, conversation_id: UUID
) -> tuple[UUID, str, UUID | None] | tuple[None, None, None]:
    """Its id, state and holder; nothing where there never was one."""
    newest = select(ticket.c.id, ticket.c.state, ticket.c.agent_id)
    newest = newest.where(ticket.c.conversation_id == conversation_id).order_by(ticket.c.number.desc())
    row = (await connection.execute(newest.limit(1))).one_or_none()
    return (None, None, None) if row is None else (row.id, row.state, row.agent_id)


def _notes() -> "Select[UUID, UUID, str, str, int, object]":
    told = (note.c.id, note.c.agent_id, agent.c.name, note.c.text, note.c.after_seq, note.c.created_at)
    return select(*told).join(agent, agent.c.id == note.c.agent_id)


async def _of(connection: AsyncConnection, agent_id: UUID, client_id: UUID) -> Wire:
    mine = (note.c.agent_id == agent_id) & (note.c.client_id == client_id)
    return _wire((await connection.execute(_notes().where(mine))).one())


def _wire(row: AnyRow) -> Wire:
    return {
        "id": str(row.id),
        "agent": {"id": str(row.agent_id), "name": row.name},
        "text": row.text,
        "after_seq": row.after_seq,
        "created_at": row.created_at.isoformat(),
    }
