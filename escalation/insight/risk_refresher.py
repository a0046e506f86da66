"""Every day: what is known of customers goes to the workshop, their risks come back into the table `risk`."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, text

from escalation.insight.keeper import Refresher
from escalation.insight.risk_features import known_at, lives, moments, sample_at
from escalation.insight.workshop import Workshop
from escalation.numbers.next_step import Known, next_step
from escalation.numbers.risks import Band, Reason, band_of
from escalation.store.record import Record
from escalation.store.wire import Wire
from escalation.tables import risk

KEY = "risk"
EVERY = timedelta(days=1)
MOST_MOMENTS = 12
LIMIT_S = 600.0
BATCH = 1000  # rows a statement

# What each customer asks about now: the topic of their open ticket.
_OPEN = text("""
SELECT DISTINCT ON (conversation.customer_id) conversation.customer_id, ticket.topic
  FROM ticket JOIN conversation ON conversation.id = ticket.conversation_id
 WHERE ticket.state IN ('waiting', 'assigned') AND conversation.customer_id IS NOT NULL AND ticket.topic IS NOT NULL
 ORDER BY conversation.customer_id, ticket.created_at DESC
""")


def refresher() -> Refresher:
    return Refresher(KEY, EVERY, refresh)


async def refresh(record: Record, workshop: Workshop, now: datetime) -> Wire:
    """Learn anew, and write every customer's risks; what `insight` keeps is how good the models are."""
    async with record.read() as connection:
        past = [await sample_at(connection, moment) for moment in await moments(connection, now, MOST_MOMENTS)]
        customers = await known_at(connection, now)
        seen = await lives(connection, now)
    found = await workshop.run("escalation.insight.risk:assess", past, customers, seen, limit_s=LIMIT_S)
    judged: dict[str, Any] = found.pop("customers")
    usual: Mapping[str, float | None] = found["usual"]
    async with record.engine.begin() as connection:
        topics = {row.customer_id: row.topic for row in await connection.execute(_OPEN)}
        rows = [
            row_of(customer, one, usual, topics.get(customer), found["model"]["id"], now)
            for customer, one in judged.items()
            if any(one[name] is not None for name in ("leave", "again"))
        ]
        await connection.execute(delete(risk))
        for start in range(0, len(rows), BATCH):
            await connection.execute(insert(risk), rows[start : start + BATCH])
    return dict(found)


def row_of(
    customer: str, judged: Wire, usual: Mapping[str, float | None], topic: str | None, model: str, now: datetime
) -> dict[str, Any]:
    """A customer as the table keeps them. The reasons are those of leaving, or, where only that is raised, of asking
    again."""
    bands = {name: _band(judged[name], usual[name]) for name in ("leave", "again")}
    about = "again" if bands["leave"] is Band.USUAL and bands["again"] is not Band.USUAL else "leave"
    reasons = judged.get(f"{about}_reasons", [])
    codes = [Reason(reason["code"]) for reason in reasons]
    rule = next_step(Known(bands["leave"], bands["again"], codes, topic))
    return {
        "customer_id": customer,
        "leave": judged["leave"],
        "again": judged["again"],
        "reasons": reasons,
        "next_step": None if rule is None else rule.step.value,
        "why": {
            "about": about,
            "rule": None if rule is None else rule.id,
            "leave": bands["leave"].value,
            "again": bands["again"].value,
        },
        "model": model,
        "computed_at": now,
    }


def _band(risk_of: float | None, usual: float | None) -> Band:
    return Band.USUAL if risk_of is None or usual is None else band_of(risk_of, usual)
