"""Processes that are stopped without a word and go on as if nothing had been: what others did meanwhile stands."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack

import pytest

from tests.faults.cases import Case
from tests.faults.people.agents import AgentAtDesk
from tests.faults.people.crowd import PACE, Crowd, open_crowd
from tests.faults.people.customers import Customer
from tests.faults.rig.gateways import GatewayProcess
from tests.faults.rig.rig import Rig, open_rig

LEASE_S = 30
LATE = "자다가 깨서 하는 말이에요"
HOUR = 3600


@pytest.mark.timeout(HOUR)
async def test_gateway_paused_in_the_middle_of_a_transaction(case: Case) -> None:
    """It holds a conversation's lock; the customer goes on at the other gateway in a moment, and is heard once."""
    async with open_rig(2) as rig:
        urls = [gateway.url for gateway in rig.gateways]
        async with open_crowd(case, rig, customers=8, persons=3, urls=urls) as crowd:
            pausing = rig.gateways[0]
            pauses, slowest = case.size(1, 12), 0.0
            for _ in range(pauses):
                await pausing.kill()
                await pausing.start(FIRSTHAND_FAILPOINT=f"before_commit:pause@{case.chance.randint(1, 30)}")
                await move_to(crowd.customers, [pausing.url])
                async with crowd.talking():
                    await until_paused(pausing)
                    for one in crowd.everybody:
                        one.urls = urls[1:]  # as a load balancer sees it, too
                    slowest = max(slowest, await until_heard(crowd))
                pausing.resume()
                for one in crowd.everybody:
                    one.urls = urls
            await crowd.settle()
            await crowd.judged(crowd.customers, pauses=pauses, heard_again_s=slowest)


async def move_to(customers: Sequence[Customer], urls: list[str]) -> None:
    """They go through a tunnel and come out at another gateway."""
    for one in customers:
        await one.away()
        one.urls = urls
        one.back()


async def until_paused(gateway: GatewayProcess) -> None:
    async with asyncio.timeout(30):
        while not gateway.is_paused:  # noqa: ASYNC110 a process tells nobody that it was stopped
            await asyncio.sleep(0.02)


async def until_heard(crowd: Crowd) -> float:
    """Seconds until each customer has the acknowledgement of what they say now."""
    loop = asyncio.get_running_loop()
    began = loop.time()

    async def speak(one: Customer) -> None:
        client_id = await one.say("들리세요?")
        await one.until(lambda: client_id not in one.outbox, "answer", 30.0)

    await asyncio.gather(*map(speak, crowd.customers))
    return loop.time() - began


@pytest.mark.parametrize("who", ["agent", "gateway"])
@pytest.mark.timeout(HOUR)
async def test_paused_for_twice_the_lease(case: Case, who: str) -> None:
    """The chats go to a colleague in a new epoch; what was written under the old one is refused. A short pause, in the
    short run, costs nobody a chat."""
    async with open_rig(2, proxied=True) as rig, AsyncExitStack() as stack:
        first, second = rig.gateways
        async with open_crowd(case, rig, customers=4, persons=4, agents=1, urls=[second.url]) as crowd:
            [sleeper] = crowd.agents
            sleeper.urls = [first.url]
            await sleeper.away()
            sleeper.back()
            await sleeper.holds(4, 30.0)
            colleague = await _colleague(case, rig, stack, second.url)
            crowd.agents.append(colleague)
            moved = case.size(0, 4)
            _sleep(first, who)
            async with crowd.talking(1.0, 4.0):
                for ticket in sleeper.mine:
                    await sleeper.say(ticket["conversation_id"], LATE)
                await asyncio.sleep(case.size(3, 2 * LEASE_S))
                await colleague.holds(moved, 30.0)
                _wake(first, who)
            await crowd.settle()
            assert (len(sleeper.mine), len(colleague.mine)) == (4 - moved, moved)
            said = await rig.sql("SELECT count(*) AS n FROM message WHERE text = :text", text=LATE)
            assert said[0].n == 4 - moved, "written under an old epoch"
            await crowd.judged(crowd.customers, paused_s=case.size(3, 2 * LEASE_S), chats_moved=moved)


async def _colleague(case: Case, rig: Rig, stack: AsyncExitStack, url: str) -> AgentAtDesk:
    [login] = await rig.hire(1, capacity=4)
    desk = await stack.enter_async_context(AgentAtDesk(url, login, case.diary(login.name), PACE, case.seed))
    await desk.until_ready()
    return desk


def _sleep(gateway: GatewayProcess, who: str) -> None:
    """The agent's machine is closed, or the gateway's is."""
    if who == "gateway":
        gateway.pause()
    else:
        assert gateway.proxy is not None
        gateway.proxy.freeze()


def _wake(gateway: GatewayProcess, who: str) -> None:
    if who == "gateway":
        gateway.resume()
    else:
        assert gateway.proxy is not None
        gateway.proxy.thaw()
