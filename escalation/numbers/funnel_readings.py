"""The funnel over the journey log: what `funnel` says of one person, in SQL of everybody who signed up in a period.

A narrowed funnel counts those who had a contact that fits, from the period's beginning on.
"""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, case, distinct, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.filter import Filter, QuestionError
from escalation.numbers.funnel import SIGNED_UP, STEPS, TOUCHPOINTS, StepReading
from escalation.numbers.narrowing import COUNTED
from escalation.numbers.persons import CONTACTS, EVENTS, PERSON_OF_CONTACT, PERSON_OF_EVENT, persons_with
from escalation.tables import contact, contact_issue, journey_event

MOST_TOPICS = 5  # that leavers of one step asked about
Topics = dict[str, list[dict[str, Any]]]


def climbs(asked: Filter, within: timedelta) -> CTE:
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
    return select(climbed).cte("climb")


async def read_funnel(
    connection: AsyncConnection, asked: Filter, within: timedelta, now: datetime
) -> tuple[list[StepReading], Topics]:
    """Every step, as `funnel.readings` over the same persons; and for each what those who left there asked support
    about afterwards, the most frequent first."""
    climbed = climbs(asked, within)
    columns: list[ColumnElement[Any]] = []
    for place, step in enumerate(STEPS):
        columns.append(func.count(climbed.c[step]))
        columns += _fates(climbed, place, within, now) if place + 1 < len(STEPS) else []
    *cells, found = (await connection.execute(select(*columns, _topics(_behind(climbed, asked, within, now))))).one()
    steps = [_reading(step, cells[5 * place : 5 * place + 5]) for place, step in enumerate(STEPS)]
    topics: Topics = {}
    for step, topic, customers in found or ():
        topics.setdefault(step, []).append({"topic": topic, "customers": customers})
    return steps, {step: named[:MOST_TOPICS] for step, named in topics.items()}


def _fates(climbed: CTE, place: int, within: timedelta, now: datetime) -> list[ColumnElement[Any]]:
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


def _behind(climbed: CTE, asked: Filter, within: timedelta, now: datetime) -> Select[Any]:
    """The contacts that those who left began after their last step: `id`, `step`, `person`. Whose they are is joined
    first, and alone: the planner takes those who left for one or two, and would look through all contacts for each."""
    whose = select(PERSON_OF_CONTACT.label("person"), contact.c.id, contact.c.started_at).select_from(CONTACTS)
    contacts = whose.where(COUNTED, contact.c.started_at > asked.since).cte("began").prefix_with("MATERIALIZED")
    both = select(climbed, contacts.c.id, contacts.c.started_at).join(contacts, contacts.c.person == climbed.c.person)
    met = both.cte("met").prefix_with("MATERIALIZED")
    backwards = STEPS[-2::-1]
    last = case(*((met.c[step].is_not(None), literal(step)) for step in backwards))
    at = func.coalesce(*(met.c[step] for step in backwards))
    left = met.c[STEPS[-1]].is_(None), at + within <= now
    return select(met.c.id, last.label("step"), met.c.person).where(*left, met.c.started_at > at)


def _topics(behind: Select[Any]) -> ColumnElement[Any]:
    """Step, topic and how many asked about it, as JSON, the most frequent first."""
    of = behind.subquery()
    found = (
        select(of.c.step, contact_issue.c.topic, func.count(distinct(of.c.person)).label("on"))
        .join(contact_issue, contact_issue.c.contact_id == of.c.id)
        .group_by(of.c.step, contact_issue.c.topic)
        .subquery()
    )
    row = aggregate_order_by(func.jsonb_build_array(*found.c), found.c.on.desc(), found.c.topic)
    return select(func.jsonb_agg(row)).scalar_subquery()


def asked_after(asked: Filter, within: timedelta, now: datetime, step: str) -> Select[Any]:
    """The contacts that those who left on a step began after it, their id first. Raises QuestionError."""
    if step not in STEPS:
        raise QuestionError("step", f"must be one of {', '.join(STEPS)}, not {step!r}")
    behind = _behind(climbs(asked, within), asked, within, now).subquery()
    return select(behind.c.id).where(behind.c.step == step)
