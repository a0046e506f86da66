"""Reads the journey log for an export: the events of a period, or the whole cases that ended in it."""

from collections.abc import AsyncIterator
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.exports.happenings import Happening, masked
from escalation.numbers.filter import Filter
from escalation.numbers.narrowing import contact_where, within
from escalation.numbers.persons import EVENTS, PERSON_OF_EVENT
from escalation.tables import contact, journey_event

BATCH = 500  # rows a fetch
CASES = ("contact", "customer")

_OF_CONTACT = journey_event.c.contact_id == contact.c.id


def of_the_period(asked: Filter) -> Select[Any]:
    """The events of a period by their own time; narrowed, only those of contacts that the narrowing names."""
    period = (journey_event.c.at >= asked.since, journey_event.c.at < asked.until)
    order = (journey_event.c.at, journey_event.c.position)
    conditions = contact_where(asked.narrowing)
    chosen: FromClause = journey_event.join(contact, _OF_CONTACT) if conditions else journey_event
    return select(journey_event).select_from(chosen).where(*period, *conditions).order_by(*order)


def by_case(asked: Filter, case: str) -> Select[Any]:
    """Case by case, each in order of time. `contact`: the counted contacts that ended in the period, whole;
    `customer`: the events of the period, a person's own and those of the browsers known to be theirs."""
    period = (journey_event.c.at >= asked.since, journey_event.c.at < asked.until)
    narrowed = contact_where(asked.narrowing)
    named: ColumnElement[Any] = journey_event.c.contact_id
    chosen: FromClause = journey_event.join(contact, _OF_CONTACT)
    conditions = within(asked)
    if case == "customer":
        named = PERSON_OF_EVENT
        chosen = EVENTS.join(contact, _OF_CONTACT) if narrowed else EVENTS
        conditions = [*period, *narrowed, named.is_not(None)]
    order = (named, journey_event.c.at, journey_event.c.position)
    statement = select(journey_event, named.label("trace")).select_from(chosen)
    return statement.where(*conditions).order_by(*order)


async def happenings(connection: AsyncConnection, statement: Select[Any]) -> AsyncIterator[Happening]:
    """The rows of a statement, a few at a time, however many there are."""
    rows = await connection.stream(statement.execution_options(yield_per=BATCH))
    async for row in rows:
        yield _happening(row)


def _happening(row: Row[Any]) -> Happening:
    case = row._mapping.get("trace")
    return Happening(
        id=str(row.id),
        at=row.at,
        type=row.type,
        stage=row.stage,
        touchpoint=row.touchpoint,
        channel=row.channel,
        topic=row.topic,
        customer_id=row.customer_id,
        anonymous_id=row.anonymous_id,
        contact_id=None if row.contact_id is None else str(row.contact_id),
        negative=(row.emotion or {}).get("negative"),
        data=masked(row.data),
        case=None if case is None else str(case),
    )
