"""Personal export: what is kept of a person, for them to read and take along: one JSON text and their files.

It tells the columns that the list of stores calls theirs. Who asked for it stands in the audit log, whom it is about in
the file alone: `export` is the same in both.
"""

import json
import re
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.privacy.stores import LISTED, Fate, Store
from escalation.privacy.traces import Person, Traces, find_own_traces
from escalation.staff.audit import write_audit
from escalation.store.record import Record
from escalation.tables import answer, contact, file, mail

UNFIT = re.compile(r"[^\w.()\[\] -]+")
"""In the name of a file in an archive."""


@dataclass(frozen=True, slots=True)
class Handed:
    """`told` is the JSON's content; `files` are the ids of files, by the name that each has in the archive."""

    export: UUID
    told: dict[str, Any]
    files: dict[str, UUID] = field(default_factory=dict)

    @property
    def anything(self) -> bool:
        return bool(self.told["kept"])

    def text(self) -> str:
        """As it stands in the archive."""
        return json.dumps(self.told, ensure_ascii=False, indent=2, default=_plain) + "\n"


class PersonalExport:
    """Gathers."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def gather(self, person: Person, *, actor: str) -> Handed:
        """Everything of one moment. An entry of the audit log says that it was handed out, unless there is nothing."""
        export = uuid.uuid4()
        async with self._record.read() as connection:
            traces = await find_own_traces(connection, person)
            kept = {store.table.name: await _rows(connection, store, traces) for store in LISTED if store.shown}
        kept = {name: rows for name, rows in kept.items() if rows}
        files = {_name(row): row["id"] for row in kept.get("file", ())}
        told = {"export": export, "made_at": self._record.clock(), "person": _who(person), "kept": kept}
        handed = Handed(export, told, files)
        if handed.anything:
            async with self._record.change() as change:
                counted = {name: len(rows) for name, rows in kept.items()}
                await write_audit(change, actor, "person_exported", f"person:{export}", None, {"rows": counted})
        return handed

    async def contents(self, handed: Handed) -> AsyncIterator[tuple[str, bytes]]:
        """Their files, one at a time: they may be large."""
        for name, file_id in handed.files.items():
            async with self._record.read() as connection:
                content = await connection.scalar(select(file.c.content).where(file.c.id == file_id))
            if content is not None:  # erased since
                yield name, bytes(content)


async def _rows(connection: AsyncConnection, store: Store, traces: Traces) -> list[dict[str, Any]]:
    """In the order of time, where the first column says one; what is empty is left out."""
    if store.whose is None:
        return []
    columns = [store.table.c[name] for name in store.shown]
    found = await connection.execute(select(*columns).where(*_own(store, traces)).order_by(columns[0]))
    return [{name: value for name, value in row._mapping.items() if value not in (None, "", [], {})} for row in found]


def _own(store: Store, traces: Traces) -> list[ColumnElement[bool]]:
    """Of what stands in a customer's conversation, what came with their first contact there or after it: whoever sat
    at the same browser before them, logged in nowhere, was somebody else."""
    assert store.whose is not None
    theirs, table = store.whose(traces), store.table
    if traces.person.customer_id is None or store.fate is Fate.LOGGED:
        return [theirs]
    if table is mail:
        place: ColumnElement[UUID] = cast(mail.c.params["conversation_id"].astext, Uuid)
    elif "conversation_id" in table.c:
        place = table.c.conversation_id
    else:
        return [theirs]
    at = table.c["resolved_at" if table is answer else "created_at"]
    of_customer = contact.c.conversation_id == place, contact.c.id.in_(traces.contacts)
    began = select(func.min(contact.c.started_at)).where(*of_customer).correlate(table).scalar_subquery()
    return [theirs, at >= began]


def _name(row: dict[str, Any]) -> str:
    return f"files/{row['id']}-{UNFIT.sub('_', row['name']).strip('. ')}"


def _who(person: Person) -> dict[str, str]:
    return {"customer": person.customer_id} if person.customer_id is not None else {"visitor": str(person.visitor_id)}


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)
