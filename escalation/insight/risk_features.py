"""What is known of a customer at a moment, from the journey log before it; and what became of them in 30 days.

Only events that had happened are read, and of a contact only what its end said of it then: a rating that came later,
or an outcome that it changed, is not known yet. Whoever did nothing for 30 days has left already: they do not count.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import TextClause, text
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

SHOPS_OWN = ("order_updated", "order_shipped", "order_delivered", "order_refunded", "payment_failed", "coupon_denied")
"""Touchpoints at which the shop did something: they are no sign that a customer is still there."""

ACT = f"""(event.type IN ('contact_started', 'message_received') OR
    event.type = 'touchpoint_reached' AND event.touchpoint NOT IN ({", ".join(f"'{name}'" for name in SHOPS_OWN)}))"""
# What other events have under these names is not ours to read: CASE looks at the type first.
ENDED = (
    "CASE event.type WHEN 'contact_closed' THEN coalesce(CAST(event.data ->> 'counts' AS boolean), true) ELSE false END"
)
_SAID = "CASE WHEN event.type IN ('contact_rated', 'contact_closed') THEN event.data END"

_PERSON = "coalesce(event.customer_id, alias.customer_id)"
_ALIASED = """journey_event AS event
  LEFT JOIN alias ON event.customer_id IS NULL AND alias.anonymous_id = event.anonymous_id"""

# Known for how long is asked of the whole log: within LOOKS_BACK alone, everybody would be new.
_CUSTOMERS = f"""
WITH theirs AS (
  SELECT {_PERSON} AS customer_id, {ACT} AS act, {ENDED} AS ended,
         event.at > :moment - interval '30 days' AS recent, event.at > :moment - interval '60 days' AS lately,
         event.at, event.type, event.touchpoint, event.topic, event.emotion, {_SAID} AS said
    FROM {_ALIASED} AND alias.at < :moment
   WHERE event.at >= :since AND event.at < :moment AND {_PERSON} IS NOT NULL),
late AS (
  SELECT customer_id, count(*) AS orders FROM outreach
   WHERE kind = 'late_order' AND created_at < :moment AND created_at > :moment - interval '60 days'
   GROUP BY customer_id),
began AS (
  SELECT {_PERSON} AS customer_id, min(event.at) AS at
    FROM {_ALIASED} AND alias.at < :moment
   WHERE event.at < :moment AND {_PERSON} IS NOT NULL AND {ACT}
   GROUP BY {_PERSON})
SELECT theirs.customer_id,
       round(extract(epoch FROM :moment - max(theirs.at) FILTER (WHERE act)) / 86400, 3) AS quiet_days,
       round(extract(epoch FROM :moment - min(began.at)) / 86400, 3) AS known_days,
       count(*) FILTER (WHERE act AND recent) AS acts_30,
       count(*) FILTER (WHERE act AND lately AND NOT recent) AS acts_before,
       count(*) FILTER (WHERE touchpoint = 'order_completed') AS orders,
       count(*) FILTER (WHERE ended AND lately) AS contacts,
       count(*) FILTER (WHERE ended AND lately AND topic IS NOT NULL)
         - count(DISTINCT topic) FILTER (WHERE ended AND lately) AS asked_again,
       count(*) FILTER (WHERE ended AND lately AND said ->> 'outcome' IN ('unresolved', 'abandoned')) AS unsolved,
       count(*) FILTER (WHERE CAST(coalesce(said ->> 'score', said ->> 'csat') AS integer) <= 2) AS poor_ratings,
       count(*) FILTER (WHERE CAST(said ->> 'effort' AS integer) <= 3) AS hard,
       coalesce(max(CAST(emotion ->> 'negative' AS float)) FILTER (WHERE recent), 0) AS negative,
       coalesce(max(late.orders), 0) AS late_orders,
       count(*) FILTER (WHERE touchpoint = 'payment_failed' AND recent) AS payments_failed,
       count(*) FILTER (WHERE touchpoint IN ('order_refunded', 'order_cancelled') AND lately) AS sent_back,
       count(*) FILTER (WHERE touchpoint = 'subscription_cancelled') AS plans_ended,
       coalesce(CAST(bool_or(touchpoint = 'signed_up') AND NOT bool_or(touchpoint = 'first_used') AS integer), 0)
         AS setup_unfinished
  FROM theirs
  JOIN began ON began.customer_id = theirs.customer_id
  LEFT JOIN late ON late.customer_id = theirs.customer_id
 GROUP BY theirs.customer_id
