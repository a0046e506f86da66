"""Goals are looked after: one that was missed is said without anybody asking."""

from datetime import datetime, timedelta

from escalation.insight.keeper import Refresher
from escalation.insight.workshop import Workshop
from escalation.numbers.missed_goals import say_missed
from escalation.store.record import Record
from escalation.store.wire import Wire

EVERY = timedelta(minutes=10)


def refresher() -> Refresher:
    return Refresher("goals", EVERY, _watch)


async def _watch(record: Record, _: Workshop, now: datetime) -> Wire | None:
    return {"missed": await say_missed(record, now)}
