"""The funnel over the journey log: what `funnel` says of one person, in SQL of everybody who signed up in a period.

A narrowed funnel counts those who had a contact that fits, from the period's beginning on.
"""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, distinct, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.filter import Filter, QuestionError
from escalation.numbers.funnel import SIGNED_UP, STEPS, TOUCHPOINTS, StepReading
from escalation.numbers.narrowing import COUNTED
from escalation.numbers.persons import CONTACTS, EVENTS, PERSON_OF_CONTACT, PERSON_OF_EVENT, persons_with
from escalation.tables import contact, contact_issue, journey_event

MOST_TOPICS = 5  # that leavers of one step asked about


def climbs(asked: Filter, within: timedelta) -> Subquery:
    """A row for everybody who signed up in the period: `person`, and a time for each step, null where not reached."""
    last = asked.until + within * (len(STEPS) - 1)
    taken = (
        select(PERSON_OF_EVENT.label("person"), journey_event.c.touchpoint, journey_event.c.at)
        .select_from(EVENTS)
        .where(journey_event.c.touchpoint.in_(TOUCHPOINTS.values()))
        .where(journey_event.c.at >= asked.since, journey_event.c.at <= last)
        .cte("taken")
    )
    signed = select(taken.c.person, func.min(taken.c.at).label(SIGNED_UP))
    signed = signed.where(taken.c.touchpoint == TOUCHPOINTS[SIGNED_UP], taken.c.at < asked.until)
    among = persons_with(asked.narrowing, contact.c.ended_at >= asked.since)
    if among is not None:
        signed = signed.where(taken.c.person.in_(among))
    climbed = signed.where(taken.c.person.is_not(None)).group_by(taken.c.person).subquery(SIGNED_UP)
    for before, step in pairwise(STEPS):
        following = and_(
            taken.c.person == climbed.c.person,
            taken.c.touchpoint == TOUCHPOINTS[step],
            taken.c.at >= climbed.c[before],
            taken.c.at <= climbed.c[before] + within,
        )
        reached = select(*climbed.c, func.min(taken.c.at).label(step)).select_from(climbed.outerjoin(taken, following))
        climbed = reached.group_by(*climbed.c).subquery()
    return climbed


async def read_steps(connection: AsyncConnection, asked: Filter, within: timedelta, now: datetime) -> list[StepReading]:
    """Every step, as `funnel.readings` over the same persons."""
    climbed = climbs(asked, within)
    columns: list[ColumnElement[Any]] = []
    for place, step in enumerate(STEPS):
        columns.append(func.count(climbed.c[step]))
        columns += _fates(climbed, place, within, now) if place + 1 < len(STEPS) else []
    row = list((await connection.execute(select(*columns))).one())
    return [_reading(step, row[5 * place : 5 * place + 5]) for place, step in enumerate(STEPS)]


def _fates(climbed: Subquery, place: int, within: timedelta, now: datetime) -> list[ColumnElement[Any]]:
    at, following = climbed.c[STEPS[place]], climbed.c[STEPS[place + 1]]
    over = at + within <= now
    took = func.extract("epoch", following - at)
    return [
        func.count().filter(over, following.is_not(None)),
        func.count().filter(over, following.is_(None)),
        func.count().filter(at + within > now),
        func.percentile_cont(0.5).within_group(took).filter(over, following.is_not(None)),
    ]


def _reading(step: str, cells: list[Any]) -> StepReading:
    if len(cells) == 1:
        return StepReading(step, cells[0])
    customers, went_on, left, pending, median = cells
    return StepReading(step, customers, went_on, left, pending, None if median is None else float(median))


def leavers(asked: Filter, within: timedelta, now: datetime) -> Subquery:
    """Who left: `person`, the last `step` they reached, and since when (`at`)."""
    climbed = climbs(asked, within)
    reversed_steps = STEPS[-2::-1]
    last = case(*((climbed.c[step].is_not(None), literal(step)) for step in reversed_steps))
    at = func.coalesce(*(climbed.c[step] for step in reversed_steps))
    found = select(climbed.c.person, last.label("step"), at.label("at"))
    return found.where(climbed.c[STEPS[-1]].is_(None), at + within <= now).subquery("leaver")


def asked_after(asked: Filter, within: timedelta, now: datetime, step: str | None = None) -> Select[Any]:
    """The contacts that leavers (of one step) began after it: `contact.id`, `step`, `person`. Raises QuestionError."""
    if step is not None and step not in STEPS:
        raise QuestionError("step", f"must be one of {', '.join(STEPS)}, not {step!r}")
    left = leavers(asked, within, now)
    found = select(contact.c.id, left.c.step, left.c.person).select_from(
        CONTACTS.join(left, (left.c.person == PERSON_OF_CONTACT) & (contact.c.started_at > left.c.at))
    )
    found = found.where(COUNTED)
    return found if step is None else found.where(left.c.step == step)


async def read_topics(
    connection: AsyncConnection, asked: Filter, within: timedelta, now: datetime
) -> dict[str, list[dict[str, Any]]]:
    """For each step what those who left there asked support about afterwards, the most frequent first."""
    behind = asked_after(asked, within, now).subquery()
    customers = func.count(distinct(behind.c.person))
    found = await connection.execute(
        select(behind.c.step, contact_issue.c.topic, customers)
        .join(contact_issue, contact_issue.c.contact_id == behind.c.id)
        .group_by(behind.c.step, contact_issue.c.topic)
        .order_by(customers.desc(), contact_issue.c.topic)
    )
    topics: dict[str, list[dict[str, Any]]] = {}
    for step, topic, count in found:
        topics.setdefault(step, []).append({"topic": topic, "customers": count})
    return {step: named[:MOST_TOPICS] for step, named in topics.items()}