HAVING max(theirs.at) FILTER (WHERE act) > :moment - interval '30 days'
"""

_VALUES = ", ".join(feature.name for feature in FEATURES)
# One text of JSON each: a gateway passes it on to the workshop without reading it.
_KNOWN = text(f"""
WITH known AS ({_CUSTOMERS})
SELECT CAST(coalesce(json_agg(json_build_array(customer_id, {_VALUES}) ORDER BY customer_id), '[]') AS text) FROM known
""")
_SAMPLE = text(f"""
WITH known AS ({_CUSTOMERS}),
stayed AS (
  SELECT DISTINCT {_PERSON} AS customer_id FROM {_ALIASED}
   WHERE event.at >= :moment AND event.at < :until AND {ACT}),
asked AS (
  SELECT DISTINCT customer_id FROM contact
   WHERE started_at >= :moment AND started_at < :until AND meaningful)
SELECT CAST(coalesce(json_agg(json_build_array(
         known.customer_id, {_VALUES}, stayed.customer_id IS NULL, asked.customer_id IS NOT NULL)
         ORDER BY known.customer_id), '[]') AS text)
  FROM known
  LEFT JOIN stayed ON stayed.customer_id = known.customer_id
  LEFT JOIN asked ON asked.customer_id = known.customer_id
""")
_LIVES = text(f"""
WITH life AS (
  SELECT min(event.at) AS first_at, max(event.at) AS last_at, max(event.at) < :judged AS ended FROM {_ALIASED}
   WHERE event.at < :now AND {ACT} AND {_PERSON} IS NOT NULL GROUP BY {_PERSON} HAVING min(event.at) < :judged)
SELECT CAST(coalesce(json_agg(json_build_array(round(extract(
         epoch FROM CASE WHEN ended THEN last_at ELSE :judged END - first_at) / 86400, 3), ended)), '[]') AS text)
  FROM life
""")
_FIRST = text("SELECT min(at) FROM journey_event WHERE at < :now")

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """The customers of a moment, one a row: what was known of them, who left after it, and who asked again."""

    rows: list[Row]
    left: list[bool]
    again: list[bool]


async def known_at(connection: AsyncConnection, moment: datetime) -> str:
    """The values of FEATURES of every customer as they stood just before `moment`, for `read_known`."""
    return await _told(connection, _KNOWN, moment=moment, since=moment - LOOKS_BACK)


async def sample_at(connection: AsyncConnection, moment: datetime) -> str:
    """The same at a moment that lies AHEAD or more in the past, with what became of them, for `read_sample`."""
    return await _told(connection, _SAMPLE, moment=moment, since=moment - LOOKS_BACK, until=moment + AHEAD)


async def lives(connection: AsyncConnection, now: datetime) -> str:
    """As it stood AHEAD before `now`, for each customer seen before: the days from their first act to their last, and
    whether that was the last; of those who were still there the days until then. For `read_lives`.

    Whoever was silent since is not yet known to have left, nor to be there: nobody is judged later than all can be."""
    return await _told(connection, _LIVES, now=now, judged=now - AHEAD)


async def _told(connection: AsyncConnection, asked: TextClause, **values: datetime) -> str:
    return str((await connection.execute(asked, values)).scalar_one())


def read_known(told: str) -> dict[str, Row]:
    """By customer, the values of FEATURES."""
    return {customer: tuple(map(float, values)) for customer, *values in json.loads(told)}


def read_sample(told: str) -> Sample:
    sample = Sample([], [], [])
    for _, *values, left, again in json.loads(told):
        sample.rows.append(tuple(map(float, values)))
        sample.left.append(left)
        sample.again.append(again)
    return sample


def read_lives(told: str) -> list[tuple[float, bool]]:
    return [(float(days), ended) for days, ended in json.loads(told)]


async def moments(connection: AsyncConnection, now: datetime, most: int) -> list[datetime]:
    """Moments in the past to learn from, the oldest first: AHEAD apart, so that what became of customers after one is
    known at the next, and none before the log is LOOKS_BACK old, so that its start hides nothing that is counted."""
    first: datetime | None = await connection.scalar(_FIRST, {"now": now})
    if first is None:
        return []
    back = [now - AHEAD * n for n in range(1, most + 1)]
    return [moment for moment in reversed(back) if moment >= first + LOOKS_BACK]
