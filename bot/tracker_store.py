"""Dialogue state in Redis: events appended, the last of them and the slots read back, a day's life."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, Event, SlotSet, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from redis.asyncio import Redis  # type: ignore[import-untyped]

LIFE = 24 * 60 * 60
"""How long a silent dialogue is kept (seconds)."""
READ_BACK = 40
"""How many events a dialogue is read back with."""
KEPT = 400
"""How many events of a dialogue are kept at all."""
TIMEOUT = 1.0
"""How long Redis may take to connect or to answer (seconds)."""


def events_key(dialogue_id: str) -> str:
    return f"dialogue:{dialogue_id}:events"


def state_key(dialogue_id: str) -> str:
    return f"dialogue:{dialogue_id}:state"


class StoredTracker(DialogueStateTracker):
    """A tracker that knows how many of its events are already stored."""

    stored = 0


class RedisTrackerStore(TrackerStore):
    """Appends what is new. Raises redis.RedisError where Redis fails: an empty dialogue is never made up."""

    def __init__(
        self,
        domain: Domain | None,
        url: str | None = None,
        event_broker: EventBroker | None = None,
        host: str | None = None,
        **kwargs: Any,
    ) -> None:
        """`url`: redis://... or unix://...; Rasa hands it over as `host`. Without one, REDIS_URL."""
        super().__init__(domain, event_broker, **kwargs)
        address = url or host or os.environ.get("REDIS_URL")
        if not address:
            raise ValueError("expected `url` of the tracker store in the endpoints, or the variable REDIS_URL")
        self._redis: Redis = Redis.from_url(
            address, decode_responses=True, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT
        )

    def init_tracker(self, sender_id: str) -> StoredTracker:
        return StoredTracker(sender_id, self.domain.slots, max_event_history=self.max_event_history)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Appends the events that are not stored yet, and the state as it is now, in one transaction."""
        stored = tracker.stored if isinstance(tracker, StoredTracker) else 0
        fresh = [json.dumps(event.as_dict(), ensure_ascii=False) for event in list(tracker.events)[stored:]]
        if not fresh:
            return
        events, state = events_key(tracker.sender_id), state_key(tracker.sender_id)
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.rpush(events, *fresh)
            pipe.ltrim(events, -KEPT, -1)
            pipe.set(state, json.dumps(_state(tracker), ensure_ascii=False), ex=LIFE)
            pipe.expire(events, LIFE)
            await pipe.execute()
        if isinstance(tracker, StoredTracker):
            tracker.stored = len(tracker.events)

    async def retrieve(self, sender_id: str) -> StoredTracker | None:
        """The dialogue with its last events, or None where there is none."""
        return await self._read(sender_id, READ_BACK)

    async def retrieve_full_tracker(self, conversation_id: str) -> StoredTracker | None:
        """The dialogue with all events that are kept."""
        return await self._read(conversation_id, KEPT)

    async def keys(self) -> Iterable[str]:
        """The ids of all dialogues."""
        prefix, suffix = events_key("\0").split("\0")
        found = [key async for key in self._redis.scan_iter(match=events_key("*"), count=1_000)]
        return [key[len(prefix) : -len(suffix)] for key in found]

    async def ping(self) -> None:
        """Raises redis.RedisError where Redis does not answer."""
        await self._redis.ping()

    async def close(self) -> None:
        """Closes the connections; the event loop cannot end while one is open."""
        await self._redis.close()
        await self._redis.connection_pool.disconnect()

    async def _read(self, sender_id: str, last: int) -> StoredTracker | None:
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.lrange(events_key(sender_id), -last, -1)
            pipe.get(state_key(sender_id))
            lines, state = await pipe.execute()
        if not lines:
            return None
        tracker = self.init_tracker(sender_id)
        cut = len(lines) == last
        before = _restored(json.loads(state), tracker) if cut and state else []
        for event in [*before, *deserialise_events([json.loads(line) for line in lines])]:
            tracker.update(event, self.domain)
        tracker.stored = len(tracker.events)
        return tracker


def _state(tracker: DialogueStateTracker) -> dict[str, Any]:
    return {"slots": tracker.current_slot_values(), "loop": tracker.active_loop_name}


def _restored(state: dict[str, Any], tracker: DialogueStateTracker) -> list[Event]:
    """What events that are not read back have left behind: slots, and the form that is still open."""
    slots: list[Event] = [
        SlotSet(name, value)
        for name, value in state["slots"].items()
        if name in tracker.slots and value != tracker.slots[name].value
    ]
    return slots + ([ActiveLoop(state["loop"])] if state["loop"] else [])
