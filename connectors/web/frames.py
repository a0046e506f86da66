"""What a browser may say on a socket, frame by frame. The golden examples are in tests/contracts."""

import json
import re
from datetime import datetime
from typing import Any
from uuid import UUID

from connectors.shapes import (
    Shape,
    ShapeError,
    identifier,
    list_of,
    map_of,
    one_of,
    parsed,
    prose,
    record,
    tagged,
    text,
    truth,
    whole,
)
from escalation.queue.priority import Priority
from escalation.queue.resolutions import RESOLUTION_CODES
from escalation.queue.topics import Queue

FRAME_BYTES = 64 * 1024
SENT_TEXT = FRAME_BYTES
"""The service refuses what is longer than 2,000 characters, as `too_long`: the frame itself is not at fault."""

MOST_CURSORS = 200
MOST_LABELS = 20
LABEL_LENGTH = 60
MOST_LOOKED_AT = 4
"""Conversations side by side on one screen."""

seq = whole(0, 2**31 - 1)  # what the record can hold
ticket = text(4096, 1)
locale = one_of("ko", "en")
client_id = {"client_id": identifier}
named = {**client_id, "ticket_id": identifier}
held = {**named, "epoch": seq}


def currency(value: Any, at: str) -> str:
    """As ISO 4217 writes it."""
    if not isinstance(value, str) or not re.fullmatch("[A-Z]{3}", value):
        raise ShapeError(at, "three capital letters", value)
    return value


context = record(
    {},
    {
        "page": record({"url": text(2000, 1)}, {"title": prose(200)}),
        "cart": record({"items": whole(0, 9999), "total": whole(0), "currency": currency}),
        "order": text(64, 1),
    },
)
"""What the shop's page says; the amount in the smallest unit of its currency."""

WIDGET: Shape = tagged(
    "type",
    {
        "hello": record({"ticket": ticket, "last_seq": seq}, {"locale": locale, "conversation_id": identifier}),
        "send": record({**client_id, "text": prose(SENT_TEXT)}),
        "press": record({**client_id, "message_id": identifier, "button_id": identifier}),
        "submit": record({**client_id, "message_id": identifier, "values": map_of(prose(300), 12)}),
        "rate": record(
            {**client_id, "contact_id": identifier, "score": whole(1, 5)},
            {"comment": prose(SENT_TEXT), "solved": truth, "effort": whole(1, 7)},
        ),
        "rating_shown": record({"contact_id": identifier}),
        "outreach": record(
            {**client_id, "outreach_id": identifier, "answer": one_of("take", "person", "dismiss")},
        ),
        "outreach_shown": record({"outreach_id": identifier}),
        "typing": record({"on": truth}),
        "read": record({"seq": seq}),
        "fetch": record({"after_seq": seq}),
        "locale": record({"locale": locale}),
        "context": record({"context": context}),
    },
)


def cursors(value: Any, at: str) -> dict[UUID, int]:
    """The last seq a desk has of each conversation on its screen."""
    if not isinstance(value, dict) or len(value) > MOST_CURSORS:
        raise ShapeError(at, f"an object of at most {MOST_CURSORS} conversations", value)
    return {identifier(key, at): seq(last, at) for key, last in value.items()}


transfer = record(held, {"queue": one_of(*Queue), "agent_id": identifier, "note": prose(SENT_TEXT)})


def transferred(value: Any, at: str) -> dict[str, Any]:
    """A transfer goes to a queue or to an agent."""
    frame: dict[str, Any] = transfer(value, at)
    if ("queue" in frame) == ("agent_id" in frame):
        raise ShapeError("queue", "either a queue or an agent_id", value)
    return frame


DESK: Shape = tagged(
    "type",
    {
        "hello": record({"ticket": ticket}, {"cursors": cursors}),
        "status": record({"status": one_of("online", "busy", "away")}, client_id),
        "claim": record(client_id, {"ticket_id": identifier}),
        "accept": record(named),
        "decline": record(named),
        "send": record({**client_id, "conversation_id": identifier, "epoch": seq, "text": prose(SENT_TEXT)}),
        "note": record({**client_id, "conversation_id": identifier, "text": prose(SENT_TEXT)}),
        "resolve": record(held, {"code": one_of(*RESOLUTION_CODES), "first_contact_solved": truth}),
        "return": record(held),
        "release": record(held),
        "transfer": transferred,
        "assign": record({**named, "agent_id": identifier}),
        "reopen": record(named),
        "priority": record({**named, "priority": one_of(*Priority)}),
        "labels": record({**named, "labels": list_of(text(LABEL_LENGTH, 1), MOST_LABELS)}),
        "typing": record({"conversation_id": identifier, "on": truth}),
        "drafting": record({"conversation_id": identifier, "on": truth}),
        "look": record({"conversation_ids": list_of(identifier, MOST_LOOKED_AT)}),
        "open": record({"conversation_id": identifier, "after_seq": seq}),
        "fetch": record({"conversation_id": identifier, "after_seq": seq}),
    },
)


def read(source: str, shape: Shape) -> dict[str, Any]:
    """The frame in `source`; `ShapeError` names the field that is not as it must be."""
    frame: dict[str, Any] = shape(parsed(source), "")
    return frame


def client_id_of(source: str) -> str | None:
    """Which frame a refusal answers, as far as a frame that could not be read still tells."""
    try:
        value = parsed(source)
        return str(identifier(value.get("client_id"), "client_id")) if isinstance(value, dict) else None
    except ValueError:
        return None


def encoded(frame: dict[str, Any]) -> bytes:
    """A frame as it goes over the wire."""
    return json.dumps(frame, default=_wire, ensure_ascii=False, separators=(",", ":")).encode()


def _wire(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"expected something a frame can hold, came {type(value).__name__}")
