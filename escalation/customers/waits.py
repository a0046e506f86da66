"""How long somebody waits in a queue at this moment: told while an agent is there who could come, and enough is known
of the pace at which the last ones were taken."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.customers.wait import WaitRange, wait_range
from escalation.queue.attendance import GONE_AFTER
from escalation.store.rows import AnyRow
from escalation.tables import agent, ticket

PACE_WINDOW = timedelta(hours=2)  # older starts say nothing about who works now
PACE_STARTS = 20


async def agents_there(connection: AsyncConnection, now: datetime) -> Sequence[AnyRow]:
    """Skills and languages of everybody whose desk is open and who takes work."""
    there = (agent.c.status != "away") & agent.c.disabled_at.is_(None) & (agent.c.seen_at > now - GONE_AFTER)
    return (await connection.execute(select(agent.c.skills, agent.c.languages).where(there))).all()


def somebody_could_come(there: Sequence[AnyRow], queue: str, language: str) -> bool:
    """Is anybody among them who works this queue and speaks this language? No skills are all skills."""
    return any(
        (not one.skills or queue in one.skills) and (not one.languages or language in one.languages) for one in there
    )


async def recent_starts(connection: AsyncConnection, queue: str, now: datetime) -> list[datetime]:
    """When the last tickets of a queue were taken, the newest first."""
    starts = await connection.scalars(
        select(ticket.c.assigned_at)
        .where(ticket.c.queue == queue, ticket.c.assigned_at > now - PACE_WINDOW)
        .order_by(ticket.c.assigned_at.desc())
        .limit(PACE_STARTS)
    )
    return [start for start in starts if start is not None]


async def wait_for(
    connection: AsyncConnection, queue: str, language: str, position: int, now: datetime
) -> WaitRange | None:
    """The honest range for a place in a queue."""
    if not somebody_could_come(await agents_there(connection, now), queue, language):
        return None
    return wait_range(position, await recent_starts(connection, queue, now), now)
