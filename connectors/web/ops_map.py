"""The journey map over HTTP, with a second one beside it: the period before, or any other period and segment."""

from functools import partial
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from connectors.web import keys
from connectors.web.authorization import Act
from connectors.web.ops_filter import asked
from connectors.web.routing import Route, get
from escalation.numbers.filter import Filter, QuestionError
from escalation.numbers.journey_map import read_map
from escalation.numbers.side_by_side import another, both

PREFIX = "vs_"
BEFORE = "before"


def routes() -> list[Route]:
    return [get("/ops/api/map", journey_map, Act.OPS_READ)]


async def journey_map(request: web.Request) -> web.Response:
    """`vs=before` compares with the period before, any `vs_…` with the same filter otherwise."""
    now = request.app[keys.CLOCK]()

    async def read(connection: AsyncConnection, about: Filter) -> dict[str, Any]:
        return {**about.wire(), "stages": await read_map(connection, about, now)}

    engine = request.app[keys.ENGINE]
    async with engine.connect() as connection:
        about = await asked(request, connection)
        other = await compared(request, connection, about)
        if other is None:
            return web.json_response({**await read(connection, about), "vs": None})
        async with another(engine) as beside:
            shown, vs = await both(connection, beside, partial(read, about=about), partial(read, about=other))
        return web.json_response({**shown, "vs": vs})


async def compared(request: web.Request, connection: AsyncConnection, about: Filter) -> Filter | None:
    """The filter to compare with; None where none is asked for. Raises QuestionError, or Refused
    for what a `vs_…` names."""
    wanted = request.query.get("vs")
    if wanted and wanted != BEFORE:
        raise QuestionError("vs", f"must be {BEFORE}, not {wanted!r}")
    if wanted == BEFORE:
        return about.before()
    if any(name.startswith(PREFIX) and value for name, value in request.query.items()):
        return await asked(request, connection, prefix=PREFIX)
    return None
