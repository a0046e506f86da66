"""Macros: answers that are prepared, in both languages, for one queue or for all."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from escalation.queue.topics import Queue
from escalation.staff.audit import write_audit
from escalation.staff.placeholders import PLACEHOLDERS, unknown_placeholders
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused, wrong
from escalation.store.rows import AnyRow
from escalation.store.wire import Wire, present
from escalation.tables import macro

LONGEST_NAME = 80
LONGEST_TEXT = 2000
FIELDS = ("name", "queue", "ko", "en")
KEPT = macro.c.archived_at.is_(None)


class Macros:
    """Kept in an order that supervisors choose."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def all(self) -> list[Wire]:
        """In their order."""
        async with self._record.read() as connection:
            rows = await connection.execute(select(macro).where(KEPT).order_by(macro.c.position, macro.c.name))
            return [macro_wire(row) for row in rows]

    async def none_yet(self) -> bool:
        """True when there has never been one, not even one that is archived."""
        async with self._record.read() as connection:
            return await connection.scalar(select(macro.c.id).limit(1)) is None

    async def add(self, *, actor: str, fields: Mapping[str, Any]) -> Wire:
        """A new one, the last of all. `fields` are name, ko, en and perhaps queue. Raises Refused."""
        kept = checked_macro(fields)
        try:
            async with self._record.change() as change:
                last = await change.connection.scalar(select(func.max(macro.c.position)).where(KEPT))
                values = {**kept, "id": uuid.uuid4(), "position": 0 if last is None else last + 1}
                moments = {"created_at": change.now, "updated_at": change.now}
                added = insert(macro).values(**values, **moments).returning(macro)
                row = (await change.connection.execute(added)).one()
                await write_audit(change, actor, "macro_added", f"macro:{row.id}", None, present(kept))
        except IntegrityError as error:
            raise _taken(kept) from error
        return macro_wire(row)

    async def change(self, *, actor: str, macro_id: UUID, fields: Mapping[str, Any]) -> Wire:
        """Change the fields that are given; `position` (0 is the first) moves it among the others. Raises Refused."""
        kept = checked_macro({name: value for name, value in fields.items() if name != "position"})
        try:
            async with self._record.change() as change:
                rows = await _locked(change)
                row = _found(rows, macro_id)
                new = {name: value for name, value in kept.items() if getattr(row, name) != value}
                before: Wire = {name: getattr(row, name) for name in new}
                after = dict(new)
                if "position" in fields and rows.index(row) != (place := _place(fields["position"], rows)):
                    before["position"], after["position"] = rows.index(row), place
                    await _move(change, rows, row, place)
                changed = update(macro).where(macro.c.id == macro_id).values(**new, updated_at=change.now)
                row = (await change.connection.execute(changed.returning(macro))).one()
                if after:
                    await write_audit(change, actor, "macro_changed", f"macro:{macro_id}", before, after)
        except IntegrityError as error:
            raise _taken(kept) from error
        return macro_wire(row)

    async def archive(self, *, actor: str, macro_id: UUID) -> None:
        """It is offered no more. Raises Refused not_found."""
        async with self._record.change() as change:
            row = _found(await _locked(change), macro_id)
            gone = update(macro).where(macro.c.id == macro_id).values(archived_at=change.now)
            await change.connection.execute(gone)
            await write_audit(change, actor, "macro_archived", f"macro:{macro_id}", macro_content(row))


def checked_macro(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as they are kept. Raises Refused bad_frame naming the wrong one."""
    kept = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    if "name" in kept and not 1 <= len(kept["name"]) <= LONGEST_NAME:
        raise wrong("name", f"1 to {LONGEST_NAME} characters", len(kept["name"]))
    if kept.get("queue") is not None and kept["queue"] not in tuple(Queue):
        raise wrong("queue", f"nothing or one of {', '.join(Queue)}", kept["queue"])
    for locale in ("ko", "en"):
        if locale in kept:
            _check_text(locale, kept[locale])
    return kept


def _check_text(field: str, text: str) -> None:
    if not 1 <= len(text) <= LONGEST_TEXT:
        raise wrong(field, f"1 to {LONGEST_TEXT} characters", len(text))
    if unknown := unknown_placeholders(text):
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise wrong(field, f"placeholders of {known}", ", ".join(f"{{{name}}}" for name in unknown))


def macro_wire(row: AnyRow) -> Wire:
    """As desks and settings pages get it; without a queue it is every queue's."""
    return {"id": str(row.id), **macro_content(row)}


def macro_content(row: AnyRow) -> Wire:
    return present({name: getattr(row, name) for name in FIELDS})


async def _locked(change: Change) -> list[AnyRow]:
    """All of them, in their order, held: two that move macros at once move them one after the other."""
    rows = await change.connection.execute(select(macro).where(KEPT).with_for_update())
    return sorted(rows, key=lambda row: (row.position, row.name))  # as they are now, after those before us


def _found(rows: Sequence[AnyRow], macro_id: UUID) -> AnyRow:
    for row in rows:
        if row.id == macro_id:
            return row
    raise Refused("not_found", f"expected a macro, got {macro_id}", field="macro_id")


def _place(asked: int, rows: Sequence[AnyRow]) -> int:
    if not 0 <= asked < len(rows):
        raise wrong("position", f"0 to {len(rows) - 1}", asked)
    return asked


async def _move(change: Change, rows: Sequence[AnyRow], row: AnyRow, place: int) -> None:
    others = [other for other in rows if other.id != row.id]
    order = [*others[:place], row, *others[place:]]
    moved = update(macro).where(macro.c.id == bindparam("its_id")).values(position=bindparam("its_position"))
    places = [{"its_id": one.id, "its_position": position} for position, one in enumerate(order)]
    await change.connection.execute(moved, places)


def _taken(kept: Mapping[str, Any]) -> Refused:
    return Refused("conflict", f"expected a name that no macro has, got {kept['name']}", field="name")
