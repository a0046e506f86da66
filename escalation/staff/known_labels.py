"""The labels that tickets may carry: a name and a colour each."""

import uuid
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import any_, func, insert, literal, select, update
from sqlalchemy.exc import IntegrityError

from escalation.staff.audit import write_audit
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused, wrong
from escalation.store.rows import AnyRow
from escalation.store.wire import Wire
from escalation.tables import label, ticket

COLOURS = ("grey", "red", "orange", "yellow", "green", "blue", "purple")
LONGEST_NAME = 40
KEPT = label.c.archived_at.is_(None)


class KnownLabels:
    """Supervisors look after them."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def all(self) -> list[Wire]:
        """By their names."""
        async with self._record.read() as connection:
            rows = await connection.execute(select(label).where(KEPT).order_by(func.lower(label.c.name), label.c.id))
            return [_wire(row) for row in rows]

    async def none_yet(self) -> bool:
        """True when there has never been one, not even one that is archived."""
        async with self._record.read() as connection:
            return await connection.scalar(select(label.c.id).limit(1)) is None

    async def add(self, *, actor: str, fields: Mapping[str, Any]) -> Wire:
        """A new one: name and colour. Raises Refused."""
        kept = {"colour": COLOURS[0], **checked_label(fields)}
        try:
            async with self._record.change() as change:
                added = insert(label).values(**kept, id=uuid.uuid4(), created_at=change.now).returning(label)
                row = (await change.connection.execute(added)).one()
                await write_audit(change, actor, "label_added", f"label:{row.id}", None, kept)
        except IntegrityError as error:
            raise _taken(kept) from error
        return _wire(row)

    async def change(self, *, actor: str, label_id: UUID, fields: Mapping[str, Any]) -> Wire:
        """Change the fields that are given; tickets carry the new name. Raises Refused."""
        kept = checked_label(fields)
        try:
            async with self._record.change() as change:
                row = await _locked(change, label_id)
                new = {name: value for name, value in kept.items() if getattr(row, name) != value}
                if new:
                    await change.connection.execute(update(label).where(label.c.id == label_id).values(new))
                    if "name" in new:
                        await _rename(change, row.name, new["name"])
                    before = {name: getattr(row, name) for name in new}
                    await write_audit(change, actor, "label_changed", f"label:{label_id}", before, new)
        except IntegrityError as error:
            raise _taken(kept) from error
        return {**_wire(row), **new}

    async def archive(self, *, actor: str, label_id: UUID) -> None:
        """It can be given to no further ticket; those that carry it keep it. Raises Refused not_found."""
        async with self._record.change() as change:
            row = await _locked(change, label_id)
            gone = update(label).where(label.c.id == label_id).values(archived_at=change.now)
            await change.connection.execute(gone)
            before = {"name": row.name, "colour": row.colour}
            await write_audit(change, actor, "label_archived", f"label:{label_id}", before)


def checked_label(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as they are kept. Raises Refused bad_frame naming the wrong one."""
    kept = dict(fields)
    if "name" in kept:
        kept["name"] = kept["name"].strip()
        if not 1 <= len(kept["name"]) <= LONGEST_NAME:
            raise wrong("name", f"1 to {LONGEST_NAME} characters", len(kept["name"]))
    if kept.get("colour", COLOURS[0]) not in COLOURS:
        raise wrong("colour", f"one of {', '.join(COLOURS)}", kept["colour"])
    return kept


def _wire(row: AnyRow) -> Wire:
    return {"id": str(row.id), "name": row.name, "colour": row.colour}


async def _locked(change: Change, label_id: UUID) -> AnyRow:
    found = await change.connection.execute(select(label).where(label.c.id == label_id, KEPT).with_for_update())
    row = found.one_or_none()
    if row is None:
        raise Refused("not_found", f"expected a label, got {label_id}", field="label_id")
    return row


async def _rename(change: Change, old: str, new: str) -> None:
    """Tickets keep names. One that carried a label of the new name before it was archived carries it once."""
    without = func.array_remove(ticket.c.labels, new)
    carried = select(ticket.c.id).where(literal(old) == any_(ticket.c.labels))
    in_order = carried.order_by(ticket.c.id).with_for_update(key_share=True)
    renamed = update(ticket).where(ticket.c.id.in_(in_order))
    await change.connection.execute(renamed.values(labels=func.array_replace(without, old, new)))


def _taken(kept: Mapping[str, Any]) -> Refused:
    return Refused("conflict", f"expected a name that no label has, got {kept['name']}", field="name")
