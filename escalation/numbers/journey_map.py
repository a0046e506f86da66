"""The journey map counted in SQL, in one pass over the log: what `journey_cells` shows."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CTE, BigInteger, ScalarSelect, Select, and_, case, cast, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.conditions import Asking, condition_of
from escalation.numbers.filter import Filter
from escalation.numbers.journey_cells import FCR, Cell, Saved, stages_wire
from escalation.numbers.journey_visits import SUPPORT_STAGE, contacts_behind, earliest_start, visits
from escalation.numbers.metrics import Tally
from escalation.numbers.notices import LATE_ORDER_NOTICE, read_saved
from escalation.tables import contact, journey_event, unit

_ROOM = text("SET LOCAL work_mem = '64MB'")
"""For sorting and grouping visits: a million of them spill to disk with less."""


async def read_map(connection: AsyncConnection, asked: Filter, now: datetime) -> list[dict[str, Any]]:
    """Every stage with its touchpoints, as the map shows them."""
    await connection.execute(_ROOM)
    first = await connection.scalar(earliest_start(asked))
    visit = visits(asked, first)
    people, behind = _by_person(visit), contacts_behind(visit)
    parts = {
        "steps": _steps(people, asked, now),
        "people": _people(people),
        "events": _events(visit),
        "contacts": _contacts(behind),
        "issues": _issues(behind, asked, now),
    }
    found = (await connection.execute(select(*(_listed(part).label(name) for name, part in parts.items())))).one()
    cells = _cells(found.steps or [], found.events or [], found.contacts or [], found.issues or [])
    saved = await read_saved(connection, asked, now)
    if saved is not None:
        _at(cells, {"stage": SUPPORT_STAGE, "touchpoint": LATE_ORDER_NOTICE}).saved = Saved(*saved)
    of_stage = {one["stage"]: one["people"] for one in found.people or []}
    return stages_wire(cells.values(), of_stage, asked)


def _listed(rows: Select[Any]) -> ScalarSelect[Any]:
    """Rows as one JSON list, null for none: several selects share one pass over the same CTEs."""
    found = rows.subquery()
    return select(func.jsonb_agg(func.to_jsonb(found.table_valued()))).scalar_subquery()


def _by_person(visit: CTE) -> CTE:
    """A row for each person at each touchpoint: their visits, the last one, and when anything followed it."""
    following = func.lead(visit.c.at).over(partition_by=visit.c.person, order_by=(visit.c.at, visit.c.touchpoint))
    step = select(*visit.c, func.coalesce(following, text("'infinity'::timestamptz")).label("next")).cte("step")
    key = step.c.stage, step.c.touchpoint, step.c.person
    last, after = func.max(step.c.at), func.max(step.c.next)  # the last visit's successor is the last successor
    found = select(*key, func.count().label("visits"), last.label("last"), after.label("next"))
    return found.where(step.c.here).group_by(*key).cte("by_person")


def _steps(people: CTE, asked: Filter, now: datetime) -> Select[Any]:
    """A touchpoint's visits and people, and of those whose window is over who left and who stayed."""
    window = timedelta(days=asked.window)
    over, gone = people.c.last + window <= now, people.c.next > people.c.last + window
    return select(
        people.c.stage,
        people.c.touchpoint,
        cast(func.sum(people.c.visits), BigInteger).label("events"),
        func.count().label("customers"),
        func.count().filter(over, gone).label("left"),
        func.count().filter(over, ~gone).label("stayed"),
    ).group_by(people.c.stage, people.c.touchpoint)


def _people(people: CTE) -> Select[Any]:
    """How many people a stage saw."""
    once = select(people.c.stage, people.c.person).distinct().subquery()
    return select(once.c.stage, func.count().label("people")).group_by(once.c.stage)


def _events(visit: CTE) -> Select[Any]:
    """What was logged in the contacts of each support touchpoint."""
    inside = visit.join(journey_event, journey_event.c.contact_id == visit.c.contact_id)
    found = select(visit.c.stage, visit.c.touchpoint, func.count().label("events")).select_from(inside)
    return found.where(visit.c.here, visit.c.contact_id.is_not(None)).group_by(visit.c.stage, visit.c.touchpoint)


def _contacts(behind: CTE) -> Select[Any]:
    felt = case((contact.c.csat.is_not(None), (contact.c.csat - 3) / 2.0), else_=-contact.c.negative)
    return (
        select(
            behind.c.stage,
            behind.c.touchpoint,
            func.count().label("contacts"),
            func.avg(felt).label("feeling"),
            func.count(felt).label("felt"),
            func.avg(contact.c.effort).label("effort"),
            func.count(contact.c.effort).label("efforts"),
        )
        .select_from(behind.join(contact, contact.c.id == behind.c.contact_id))
        .group_by(behind.c.stage, behind.c.touchpoint)
    )


def _issues(behind: CTE, asked: Filter, now: datetime) -> Select[Any]:
    """What FCR counts of the contacts behind each touchpoint, by topic."""
    fcr = condition_of(FCR.id, Asking(timedelta(days=asked.window), now, unit.c.after_same_s))
    units = behind.join(unit, unit.c.contact_id == behind.c.contact_id).join(contact, contact.c.id == unit.c.contact_id)
    found = select(
        behind.c.stage,
        behind.c.touchpoint,
        unit.c.topic,
        func.count().filter(fcr.numerator).label("numerator"),
        func.count().filter(fcr.denominator).label("denominator"),
        func.count().filter(fcr.pending).label("pending"),
    ).select_from(units)
    topics = asked.narrowing.values.get("topic")
    narrowed = and_(fcr.counted, unit.c.topic.in_(topics)) if topics else fcr.counted
    return found.where(narrowed).group_by(behind.c.stage, behind.c.touchpoint, unit.c.topic)


_Cells = dict[tuple[str, str], Cell]
_Rows = list[dict[str, Any]]


def _cells(steps: _Rows, events: _Rows, contacts: _Rows, issues: _Rows) -> _Cells:
    cells: _Cells = {}
    for row in (*steps, *events, *contacts):
        cell = _at(cells, row)
        for name in row.keys() - {"stage", "touchpoint"}:
            setattr(cell, name, row[name])
    topics: dict[tuple[str, str], dict[str, Tally]] = defaultdict(dict)
    for row in issues:
        tally = Tally(row["numerator"], row["denominator"], row["pending"])
        topics[row["stage"], row["touchpoint"]][row["topic"]] = tally
    for key, counted in topics.items():
        cells[key].topics = counted
    return cells


def _at(cells: _Cells, row: dict[str, Any]) -> Cell:
    key = row["stage"], row["touchpoint"]
    return cells.setdefault(key, Cell(*key))
