"""What is known of a customer at a moment, from the journey log before it; and what became of them in 30 days.

Only events that had happened are read, and of a contact only what its end said of it then: a rating that came later,
or an outcome that it changed, is not known yet. Whoever did nothing for 30 days has left already: they do not count.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.risks import Reason

LOOKS_BACK = timedelta(days=90)
AHEAD = timedelta(days=30)
"""Leaves: no act within it. Asks again: another contact within it."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One number of a customer. `more` and `less` say what it means that it is above or below the average where that
    raises the risk; None: then nothing is said of it. `counted`: its logarithm is what matters."""

    name: str
    more: Reason | None = None
    less: Reason | None = None
    counted: bool = True


FEATURES = (
    Feature("quiet_days", more=Reason.QUIET),
    Feature("known_days", less=Reason.NEW_CUSTOMER),
    Feature("acts_30", less=Reason.FEWER_VISITS),
    Feature("acts_before", less=Reason.FEWER_VISITS),
    Feature("orders", less=Reason.NO_RECENT_ORDER),
    Feature("contacts", more=Reason.ASKED_OFTEN),
    Feature("asked_again", more=Reason.ASKED_AGAIN),
    Feature("unsolved", more=Reason.UNSOLVED),
    Feature("poor_ratings", more=Reason.POOR_RATING),
    Feature("hard", more=Reason.HARD_GOING),
    Feature("negative", more=Reason.UPSET, counted=False),
    Feature("late_orders", more=Reason.LATE_ORDER),
    Feature("payments_failed", more=Reason.PAYMENT_FAILED),
    Feature("sent_back", more=Reason.SENT_BACK),
    Feature("plans_ended", more=Reason.PLAN_ENDED),
    Feature("setup_unfinished", more=Reason.SETUP_UNFINISHED, counted=False),
)

SHOPS_OWN = (
    *("order_updated", "order_shipped", "order_delivered", "order_refunded", "payment_failed", "coupon_denied"),
    "late_order_notice",
)
"""Touchpoints at which the shop or we did something: they are no sign that a customer is still there."""

ACT = f"""(event.type IN ('contact_started', 'message_received') OR
    event.type = 'touchpoint_reached' AND event.touchpoint NOT IN ({", ".join(f"'{name}'" for name in SHOPS_OWN)}))"""
ENDED = "event.type = 'contact_closed' AND coalesce(CAST(event.data ->> 'counts' AS boolean), true)"
_SCORE = "CAST(coalesce(event.data ->> 'score', event.data ->> 'csat') AS integer)"

KNOWN = f"""
WITH theirs AS (
  SELECT coalesce(event.customer_id, alias.customer_id) AS customer_id, {ACT} AS act, {ENDED} AS ended,
         event.at > :moment - interval '30 days' AS recent, event.at > :moment - interval '60 days' AS lately,
         event.at, event.type, event.touchpoint, event.topic, event.data, event.emotion, {_SCORE} AS score
    FROM journey_event AS event
    LEFT JOIN alias ON event.customer_id IS NULL AND alias.anonymous_id = event.anonymous_id AND alias.at < :moment
   WHERE event.at >= :since AND event.at < :moment AND coalesce(event.customer_id, alias.customer_id) IS NOT NULL),
late AS (
  SELECT customer_id, count(*) AS orders FROM outreach
   WHERE kind = 'late_order' AND created_at < :moment AND created_at > :moment - interval '60 days'
   GROUP BY customer_id)
