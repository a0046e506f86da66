"""GET /desk/api/search: what was said, for the desk."""

from aiohttp import web

from connectors.shapes import text
from connectors.web import keys, sessions
from connectors.web.authorization import Act
from connectors.web.routing import Route, get

asked_shape = text(200, 1)
cursor_shape = text(64, 1)


def routes() -> list[Route]:
    return [get("/desk/api/search", search, Act.READ_TICKET)]


async def search(request: web.Request) -> web.Response:
    """`q` and, for a further page, `cursor`."""
    cursor = request.query.get("cursor")
    found = await request.app[keys.SERVICE].search(
        agent=request[sessions.AGENT],
        asked=asked_shape(request.query.get("q"), "q"),
        cursor=None if cursor is None else cursor_shape(cursor, "cursor"),
    )
    return web.json_response(found)
