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


async def gathered(connection: AsyncConnection, asked: Filter, now: datetime) -> dict[str, Any]:
    """Everything that `drawn` needs, as plain values: whoever waits for the workshop holds no connection meanwhile."""
    return {
        "overview": await overview(connection, asked, now),
        "stages": await read_map(connection, asked, now),
        "groups": await pain_groups(connection, asked, now),
        "goals": await goals_now(connection, now),
        "now": now.isoformat(),
    }


async def drawn(workshop: Workshop, page: dict[str, Any], locale: str, fonts: str) -> bytes:
    """The report as PDF, drawn in the workshop. `fonts` is the folder of its typeface."""
    said = {name: value for name, value in page.items() if name != "groups"}
    said["pain"] = await workshop.run("escalation.insight.pain:points", page["groups"], limit_s=LIMIT_S)
    made: bytes = await workshop.run("escalation.report.paper:drawn", said, locale, fonts, limit_s=LIMIT_S)
    return made
