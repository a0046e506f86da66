"""`POST /journey/events`: the shop's own tags join the journey, one call or a batch. The contract: journey_events.yaml.

Good calls are taken whatever stands beside them; each refused one is named. A repeat of a `messageId` changes nothing.
"""

import base64
from datetime import datetime
from typing import Any

from aiohttp import web

from connectors import shapes, tags
from connectors.schemas import Said, Schema, schema_of
from connectors.secret import is_secret
from connectors.shapes import ShapeError
from connectors.web import keys
from connectors.web.authorization import Act
from connectors.web.bodies import json_body
from connectors.web.refusals import STATUS, body_of
from connectors.web.routing import Route, post
from escalation.numbers import profiles
from escalation.numbers.traits import Told
from escalation.store import journey
from escalation.store.refusals import Refused

MOST_CALLS = 500
Refusals = list[dict[str, Any]]

_BATCH = shapes.record({"batch": shapes.list_of(shapes.anything, MOST_CALLS)}, {"sentAt": shapes.text(40, 1)})


def routes() -> list[Route]:
    return [post("/journey/events", receive, Act.MACHINE)]


async def receive(request: web.Request) -> web.Response:
    """202 when every call was taken, 207 when some were, 400 when none; 401 without the write key."""
    key = request.app[keys.SETTINGS].journey_write_key
    if not key or not is_secret(_given_key(request.headers.get("Authorization", "")), key):
        raise Refused("unauthenticated", "expected `Authorization: Bearer` with the journey's write key")
    calls, now = (await json_body(request, one_or_many))["calls"], request.app[keys.CLOCK]()
    taken, refused = sorted_out(calls, now)
    events, told = [one for one in taken if isinstance(one, journey.Event)], [t for t in taken if isinstance(t, Told)]
    async with request.app[keys.ENGINE].begin() as connection:
        new = await journey.append(connection, events)
        await profiles.keep(connection, told)
    answer = {"taken": len(taken), "repeated": len(events) - new, "refused": refused}
    if refused and not taken:
        first = refused[0]
        place = ".".join(filter(None, (f"batch[{first['index']}]", first["field"])))
        error = Refused("bad_frame", f"{place}: expected {first['expected']}, came {first['came']}", field=place)
        return web.json_response({"error": body_of(error), **answer}, status=STATUS[error.code])
    return web.json_response(answer, status=207 if refused else 202)


def sorted_out(calls: list[Any], now: datetime) -> tuple[list[journey.Event | Told], Refusals]:
    """What the calls say, and for each that is refused: its place, its field, what was expected and what came."""
    taken: list[journey.Event | Told] = []
    refused: Refusals = []
    for index, call in enumerate(calls):
        try:
            taken.append(tags.read(call, now))
        except ShapeError as error:
            refused.append({"index": index, "field": error.field, "expected": error.expected, "came": error.came})
    return taken, refused


def _calls(value: Any, at: str) -> dict[str, Any]:
    """The calls of a body; a batch's own `sentAt` is that of the calls without one."""
    if not isinstance(value, dict):
        raise ShapeError(at, "a call, or an object with `batch`", value)
    if "batch" not in value:
        return {"calls": [value]}
    batch = _BATCH(value, at)
    common = {"sentAt": batch["sentAt"]} if "sentAt" in batch else {}
    return {"calls": [{**common, **call} if isinstance(call, dict) else call for call in batch["batch"]]}


def _schema() -> Schema:
    """Of good bodies: a call that is none is refused by itself, beside the others."""
    call = schema_of(tags.CALL)
    untagged = {**call["oneOf"][0]["allOf"][1], "not": {"required": ["type"]}}
    any_call = {"oneOf": [*call["oneOf"], untagged]}
    batch = schema_of(_BATCH)
    calls = {"type": "array", "maxItems": MOST_CALLS, "items": any_call}
    return {"anyOf": [{**batch, "properties": {**batch["properties"], "batch": calls}}, any_call]}


one_or_many = Said(_calls, _schema)


def _given_key(header: str) -> str:
    """The key of a `Bearer` header, or the user of a `Basic` one, which is how Segment's own libraries send it."""
    scheme, _, given = header.partition(" ")
    if scheme.casefold() != "basic":
        return given if scheme.casefold() == "bearer" else header
    try:
        return base64.b64decode(given, validate=True).decode().partition(":")[0]
    except ValueError:  # no base64, or no text in it: no key
        return ""
