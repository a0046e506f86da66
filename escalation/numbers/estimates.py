"""A reading of the record with its interval, also that of a median, which needs all that was measured."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.conditions import condition_of
from escalation.numbers.counting import Scan
from escalation.numbers.filter import Filter
from escalation.numbers.improvements import estimate
from escalation.numbers.intervals import Estimate
from escalation.numbers.metrics import Metric, Reading
from escalation.store.rows import AnyRow


async def estimated(
    connection: AsyncConnection, metric: Metric, found: Reading, asked: Filter, now: datetime
) -> Estimate | None:
    """What `found` was read of is read again where it is a median. None without a value or an interval."""
    if metric.kind != "seconds":
        return estimate(found)
    scan = Scan(metric.over, asked, now, looks_back=False)
    said = condition_of(metric.id, scan.asking)
    rows = select(said.measure, said.lasting, said.holds).select_from(scan.source).where(*scan.conditions, said.counted)
    durations = (await connection.execute(rows)).all()
    return await asyncio.to_thread(_of_durations, found, durations)  # sorts them all: chats go on in between


def _of_durations(found: Reading, durations: Sequence[AnyRow]) -> Estimate | None:
    over = [measured for measured, _, holds in durations if holds]
    return estimate(found, over, [lasting for _, lasting, holds in durations if not holds and lasting is not None])
