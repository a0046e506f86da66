"""What offering its guide did for customers stuck on a step of the funnel, beside those it was held back from."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import CTE, ColumnElement, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.filter import Filter
from escalation.numbers.funnel import STEPS, TOUCHPOINTS, share_wire
from escalation.numbers.persons import EVENTS, PERSON_OF_EVENT, persons_with
from escalation.tables import contact, journey_event, outreach

_NEXT = {step: TOUCHPOINTS[following] for step, following in pairwise(STEPS)}


async def read_rescue(connection: AsyncConnection, asked: Filter, within: timedelta, now: datetime) -> dict[str, Any]:
    """Of those found stuck in the period: who went on to the next step within the days. All whom it was offered to
    count, also who never looked: those held back were not chosen by what they do either. `shown`: on an open screen."""
    over, went_on = outreach.c.created_at + within <= now, _went_on(asked, within)
    counts = select(
        outreach.c.held_back,
        func.count(),
        func.count(outreach.c.shown_at),
        func.count(outreach.c.taken_at),
        func.count(went_on.c.id).filter(over),
        func.count().filter(over),
    ).select_from(outreach.outerjoin(went_on, went_on.c.id == outreach.c.id))
    among = persons_with(asked.narrowing, contact.c.ended_at >= asked.since)
    if among is not None:
        counts = counts.where(outreach.c.customer_id.in_(among))
    rows = await connection.execute(counts.where(*_found(asked)).group_by(outreach.c.held_back))
    by_group = {row[0]: tuple(row)[1:] for row in rows}
    offered, held_back = (by_group.get(group, (0, 0, 0, 0, 0)) for group in (False, True))
    return {
        "offered": offered[0],
        "shown": offered[1],
        "taken": offered[2],
        "went_on": _share("rescued", offered),
        "held_back": _share("held_back", held_back),
    }


def _found(asked: Filter) -> list[ColumnElement[bool]]:
    """Who was found stuck in the period."""
    return [outreach.c.kind == "stuck_step", outreach.c.created_at >= asked.since, outreach.c.created_at < asked.until]


def _went_on(asked: Filter, within: timedelta) -> CTE:
    """The `id` of each of those whose customer took the next step in time. The steps are read first, once and with
    whose they are: asked for each of the stuck anew, the log would be read as often as there are customers."""
    steps = (
        select(PERSON_OF_EVENT.label("person"), journey_event.c.touchpoint, journey_event.c.at)
        .select_from(EVENTS)
        .where(journey_event.c.touchpoint.in_(_NEXT.values()))
        .where(journey_event.c.at > asked.since, journey_event.c.at <= asked.until + within)
        .cte("steps")
        .prefix_with("MATERIALIZED")
    )
    following = and_(
        steps.c.person == outreach.c.customer_id,
        steps.c.touchpoint == case(_NEXT, value=outreach.c.key),
        steps.c.at > outreach.c.created_at,
        steps.c.at <= outreach.c.created_at + within,
    )
    return select(outreach.c.id).distinct().join(steps, following).where(*_found(asked)).cte("went_on")


def _share(id_: str, counts: tuple[int, ...]) -> dict[str, Any]:
    total, *_, went_on, over = counts
    return share_wire(id_, went_on, over, total - over)