SELECT theirs.customer_id,
       extract(epoch FROM :moment - max(at) FILTER (WHERE act)) / 86400 AS quiet_days,
       extract(epoch FROM :moment - min(at) FILTER (WHERE act)) / 86400 AS known_days,
       count(*) FILTER (WHERE act AND recent) AS acts_30,
       count(*) FILTER (WHERE act AND lately AND NOT recent) AS acts_before,
       count(*) FILTER (WHERE touchpoint = 'order_completed') AS orders,
       count(*) FILTER (WHERE ended AND lately) AS contacts,
       count(*) FILTER (WHERE ended AND lately AND topic IS NOT NULL)
         - count(DISTINCT topic) FILTER (WHERE ended AND lately) AS asked_again,
       count(*) FILTER (WHERE ended AND lately AND data ->> 'outcome' IN ('unresolved', 'abandoned')) AS unsolved,
       count(*) FILTER (WHERE score <= 2 AND type IN ('contact_rated', 'contact_closed')) AS poor_ratings,
       count(*) FILTER (WHERE type = 'contact_rated' AND CAST(data ->> 'effort' AS integer) <= 3) AS hard,
       coalesce(max(CAST(emotion ->> 'negative' AS float)) FILTER (WHERE recent), 0) AS negative,
       coalesce(max(late.orders), 0) AS late_orders,
       count(*) FILTER (WHERE touchpoint = 'payment_failed' AND recent) AS payments_failed,
       count(*) FILTER (WHERE touchpoint IN ('order_refunded', 'order_cancelled') AND lately) AS sent_back,
       count(*) FILTER (WHERE touchpoint = 'subscription_cancelled') AS plans_ended,
       coalesce(CAST(bool_or(touchpoint = 'signed_up') AND NOT bool_or(touchpoint = 'first_used') AS integer), 0)
         AS setup_unfinished
  FROM theirs LEFT JOIN late ON late.customer_id = theirs.customer_id
 GROUP BY theirs.customer_id
HAVING max(at) FILTER (WHERE act) > :moment - interval '30 days'
 ORDER BY theirs.customer_id
"""
_KNOWN = text(KNOWN)

_AFTER = text(f"""
SELECT coalesce(event.customer_id, alias.customer_id) AS customer_id
  FROM journey_event AS event
  LEFT JOIN alias ON event.customer_id IS NULL AND alias.anonymous_id = event.anonymous_id
 WHERE event.at >= :moment AND event.at < :until AND {ACT}
   AND coalesce(event.customer_id, alias.customer_id) IS NOT NULL
 GROUP BY 1
""")
_AGAIN = text("""
SELECT DISTINCT customer_id FROM contact
 WHERE started_at >= :moment AND started_at < :until AND meaningful AND customer_id IS NOT NULL
""")
_LIVES = text(f"""
SELECT min(event.at) AS first_at, max(event.at) AS last_at
  FROM journey_event AS event
  LEFT JOIN alias ON event.customer_id IS NULL AND alias.anonymous_id = event.anonymous_id
 WHERE event.at < :now AND {ACT} AND coalesce(event.customer_id, alias.customer_id) IS NOT NULL
 GROUP BY coalesce(event.customer_id, alias.customer_id)
""")
_FIRST = text("SELECT min(at) FROM journey_event WHERE at < :now")

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """The customers of a moment, one a row: what was known of them, who left after it, and who asked again."""

    rows: list[Row]
    left: list[bool]
    again: list[bool]


async def known_at(connection: AsyncConnection, moment: datetime) -> dict[str, Row]:
    """By customer, the values of FEATURES as they stood just before `moment`."""
    found = await connection.execute(_KNOWN, {"moment": moment, "since": moment - LOOKS_BACK})
    return {row.customer_id: tuple(float(getattr(row, feature.name)) for feature in FEATURES) for row in found}


async def sample_at(connection: AsyncConnection, moment: datetime) -> Sample:
    """Those known at a moment that lies AHEAD or more in the past, and what became of them."""
    known = await known_at(connection, moment)
    window = {"moment": moment, "until": moment + AHEAD}
    stayed = set(await connection.scalars(_AFTER, window))
    asked = set(await connection.scalars(_AGAIN, window))
    return Sample([*known.values()], [one not in stayed for one in known], [one in asked for one in known])


async def lives(connection: AsyncConnection, now: datetime) -> list[tuple[float, bool]]:
    """For each customer ever seen, the days from their first act to their last, and whether that was the last: of those
    who are still there the days until now, and False."""
    rows = await connection.execute(_LIVES, {"now": now})
    return [
        ((row.last_at - row.first_at) / timedelta(days=1), True)
        if row.last_at < now - AHEAD
        else ((now - row.first_at) / timedelta(days=1), False)
        for row in rows
    ]


async def moments(connection: AsyncConnection, now: datetime, most: int) -> list[datetime]:
    """Moments in the past to learn from, the oldest first: AHEAD apart, so that what became of customers after one is
    known at the next, and none before the log is AHEAD old."""
    first: datetime | None = await connection.scalar(_FIRST, {"now": now})
    if first is None:
        return []
    back = [now - AHEAD * n for n in range(1, most + 1)]
    return [moment for moment in reversed(back) if moment >= first + AHEAD]
