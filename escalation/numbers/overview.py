"""The page of numbers: every metric with the period before, some of them by day, one breakdown, and what it can be
narrowed to."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import and_, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.conditions import RESOLVED, early, told_apart
from escalation.numbers.counting import ALL, LONGEST_BY_DAY, readings
from escalation.numbers.filter import UNKNOWN, ZONE, Filter
from escalation.numbers.metrics import Metric, Reading, Tally, reading
from escalation.numbers.narrowing import within
from escalation.numbers.provisional import Provisional, provisional
from escalation.numbers.registry import BY_ID, METRICS
from escalation.numbers.side_by_side import both
from escalation.tables import contact, unit

SERIES = tuple(
    BY_ID[name]
    for name in (
        *("contacts", "fcr", "automated_confirmed", "automated_assumed", "verified_resolution", "containment"),
        *("escalation_rate", "queue_wait", "first_human_response", "sla_attainment", "csat"),
    )
)
BREAKDOWN = tuple(
    BY_ID[name]
    for name in ("contacts", "fcr", "automated_confirmed", "automated_assumed", "escalation_rate", "queue_wait", "csat")
)
TIMES = tuple(metric for metric in METRICS if metric.measure is not None)
WAITS = tuple(metric for metric in SERIES if metric.measure is not None)
SHARES = tuple(metric for metric in METRICS if metric.measure is None)
"""What adds up: a period is its days together, and is not counted a second time."""
OPTIONS = ("language", "tier", "device", "channel", "handled_by", "outcome")


async def overview(
    connection: AsyncConnection,
    asked: Filter,
    now: datetime,
    by: str = "topic",
    *,
    beside: AsyncConnection | None = None,
) -> dict[str, Any]:
    """The whole page, as `/ops` and `firsthand stats --json` show it; all but the period's own numbers is read
    meanwhile where there is a connection `beside`. Raises QuestionError."""
    before = asked.before()
    (here, days), (earlier, more) = await both(
        connection, beside, partial(_own, asked=asked, now=now), partial(_around, asked=asked, now=now, by=by)
    )
    return {
        **asked.wire(),
        "metrics": [tile(here[metric.id], earlier, asked) for metric in METRICS],
        "series": [_series(metric, asked, days) for metric in SERIES],
        **more,
        "before": {"from": before.since.isoformat(), "to": before.until.isoformat()},
    }


async def _own(
    connection: AsyncConnection, asked: Filter, now: datetime
) -> tuple[dict[str, Reading], dict[str, dict[str, Reading]]]:
    """The period's readings, and those of its days."""
    days = await readings(connection, [*SHARES, *WAITS], asked, now, "day")
    here = {metric.id: together(metric, [of[metric.id] for of in days.values()]) for metric in SHARES}
    return here | (await readings(connection, TIMES, asked, now))[ALL], days


async def _around(
    connection: AsyncConnection, asked: Filter, now: datetime, by: str
) -> tuple[dict[str, Reading], dict[str, Any]]:
    """The readings of the period before, and what the page shows beneath the tiles."""
    groups = await readings(connection, BREAKDOWN, asked, now, by)
    earlier = (await readings(connection, METRICS, asked.before(), now))[ALL]
    return earlier, {
        "group": by,
        "by": [
            {"key": key, "metrics": {name: one.wire() for name, one in found.items()}} for key, found in groups.items()
        ],
        **await _left_out(connection, asked),
        "provisional": (await told_early(connection, asked, now)).wire(),
        "options": await options(connection, asked),
    }


def tile(one: Reading, before: Mapping[str, Reading], asked: Filter) -> dict[str, Any]:
    """A reading with what a page says of it; nothing of the period before where it had no contacts."""
    metric, earlier = one.metric, before[one.metric.id]
    return {
        **one.wire(),
        "version": metric.version,
        "name": metric.name,
        "formula": metric.formula,
        "group": metric.group,
        "better": metric.better,
        "rows": asked.address(metric=metric.id),
        "before": earlier.wire() if before["contacts"].numerator else None,
    }


