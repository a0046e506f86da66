"""What a report says, gathered from where the pages read it: numbers, map, pain points, goals."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.insight.rows import pain_groups
from escalation.insight.workshop import Workshop
from escalation.numbers.filter import Filter
from escalation.numbers.goal_book import goals_now
from escalation.numbers.journey_map import read_map
from escalation.numbers.overview import overview

LIMIT_S = 60.0  # of one step in the workshop


async def gathered(connection: AsyncConnection, workshop: Workshop, asked: Filter, now: datetime) -> dict[str, Any]:
    """Everything that `paper.drawn` needs, as plain values."""
    groups = await pain_groups(connection, asked, now)
    return {
        "overview": await overview(connection, asked, now),
        "stages": await read_map(connection, asked, now),
        "pain": await workshop.run("escalation.insight.pain:points", groups, limit_s=LIMIT_S),
        "goals": await goals_now(connection, now),
        "now": now.isoformat(),
    }


async def drawn(workshop: Workshop, page: dict[str, Any], locale: str, fonts: str) -> bytes:
    """The report as PDF, drawn in the workshop. `fonts` is the folder of its typeface."""
    made: bytes = await workshop.run("escalation.report.paper:drawn", page, locale, fonts, limit_s=LIMIT_S)
    return made
