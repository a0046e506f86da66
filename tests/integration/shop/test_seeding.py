"""The seed comes once; on a later day its dates have moved on, and what customers did stays done."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from connectors.demoshop import schema
from connectors.demoshop.seeding import seed
from connectors.shop.errors import ShopUnavailable
from connectors.shop.sql import SqlShop
from connectors.shop.state import state_of

DAY_ONE = datetime(2026, 3, 10, 3, tzinfo=UTC)
URL = "http://shop.example"


async def test_a_later_start_moves_the_dates_and_keeps_the_rest(database_url: str) -> None:
    engine = create_async_engine(database_url)
    try:
        await _started(engine, DAY_ONE)
        shop = SqlShop(engine)
        before = await shop.order("FH-100207")
        await shop.cancel("FH-100202", "key")
        later = DAY_ONE + timedelta(days=9, hours=5)
        await _started(engine, later)
        await _started(engine, later)
        after = await shop.order("FH-100207")
        assert after.placed_at - before.placed_at == timedelta(days=9)
        assert state_of(after, later) == state_of(before, DAY_ONE)
        assert (await shop.order("FH-100202")).cancelled_at is not None
        assert len(await shop.orders("C-1001", 50)) == 3
    finally:
        await engine.dispose()


async def _started(engine: AsyncEngine, now: datetime) -> None:
    await schema.create(engine)
    await seed(engine, URL, now)


async def test_a_database_without_the_views_is_an_unavailable_shop(database_url: str) -> None:
    engine = create_async_engine(database_url)
    try:
        with pytest.raises(ShopUnavailable) as told:
            await SqlShop(engine).order("FH-100201")
        assert isinstance(told.value.__cause__, ProgrammingError)
    finally:
        await engine.dispose()


async def test_a_database_that_is_not_there_is_an_unavailable_shop() -> None:
    engine = create_async_engine("postgresql+asyncpg://nobody:x@/nothing?host=/nonexistent")
    with pytest.raises(ShopUnavailable):
        await SqlShop(engine).order("FH-100201")
    await engine.dispose()
