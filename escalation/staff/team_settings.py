"""The settings of the teams, as supervisors read and change them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.promises.hours import WEEKDAYS, WrongHours
from escalation.promises.sla import CLOCKS, TARGETS
from escalation.promises.teams import DEFAULTS, FIELDS, WrongTeam, read_team, set_team
from escalation.queue.lapses import STAFF_CHANGED
from escalation.queue.topics import Queue
from escalation.staff.audit import write_audit
from escalation.store.keys import DESK_CHANNEL
from escalation.store.record import Record
from escalation.store.refusals import Refused
from escalation.store.wire import Wire, present, timestamp
from escalation.tables import team

EVERYWHERE = {priority.value: {name: targets.of(name) for name in CLOCKS} for priority, targets in TARGETS.items()}
"""Seconds of open time that are promised where a team says nothing else."""


class TeamSettings:
    """Reads and writes them; every change is in the audit log."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def all(self) -> Wire:
        """`teams`, one a queue, in the order of the queues, and `targets` that hold where a team has none."""
        async with self._record.read() as connection:
            kept = await _kept(connection)
        return {"teams": [_wire(queue, kept[queue], self._record.clock()) for queue in Queue], "targets": EVERYWHERE}

    async def change(self, *, actor: str, queue: str, fields: Mapping[str, Any]) -> Wire:
        """Change the fields that are given. Raises Refused: not_found, or bad_frame naming the wrong field."""
        if queue not in tuple(Queue):
            raise Refused("not_found", f"expected one of {', '.join(Queue)}, got {queue}", field="queue")
        if fields.get("open_days") == []:
            fields = {**fields, "open_days": {}}
        async with self._record.change() as change:
            # Readers go on; of two who change a team that has no row yet, one waits.
            await change.connection.execute(text("LOCK TABLE team IN SHARE ROW EXCLUSIVE MODE"))
            before = (await _kept(change.connection))[queue]
            try:
                await set_team(change, queue, fields)
            except (WrongTeam, WrongHours) as error:
                raise _refused(str(error)) from error
            new = {name: value for name, value in fields.items() if before[name] != value}
            if new:
                change.hint(DESK_CHANNEL, STAFF_CHANGED)
                old = {name: before[name] for name in new}
                await write_audit(change, actor, "team_changed", f"team:{queue}", old, new)
        return _wire(queue, {**before, **fields}, self._record.clock())


async def _kept(connection: AsyncConnection) -> dict[str, dict[str, Any]]:
    """What is kept of each team, by queue, with what holds where nothing is kept."""
    rows = {row.queue: {name: getattr(row, name) for name in FIELDS} for row in await connection.execute(select(team))}
    kept = {queue: {**DEFAULTS, **rows.get(queue, {})} for queue in Queue}
    return {queue.value: {**fields, "open_days": fields["open_days"] or {}} for queue, fields in kept.items()}


def _wire(queue: str, kept: Mapping[str, Any], now: datetime) -> Wire:
    hours = read_team(queue, kept, now).hours
    opens_at = hours.opens_at(now)
    closed = opens_at > now
    return present({"queue": queue, **kept, "open": not closed, "opens_at": timestamp(opens_at) if closed else None})


def _refused(problem: str) -> Refused:
    """`field: expected ..., got ...`; a day of the week is a part of the hours."""
    field, _, message = problem.partition(": ")
    if field in WEEKDAYS:
        field = f"hours.{field}"
    return Refused("bad_frame", message, field="hours" if field == "week" else field)
