"""The keeper: what is due is worked out and kept, by one gateway; what fails keeps nothing else from it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import NoReturn

import pytest
from sqlalchemy import delete, update

from escalation.insight.clustering import erased
from escalation.insight.keeper import Keeper, Kept, Refresher, kept
from escalation.insight.workshop import Workshop
from escalation.store.leader import KEEPER_LOCK, lead
from escalation.store.record import Record
from escalation.store.wire import Wire
from escalation.tables import conversation, insight
from tests.integration.escalation.world import World, until_somebody_waits

HOUR = timedelta(hours=1)


@pytest.fixture
async def workshop() -> AsyncIterator[Workshop]:
    opened = Workshop()
    yield opened
    await opened.close()


class Counting:
    """Work that counts how often it was done; it may be told to fail or to have nothing new."""

    def __init__(self) -> None:
        self.times = 0
        self.fails = self.silent = False

    async def __call__(self, record: Record, workshop: Workshop, now: datetime) -> Wire | None:
        if self.fails:
            raise LookupError("expected rows, came none")
        self.times += 1
        return None if self.silent else {"times": self.times}


async def read(world: World, key: str) -> Kept | None:
    async with world.service.record.read() as connection:
        return await kept(connection, key)


async def test_what_is_due_is_worked_out_and_kept(world: World, workshop: Workshop) -> None:
    often, seldom = Counting(), Counting()
    keeper = Keeper(
        world.service.record, workshop, [Refresher("often", HOUR, often), Refresher("seldom", 24 * HOUR, seldom)]
    )
    assert await read(world, "often") is None
    assert await keeper.step() == ["often", "seldom"]
    assert await keeper.step() == []
    world.clock.pass_(3600)
    assert await keeper.step() == ["often"]
    assert await read(world, "often") == Kept({"times": 2}, world.clock())
    assert await read(world, "seldom") == Kept({"times": 1}, world.clock() - HOUR)


async def test_another_gateway_knows_what_was_worked_out(world: World, workshop: Workshop) -> None:
    work = Counting()
    for _ in range(2):
        await Keeper(world.service.record, workshop, [Refresher("one", HOUR, work)]).step()
    assert work.times == 1


async def test_nothing_new_keeps_what_stood_there(world: World, workshop: Workshop) -> None:
    work = Counting()
    keeper = Keeper(world.service.record, workshop, [Refresher("one", HOUR, work)])
    await keeper.step()
    work.silent = True
    world.clock.pass_(3600)
    assert await keeper.step() == ["one"]
    assert await read(world, "one") == Kept({"times": 1}, world.clock())


async def test_an_erasure_that_is_under_way_is_waited_for_and_the_work_done_again(
    world: World, workshop: Workshop
) -> None:
    await world.conversation()
    work = Counting()
    keeper = Keeper(world.service.record, workshop, [Refresher("one", HOUR, work, erased)])
    async with world.engine.begin() as erasing:
        await erasing.execute(delete(insight))
        await erasing.execute(update(conversation).values(erased_at=world.clock()))
        step = asyncio.create_task(keeper.step())
        await until_somebody_waits(world)
        assert work.times == 1
    assert await step == ["one"]
    assert await read(world, "one") == Kept({"times": 2}, world.clock())


async def test_one_that_fails_is_logged_and_tried_again_and_others_go_on(
    world: World, workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = Counting(), Counting()
    broken.fails = True
    keeper = Keeper(
        world.service.record, workshop, [Refresher("broken", HOUR, broken), Refresher("sound", HOUR, sound)]
    )
    with caplog.at_level(logging.ERROR):
        assert await keeper.step() == ["sound"]
    assert "insight broken could not be worked out" in caplog.text
    assert "expected rows, came none" in caplog.text
    broken.fails = False
    assert await keeper.step() == []  # not at once
    world.clock.pass_(300)
    assert await keeper.step() == ["broken"]


async def test_one_gateway_keeps_at_a_time(world: World, workshop: Workshop) -> None:
    leading = asyncio.Event()

    async def work() -> NoReturn:
        leading.set()
        await asyncio.Event().wait()
        raise AssertionError("nothing sets it")

    first = asyncio.create_task(lead(world.engine, work, KEEPER_LOCK))
    await asyncio.wait_for(leading.wait(), 5)
    leading.clear()
    await lead(world.engine, work, KEEPER_LOCK)  # returns at once: another leads
    assert not leading.is_set()
    elsewhere = asyncio.create_task(lead(world.engine, work))  # who leads in another thing does not stand in the way
    await asyncio.wait_for(leading.wait(), 5)
    for task in (first, elsewhere):
        task.cancel()
        await asyncio.wait([task])
