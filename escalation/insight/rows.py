"""What the arithmetic is given: contacts read out of the record as plain numbers, within a filter."""

import math
from collections import defaultdict
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Float, Integer, cast, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.counting import DAY, readings
from escalation.numbers.filter import ZONE, Filter
from escalation.numbers.narrowing import COUNTED, within
from escalation.numbers.outcomes import NEGATIVE, POOR_RATING, HandledBy
from escalation.numbers.registry import BY_ID
from escalation.queue.topics import queue_of
from escalation.store.rows import AnyRow
from escalation.tables import contact, contact_issue, journey_event, promise

FCR = BY_ID["fcr"]
LONGEST_MIN = 24 * 60.0
"""A contact that lay open for longer counts as a day: no customer sat before it."""
MOST_RATED = 10_000
DAY_BEGINS, DAY_ENDS = 9, 18  # hours in Seoul; outside of them it is night
LOOKING_BACK = timedelta(days=30)
HISTORY = timedelta(days=12 * 7)
"""Before a period of trends: the rhythm of eight weeks, and of those before the first of them."""
DRIVERS = (
    *("person", "wait", "first_response", "handle", "repeats", "fallbacks", "bot_turns", "transfers", "late"),
    *("english", "night", "phone"),
)


def topics_within(asked: Filter) -> Any:
    """Each contact of the filter once for each of its topics that the filter asks for."""
    wanted = select(contact_issue.c.contact_id, contact_issue.c.topic).distinct()
    topics = asked.narrowing.values.get("topic")
    return (wanted if topics is None else wanted.where(contact_issue.c.topic.in_(topics))).subquery("topics")


async def pain_groups(connection: AsyncConnection, asked: Filter, now: datetime) -> list[dict[str, Any]]:
    """What `pain.points` takes: every topic with its contacts, and what is known of each part of its pain."""
    topics = topics_within(asked)
    last = func.least(contact.c.last_activity_at, contact.c.ended_at)
    minutes = func.greatest(0, func.least(LONGEST_MIN, func.extract("epoch", last - contact.c.started_at) / 60.0))
    felt = or_(contact.c.negative.is_not(None), contact.c.csat.is_not(None))
    hurt = or_(contact.c.negative >= NEGATIVE, contact.c.csat <= POOR_RATING)
    counted = (
        select(
            topics.c.topic,
            func.count().label("contacts"),
            func.count().filter(felt).label("felt"),
            func.count().filter(hurt).label("hurt"),
            cast(func.sum(minutes), Float).label("minutes"),
            cast(func.sum(minutes * minutes), Float).label("squares"),
        )
        .join(topics, topics.c.contact_id == contact.c.id)
        .where(*within(asked))
        .group_by(topics.c.topic)
        .order_by(topics.c.topic)
    )
    rows = (await connection.execute(counted)).all()
    first = await readings(connection, [FCR], asked, now, "topic")
    return [_group(row, first.get(row.topic, {}).get(FCR.id)) for row in rows]


def _group(row: AnyRow, fcr: Any) -> dict[str, Any]:
    failed = [0, 0] if fcr is None else [fcr.denominator - fcr.numerator, fcr.denominator]
    return {
        "topic": row.topic,
        "parent": queue_of(row.topic).value,
        "contacts": row.contacts,
        "failed": failed,
        "negative": [row.hurt, row.felt],
        "minutes": [row.minutes, row.squares, row.contacts],
    }


async def driver_rows(
    connection: AsyncConnection, asked: Filter, of: str
) -> tuple[list[list[float | None]], list[float]]:
    """What `drivers.drivers` takes: of each contact whose customer answered the DRIVERS in their order, and the answer:
    `csat` (1..5), or whether it was `solved` (1 or 0). The newest MOST_RATED, without those of customers whom nobody
    knows: whether they had come before, nobody knows either."""
    outcome: ColumnElement[Any] = contact.c.csat if of == "csat" else cast(contact.c.solved, Integer)
    wanted = (
        select(*_circumstances(), outcome.label("outcome"))
        .where(*within(asked), outcome.is_not(None), contact.c.customer_id.is_not(None))
        .order_by(contact.c.ended_at.desc(), contact.c.id)
        .limit(MOST_RATED)
    )
    rows = (await connection.execute(wanted)).all()
    return [_drivers(row) for row in rows], [float(row.outcome) for row in rows]


def _circumstances() -> list[ColumnElement[Any]]:
    before = contact.alias("before")
    again = select(func.count()).where(
        before.c.customer_id == contact.c.customer_id,
        before.c.meaningful,
        before.c.started_at < contact.c.started_at,
        before.c.started_at >= contact.c.started_at - LOOKING_BACK,
    )
    moved = select(func.count()).where(
        journey_event.c.contact_id == contact.c.id, journey_event.c.type == "ticket_transferred"
    )
    missed = select(literal(1)).where(promise.c.contact_id == contact.c.id, ~promise.c.kept)
    return [
        (contact.c.handled_by != HandledBy.BOT).label("person"),
        func.coalesce(contact.c.queue_wait_s, contact.c.abandoned_after_s).label("wait_s"),
        (contact.c.first_human_response_s - func.coalesce(contact.c.queue_wait_s, 0.0)).label("response_s"),
        contact.c.handle_s,
        again.scalar_subquery().label("repeats"),
        contact.c.fallback_turns,
        contact.c.bot_turns,
        moved.scalar_subquery().label("transfers"),
        missed.exists().label("late"),
        contact.c.language,
        func.extract("hour", func.timezone(ZONE.key, contact.c.started_at)).label("hour"),
        contact.c.device,
    ]


def _drivers(row: AnyRow) -> list[float | None]:
    """Times by their logarithm: the tenth minute of waiting hurts less than the first."""
    return [
        float(row.person),
        *(_log(seconds) for seconds in (row.wait_s, row.response_s, row.handle_s)),
        float(row.repeats),
        float(row.fallback_turns),
        float(row.bot_turns),
        float(row.transfers),
        float(row.late),
        float(row.language == "en"),
        float(not DAY_BEGINS <= row.hour < DAY_ENDS),
        float(row.device == "phone"),
    ]


def _log(seconds: float | None) -> float | None:
    return None if seconds is None else math.log1p(max(0.0, seconds))


async def day_counts(
    connection: AsyncConnection, asked: Filter, now: datetime
) -> tuple[str, dict[str, list[int]], str] | None:
    """What `trends.trends` takes: contacts a topic and day of their end, from twelve weeks before the period on or
    from the first contact there is, up to the last day that is over, for half a day beside whole ones looks quiet. None
    where there are no days."""
    first = await connection.scalar(select(func.min(contact.c.ended_at)).where(COUNTED))
    until = datetime.combine(min(asked.until, now).astimezone(ZONE).date(), time(), ZONE)
    if first is None or max(first, asked.since) >= until:
        return None
    begins = max(first.astimezone(ZONE).date(), (asked.since - HISTORY).astimezone(ZONE).date())
    earlier = replace(asked, since=datetime.combine(begins, time(), ZONE), until=until)
    topics = topics_within(asked)
    counted = (
        select(topics.c.topic, DAY.label("day"), func.count().label("contacts"))
        .join(topics, topics.c.contact_id == contact.c.id)
        .where(*within(earlier))
        .group_by(topics.c.topic, DAY)
    )
    length = (until.date() - begins).days
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * length)
    for row in await connection.execute(counted):
        counts[row.topic][(row.day - begins).days] += row.contacts
    since = max(begins, asked.since.astimezone(ZONE).date())
    return begins.isoformat(), dict(counts), since.isoformat()
