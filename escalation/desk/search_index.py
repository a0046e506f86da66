"""Makes the search entries of what was said before there were any, or anew after the rules of searching changed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from escalation.store.rows import AnyRow
from escalation.store.saying import FINDABLE, entry_of
from escalation.tables import message, note, search_entry

BATCH = 1000
_FIRST = UUID(int=0)


async def rebuild(engine: AsyncEngine) -> int:
    """Every message and note, a transaction a batch; how many can be found afterwards. The gateway may run on."""
    return await _rebuild(engine, "message", _messages()) + await _rebuild(engine, "note", _notes())


def _messages() -> "Select[*tuple[Any, ...]]":
    wanted = select(message.c.id, message.c.conversation_id, message.c.created_at, message.c.text)
    return wanted.where(message.c.sender.in_(FINDABLE), message.c.text.is_not(None)).order_by(message.c.id)


def _notes() -> "Select[*tuple[Any, ...]]":
    return select(note.c.id, note.c.conversation_id, note.c.created_at, note.c.text).order_by(note.c.id)


async def _rebuild(engine: AsyncEngine, kind: str, wanted: "Select[*tuple[Any, ...]]") -> int:
    last, count = _FIRST, 0
    while True:
        async with engine.begin() as connection:
            after = wanted.where(wanted.selected_columns.id > last).limit(BATCH)
            rows = (await connection.execute(after)).all()
            if not rows:
                return count
            count += await _write(connection, kind, rows)
        last = rows[-1].id


async def _write(connection: AsyncConnection, kind: str, rows: Sequence[AnyRow]) -> int:
    """Entries of these rows as they are to be now; those that hold nothing any more go."""
    made = [entry_of(row.id, row.conversation_id, kind, row.created_at, row.text) for row in rows]
    entries = [entry for entry in made if entry is not None]
    gone = {row.id for row in rows} - {entry["id"] for entry in entries}
    if gone:
        await connection.execute(delete(search_entry).where(search_entry.c.id.in_(gone)))
    if entries:
        upsert = insert(search_entry)
        anew = upsert.on_conflict_do_update(index_elements=["id"], set_={"document": upsert.excluded.document})
        await connection.execute(anew, entries)
    return len(entries)
