"""Redis for those who can go on without it: it may hold them up once, until it is known to be away."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any, cast

from redis.asyncio import Redis
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

LIMIT_S = 1.0
"""The longest that Redis may hold anybody up."""
REST_S = 1.0
"""While it is away it is looked for this often, by a task of its own."""
AWAY = (RedisError, OSError, TimeoutError)
"""What Redis raises when it cannot be asked."""


class GuardedRedis:
    """After a failure nobody asks it, until it has answered a call that nobody waits for: a Redis that hangs would
    otherwise cost every caller the whole limit."""

    def __init__(self, redis: "Redis | None", *, limit_s: float = LIMIT_S, rest_s: float = REST_S) -> None:
        self._redis = redis
        self._limit_s = limit_s
        self._rest_s = rest_s
        self._search: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def asked(self, otherwise: str) -> "AsyncIterator[Redis | None]":
        """Redis; None where there is none, or while it is away. What fails inside is logged, with what happens
        `otherwise`, and over."""
        if self._redis is None or self._search is not None:
            yield None
            return
        try:
            async with asyncio.timeout(self._limit_s):
                yield self._redis
        except AWAY as error:
            log.warning("Redis is away, %s: %r", otherwise, error)
            self._search = self._search or asyncio.create_task(self._look_for(self._redis))

    async def _look_for(self, redis: "Redis") -> None:
        answers = False
        while not answers:
            await asyncio.sleep(self._rest_s)
            try:
                async with asyncio.timeout(self._limit_s):
                    answers = bool(await cast("Awaitable[Any]", redis.ping()))
            except AWAY as error:
                log.debug("Redis is still away: %r", error)
        log.warning("Redis is back")
        self._search = None
