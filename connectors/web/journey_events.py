"""`POST /journey/events`: the shop's own tags join the journey, as Segment's `track` calls, one or a batch.

https://segment.com/docs/connections/spec/track/ A second delivery with the same `messageId` changes nothing.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from connectors import shapes
from connectors.secret import is_secret
from connectors.web import keys
from connectors.web.authorization import Act
from connectors.web.bodies import json_body
from connectors.web.routing import Route, post
from escalation.numbers.touchpoints import kept, kept_text, stage_of, touchpoint_of
from escalation.store import journey
from escalation.store.refusals import Refused

MOST_EVENTS = 500
SLOWEST_CLOCK = timedelta(minutes=5)  # a time further ahead than this is the sender's wrong clock


def _object(value: Any, at: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise shapes.ShapeError(at, "an object", value)
    return value


TRACK = shapes.record(
    {"event": shapes.text(120, 1), "messageId": shapes.text(120, 1)},
    {
        "type": shapes.one_of("track"),
        "userId": shapes.text(120, 1),
        "anonymousId": shapes.text(120, 1),
        "timestamp": shapes.text(40, 1),
        "sentAt": shapes.text(40, 1),
        "properties": _object,
    },
)
BATCH = shapes.record({"batch": shapes.list_of(TRACK, MOST_EVENTS)})


def _one_or_many(value: Any, at: str) -> dict[str, Any]:
    if isinstance(value, dict) and "batch" in value:
        found: dict[str, Any] = BATCH(value, at)
        return found
    return {"batch": [TRACK(value, at)]}


def routes() -> list[Route]:
    return [post("/journey/events", receive, Act.MACHINE)]


async def receive(request: web.Request) -> web.Response:
    """202 with the number taken; 401 without the write key; 400 naming the field of the first event at fault."""
    key = request.app[keys.SETTINGS].journey_write_key
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not key or not is_secret(given, key):
        raise Refused("unauthenticated", "expected `Authorization: Bearer` with the journey's write key")
    body, now = await json_body(request, _one_or_many), request.app[keys.CLOCK]()
    events = [event_of(track, f"batch[{place}]", now) for place, track in enumerate(body["batch"])]
    async with request.app[keys.ENGINE].begin() as connection:
        await journey.append(connection, events)
    return web.json_response({"taken": len(events)}, status=202)


def event_of(track: dict[str, Any], at: str, now: datetime) -> journey.Event:
    """One `track` call as a journey event. Raises Refused naming the field."""
    properties = track.get("properties", {})
    stage = stage_of(track["event"], properties)
    if stage is None:
        expected = "a known event, or `properties.stage` with its stage of the journey"
        raise Refused("bad_frame", f"{at}.event: expected {expected}", field=f"{at}.event")
    if not track.get("userId") and not track.get("anonymousId"):
        raise Refused("bad_frame", f"{at}.userId: expected this or anonymousId", field=f"{at}.userId")
    return journey.Event(
        type="touchpoint_reached",
        at=_when(track, at, now),
        data={"event": track["event"], "properties": kept(properties)},
        customer_id=track.get("userId"),
        anonymous_id=track.get("anonymousId"),
        stage=stage,
        touchpoint=touchpoint_of(track["event"]),
        channel=kept_text(str(properties.get("channel", "web")))[:40],
        source_id=f"track:{track['messageId']}",
    )


def _when(track: dict[str, Any], at: str, now: datetime) -> datetime:
    """The event's time, the sender's clock corrected by `sentAt` as Segment does; never in our future."""
    moment = _time(track, "timestamp", at) or now
    sent = _time(track, "sentAt", at)
    try:
        corrected = moment + (now - sent) if sent is not None else moment
    except OverflowError as error:
        raise Refused("bad_frame", f"{at}.timestamp: expected a time near sentAt", field=f"{at}.timestamp") from error
    return now if corrected > now + SLOWEST_CLOCK else corrected


def _time(track: dict[str, Any], field: str, at: str) -> datetime | None:
    if field not in track:
        return None
    try:
        moment = datetime.fromisoformat(track[field])
    except ValueError as error:
        raise Refused("bad_frame", f"{at}.{field}: expected an ISO 8601 time", field=f"{at}.{field}") from error
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
