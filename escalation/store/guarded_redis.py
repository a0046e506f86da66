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
        if self._redis is None or self._searching:
            yield None
            return
        try:
            async with asyncio.timeout(self._limit_s):
                yield self._redis
        except AWAY as error:
            log.warning("Redis is away, %s: %r", otherwise, error)
            if not self._searching:
                self._search = asyncio.create_task(self._look_for(self._redis))

    @property
    def _searching(self) -> bool:
        return self._search is not None and not self._search.done()

    async def _look_for(self, redis: "Redis") -> None:
        """Until it answers. What else may go wrong is told, and no reason to give it up for good."""
        while True:
            await asyncio.sleep(self._rest_s)
            try:
                async with asyncio.timeout(self._limit_s):
                    await cast("Awaitable[Any]", redis.ping())
            except AWAY as error:
                log.debug("Redis is still away: %r", error)
            except Exception:
                log.exception("looking for Redis went wrong, and goes on")
            else:
                return log.warning("Redis is back")
