"""Personas: a narrowing that ops gave a name, to read any page by or to compare with."""

import uuid
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.filter import Narrowing, QuestionError
from escalation.numbers.keeping import kept_narrowing
from escalation.staff.audit import write_audit
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused, wrong
from escalation.store.rows import AnyRow
from escalation.store.wire import Wire, present
from escalation.tables import agent, segment

LONGEST_NAME = 80
MOST_SEGMENTS = 100
KEPT = segment.c.archived_at.is_(None)


async def segment_narrowing(connection: AsyncConnection, segment_id: str) -> Narrowing:
    """What a saved segment narrows to. Raises QuestionError `segment` for one that is not kept."""
    try:
        wanted = UUID(segment_id)
    except ValueError as error:
        raise QuestionError("segment", f"must be the id of a saved segment, not {segment_id!r}") from error
    found = await connection.scalar(select(segment.c.filter).where(segment.c.id == wanted, KEPT))
    if found is None:
        raise QuestionError("segment", f"must be the id of a saved segment, not {segment_id!r}")
    return Narrowing.read(found)


class Segments:
    """Those who read the numbers look after them; every change is in the audit log."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def all(self) -> list[Wire]:
        """By their names."""
        kept = select(segment, agent.c.name.label("author")).outerjoin(agent, agent.c.id == segment.c.created_by)
        async with self._record.read() as connection:
            rows = await connection.execute(kept.where(KEPT).order_by(func.lower(segment.c.name), segment.c.id))
            return [_wire(row) for row in rows]

    async def add(self, *, actor: UUID, name: str, given: Mapping[str, Any]) -> UUID:
        """A new one. Raises Refused: bad_frame naming the field, or conflict for a name that is taken."""
        kept: Wire = {"name": _checked_name(name), "filter": kept_narrowing(given).wire()}
        if not kept["filter"]:
            raise wrong("filter", "at least one narrowing", "none")
        segment_id = uuid.uuid4()
        async with self._record.change() as change:
            # Readers go on; of two who save the same name, one waits and is refused.
            await change.connection.execute(text("LOCK TABLE segment IN SHARE ROW EXCLUSIVE MODE"))
            await _check_room(change, kept["name"])
            added = insert(segment).values(**kept, id=segment_id, created_by=actor, created_at=change.now)
            await change.connection.execute(added)
            await write_audit(change, str(actor), "segment_added", f"segment:{segment_id}", None, kept)
        return segment_id

    async def archive(self, *, actor: UUID, segment_id: UUID) -> None:
        """It is offered no more. Raises Refused not_found."""
        async with self._record.change() as change:
            gone = update(segment).where(segment.c.id == segment_id, KEPT).values(archived_at=change.now)
            row = (await change.connection.execute(gone.returning(segment))).one_or_none()
            if row is None:
                raise Refused("not_found", f"expected a segment, got {segment_id}", field="id")
            before = {"name": row.name, "filter": row.filter}
            await write_audit(change, str(actor), "segment_archived", f"segment:{segment_id}", before)


def _checked_name(name: str) -> str:
    plain = " ".join(name.split())
    if not 1 <= len(plain) <= LONGEST_NAME:
        raise wrong("name", f"1 to {LONGEST_NAME} characters", len(plain))
    return plain


async def _check_room(change: Change, name: str) -> None:
    names = (await change.connection.scalars(select(segment.c.name).where(KEPT))).all()
    if name.casefold() in {one.casefold() for one in names}:
        raise Refused("conflict", f"expected a name that no segment has, got {name}", field="name")
    if len(names) >= MOST_SEGMENTS:
        raise Refused("conflict", f"expected at most {MOST_SEGMENTS} segments", field="name")


def _wire(row: AnyRow) -> Wire:
    return {
        "id": str(row.id),
        "name": row.name,
        "filter": row.filter,
        "created_by": author(row),
        "created_at": row.created_at.isoformat(),
    }


def author(row: AnyRow) -> Wire | None:
    """Who saved a row; None for one that nobody of today saved."""
    return None if row.created_by is None else present({"id": str(row.created_by), "name": row.author})
