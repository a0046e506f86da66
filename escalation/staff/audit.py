"""The audit log: who changed which setting, what it was before and is now.

Entries are a chain: each one's mark is the SHA-256 of the mark before it and of its own content, so an entry that was
changed, left out or put in between shows. People stand in it by their ids only, and secrets not at all: of a field
that may not be shown only its name is kept, under `replaced`.
"""

import hashlib
import json
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, text, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.store.record import Change, Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.store.wire import Wire, present
from escalation.tables import agent, audit, label, macro

AUDIT_LOCK = 0x46490003  # advisory lock: any number, the same in every gateway
PAGE = 50
MOST_DIGITS = 18
READ_AT_ONCE = 1000

CLI, SETUP = "cli", "setup"
"""Actors that are no agents: somebody at the command line, and the first start."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change. `actor` is an agent's id or a program; `subject` is a kind and an id, as in `agent:...`."""

    at: datetime
    actor: str
    action: str
    subject: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    def mark(self, previous: str) -> str:
        """SHA-256, as hexadecimal digits, of the mark before, a line feed, and the entry as JSON in one fixed form."""
        content = {
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": self.actor,
            "action": self.action,
            "subject": self.subject,
            "before": self.before,
            "after": self.after,
        }
        canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Checked:
    """The chain as it was found: `broken_at` is the id of the first entry that does not follow the one before."""

    entries: int
    newest: str  # its mark: kept elsewhere, it shows later whether the newest entries were cut off
    broken_at: int | None

    @property
    def intact(self) -> bool:
        return self.broken_at is None


async def write_audit(
    change: Change,
    actor: str,
    action: str,
    subject: str,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Append an entry, in the transaction of the change it tells of.

    The lock lasts until that transaction ends, so nobody can follow an entry that is then rolled back. Lock rows
    before, none after: two transactions that wait here and there would wait for each other.
    """
    await change.connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": AUDIT_LOCK})
    newest = select(audit.c.mark).order_by(audit.c.id.desc()).limit(1)
    previous = await change.connection.scalar(newest) or ""
    entry = Entry(change.now, actor, action, subject, before or None, after or None)
    await change.connection.execute(
        insert(audit).values(
            at=entry.at,
            actor=entry.actor,
            action=entry.action,
            subject=entry.subject,
            before=entry.before,
            after=entry.after,
            previous=previous,
            mark=entry.mark(previous),
        )
    )


async def check_chain(connection: AsyncConnection, kept_mark: str | None = None) -> Checked:
    """Read every entry. `kept_mark`, noted at an earlier check, must still be one of them: else entry 0 is broken."""
    previous, entries, seen = "", 0, kept_mark is None
    async for row in _all(connection):
        if row.previous != previous or _entry(row).mark(previous) != row.mark:
            return Checked(entries, previous, row.id)
        previous, entries, seen = row.mark, entries + 1, seen or row.mark == kept_mark
    return Checked(entries, previous, None if seen else 0)


async def _all(connection: AsyncConnection) -> AsyncIterator[AnyRow]:
    stream = await connection.stream(select(audit).order_by(audit.c.id).execution_options(yield_per=READ_AT_ONCE))
    async for row in stream:
        yield row


def _entry(row: AnyRow) -> Entry:
    return Entry(row.at, row.actor, row.action, row.subject, row.before, row.after)


class AuditLog:
    """Reads the log for those who may."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def page(self, *, cursor: str | None = None) -> Wire:
        """The newest entries, or those before `cursor`: {entries, next?, intact}. `intact` is of the whole chain."""
        query = select(audit).order_by(audit.c.id.desc()).limit(PAGE + 1)
        if cursor is not None:
            query = query.where(audit.c.id < _number(cursor))
        async with self._record.read() as connection:
            rows = (await connection.execute(query)).all()
            names = await _names(connection, rows[:PAGE])
            checked = await check_chain(connection)
        entries = [_wire(row, names) for row in rows[:PAGE]]
        following = {"next": str(entries[-1]["id"])} if len(rows) > PAGE else {}
        return {"entries": entries, **following, "intact": checked.intact}


def _number(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= MOST_DIGITS):
        raise Refused("bad_frame", f"expected the `next` of a page, got {cursor!r}", field="cursor")
    return int(cursor)


async def _names(connection: AsyncConnection, rows: Collection[AnyRow]) -> dict[str, str]:
    """What those who appear in these entries are called today, by id."""
    ids = {found for row in rows for word in (row.actor, row.subject.partition(":")[2]) if (found := _uuid(word))}
    named = union_all(*(select(table.c.id, table.c.name).where(table.c.id.in_(ids)) for table in (agent, macro, label)))
    return {str(row.id): row.name for row in await connection.execute(named)}


def _uuid(word: str) -> UUID | None:
    try:
        return UUID(word)
    except ValueError:
        return None


def _wire(row: AnyRow, names: Mapping[str, str]) -> Wire:
    kind, _, id_ = row.subject.partition(":")
    program = _uuid(row.actor) is None
    return present(
        {
            "id": row.id,
            "at": row.at.isoformat(),
            "actor": {"name": row.actor} if program else {"id": row.actor, "name": names.get(row.actor, row.actor)},
            "action": row.action,
            "subject": present({"kind": kind, "id": id_, "name": names.get(id_)}),
            "before": row.before,
            "after": row.after,
        }
    )
