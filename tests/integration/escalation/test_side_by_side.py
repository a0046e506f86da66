"""Two questions on two connections: asked at once where there is room, and the same answers where there is none."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from escalation.numbers.contacts import import_contacts
from escalation.numbers.filter import Filter
from escalation.numbers.history import PastContact
from escalation.numbers.outcomes import HandledBy, Issue, Outcome
from escalation.numbers.overview import overview
from escalation.numbers.side_by_side import another, both

NOW = datetime(2026, 4, 1, tzinfo=UTC)
POOL = 4


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    made = create_async_engine(database_url, pool_size=POOL, max_overflow=0)
    yield made
    await made.dispose()


async def test_both_are_under_way_at_once(engine: AsyncEngine) -> None:
    meeting = asyncio.Barrier(2)

    async def asks(connection: AsyncConnection) -> int:
        await meeting.wait()
        return int(await connection.scalar(text("SELECT pg_backend_pid()")) or 0)

    async with engine.connect() as connection, another(engine) as beside, asyncio.timeout(5):
        assert beside is not None
        one, two = await both(connection, beside, asks, asks)
    assert one != two


async def test_a_full_pool_is_left_alone(engine: AsyncEngine) -> None:
    """Whoever holds a connection never waits for a second one."""

    async def one(connection: AsyncConnection) -> int:
        return int(await connection.scalar(select(1)) or 0)

    async with AsyncExitStack() as held:
        first, *_ = [await held.enter_async_context(engine.connect()) for _ in range(POOL - 1)]
        beside = await held.enter_async_context(another(engine))
        assert beside is None
        assert await both(first, beside, one, one) == (1, 1)


async def test_the_overview_is_the_same_on_two_connections(engine: AsyncEngine) -> None:
    past = [
        PastContact(
            external_id=f"h{n}", customer_id=f"c{n % 5}", channel="chat",
            started_at=NOW - timedelta(days=40 - 3 * n), ended_at=NOW - timedelta(days=40 - 3 * n, minutes=-8),
            outcome=Outcome.ASSUMED, handled_by=HandledBy.BOT, issues=(Issue("billing" if n % 2 else "orders"),),
            escalation_reasons=(), csat=None,
        )
        for n in range(12)
    ]  # fmt: skip
    async with engine.begin() as connection:
        await import_contacts(connection, past)
    asked = Filter(NOW - timedelta(days=30), NOW)
    async with engine.connect() as connection, another(engine) as beside:
        alone = await overview(connection, asked, NOW)
        assert await overview(connection, asked, NOW, beside=beside) == alone
    assert alone["metrics"][0]["value"] == 8
    assert alone["metrics"][0]["before"]["value"] == 4
    async with engine.connect() as connection:
        long = await overview(connection, Filter(NOW - timedelta(days=3660), NOW), NOW)
    points = next(one for one in long["series"] if one["id"] == "contacts")["points"]
    assert (len(points), points[-1]["day"], sum(one["numerator"] for one in points)) == (122, "2026-04-01", 12)
    assert long["metrics"][0]["value"] == 12
