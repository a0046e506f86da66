"""GET /desk/api/suggestions: what an agent may answer, from the help centre and from tickets that were resolved."""

from aiohttp import web

from connectors.shapes import identifier
from connectors.web import keys, sessions
from connectors.web.authorization import Act
from connectors.web.routing import Route, get


def routes() -> list[Route]:
    return [get("/desk/api/suggestions", suggestions, Act.READ_TICKET)]


async def suggestions(request: web.Request) -> web.Response:
    """`conversation_id`."""
    found = await request.app[keys.SERVICE].suggestions(
        agent=request[sessions.AGENT],
        conversation_id=identifier(request.query.get("conversation_id"), "conversation_id"),
    )
    return web.json_response({"suggestions": found})
