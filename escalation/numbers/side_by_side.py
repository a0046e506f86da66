"""Two questions at once, each on a connection of its own: a page that asks both waits for the longer one only."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from sqlalchemy import QueuePool
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

One = TypeVar("One")
Two = TypeVar("Two")


@asynccontextmanager
async def another(engine: AsyncEngine) -> AsyncIterator[AsyncConnection | None]:
    """A second connection; None where half of the pool is out: pages that hold one while they wait for the next would
    wait for each other, and chats for all of them."""
    pool = engine.pool
    if isinstance(pool, QueuePool) and pool.checkedout() > pool.size() // 2:
        yield None
        return
    async with engine.connect() as connection:
        yield connection


async def both(
    connection: AsyncConnection,
    beside: AsyncConnection | None,
    one: Callable[[AsyncConnection], Coroutine[Any, Any, One]],
    two: Callable[[AsyncConnection], Coroutine[Any, Any, Two]],
) -> tuple[One, Two]:
    """The two answers; one after the other where there is no second connection. Raises what they do, in a group where
    they were asked at once."""
    if beside is None:
        return await one(connection), await two(connection)
    async with asyncio.TaskGroup() as group:
        first, second = group.create_task(one(connection)), group.create_task(two(beside))
    return first.result(), second.result()
