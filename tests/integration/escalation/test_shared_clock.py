"""One time for all gateways: the database's, whatever this machine's clock says."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from escalation.store.shared_clock import FAR, SharedClock


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    made = create_async_engine(database_url)
    yield made
    await made.dispose()


async def told(engine: AsyncEngine) -> datetime:
    async with engine.connect() as connection:
        now: datetime = (await connection.execute(text("SELECT clock_timestamp()"))).scalar_one()
        return now


class Seconds:
    """A monotonic clock by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


async def test_it_goes_on_from_the_databases_time(engine: AsyncEngine) -> None:
    seconds = Seconds()
    clock = SharedClock(engine, seconds)
    await clock.look()
    began = clock()
    assert abs(began - await told(engine)) < timedelta(seconds=5)
    seconds.now += 90
    assert clock() == began + timedelta(seconds=90)


async def test_a_clock_that_went_wrong_is_put_right_and_a_small_difference_left(engine: AsyncEngine) -> None:
    seconds = Seconds()
    clock = SharedClock(engine, seconds)
    await clock.look()
    for wrong_s in (3600.0, -3600.0):
        seconds.now += wrong_s
        assert abs(clock() - await told(engine)) > timedelta(minutes=59)
        await clock.look()
        assert abs(clock() - await told(engine)) < FAR
    clock = SharedClock(engine)
    await clock.look()
    before = clock._then
    await asyncio.sleep(0.02)
    await clock.look()
    assert clock._then == before


async def test_without_the_database_it_goes_on(tmp_path: object, caplog: pytest.LogCaptureFixture) -> None:
    nowhere = create_async_engine(f"postgresql+asyncpg://u@/none?host={tmp_path}")
    clock = SharedClock(nowhere)
    await clock.look()
    first = clock()
    assert clock() >= first
    assert "asked again later" in caplog.text
    await nowhere.dispose()
