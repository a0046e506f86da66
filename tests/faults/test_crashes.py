"""Gateways that die at the worst moment: what was acknowledged is there, once, in order, and all screens agree."""

import asyncio
from collections import Counter
from uuid import uuid4

import pytest

from escalation.store.failpoints import DIED
from tests.faults.cases import Case
from tests.faults.people.agents import AgentAtDesk
from tests.faults.people.crowd import PACE, open_crowd
from tests.faults.rig.gateways import GatewayProcess
from tests.faults.rig.rig import open_rig
from tests.faults.verdicts.record_view import look

HOUR = 3600
LATEST = {"before_commit": 150, "before_ack": 40, "before_settle": 30}
"""How often a crowd reaches a fail point in some seconds."""


@pytest.mark.timeout(HOUR)
async def test_gateway_killed_at_random_points(case: Case) -> None:
    """Twenty customers write, five of them to a person, while their only gateway dies and returns."""
    async with open_rig() as rig, open_crowd(case, rig) as crowd:
        [gateway] = rig.gateways
        kills = case.size(5, 200)
        async with crowd.talking():
            for _ in range(kills):
                await asyncio.sleep(case.chance.uniform(0.0, 1.5))
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
                    assert await dying.until_gone(60) == DIED
                slowest = max(slowest, await crowd.tabs_catch_up())
            for one in crowd.everybody:
                one.urls = [living.url]
            await crowd.settle()
            await crowd.judged(crowd.customers[:4], crashes=len(points), caught_up_s=slowest)


@pytest.mark.parametrize("point", ["before_commit", "before_ack", "before_settle"])
@pytest.mark.timeout(HOUR)
async def test_crash(case: Case, point: str) -> None:
    """What was not committed is sent again and kept once; what was, gets the same answer."""
    crashes = case.size(1, 50)
    async with open_rig(start=False) as rig:
        specs = [f"{point}:exit@{case.chance.randint(1, LATEST[point])}" for _ in range(crashes)]
        dying = asyncio.create_task(_die(rig.gateways[0], specs))
        async with open_crowd(case, rig, customers=8, persons=3) as crowd:
            async with crowd.talking():
                await dying
            await crowd.settle()
            await crowd.judged(crowd.customers[:4], crashes=crashes)


async def _die(gateway: GatewayProcess, specs: list[str]) -> None:
    """At one fail point after the other; then it lives."""
    for spec in specs:
        await gateway.start(FIRSTHAND_FAILPOINT=spec)
        assert await gateway.until_gone(120) == DIED
    await gateway.start()


@pytest.mark.timeout(HOUR)
async def test_two_gateways_one_killed(case: Case) -> None:
    """Everybody goes on at the other one: chats stay with their agents, turns are answered, the queue is whole."""
    async with open_rig(2) as rig:
        urls = [gateway.url for gateway in rig.gateways]
        async with open_crowd(case, rig, persons=8, agents=3, urls=urls) as crowd:
            holders = [one.state["agent"] for one in crowd.customers[:8]]
            kills = case.size(1, 20)
            async with crowd.talking():
                for _ in range(kills):
                    await asyncio.sleep(case.chance.uniform(0.5, 2.0))
                    dying = case.chance.choice(rig.gateways)
                    await dying.kill()
                    await asyncio.sleep(case.chance.uniform(1.0, case.size(3, 15)))
                    if case.whole:
                        await dying.start()
            await crowd.settle()
            assert [one.state["agent"] for one in crowd.customers[:8]] == holders, "chats changed hands"
            await crowd.judged(crowd.customers[:8], kills=kills)


@pytest.mark.timeout(HOUR)
async def test_crash_while_claiming(case: Case) -> None:
    """A ticket that was taken out of the live queue for nobody is back in its place, and is the next one claimed."""
    waiting = case.size(4, 40)
    async with (
        open_rig(FIRSTHAND_FAILPOINT="after_pop:exit@1") as rig,
        open_crowd(case, rig, waiting, waiting, agents=0) as crowd,
    ):
        [gateway] = rig.gateways
        [login] = await rig.hire(1)
        async with AgentAtDesk(gateway.url, login, case.diary(login.name), PACE, case.seed, working=False) as desk:
            await desk.until_ready()
            await desk.send({"type": "claim", "client_id": str(uuid4())})
            assert await gateway.until_gone() == DIED
            popped = await look(rig)
            assert popped.queue is not None
            assert sum(map(len, popped.queue.values())) == waiting - 1
            await gateway.start(FIRSTHAND_FAILPOINT="")
            healed_s = await crowd.queue_heals()
            await desk.until_ready()
            claimed = (await desk.claim())["ticket"]["id"]
            assert claimed == min(popped.tickets.values(), key=lambda ticket: ticket.respond_by).id
            await crowd.settle()
            await crowd.judged(healed_s=healed_s)


@pytest.mark.timeout(HOUR)
async def test_turns_survive_their_gateway(case: Case) -> None:
    """Who had written to the bot when the gateway died is answered, once, whether they are still there or not."""
    count = case.size(6, 30)  # a gateway keeps 32 at the assistant
    async with open_rig() as rig, open_crowd(case, rig, count, persons=0, agents=0) as crowd:
        [gateway], loop = rig.gateways, asyncio.get_running_loop()
        rig.assistant.turn_s = 30.0
        for number, one in enumerate(crowd.customers):
            await one.say(f"{number}번 손님의 질문")
        await crowd.customers[0].until(lambda: len(rig.assistant.requests) == count, "turns", 20.0)
        await crowd.customers[1].away()
        await gateway.kill()
        rig.assistant.turn_s = 0.0
        await gateway.start()
        began = loop.time()
        for number, one in enumerate(crowd.customers[2:], start=2):
            await one.reads(f"re: {number}번 손님의 질문", 20.0)
        answered_s = loop.time() - began
        crowd.customers[1].back()
        await crowd.settle()
        asked = Counter(request["turn_id"] for request in rig.assistant.requests)
        assert (len(asked), set(asked.values())) == (count, {2}), "each turn is asked again under its own id"
        said = await rig.sql("SELECT text FROM message WHERE sender = 'bot'")
        assert sorted(row.text for row in said) == sorted(f"re: {n}번 손님의 질문" for n in range(count))
        await crowd.judged(crowd.customers, answered_s=answered_s)
