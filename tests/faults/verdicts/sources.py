"""The part of the rig that the judge looks at."""

from collections.abc import Sequence
from typing import Any, Protocol

from redis.asyncio import Redis


class Engine(Protocol):
    @property
    def is_up(self) -> bool: ...


class Sources(Protocol):
    """PostgreSQL and Redis as they are."""

    @property
    def redis(self) -> Engine: ...

    async def sql(self, statement: str, **values: Any) -> Sequence[Any]: ...

    async def redis_client(self) -> "Redis": ...
