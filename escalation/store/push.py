"""Hints to whoever looks at a conversation or a desk, on this gateway at once and on the others through Redis.

A hint may be lost, never invented: whoever misses one finds everything in the record. When that may have happened
(Redis was away, a reader was too slow) subscribers get the frame `resync` and read the record again.
"""

import asyncio
import json
import logging
import uuid
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from redis.asyncio import Redis

from escalation.store.guarded_redis import AWAY, REST_S, GuardedRedis
from escalation.store.keys import PUSH_CHANNEL

log = logging.getLogger(__name__)

Frame = dict[str, Any]
MOST_WAITING = 256  # frames a subscriber may be behind before it is told to read the record instead
RESYNC: Frame = {"type": "resync"}


class Subscription:
    """The frames of one channel, in order. Ends only when its reader leaves."""

    def __init__(self) -> None:
        self._waiting: deque[Frame] = deque()
        self._news = asyncio.Event()

    def put(self, frame: Frame) -> None:
        """Never waits: a reader who is too far behind loses the frames and is told so."""
        if len(self._waiting) >= MOST_WAITING:
            self._waiting.clear()
            frame = RESYNC
        self._waiting.append(frame)
        self._news.set()

    def __aiter__(self) -> "Subscription":
        return self

    async def __anext__(self) -> Frame:
        while not self._waiting:
            self._news.clear()
            await self._news.wait()
        return self._waiting.popleft()


class _Subscribing:
    """`async with push.subscribe(channel) as frames`: listens from the moment the block is entered."""

    def __init__(self, push: "Push", channel: str) -> None:
        self._context = push.listening(channel)

    async def __aenter__(self) -> Subscription:
        return self._context.__enter__()

    async def __aexit__(self, *error: object) -> None:
        self._context.__exit__(None, None, None)


class Push:
    """One a gateway. `run` has to be running for hints from other gateways to arrive."""

    def __init__(self, redis: "Redis | None") -> None:
        self._redis = redis
        self._origin = uuid.uuid4().hex
        self._guarded = GuardedRedis(redis)
        self._subscribers: dict[str, set[Subscription]] = {}

    def subscribe(self, channel: str) -> _Subscribing:
        """Channels: `conversation:{id}`, `agent:{id}`, `backstage:{id}`, `desk`, `waiting`, `work`, `turns`."""
        return _Subscribing(self, channel)

    @contextmanager
    def listening(self, channel: str) -> Iterator[Subscription]:
        """As `subscribe`, for callers that cannot wait."""
        subscription = Subscription()
        self._subscribers.setdefault(channel, set()).add(subscription)
        try:
            yield subscription
        finally:
            left = self._subscribers[channel]
            left.discard(subscription)
            if not left:
                del self._subscribers[channel]

    async def publish(self, channel: str, frame: Frame) -> bool:
        """After the commit. False when other gateways may not have heard it."""
        return await self.publish_all([(channel, frame)])

    async def publish_all(self, hints: Sequence[tuple[str, Frame]]) -> bool:
        """Several hints in order, in one trip to Redis."""
        for channel, frame in hints:
            self._deliver(channel, frame)
        return await self._tell_others(hints)

    async def resync(self, channels: Sequence[str]) -> bool:
        """Let everybody on these channels read the record again. False, and nobody told, while Redis is away:
        its return tells them all."""
        hints = [(channel, RESYNC) for channel in channels]
        if not await self._tell_others(hints):
            return False
        for channel, frame in hints:
            self._deliver(channel, frame)
        return True

    def _deliver(self, channel: str, frame: Frame) -> None:
        for subscription in self._subscribers.get(channel, ()):
            subscription.put(frame)

    async def _tell_others(self, hints: Sequence[tuple[str, Frame]]) -> bool:
        async with self._guarded.asked("other gateways are not told") as redis:
            if redis is not None:
                async with redis.pipeline(transaction=False) as pipeline:
                    for channel, frame in hints:
                        pipeline.publish(PUSH_CHANNEL, self._packed(channel, frame))
                    await pipeline.execute()
                return True
        return self._redis is None

    def _packed(self, channel: str, frame: Frame) -> str:
        return f"{self._origin}\n{channel}\n{json.dumps(frame, ensure_ascii=False, separators=(',', ':'))}"

    async def run(self) -> None:
        """Pass on what other gateways say, until cancelled; after every loss of Redis, all read the record again."""
        if self._redis is None:
            return
        while True:
            try:
                await self._listen(self._redis)
            except AWAY as error:
                log.warning("Redis is away, hints of other gateways are lost: %s", error)
            await asyncio.sleep(REST_S)

    async def _listen(self, redis: "Redis") -> None:
        """The client reconnects by itself and subscribes anew; the confirmation of that tells of the gap."""
        async with redis.pubsub() as pubsub:
            await pubsub.subscribe(PUSH_CHANNEL)
            while True:
                message = await pubsub.get_message(timeout=30.0)
                if message is None:
                    continue
                if message["type"] == "subscribe":
                    self._resync_all()
                elif message["type"] == "message":
                    self._unpack(message["data"])

    def _unpack(self, data: bytes | str) -> None:
        text = data.decode() if isinstance(data, bytes) else data
        origin, channel, frame = text.split("\n", 2)
        if origin != self._origin and channel in self._subscribers:
            self._deliver(channel, json.loads(frame))

    def _resync_all(self) -> None:
        for channel in list(self._subscribers):
            self._deliver(channel, RESYNC)
