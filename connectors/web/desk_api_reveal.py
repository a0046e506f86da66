"""POST /desk/api/reveal: a customer's words without the mask over their personal data; who asked is written down."""

from aiohttp import web

from connectors.shapes import identifier, record
from connectors.web import keys, sessions
from connectors.web.authorization import Act
from connectors.web.bodies import json_body
from connectors.web.routing import Route, post

asked_shape = record({"message_id": identifier})


def routes() -> list[Route]:
    return [post("/desk/api/reveal", reveal, Act.READ_TICKET)]


async def reveal(request: web.Request) -> web.Response:
    asked = await json_body(request, asked_shape)
    service = request.app[keys.SERVICE]
    return web.json_response(await service.reveal(agent=request[sessions.AGENT], message_id=asked["message_id"]))
