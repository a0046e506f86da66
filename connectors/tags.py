"""Calls of the shop's own tags in the form of Segment's specification, read into what the record keeps of them.

https://segment.com/docs/connections/spec/common/
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors import shapes
from connectors.schemas import said
from connectors.shapes import ShapeError
from escalation.numbers.touchpoints import STAGES, kept, kept_text, stage_of, touchpoint_of
from escalation.numbers.traits import Told, kept_traits, tier_of
from escalation.store.journey import Event

SLOWEST_CLOCK = timedelta(minutes=5)  # a time further ahead than this is the sender's wrong clock
FIRST_YEAR = 1971
MOST_BYTES = 32 * 1024  # of one call, as at Segment
PAGE_VIEWED = "Page Viewed"


def _object(value: Any, at: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ShapeError(at, "an object", value)
    return value


_WHO_AND_WHEN = {
    "userId": shapes.text(120, 1),
    "anonymousId": shapes.text(120, 1),
    "timestamp": shapes.text(40, 1),
    "originalTimestamp": shapes.text(40, 1),
    "sentAt": shapes.text(40, 1),
    "receivedAt": shapes.text(40, 1),
}
_ID = {"messageId": shapes.text(120, 1)}
_ANY_OBJECT = said(_object, type="object")
_PROPERTIES = {"properties": _ANY_OBJECT, **_WHO_AND_WHEN}
CALL = shapes.tagged(
    "type",
    {
        "track": shapes.record({"event": shapes.text(120, 1), **_ID}, _PROPERTIES),
        "page": shapes.record(_ID, {"name": shapes.text(200), "category": shapes.text(200), **_PROPERTIES}),
        "identify": shapes.record({"userId": shapes.text(120, 1), **_ID}, {"traits": _ANY_OBJECT, **_WHO_AND_WHEN}),
    },
)


def read(call: Any, now: datetime, *, live: bool = True) -> Event | Told:
    """One call as a journey event, or as what it tells of a customer. Raises ShapeError naming the field.

    A call without `type` is a `track`. `live` calls have just come; the others are history, read from a file.
    """
    given = _small(_object(call, ""))
    checked = CALL(given if "type" in given else {"type": "track", **given}, "")
    if not checked.get("userId") and not checked.get("anonymousId"):
        raise ShapeError("userId", "this or anonymousId", None)
    at = _when(checked, now, live)
    return _told(checked, at) if checked["type"] == "identify" else _event(checked, at)


def _small(call: dict[str, Any]) -> dict[str, Any]:
    try:
        size = len(json.dumps(call))
    except RecursionError as error:
        raise ShapeError("", "a call that is nested less deeply", call) from error
    if size > MOST_BYTES:
        raise ShapeError("", f"a call of at most {MOST_BYTES // 1024} KiB", call)
    return call


def _told(call: Mapping[str, Any], at: datetime) -> Told:
    traits = call.get("traits", {})
    return Told(call["userId"], at, kept_traits(traits), tier_of(traits), call.get("anonymousId"))


def _event(call: Mapping[str, Any], at: datetime) -> Event:
    properties, name = call.get("properties", {}), call.get("event", PAGE_VIEWED)
    stage, touchpoint = stage_of(name, properties), touchpoint_of(kept_text(name))
    if stage is None or not touchpoint:
        known = f"an event of the list, or `properties.stage` with one of {', '.join(STAGES)}"
        raise ShapeError("event", known, name)
    page = {field: kept_text(call[field]) for field in ("name", "category") if call.get(field)}
    return Event(
        type="touchpoint_reached",
        at=at,
        data={"event": kept_text(name), **page, "properties": kept(properties)},
        customer_id=call.get("userId"),
        anonymous_id=call.get("anonymousId"),
        stage=stage,
        touchpoint=touchpoint,
        channel=kept_text(str(properties.get("channel") or "web"))[:40],
        source_id=f"track:{call['messageId']}",
    )


def _when(call: Mapping[str, Any], now: datetime, live: bool) -> datetime:
    """The call's time by our clock: its own plus how long ago `sentAt` seems to be; never in our future.

    One that Segment passed on has `receivedAt`: its `timestamp` is corrected already. A file was never sent, so only
    that may correct its calls.
    """
    said, sent, received = (_time(call, field) for field in ("timestamp", "sentAt", "receivedAt"))
    if received is not None and said is not None:
        return _ours(said, now)
    moment = _time(call, "originalTimestamp") or said or sent or received or (now if live else None)
    if moment is None:
        raise ShapeError("timestamp", "a time: in a file nothing else says it", None)
    received = received or (now if live else sent)
    try:
        return _ours(moment if sent is None or received is None else moment + (received - sent), now)
    except OverflowError as error:
        raise ShapeError("timestamp", "a time near sentAt", call.get("timestamp")) from error


def _ours(moment: datetime, now: datetime) -> datetime:
    if moment.year < FIRST_YEAR:
        raise ShapeError("timestamp", f"a time from {FIRST_YEAR} on", moment.isoformat())
    return now if moment > now + SLOWEST_CLOCK else moment


def _time(call: Mapping[str, Any], field: str) -> datetime | None:
    if field not in call:
        return None
    try:
        moment = datetime.fromisoformat(call[field])
    except ValueError as error:
        raise ShapeError(field, "an ISO 8601 time", call[field]) from error
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
