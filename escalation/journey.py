"""The only writer of the journey log. What is written here is never changed; no text of a customer goes in unmasked."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.tables import journey_event


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


_APPEND = insert(journey_event).on_conflict_do_nothing(
    index_elements=["source_id"], index_where=journey_event.c.source_id.is_not(None)
)


async def append(connection: AsyncConnection, events: Sequence[Event]) -> None:
    """Write events in the caller's transaction, in this order."""
    if events:
        await connection.execute(_APPEND, [event.row() for event in events])
