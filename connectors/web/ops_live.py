"""GET /ops/api/live: this moment in the queues, and whether those who are there are enough."""

from aiohttp import web

from connectors.web import keys
from connectors.web.authorization import Act
from connectors.web.routing import Route, get


def routes() -> list[Route]:
    return [get("/ops/api/live", live, Act.OPS_READ)]


async def live(request: web.Request) -> web.Response:
    """All of one moment; pages ask again every few seconds."""
    return web.json_response(await request.app[keys.SERVICE].live())
