"""The journey map counted in SQL, in one pass over the log: what `journey_cells` shows."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CTE, BigInteger, ColumnElement, ScalarSelect, Select, and_, case, cast, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.conditions import Asking, condition_of
from escalation.numbers.filter import Filter
from escalation.numbers.journey_cells import FCR, Cell, Saved, stages_wire
from escalation.numbers.journey_visits import SUPPORT_STAGE, contacts_behind, earliest_start, places, visits
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
    place, people, behind = places(visit), _by_person(visit), contacts_behind(visit)
    parts = {
        "places": select(place),
        "steps": _steps(people, asked, now),
        "people": _people(people, place),
        "events": _events(visit),
        "contacts": _contacts(behind, asked),
        "issues": _issues(behind, asked, now),
    }
    found = (await connection.execute(select(*(_listed(part).label(name) for name, part in parts.items())))).one()
    cells = {one["place"]: Cell(one["stage"], one["touchpoint"]) for one in found.places or []}
    _fill(cells, [*(found.steps or []), *(found.events or []), *(found.contacts or [])], found.issues or [])
    shown = [cell for cell in cells.values() if cell.customers]
    saved = await read_saved(connection, asked, now)
    if saved is not None:
        _notice(shown).saved = Saved(*saved)
    of_stage = {one["stage"]: one["people"] for one in found.people or []}
    return stages_wire(shown, of_stage, asked)


def _listed(rows: Select[Any]) -> ScalarSelect[Any]:
    """Rows as one JSON list, null for none: several selects share one pass over the same CTEs."""
    found = rows.subquery()
    return select(func.jsonb_agg(func.to_jsonb(found.table_valued()))).scalar_subquery()


def _by_person(visit: CTE) -> CTE:
    """A row for each person at each touchpoint: their visits, the last one, and when anything followed it."""
    following = func.lead(visit.c.at).over(partition_by=visit.c.person, order_by=(visit.c.at, visit.c.place))
    after_it = func.coalesce(following, text("'infinity'::timestamptz")).label("next")
    step = select(visit.c.person, visit.c.place, visit.c.at, visit.c.here, after_it).cte("step")
    key = step.c.place, step.c.person
    last, after = func.max(step.c.at), func.max(step.c.next)  # the last visit's successor is the last successor
    found = select(*key, func.count().label("visits"), last.label("last"), after.label("next"))
    return found.where(step.c.here).group_by(*key).cte("by_person")


def _steps(people: CTE, asked: Filter, now: datetime) -> Select[Any]:
    """A touchpoint's visits and people, how many of them have their window behind them, and who of those left."""
    window = timedelta(days=asked.window)
    over = people.c.last <= now - window
    return select(
        people.c.place,
        cast(func.sum(people.c.visits), BigInteger).label("events"),
        func.count().label("customers"),
        func.count().filter(over).label("over"),
        func.count().filter(over, people.c.next > people.c.last + window).label("left"),
    ).group_by(people.c.place)


def _people(people: CTE, place: CTE) -> Select[Any]:
    """How many people a stage saw."""
    named = people.join(place, place.c.place == people.c.place)
    once = select(place.c.stage, people.c.person).select_from(named).distinct().subquery()
    return select(once.c.stage, func.count().label("people")).group_by(once.c.stage)


def _events(visit: CTE) -> Select[Any]:
    """What was logged in the contacts of each support touchpoint."""
    inside = visit.join(journey_event, journey_event.c.contact_id == visit.c.contact_id)
    found = select(visit.c.place, func.count().label("events")).select_from(inside)
    return found.where(visit.c.here, visit.c.contact_id.is_not(None)).group_by(visit.c.place)


def _of_period(asked: Filter, *ended_at: ColumnElement[datetime]) -> list[ColumnElement[bool]]:
    """What holds for all contacts behind anything: said again, so that an index finds the few of a short period."""
    return [edge for at in ended_at for edge in (at >= asked.since, at < asked.until)]


def _contacts(behind: CTE, asked: Filter) -> Select[Any]:
    felt = case((contact.c.csat.is_not(None), (contact.c.csat - 3) / 2.0), else_=-contact.c.negative)
    return (
        select(
            behind.c.place,
            func.count().label("contacts"),
            func.avg(felt).label("feeling"),
            func.count(felt).label("felt"),
            func.avg(contact.c.effort).label("effort"),
            func.count(contact.c.effort).label("efforts"),
        )
        .select_from(behind.join(contact, contact.c.id == behind.c.contact_id))
        .where(*_of_period(asked, contact.c.ended_at))
        .group_by(behind.c.place)
    )


def _issues(behind: CTE, asked: Filter, now: datetime) -> Select[Any]:
    """What FCR counts of the contacts behind each touchpoint, by topic."""
    fcr = condition_of(FCR.id, Asking(timedelta(days=asked.window), now, unit.c.after_same_s))
    units = behind.join(unit, unit.c.contact_id == behind.c.contact_id).join(contact, contact.c.id == unit.c.contact_id)
    found = select(
        behind.c.place,
        unit.c.topic,
        func.count().filter(fcr.numerator).label("numerator"),
        func.count().filter(fcr.denominator).label("denominator"),
        func.count().filter(fcr.pending).label("pending"),
    ).select_from(units)
    found = found.where(*_of_period(asked, contact.c.ended_at, unit.c.ended_at))
    topics = asked.narrowing.values.get("topic")
    narrowed = and_(fcr.counted, unit.c.topic.in_(topics)) if topics else fcr.counted
    return found.where(narrowed).group_by(behind.c.place, unit.c.topic)


def _fill(cells: dict[int, Cell], rows: list[dict[str, Any]], issues: list[dict[str, Any]]) -> None:
    for row in rows:
        for name in row.keys() - {"place"}:
            setattr(cells[row["place"]], name, row[name])
    topics: dict[int, dict[str, Tally]] = defaultdict(dict)
    for row in issues:
        topics[row["place"]][row["topic"]] = Tally(row["numerator"], row["denominator"], row["pending"])
    for place, counted in topics.items():
        cells[place].topics = counted


def _notice(cells: list[Cell]) -> Cell:
    """The cell of the notice, also where nobody was told in the period."""
    for cell in cells:
        if cell.touchpoint == LATE_ORDER_NOTICE:
            return cell
    cells.append(Cell(SUPPORT_STAGE, LATE_ORDER_NOTICE))
    return cells[-1]
