"""Goals that ops set, as they are kept, and how each does right now."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.counting import ALL, readings
from escalation.numbers.estimates import estimated
from escalation.numbers.filter import Narrowing
from escalation.numbers.goals import Direction, Goal, Standing, problem_with, standing
from escalation.numbers.keeping import kept_narrowing, known_metric
from escalation.numbers.metrics import Metric, Reading
from escalation.numbers.registry import BY_ID
from escalation.numbers.segments import author
from escalation.staff.audit import write_audit
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused, wrong
from escalation.store.rows import AnyRow
from escalation.store.wire import Wire, timestamp
from escalation.tables import agent, goal

MOST_GOALS = 40
KEPT = goal.c.archived_at.is_(None) & goal.c.metric.in_(BY_ID)
"""A goal of a metric that is no more cannot be read."""


class GoalBook:
    """Those who read the numbers look after them; every change is in the audit log."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def all(self) -> list[Wire]:
        """Each with its reading and how it does, the one that ends first at the top."""
        async with self._record.read() as connection:
            return await goals_now(connection, self._record.clock())

    async def add(self, *, actor: UUID, fields: Mapping[str, Any]) -> UUID:
        """A new one: metric, filter, target, direction, first_day and last_day. Raises Refused naming the field."""
        asked = _checked(fields)
        goal_id = uuid.uuid4()
        kept: Wire = {
            "metric": asked.metric,
            "filter": asked.narrowing.wire(),
            "target": asked.target,
            "direction": asked.direction.value,
        }
        days = {"first_day": asked.first_day, "last_day": asked.last_day}
        async with self._record.change() as change:
            await _check_room(change)
            added = insert(goal).values(**kept, **days, id=goal_id, created_by=actor, created_at=change.now)
            await change.connection.execute(added)
            said = kept | {name: day.isoformat() for name, day in days.items()}
            await write_audit(change, str(actor), "goal_added", f"goal:{goal_id}", None, said)
        return goal_id

    async def archive(self, *, actor: UUID, goal_id: UUID) -> None:
        """It is shown no more, and nobody is told that it was missed. Raises Refused not_found."""
        async with self._record.change() as change:
            gone = update(goal).where(goal.c.id == goal_id, KEPT).values(archived_at=change.now).returning(goal)
            row = (await change.connection.execute(gone)).one_or_none()
            if row is None:
                raise Refused("not_found", f"expected a goal, got {goal_id}", field="id")
            before = {"metric": row.metric, "target": row.target, "last_day": row.last_day.isoformat()}
            await write_audit(change, str(actor), "goal_archived", f"goal:{goal_id}", before)


async def goals_now(connection: AsyncConnection, now: datetime) -> list[Wire]:
    """Every kept goal as pages show it, the one that ends first at the top."""
    rows = (await connection.execute(kept_goals())).all()
    judged = await all_judged(connection, [goal_of(row) for row in rows], now)
    return [_wire(row, found, stands) for row, (found, stands) in zip(rows, judged, strict=True)]


async def all_judged(
    connection: AsyncConnection, goals: Sequence[Goal], now: datetime
) -> list[tuple[Reading, Standing]]:
    """What the metric of each reads, a time too with its interval, and how the goal does. Goals of the same days and
    filter are read together."""
    metrics: dict[str, dict[str, Metric]] = defaultdict(dict)
    for one in goals:
        metrics[one.asked().address()][one.metric] = BY_ID[one.metric]
    about = {one.asked().address(): one.asked() for one in goals}
    found = {
        place: (await readings(connection, list(some.values()), about[place], now))[ALL]
        for place, some in metrics.items()
    }
    return [await _stands(connection, one, found[one.asked().address()][one.metric], now) for one in goals]


def kept_goals() -> "Select[*tuple[Any, ...]]":
    """The goals that are not archived, each with who set it."""
    named = select(goal, agent.c.name.label("author")).outerjoin(agent, agent.c.id == goal.c.created_by)
    return named.where(KEPT).order_by(goal.c.last_day, goal.c.created_at, goal.c.id)


def goal_of(row: AnyRow) -> Goal:
    """A row of the table as the rules know it."""
    narrowing = Narrowing.read(row.filter)
    return Goal(row.metric, narrowing, row.target, Direction(row.direction), row.first_day, row.last_day)


async def _stands(connection: AsyncConnection, asked: Goal, found: Reading, now: datetime) -> tuple[Reading, Standing]:
    metric = found.metric
    if metric.kind == "seconds" and (known := await estimated(connection, metric, found, asked.asked(), now)):
        found = replace(found, interval=(known.low, known.high))
    return found, standing(asked, found, now)


def _checked(fields: Mapping[str, Any]) -> Goal:
    metric = known_metric(fields["metric"])
    asked = Goal(
        metric.id,
        kept_narrowing(fields["filter"]),
        fields["target"],
        Direction(fields["direction"]),
        fields["first_day"],
        fields["last_day"],
    )
    if problem := problem_with(asked, metric):
        field, expected = problem
        raise wrong(field, expected, fields[field])
    return asked


async def _check_room(change: Change) -> None:
    kept = await change.connection.scalar(select(func.count()).select_from(goal).where(KEPT))
    if kept is not None and kept >= MOST_GOALS:
        raise Refused("conflict", f"expected at most {MOST_GOALS} goals: remove one that is over", field="metric")


def set_as(row: AnyRow) -> Wire:
    """What was set, as pages, letters and webhooks have it."""
    return {
        "metric": row.metric,
        "filter": row.filter,
        "target": row.target,
        "direction": row.direction,
        "first_day": row.first_day.isoformat(),
        "last_day": row.last_day.isoformat(),
    }


def _wire(row: AnyRow, found: Reading, stands: Standing) -> Wire:
    return {
        "id": str(row.id),
        **set_as(row),
        "created_by": author(row),
        "created_at": row.created_at.isoformat(),
        "reading": found.wire(),
        "distance": None if stands.distance is None else round(stands.distance, 4),
        "state": stands.state.value,
        "uncertain": stands.uncertain,
        "elapsed": round(stands.elapsed, 4),
        "missed_at": timestamp(row.missed_at),
    }
