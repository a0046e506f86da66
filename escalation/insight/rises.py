"""Rises: a topic that people ask about far more than usual becomes an alarm, once."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from escalation.insight.keeper import Refresher
from escalation.insight.rows import day_counts
from escalation.insight.workshop import Workshop
from escalation.numbers.alarms import TOPIC_RISES, raise_alarm
from escalation.numbers.filter import ZONE, Filter
from escalation.store.record import Change, Record
from escalation.tables import alarm

EVERY = timedelta(minutes=30)
NEWS = timedelta(days=3)
"""A rise that was flagged earlier is no news; nobody is called for what an import brings."""
SAME = timedelta(days=7)
"""Rises of a topic that begin so near each other are one: a contact that closes late may move its beginning."""
TRENDS = "escalation.insight.trends:trends"


def refresher() -> Refresher:
    return Refresher("rises", EVERY, refresh)


async def refresh(record: Record, workshop: Workshop, now: datetime) -> None:
    """Look at all topics, and raise an alarm for each rise that is new."""
    asked = Filter.read({}, now)
    async with record.read() as connection:
        counts = await day_counts(connection, asked, now)
    if counts is None:
        return
    today = now.astimezone(ZONE).date()
    for topic in await workshop.run(TRENDS, *counts):
        for rise in topic["rises"]:
            if today - date.fromisoformat(rise["flagged"]) <= NEWS:
                async with record.change() as change:
                    await _raise(change, topic["topic"], rise)


async def _raise(change: Change, topic: str, rise: dict[str, Any]) -> bool:
    """Whether it is a new one. The keeper leads alone, so nobody raises the same meanwhile."""
    begins = date.fromisoformat(rise["from"])
    said = select(alarm.c.data).where(alarm.c.kind == TOPIC_RISES, alarm.c.data["topic"].astext == topic)
    for data in await change.connection.scalars(said):
        if abs(date.fromisoformat(data["from"]) - begins) <= SAME:
            return False
    data = {"topic": topic, "day": rise["flagged"], **rise}
    return await raise_alarm(change, TOPIC_RISES, f"{topic}:{rise['from']}", data) is not None
