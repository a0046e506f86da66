"""What offering its guide did for customers stuck on a step of the funnel, beside those it was held back from."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.filter import Filter
from escalation.numbers.funnel import STEPS, TOUCHPOINTS, share_wire
from escalation.numbers.persons import EVENTS, PERSON_OF_EVENT, persons_with
from escalation.tables import contact, journey_event, outreach

_NEXT = {step: TOUCHPOINTS[following] for step, following in pairwise(STEPS)}


async def read_rescue(connection: AsyncConnection, asked: Filter, within: timedelta, now: datetime) -> dict[str, Any]:
    """Of those found stuck in the period: who went on to the next step within the days. All whom it was offered to
    count, also who never looked: those held back were not chosen by what they do either. `shown`: on an open screen."""
    over = outreach.c.created_at + within <= now
    went_on = (
        select(1)
        .select_from(EVENTS)
        .where(
            outreach.c.customer_id == PERSON_OF_EVENT,
            journey_event.c.touchpoint == case(_NEXT, value=outreach.c.key),
            journey_event.c.at > outreach.c.created_at,
            journey_event.c.at <= outreach.c.created_at + within,
        )
        .exists()
    )
    counts = select(
        outreach.c.held_back,
        func.count(),
        func.count(outreach.c.shown_at),
        func.count(outreach.c.taken_at),
        func.count().filter(over, went_on),
        func.count().filter(over),
    ).where(outreach.c.kind == "stuck_step", outreach.c.created_at >= asked.since, outreach.c.created_at < asked.until)
    among = persons_with(asked.narrowing, contact.c.ended_at >= asked.since)
    if among is not None:
        counts = counts.where(outreach.c.customer_id.in_(among))
    rows = await connection.execute(counts.group_by(outreach.c.held_back))
    by_group = {row[0]: tuple(row)[1:] for row in rows}
    offered, held_back = (by_group.get(group, (0, 0, 0, 0, 0)) for group in (False, True))
    return {
        "offered": offered[0],
        "shown": offered[1],
        "taken": offered[2],
        "went_on": _share("rescued", offered),
        "held_back": _share("held_back", held_back),
    }


def _share(id_: str, counts: tuple[int, ...]) -> dict[str, Any]:
    total, *_, went_on, over = counts
    return share_wire(id_, went_on, over, total - over)
