"""What networks do to sockets: they forget them, cut them, lose what was on the way, and everybody at once."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

import psutil
import pytest
import pytest_asyncio

from tests.faults.cases import Case
from tests.faults.people.connection import Connection
from tests.faults.people.crowd import WANTS_A_PERSON, Crowd, open_crowd
from tests.faults.people.customers import Customer
from tests.faults.people.pace import PAGES, Pace
from tests.faults.rig.proxy import Proxy
from tests.faults.rig.rig import Rig, open_rig
from tests.faults.verdicts.verdict import judge, look

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(1200)]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def rig() -> AsyncIterator[Rig]:
    """One for the whole file: each case leaves it with nobody waiting and nobody on duty."""
    async with open_rig(proxied=True) as opened:
        yield opened


@asynccontextmanager
async def talkers(case: Case, rig: Rig, customers: int, agents: int = 1) -> AsyncIterator[Crowd]:
    """All of them with a person; in the end every chat is resolved and every agent away."""
    async with open_crowd(case, rig, customers=customers, persons=customers, agents=agents) as crowd:
        await until(lambda: sum(len(agent.mine) for agent in crowd.agents) == customers, 20)
        try:
            yield crowd
            await go_home(crowd)
        except BaseException:
            await rig.sql("TRUNCATE conversation CASCADE")  # the next case has nothing to do with it
            await rig.sql("UPDATE agent SET status = 'away'")
            raise


async def go_home(crowd: Crowd) -> None:
    for agent in crowd.agents:
        await agent.until_ready()
        for ticket in agent.mine:
            await agent.resolve(ticket["conversation_id"])
        await agent.command("status", status="away")


def network(rig: Rig) -> Proxy:
    proxy = rig.gateways[0].proxy
    assert proxy is not None
    return proxy


def everybody(crowd: Crowd) -> list[Connection]:
    return [*crowd.customers, *crowd.agents]


def close_codes(connections: Iterable[Connection]) -> list[Any]:
    """With which, or for what, sockets ended."""
    return [entry.data["code"] for one in connections for entry in one.diary.of("closed")]


async def judged(crowd: Crowd, **figures: Any) -> None:
    """Quiet, every word answered, every screen as a fresh one."""
    await crowd.settle()
    for customer in crowd.customers:
        said = [message for message in customer.thread.messages if message["sender"] == "customer"]
        if customer.state["owner"] == "agent" and said[-1]["text"] != WANTS_A_PERSON:
            await customer.reads(f"re: {said[-1]['text']}")
    lost = len(close_codes(everybody(crowd)))
    await crowd.judged(crowd.customers, connections_lost=lost, **figures)


async def test_half_open_sockets(case: Case, rig: Rig) -> None:
    """Nothing passes and nothing is closed: whoever says something finds out, and so does whoever is looked at."""
    async with talkers(case, rig, case.size(3, 10)) as crowd:
        agent, idle = crowd.agents[0], crowd.customers[0]
        welcomes = {one: one.welcomes for one in everybody(crowd)}
        network(rig).freeze()
        for customer in crowd.customers[1:]:
            await customer.say(f"{customer.diary.who}: hello?")
        await idle.doubt()
        for ticket in agent.mine:
            await agent.say(ticket["conversation_id"], f"are you there? {ticket['number']}")
        await asyncio.sleep(case.size(6, 60))
        network(rig).thaw()
        await crowd.settle()
        assert all(one.welcomes > welcomes[one] for one in everybody(crowd)), "a dead socket was kept"
        await judged(crowd)


async def test_a_page_that_only_listens(case: Case, rig: Rig) -> None:
    """Its network forgets it without a word: the beats that do not come tell it, within a minute, and the gateway finds
    out by itself. While they come it stays."""
    gateway = rig.gateways[0]
    pace = PAGES if case.whole else Pace(silent_s=2.0)
    async with Proxy(gateway.port) as forgetful:
        page = Customer(forgetful.url, case.diary("listener"), pace, case.seed)
        page.origin = gateway.url
        async with page:
            await page.until_ready(20)
            before = connections(gateway.pid)
            if case.whole:
                await asyncio.sleep(pace.silent_s + 10)
                assert page.welcomes == 1, "a living socket was left"
            forgetful.freeze()
            page.urls[:] = [gateway.url]
            since = time.monotonic()
            await until(lambda: page.welcomes == 2, 60)
            found = time.monotonic() - since
            if case.whole:
                await until(lambda: connections(gateway.pid) <= before, 60 - (time.monotonic() - since))
            await page.say("still there")
            await page.reads("re: still there")
            await page.compare()
    record = await look(rig)
    case.verdict(judge(case.diaries, record, record.queue, settled=True), found_in_s=found)


def connections(pid: int) -> int:
    """Sockets that a process holds open with peers."""
    held = psutil.Process(pid).net_connections("tcp")
    return sum(one.status == psutil.CONN_ESTABLISHED for one in held)


async def test_a_flapping_link(case: Case, rig: Rig) -> None:
    seconds = case.size(5, 300)
    async with talkers(case, rig, case.size(4, 12), case.size(1, 2)) as crowd:
        async with crowd.talking(0.2, 1.0):
            cuts = await flap(network(rig), case.chance, seconds)
        await judged(crowd, cuts=cuts)


async def flap(proxy: Proxy, chance: random.Random, seconds: float) -> int:
    """Up and down every 0.2 to 2 seconds; how many connections were cut."""
    until, cuts = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        await asyncio.sleep(chance.uniform(0.2, 2))
        proxy.refuse = True
        cuts += proxy.cut()
        await asyncio.sleep(chance.uniform(0, 0.4))
        proxy.refuse = False
    return cuts


async def test_lost_acknowledgements(case: Case, rig: Rig) -> None:
    """Not one arrives, of customers or of agents: each message is said again or found on record, and stands once."""
    async with talkers(case, rig, case.size(2, 10)) as crowd:
        network(rig).lose_answers(containing=b'"ack"')
        for number in range(case.size(3, 20)):
            said = [await customer.say(f"{customer.diary.who}: {number}") for customer in crowd.customers]
            crowd.said += len(said)
            await crowd.settle()
        network(rig).lose_answers(False)
        for customer, client_id in zip(crowd.customers, said, strict=True):
            await customer.retell(client_id, "other words")
            await customer.until_acked()
            assert customer.refusals[client_id] == "conflict"
        await judged(crowd)


async def test_a_deploy(case: Case, rig: Rig) -> None:
    """The gateway is told to stop while everybody writes, and another one starts: nobody is lost, and nothing."""
    gateway = rig.gateways[0]
    async with talkers(case, rig, case.size(5, 50), case.size(1, 5)) as crowd:
        async with crowd.talking(0.1, 0.4):
            await asyncio.sleep(1)
            began = time.monotonic()
            assert await gateway.terminate() == 0
            ended = time.monotonic()
            assert {close_codes([one])[0] for one in everybody(crowd)} == {1012}
            await gateway.start()
            up = time.monotonic()
            await asyncio.gather(*(one.until_ready(60) for one in everybody(crowd)))
            back = time.monotonic()
            await asyncio.sleep(case.size(1, 10))
        await judged(crowd, stopped_in_s=ended - began, started_in_s=up - ended, back_in_s=back - up)


async def test_a_customer_away_for_many_events(case: Case, rig: Rig) -> None:
    """Words, owners, the question for a rating: back again, the page shows what a fresh one shows."""
    events = case.size(60, 500)
    async with talkers(case, rig, 1) as crowd:
        customer, agent = crowd.customers[0], crowd.agents[0]
        chat = (await agent.holds(1))[0]["conversation_id"]
        await customer.until_quiet()
        await customer.away()
        for number in range(events):
            await agent.send({"type": "typing", "conversation_id": chat, "on": number % 2 == 0})
            await agent.say(chat, f"number {number}")
        await agent.until_acked(60)
        crowd.said += events
        await agent.resolve(chat)
        customer.back()
        await customer.reads(f"number {events - 1}", 20)
        await judged(crowd, events=events)
        assert customer.state["owner"] == "closed"
        assert customer.typing is None


async def test_an_agent_away_for_many_events(case: Case, rig: Rig) -> None:
    """Customers write, others come, are taken, noted about, and go: back in time, the board is what a fresh one is."""
    events = case.size(60, 500)
    async with talkers(case, rig, 4) as crowd, talkers(case, rig, 2) as others:
        agent = crowd.agents[0]
        await agent.holds(4)
        await crowd.settle()
        await agent.away()
        await happen(crowd, others, events)
        agent.back()
        await agent.until_ready(20)
        await others.settle()
        await judged(crowd, events=events)


async def happen(crowd: Crowd, others: Crowd, events: int) -> None:
    """To the chats of one agent, and on the floor around."""
    for number in range(events // 2):
        for group in (crowd, others):
            customer = group.customers[number % len(group.customers)]
            await customer.say(f"{customer.diary.who}: event {number}")
            group.said += 1
        if number % 10 == 0:
            note = f"a note {number}"
            await others.agents[0].command("note", conversation_id=others.customers[0].conversation_id, text=note)
    for one in (*crowd.customers, *everybody(others)):
        await one.until_acked(60)
    await others.agents[0].resolve(others.customers[0].conversation_id)


async def until(holds: Callable[[], bool], limit_s: float) -> None:
    """Wait for something that no socket tells of."""
    end = time.monotonic() + limit_s
    while not holds():
        assert time.monotonic() < end, f"not within {limit_s} s"
        await asyncio.sleep(0.02)
