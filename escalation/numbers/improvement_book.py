"""Improvements as they are kept, each with what was before it and after it, and what ops decided."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.counting import ALL, readings
from escalation.numbers.estimates import estimated
from escalation.numbers.filter import ZONE, Narrowing
from escalation.numbers.improvements import Change as Changed
from escalation.numbers.improvements import before_and_after, change, days_on_each_side
from escalation.numbers.intervals import Estimate
from escalation.numbers.keeping import kept_narrowing, known_metric
from escalation.numbers.metrics import Metric, Reading
from escalation.numbers.registry import BY_ID
from escalation.numbers.segments import author
from escalation.staff.audit import write_audit
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused, wrong
from escalation.store.rows import AnyRow
from escalation.store.wire import Wire
from escalation.tables import agent, improvement

LONGEST_TITLE = 120
LONGEST_NOTE = 2000
MOST_IMPROVEMENTS = 40
KEPT = improvement.c.archived_at.is_(None) & improvement.c.metric.in_(BY_ID)
"""An improvement of a metric that is no more cannot be read."""


class ImprovementBook:
    """Those who read the numbers look after them; every change is in the audit log."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def all(self) -> list[Wire]:
        """Each with before, after and the change between them, the newest first."""
        now = self._record.clock()
        named = select(improvement, agent.c.name.label("author"))
        kept = named.outerjoin(agent, agent.c.id == improvement.c.created_by).where(KEPT)
        async with self._record.read() as connection:
            rows = (await connection.execute(kept.order_by(improvement.c.started_on.desc(), improvement.c.id))).all()
            return [{**_wire(row), **await _compared(connection, row, now)} for row in rows]

    async def add(self, *, actor: UUID, fields: Mapping[str, Any]) -> UUID:
        """A new one: title, note, metric, filter and started_on. Raises Refused naming the field."""
        kept = _checked(fields)
        improvement_id = uuid.uuid4()
        async with self._record.change() as change_:
            if fields["started_on"] > change_.now.astimezone(ZONE).date():
                raise wrong("started_on", "a day that is not to come", fields["started_on"])
            await _check_room(change_)
            values = {**kept, "started_on": fields["started_on"], "created_by": actor, "created_at": change_.now}
            await change_.connection.execute(insert(improvement).values(**values, id=improvement_id))
            said = kept | {"started_on": fields["started_on"].isoformat()}
            await write_audit(change_, str(actor), "improvement_added", f"improvement:{improvement_id}", None, said)
        return improvement_id

    async def decide(self, *, actor: UUID, improvement_id: UUID, verdict: str) -> None:
        """Kept or withdrawn; ops may change their mind. Raises Refused not_found."""
        async with self._record.change() as change_:
            row = await _locked(change_, improvement_id)
            decided = update(improvement).where(improvement.c.id == improvement_id)
            await change_.connection.execute(decided.values(verdict=verdict, decided_at=change_.now))
            subject = f"improvement:{improvement_id}"
            before = {"title": row.title, "verdict": row.verdict}
            after = {"title": row.title, "verdict": verdict}
            await write_audit(change_, str(actor), "improvement_decided", subject, before, after)

    async def archive(self, *, actor: UUID, improvement_id: UUID) -> None:
        """It is shown no more. Raises Refused not_found."""
        async with self._record.change() as change_:
            row = await _locked(change_, improvement_id)
            gone = update(improvement).where(improvement.c.id == improvement_id).values(archived_at=change_.now)
            await change_.connection.execute(gone)
            before = {"title": row.title, "metric": row.metric, "started_on": row.started_on.isoformat()}
            await write_audit(change_, str(actor), "improvement_archived", f"improvement:{improvement_id}", before)


async def _compared(connection: AsyncConnection, row: AnyRow, now: datetime) -> Wire:
    metric, days = BY_ID[row.metric], days_on_each_side(row.started_on, now)
    if days == 0:
        return {"before": None, "after": None, "change": None, "days": 0}
    sides = before_and_after(row.started_on, days, Narrowing.read(row.filter))
    read = [(await readings(connection, [metric], side, now))[ALL][metric.id] for side in sides]
    known = [await estimated(connection, metric, found, side, now) for found, side in zip(read, sides, strict=True)]
    before, after = [_side_wire(found, one) for found, one in zip(read, known, strict=True)]
    moved = change(known[0], known[1], metric.better, few=any(found.few for found in read))
    return {"before": before, "after": after, "change": _change_wire(moved, metric), "days": days}


def _side_wire(found: Reading, known: Estimate | None) -> Wire:
    """A reading with the interval that the change is told by, also of a median and of a count."""
    return {**found.wire(), "interval": None if known is None else [round(known.low, 4), round(known.high, 4)]}


def _change_wire(moved: Changed | None, metric: Metric) -> Wire | None:
    if moved is None:
        return None
    places = 1 if metric.kind == "seconds" else 4
    edges = {name: round(getattr(moved, name), places) for name in ("value", "low", "high")}
    return {**edges, "proven": moved.proven}


def _checked(fields: Mapping[str, Any]) -> Wire:
    title, note = " ".join(fields["title"].split()), fields["note"].strip()
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise wrong("title", f"1 to {LONGEST_TITLE} characters", len(title))
    if len(note) > LONGEST_NOTE:
        raise wrong("note", f"at most {LONGEST_NOTE} characters", len(note))
    metric = known_metric(fields["metric"])
    return {"title": title, "note": note, "metric": metric.id, "filter": kept_narrowing(fields["filter"]).wire()}


async def _check_room(change_: Change) -> None:
    kept = await change_.connection.scalar(select(func.count()).select_from(improvement).where(KEPT))
    if kept is not None and kept >= MOST_IMPROVEMENTS:
        raise Refused("conflict", f"expected at most {MOST_IMPROVEMENTS} improvements: remove one", field="title")


async def _locked(change_: Change, improvement_id: UUID) -> AnyRow:
    mine = select(improvement).where(improvement.c.id == improvement_id, KEPT).with_for_update()
    row = (await change_.connection.execute(mine)).one_or_none()
    if row is None:
        raise Refused("not_found", f"expected an improvement, got {improvement_id}", field="id")
    return row


def _wire(row: AnyRow) -> Wire:
    return {
        "id": str(row.id),
        "title": row.title,
        "note": row.note,
        "metric": row.metric,
        "filter": row.filter,
        "started_on": row.started_on.isoformat(),
        "verdict": row.verdict,
        "created_by": author(row),
        "created_at": row.created_at.isoformat(),
    }
