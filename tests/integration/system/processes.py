"""The running product's processes, stopped for a moment, and its record as the judge of faults looks at it."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import psutil
from redis.asyncio import Redis
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from tests.system import System

PACE_S = 0.02
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Up:
    """An engine that nobody stops here."""

    is_up: bool = True


@dataclass(frozen=True, slots=True)
class Product:
    """A system, and its record."""

    system: System
    engine: AsyncEngine
    client: "Redis"
    redis: Up = Up()

    async def sql(self, statement: str, **values: Any) -> Sequence[Row[Any]]:
        """The rows; nothing is changed."""
        async with self.engine.connect() as connection:
            return (await connection.execute(text(statement), values)).all()

    async def redis_client(self) -> "Redis":
        return self.client

    def process(self, name: str) -> psutil.Process:
        return self.system.children()[name]

    async def until_row(self, statement: str, limit_s: float = 30.0, **values: Any) -> Row[Any]:
        """The first row that the statement finds, now or soon. Raises AssertionError."""

        async def found() -> Row[Any] | None:
            return next(iter(await self.sql(statement, **values)), None)

        return await until(found, statement, limit_s)

    async def until_unread(self, port: str, limit_s: float = 10.0) -> None:
        """Until something lies unread at a port (its name in `System.ports`) whose process is stopped."""

        async def waits() -> bool:
            return unread(self.system.ports[port]) > 0

        await until(waits, f"something unread at {port}", limit_s)


@asynccontextmanager
async def open_product(system: System) -> AsyncIterator[Product]:
    """Connections to the record of a running system."""
    engine = create_async_engine(system.facts["database"], poolclass=NullPool)
    client = Redis.from_url(system.facts["redis"])
    try:
        yield Product(system, engine, client)
    finally:
        await client.aclose()
        await engine.dispose()


@contextmanager
def stopped(process: psutil.Process) -> Iterator[None]:
    """SIGSTOP for the length of the block: it neither works nor closes anything."""
    process.suspend()
    try:
        yield
    finally:
        process.resume()


async def until(found: Callable[[], Awaitable[T | None]], what: str, limit_s: float) -> T:
    """The first answer that is neither None nor false. Raises AssertionError."""
    end = time.monotonic() + limit_s
    while not (answer := await found()):
        assert time.monotonic() < end, f"not within {limit_s:g} s: {what}"
        await asyncio.sleep(PACE_S)
    return answer


def unread(port: int) -> int:
    """Bytes that wait to be read by whoever listens on a port of this machine; the kernel keeps the book."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]]
    mine = (line for line in lines if int(line[1].split(":")[1], 16) == port)
    return sum(int(line[4].split(":")[1], 16) for line in mine)
