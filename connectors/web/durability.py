"""Do the engines keep what was confirmed when a machine fails? Looked at when the gateway starts, then on and on.

A message is acknowledged because PostgreSQL committed it: with these settings off a commit may be gone after a crash.
Redis holds nothing that SQL has not, except what assistants remember of open dialogues: it must not evict, and must
write down what it has.
"""

import asyncio
import logging
from collections.abc import Mapping
from typing import NamedTuple

from redis.asyncio import Redis
from redis.exceptions import RedisError, ResponseError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.setting_values import SettingsError

log = logging.getLogger(__name__)

EVERY_S = 30.0

Allowed = Mapping[str, tuple[str, ...]]

OF_DATABASE: Allowed = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "local", "remote_write", "remote_apply"),
}
OF_REDIS: Allowed = {
    "appendonly": ("yes",),
    "appendfsync": ("everysec", "always"),
    "maxmemory-policy": ("noeviction",),
}
IN_INFO = {"appendonly": "aof_enabled", "maxmemory-policy": "maxmemory_policy"}
"""Where a Redis that forbids CONFIG GET, as hosted ones do, says the same. It says nothing of appendfsync."""
AOF = {"0": "no", "1": "yes"}


class Lossy(NamedTuple):
    """An engine's setting under which something confirmed can be lost."""

    variable: str
    expected: str
    came: str

    def __str__(self) -> str:
        return f"{self.variable}: expected {self.expected}, came {self.came}"


class Durability:
    """What is known of both engines. One that is away is looked at when it is back; until then the last look holds."""

    def __init__(self, engine: AsyncEngine, redis: Redis) -> None:
        self._engine = engine
        self._redis = redis
        self._of_database: list[Lossy] = []
        self._of_redis: list[Lossy] = []
        self._unknown: set[str] = set()

    @property
    def lossy(self) -> list[Lossy]:
        return [*self._of_database, *self._of_redis]

    def refuse_lossy(self) -> None:
        """Raise SettingsError for the first setting that loses something."""
        for variable, expected, came in self.lossy:
            raise SettingsError(variable, expected, f"{came}; --unsafe starts all the same")

    async def run(self) -> None:
        """Look again and again: an engine may come back, or be started with other settings."""
        while True:
            await asyncio.sleep(EVERY_S)
            await self.look()

    async def look(self) -> None:
        """Ask both engines; what is lossy and was not before is said loudly."""
        before = self.lossy
        try:
            self._of_database = _lossy("DATABASE_URL", "a database", OF_DATABASE, await self._database())
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            log.warning("DATABASE_URL: looked at when it is back: %s", type(error).__name__)
        try:
            self._of_redis = _lossy("REDIS_URL", "a Redis", OF_REDIS, await self._told())
        except (RedisError, OSError, TimeoutError) as error:
            log.warning("REDIS_URL: looked at when it is back: %s", type(error).__name__)
        for found in self.lossy:
            if found not in before:
                log.error("UNSAFE, what was confirmed can be lost: %s", found)

    async def _database(self) -> dict[str, str]:
        """As our own connections have them: a role or a database may have values of its own."""
        async with self._engine.connect() as connection:
            return {name: str(await connection.scalar(text(f"SHOW {name}"))) for name in OF_DATABASE}

    async def _told(self) -> dict[str, str]:
        """What Redis tells of its settings; of what it keeps to itself the log warns once."""
        try:
            told = {name: _text(found) for name in OF_REDIS for found in (await self._redis.config_get(name)).values()}
        except ResponseError:
            told = await self._informed()
        unknown = OF_REDIS.keys() - told.keys()
        for name in sorted(unknown - self._unknown):
            expected = " or ".join(OF_REDIS[name])
            log.warning("REDIS_URL: this Redis does not tell its %s; see to it that it is %s", name, expected)
        self._unknown = unknown
        return told

    async def _informed(self) -> dict[str, str]:
        try:
            facts = await self._redis.info("persistence") | await self._redis.info("memory")
        except ResponseError:
            return {}
        told = {name: _text(facts[fact]) for name, fact in IN_INFO.items() if fact in facts}
        return {name: AOF.get(value, value) for name, value in told.items()}


def _lossy(variable: str, engine: str, allowed: Allowed, told: Mapping[str, str]) -> list[Lossy]:
    wrong = {name: told[name] for name in allowed if name in told and told[name] not in allowed[name]}
    return [Lossy(variable, f"{engine} with {name} {allowed[name][0]}", came) for name, came in wrong.items()]


def _text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)
