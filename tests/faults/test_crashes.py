"""Gateways that die at the worst moment: what was acknowledged is there, once, in order, and all screens agree."""

import asyncio

import pytest

from escalation.store.failpoints import DIED
from tests.faults.cases import Case
from tests.faults.crowd import open_crowd
from tests.faults.rig import open_rig

HOUR = 3600


@pytest.mark.timeout(HOUR)
async def test_gateway_killed_at_random_points(case: Case) -> None:
    """Twenty customers write, five of them to a person, while their only gateway dies and returns."""
    async with open_rig() as rig, open_crowd(case, rig) as crowd:
        [gateway] = rig.gateways
        kills = case.size(6, 200)
        async with crowd.talking():
            for _ in range(kills):
                await asyncio.sleep(case.chance.uniform(0.0, 1.0))
                await gateway.kill()
                await gateway.start()
        await crowd.settle()
        await crowd.judged(crowd.customers[:6], kills=kills)


@pytest.mark.timeout(HOUR)
async def test_crash_between_commit_and_publish(case: Case) -> None:
    """A second tab on another gateway, which lives on, shows what the dead one could tell nobody."""
    async with open_rig(2) as rig:
        dying, living = rig.gateways
        async with open_crowd(case, rig, customers=8, persons=3, tabs_at=living.url) as crowd:
            points, slowest = ["after_commit", "after_redis"] * case.size(1, 20), 0.0
            for point in points:
                await dying.kill()
                await dying.start(FIRSTHAND_FAILPOINT=f"{point}:exit@{case.chance.randint(1, 40)}")
                async with crowd.talking():
                    assert await dying.until_gone() == DIED
                slowest = max(slowest, await crowd.tabs_catch_up())
            await dying.start()
            await crowd.settle()
            await crowd.judged(crowd.customers[:4], crashes=len(points), caught_up_s=slowest)


@pytest.mark.parametrize("point", ["before_commit", "before_ack", "before_settle"])
@pytest.mark.timeout(HOUR)
async def test_crash(case: Case, point: str) -> None:
    """What was not committed is sent again and kept once; what was, gets the same answer."""
    async with open_rig() as rig, open_crowd(case, rig, customers=8, persons=3) as crowd:
        [gateway] = rig.gateways
        crashes = case.size(2, 50)
        async with crowd.talking():
            for _ in range(crashes):
                await gateway.kill()
                await gateway.start(FIRSTHAND_FAILPOINT=f"{point}:exit@{case.chance.randint(1, 25)}")
                assert await gateway.until_gone() == DIED
            await gateway.start()
        await crowd.settle()
        await crowd.judged(crowd.customers[:4], crashes=crashes)
