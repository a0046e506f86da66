"""The only writer of the journey log. What is written here is never changed; no text of a customer goes in unmasked."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a customer's journey, in the past tense. `at` is UTC and aware; `source_id` is the sender's own id
    of an event from outside: the second one with the same is dropped."""

    type: str
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)
    contact_id: UUID | None = None
    customer_id: str | None = None
    anonymous_id: str | None = None
    topic: str | None = None
    emotion: Mapping[str, Any] | None = None
    stage: str = "post_purchase"
    touchpoint: str = "support_chat"
    channel: str = "chat"
    source_id: str | None = None

    def row(self) -> dict[str, Any]:
        """As the table keeps it."""
        return {
            "id": uuid.uuid4(),
            "at": self.at,
            "customer_id": self.customer_id,
            "anonymous_id": self.anonymous_id,
            "contact_id": self.contact_id,
            "stage": self.stage,
            "touchpoint": self.touchpoint,
            "type": self.type,
            "topic": self.topic,
            "channel": self.channel,
            "emotion": None if self.emotion is None else dict(self.emotion),
            "data": dict(self.data),
            "source_id": self.source_id,
        }


APPEND = """
INSERT INTO journey_event (id, at, customer_id, anonymous_id, contact_id, stage, touchpoint, type, topic, channel,
                           emotion, data, source_id)
SELECT id, at, customer_id, anonymous_id, contact_id, stage, touchpoint, type, topic, channel, emotion, data, source_id
  FROM ROWS FROM (jsonb_to_recordset(CAST(:events AS jsonb)) AS (
         id uuid, at timestamptz, customer_id text, anonymous_id text, contact_id uuid, stage text, touchpoint text,
         type text, topic text, channel text, emotion jsonb, data jsonb, source_id text)) WITH ORDINALITY AS event
 ORDER BY ordinality
ON CONFLICT (source_id) WHERE source_id IS NOT NULL DO NOTHING
"""
"""Writes the events of `packed`, in their order. Part of a larger statement where a transaction ends."""

_APPEND = text(APPEND)


def packed(events: Sequence[Event]) -> str:
    """Events as the parameter `events` of APPEND."""
    return json.dumps([event.row() for event in events], default=str, ensure_ascii=False)


async def append(connection: AsyncConnection, events: Sequence[Event]) -> int:
    """Write events in the caller's transaction, in this order; returns how many were new."""
    if not events:
        return 0
    return (await connection.execute(_APPEND, {"events": packed(events)})).rowcount
