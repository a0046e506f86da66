"""Alarms: what ops are told without asking, each thing once, until one of them has seen it."""

import uuid
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from escalation.store.record import Change, Record
from escalation.store.refusals import Refused
from escalation.store.wire import Wire, timestamp
from escalation.tables import alarm

GOAL_MISSED, TOPIC_RISES = "goal_missed", "topic_rises"
MOST_SHOWN = 50


async def raise_alarm(change: Change, kind: str, key: str, data: Mapping[str, Any]) -> UUID | None:
    """Say it, in the transaction of what it speaks of; None where it was said before."""
    row = {"id": uuid.uuid4(), "kind": kind, "key": key, "data": dict(data), "at": change.now}
    said: UUID | None = await change.connection.scalar(
        insert(alarm)
        .values(row)
        .on_conflict_do_nothing(index_elements=[alarm.c.kind, alarm.c.key])
        .returning(alarm.c.id)
    )
    return said


class Alarms:
    """As ops read them."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def all(self) -> list[Wire]:
        """Those nobody has seen first, then the newest."""
        shown = select(alarm).order_by(alarm.c.seen_at.is_not(None), alarm.c.at.desc(), alarm.c.id).limit(MOST_SHOWN)
        async with self._record.read() as connection:
            return [
                {
                    "id": str(row.id),
                    "kind": row.kind,
                    "data": row.data,
                    "at": row.at.isoformat(),
                    "seen_at": timestamp(row.seen_at),
                }
                for row in await connection.execute(shown)
            ]

    async def seen(self, *, actor: UUID, alarm_id: UUID) -> None:
        """Somebody has seen it; the first one stays. Raises Refused not_found."""
        first = {"seen_at": func.coalesce(alarm.c.seen_at, self._record.clock())}
        first |= {"seen_by": func.coalesce(alarm.c.seen_by, actor)}
        async with self._record.change() as change:
            found = update(alarm).where(alarm.c.id == alarm_id).values(first).returning(alarm.c.id)
            if await change.connection.scalar(found) is None:
                raise Refused("not_found", f"expected an alarm, got {alarm_id}", field="id")
