"""Every day: what is known of customers goes to the workshop, their risks come back into the table `risk`.

Both ways as texts of JSON that PostgreSQL writes and reads: with twenty thousand customers, a gateway that took them
apart would keep its own waiting for seconds.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, text

from escalation.insight.keeper import Refresher
from escalation.insight.risk_features import known_at, lives, moments, sample_at
from escalation.insight.workshop import Workshop
from escalation.store.record import Record
from escalation.store.wire import Wire
from escalation.tables import risk

KEY = "risk"
EVERY = timedelta(days=1)
MOST_MOMENTS = 12
LIMIT_S = 600.0

# What each customer asks about now: the topic of their open ticket.
_OPEN = text("""
SELECT DISTINCT ON (conversation.customer_id) conversation.customer_id, ticket.topic
  FROM ticket JOIN conversation ON conversation.id = ticket.conversation_id
 WHERE ticket.state IN ('waiting', 'assigned') AND conversation.customer_id IS NOT NULL AND ticket.topic IS NOT NULL
 ORDER BY conversation.customer_id, ticket.created_at DESC
""")
# An erasure that is under way ends first; one that begins later finds what is written here.
_ALONE = text("LOCK TABLE risk IN SHARE ROW EXCLUSIVE MODE")
# Whoever was erased since the log was read stands in it under a pseudonym only, and has no browsers any more.
_WRITE = text("""
INSERT INTO risk (customer_id, leave, again, reasons, next_step, why, model, computed_at)
SELECT customer_id, leave, again, reasons, next_step, why, model, :now
  FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS row (
         customer_id text, leave float, again float, reasons jsonb, next_step text, why jsonb, model text)
 WHERE customer_id NOT LIKE 'erased-%'
   AND (EXISTS (SELECT FROM journey_event WHERE journey_event.customer_id = row.customer_id)
        OR EXISTS (SELECT FROM alias WHERE alias.customer_id = row.customer_id))
""")


def refresher() -> Refresher:
    return Refresher(KEY, EVERY, refresh)


async def refresh(record: Record, workshop: Workshop, now: datetime) -> Wire:
    """Learn anew, and write the risks of every customer who is still there; what `insight` keeps is how good the models
    are."""
    async with record.read() as connection:
        past = [await sample_at(connection, moment) for moment in await moments(connection, now, MOST_MOMENTS)]
        customers = await known_at(connection, now)
        seen = await lives(connection, now)
        topics = {row.customer_id: row.topic for row in await connection.execute(_OPEN)}
    judged, rows = await workshop.run(
        "escalation.insight.risk_rows:worked_out", past, customers, seen, topics, limit_s=LIMIT_S
    )
    async with record.engine.begin() as connection:
        await connection.execute(_ALONE)
        await connection.execute(delete(risk))
        await connection.execute(_WRITE, {"rows": rows, "now": now})
    return dict(judged)
