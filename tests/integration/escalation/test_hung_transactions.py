"""A transaction whose gateway says nothing more: it is ended as soon as it is in somebody's way, and only then."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from escalation.store.hung_transactions import GATEWAY, SILENT, HungTransactions
from tests.integration.escalation.world import World

LOCK = text("SELECT id FROM conversation FOR UPDATE")


def engine_of(world: World, name: str) -> AsyncEngine:
    """Connections as this application's."""
    return create_async_engine(world.engine.url, connect_args={"server_settings": {"application_name": name}})


async def locking(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.execute(LOCK)


@pytest.mark.parametrize(("name", "ended"), [(GATEWAY, 1), ("psql", 0)])
async def test_only_a_gateway_that_keeps_others_waiting_is_cut_off(world: World, name: str, ended: int) -> None:
    await world.conversation()
    hanging, other = engine_of(world, name), engine_of(world, GATEWAY)
    hung = HungTransactions(world.engine)
    async with hanging.connect() as connection:
        await connection.execute(LOCK)
        await asyncio.sleep(SILENT.total_seconds() + 0.2)
        assert await hung.end() == 0, "nobody waits"
        waiting = asyncio.create_task(locking(other))
        await asyncio.sleep(0.2)
        assert not waiting.done()
        assert await hung.end() == ended
        if ended:
            await asyncio.wait_for(waiting, 5)
            with pytest.raises(DBAPIError):
                await connection.execute(LOCK)
            await connection.invalidate()
    await asyncio.wait_for(waiting, 5)
    await hanging.dispose()
    await other.dispose()


async def test_one_that_is_silent_for_a_moment_may_go_on(world: World) -> None:
    await world.conversation()
    other = engine_of(world, GATEWAY)
    async with other.connect() as connection:
        await connection.execute(LOCK)
        waiting = asyncio.create_task(locking(other))
        await asyncio.sleep(0.2)
        assert await HungTransactions(world.engine).end() == 0
    await asyncio.wait_for(waiting, 5)
    await other.dispose()