def together(metric: Metric, days: Sequence[Reading]) -> Reading:
    """The reading of a period from those of its days."""
    n = sum(one.denominator for one in days)
    means = [one.percentiles["mean"] * one.denominator for one in days if "mean" in one.percentiles]
    mean = sum(means) / n if means else None
    return reading(metric, Tally(sum(one.numerator for one in days), n, sum(one.pending for one in days), mean=mean))


def _series(metric: Metric, asked: Filter, days: Mapping[str, Mapping[str, Reading]]) -> dict[str, Any]:
    nothing = {metric.id: reading(metric, Tally())}
    points = [{"day": day, **days.get(day, nothing)[metric.id].wire()} for day in days_of(asked)]
    return {"id": metric.id, "name": metric.name, "points": points}


def days_of(asked: Filter) -> list[str]:
    """The shop's days of a period, those without contacts too; the first ones of its months where it is long."""
    day = asked.since.astimezone(ZONE).date()
    last = (asked.until - timedelta(microseconds=1)).astimezone(ZONE).date()
    days = (day + timedelta(days=n) for n in range((last - day).days + 1))
    if asked.until - asked.since <= LONGEST_BY_DAY:
        return [day.isoformat() for day in days]
    return list(dict.fromkeys(day.replace(day=1).isoformat() for day in days))


async def _left_out(connection: AsyncConnection, asked: Filter) -> dict[str, int]:
    """Contacts that FCR says nothing of: nobody they could be linked to, or too soon after the first data."""
    known, count = contact.c.customer_id.is_not(None), func.count()
    unlinked = count.filter(not_(known)).label("unlinked")
    soon = count.filter(and_(known, early(timedelta(days=asked.window)))).label("early")
    return dict((await connection.execute(select(unlinked, soon).where(*within(asked)))).one()._mapping)


async def told_early(connection: AsyncConnection, asked: Filter, now: datetime) -> Provisional:
    """FCR of the period with its young contacts, as far as they could be followed."""
    window = timedelta(days=asked.window)
    topics = asked.narrowing.values.get("topic")
    first = or_(unit.c.before_same_s.is_(None), unit.c.before_same_s >= window.total_seconds())
    repeated = func.coalesce(unit.c.after_same_s <= window.total_seconds(), False)
    young = and_(unit.c.ended_at > now - window, not_(repeated))
    found = await connection.execute(
        select(
            func.count().label("n"),
            func.count().filter(RESOLVED).label("resolved"),
            func.array_agg(unit.c.after_same_s).filter(and_(RESOLVED, repeated)).label("repeats"),
            func.array_agg(unit.c.ended_at).filter(and_(RESOLVED, young)).label("young"),
        )
        .select_from(unit.join(contact, contact.c.id == unit.c.contact_id))
        .where(unit.c.ended_at >= asked.since, unit.c.ended_at < asked.until, first)
        .where(*within(asked), told_apart(window))
        .where(*([] if topics is None else [unit.c.topic.in_(topics)]))
    )
    row = found.one()
    repeats, still = row.repeats or [], [(now - ended_at).total_seconds() for ended_at in row.young or []]
    followed = [*still, *[window.total_seconds()] * (row.resolved - len(repeats) - len(still))]
    return provisional(row.n, row.resolved, repeats, followed)


async def options(connection: AsyncConnection, asked: Filter) -> dict[str, list[str]]:
    """What the period's contacts can be narrowed to; what they are narrowed to already stays on the list."""
    every = within(Filter(asked.since, asked.until, asked.window))
    found = {name: set(values) for name, values in asked.narrowing.values.items()}
    combined = select(*(func.coalesce(contact.c[name], UNKNOWN).label(name) for name in OPTIONS)).where(*every)
    for row in await connection.execute(combined.distinct()):
        for name in OPTIONS:
            found.setdefault(name, set()).add(row._mapping[name])
    topics = select(unit.c.topic).where(unit.c.ended_at >= asked.since, unit.c.ended_at < asked.until).distinct()
    found["topic"] = {*found.get("topic", ()), *await connection.scalars(topics)}
    reasons = select(func.unnest(contact.c.escalation_reasons)).where(*every).distinct()
    found["reason"] = {*found.get("reason", ()), *await connection.scalars(reasons)}
    return {name: sorted(values) for name, values in sorted(found.items())}
