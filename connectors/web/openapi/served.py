"""`GET /openapi.json`: the document, put together when somebody first asks for it."""

import json
from collections.abc import Sequence
from functools import cached_property

from aiohttp import web

from connectors.web.openapi.document import document
from connectors.web.routing import Route


class Contract:
    """The document of an application's routes."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self._routes = routes

    @cached_property
    def written(self) -> bytes:
        return json.dumps(document(self._routes), ensure_ascii=False).encode()


CONTRACT = web.AppKey("contract", Contract)


async def openapi(request: web.Request) -> web.Response:
    return web.Response(body=request.app[CONTRACT].written, content_type="application/json")
