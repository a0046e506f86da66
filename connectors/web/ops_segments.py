"""Segments over HTTP: listed, saved, archived."""

from typing import Any

from aiohttp import web

from connectors.schemas import Said, schema_of
from connectors.shapes import Shape, list_of, map_of, record, text
from connectors.web import keys, sessions
from connectors.web.authorization import Act
from connectors.web.bodies import json_body
from connectors.web.desk_api_admin import id_in_path
from connectors.web.routing import Route, delete, get, post
from escalation.numbers.filter import MOST_CHARACTERS, MOST_VALUES, NARROWS
from escalation.numbers.segments import Segments

_one = text(MOST_VALUES * (MOST_CHARACTERS + 1))
_many = list_of(text(MOST_CHARACTERS), MOST_VALUES)


def _text_or_list(value: Any, at: str) -> Any:
    return _many(value, at) if isinstance(value, list) else _one(value, at)


_values = Said(_text_or_list, lambda: {"anyOf": [schema_of(_one), schema_of(_many)]})
narrowing: Shape = map_of(_values, len(NARROWS) + 1)
"""A narrowing in a body: of each name one value, several with commas between them, or a list."""

new_segment = record({"name": text(400), "filter": narrowing})


def routes() -> list[Route]:
    return [
        get("/ops/api/segments", segments, Act.OPS_READ),
        post("/ops/api/segments", add, Act.OPS_WRITE),
        delete("/ops/api/segments/{id}", archive, Act.OPS_WRITE),
    ]


def kept(request: web.Request) -> Segments:
    return Segments(request.app[keys.SERVICE].record)


async def segments(request: web.Request) -> web.Response:
    return web.json_response({"segments": await kept(request).all()})


async def add(request: web.Request) -> web.Response:
    asked = await json_body(request, new_segment)
    added = await kept(request).add(actor=request[sessions.AGENT].id, name=asked["name"], given=asked["filter"])
    return web.json_response({"id": str(added)})


async def archive(request: web.Request) -> web.Response:
    await kept(request).archive(actor=request[sessions.AGENT].id, segment_id=id_in_path(request))
    return web.json_response({"ok": True})
