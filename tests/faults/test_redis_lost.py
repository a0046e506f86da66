"""Redis forgets everything, or is gone: the queue is made anew from the record, and everybody goes on meanwhile."""

import asyncio
import shutil
import uuid
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import cast

import pytest

from escalation.queue.topics import Queue
from escalation.store.keys import queue_key
from tests.faults.cases import Case
from tests.faults.people.agents import AgentAtDesk
from tests.faults.people.connection import Frame
from tests.faults.people.crowd import WANTS_A_PERSON, open_crowd
from tests.faults.people.customers import Customer
from tests.faults.people.pace import Pace
from tests.faults.queue.copies import copies
from tests.faults.rig.rig import Rig, open_rig
from tests.faults.verdicts.outage import acks_of, late_acks
from tests.faults.verdicts.verdict import Violation, judge, look

REBUILT_S = 10.0
ACKED_S = 5.0
HANDS = 4
PATIENT = Pace(answer_s=20.0)
"""With ten thousand waiting a busy machine takes its time."""
FREE = """
SELECT language || ':' || id AS member FROM ticket WHERE state = 'waiting' AND offered_to IS NULL ORDER BY respond_by
"""


@dataclass
class Hands:
    """Agents who take what is next, one ticket after the other."""

    agents: list[AgentAtDesk]
    taken: list[tuple[str, str]] = field(default_factory=list)
    """Agent and ticket, in the order of the answers."""

    @asynccontextmanager
    async def claiming(self) -> AsyncIterator[None]:
        """All at once while the block runs; each hears the answer to the last claim, too."""
        over = asyncio.Event()
        tasks = [asyncio.create_task(self._claim(agent, over)) for agent in self.agents]
        try:
            yield
        finally:
            over.set()
            await asyncio.gather(*tasks)

    async def _claim(self, agent: AgentAtDesk, over: asyncio.Event) -> None:
        while not over.is_set():
            answer = await _claimed(agent)
            if answer["type"] == "ack":
                self.taken.append((agent.login.name, answer["ticket"]["id"]))
            await asyncio.sleep(0.2)

    def violations(self, order: list[str]) -> list[Violation]:
        """Whoever was taken twice, and whoever was overtaken by more than the hands that reach at once."""
        tickets = [ticket for _, ticket in self.taken]
        found = [
            Violation(4, f"ticket {one}", f"taken {tickets.count(one)} times")
            for one in set(tickets)
            if tickets.count(one) > 1
        ]
        places = {member.partition(":")[2]: place for place, member in enumerate(order)}
        far = [(ticket, at) for at, ticket in enumerate(tickets) if abs(places[ticket] - at) > len(self.agents)]
        return found + [Violation(5, f"ticket {one}", f"was {places[one]}th, and taken as {at}th") for one, at in far]


async def _claimed(agent: AgentAtDesk) -> Frame:
    """The next one, asked for under one id until there is an answer."""
    id_ = str(uuid.uuid4())
    await agent.deliver({"type": "claim", "client_id": id_})
    await agent.until(lambda: id_ in agent.answers, "answer to a claim", 60.0)
    return agent.answers[id_]


async def members(rig: Rig) -> list[str]:
    """The live queues, in their order."""
    client = await rig.redis_client()
    scored: dict[str, float] = {}
    for queue in Queue:
        rows = cast("list[tuple[bytes, float]]", await client.zrange(queue_key(queue), 0, -1, withscores=True))
        scored |= {member.decode(): score for member, score in rows}
    return sorted(scored, key=scored.__getitem__)


async def missing(rig: Rig) -> int:
    """How many wait in the record, before and after a look at Redis, but not there."""
    before = {row.member for row in await rig.sql(FREE)}
    live = set(await members(rig))
    return len((before & {row.member for row in await rig.sql(FREE)}) - live)


async def rebuilt(rig: Rig, limit_s: float) -> float:
    """Seconds until nobody is missing."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    while (gone := await missing(rig)) > 0:
        assert loop.time() - began < limit_s, f"{gone} are missing after {limit_s:.0f} s"
        await asyncio.sleep(0.5)
    return loop.time() - began


@pytest.mark.timeout(900)
@pytest.mark.parametrize("how", ["flushed", "restarted empty"])
async def test_redis_lost_with_many_waiting(case: Case, how: str) -> None:
    async with open_rig() as rig, AsyncExitStack() as stack:
        [gateway] = rig.gateways
        case.keep(gateway.log)
        order = await _many_waiting(rig, stack, case)
        hands = Hands([await _at_the_desk(rig, stack, case) for _ in range(HANDS)])
        async with hands.claiming():
            await asyncio.sleep(case.size(1, 5))
            await _lose(rig, how)
            took = await rebuilt(rig, 3 * REBUILT_S)
            await asyncio.sleep(case.size(1, 5))
        record = await look(rig)
        violations = judge(case.diaries, record, record.queue) + hands.violations(order)
        if took > REBUILT_S:
            violations.append(Violation(5, "the queue", f"was whole again after {took:.1f} s"))
        still = await members(rig)
        if still != [member for member in order if member in set(still)]:
            violations.append(Violation(5, "the queue", "has another order than before"))
        case.verdict(violations, waiting=len(order), rebuilt_s=took, taken=len(hands.taken))


async def _many_waiting(rig: Rig, stack: AsyncExitStack, case: Case) -> list[str]:
    """So many wait; in which order."""
    url = rig.gateways[0].url
    customer = await stack.enter_async_context(Customer(url, case.diary("customer 1"), seed=case.seed))
    await customer.until_ready()
    await customer.say(WANTS_A_PERSON)
    await customer.until(lambda: customer.state["owner"] == "queue", "queue")
    for statement in copies(customer.conversation_id, case.size(300, 10_000)):
        await rig.sql(statement.replace(":", "\\:"))
    await rebuilt(rig, 60.0)
    return await members(rig)


async def _at_the_desk(rig: Rig, stack: AsyncExitStack, case: Case) -> AgentAtDesk:
    """Busy: takes what they reach for and is offered nothing."""
    [login] = await rig.hire(1, capacity=50)
    desk = AgentAtDesk(rig.gateways[0].url, login, case.diary(login.name), pace=PATIENT, seed=case.seed, working=False)
    await stack.enter_async_context(desk)
    await desk.until_ready(60.0)
    await desk.command("status", status="busy")
    return desk


async def _lose(rig: Rig, how: str) -> None:
    if how == "flushed":
        await (await rig.redis_client()).flushall()
        return
    await rig.redis.kill()
    shutil.rmtree(rig.home / "e" / "redis")
    await rig.redis.start()


@pytest.mark.timeout(900)
@pytest.mark.parametrize("how", ["killed", "hangs"])
async def test_redis_gone_under_load(case: Case, how: str) -> None:
    """Messages are acknowledged all the same, and whoever wants a person gets one."""
    async with (
        open_rig() as rig,
        open_crowd(case, rig, customers=10, persons=4, agents=1) as crowd,
        AsyncExitStack() as stack,
    ):
        [gateway], desk = rig.gateways, await _at_the_desk(rig, stack, case)
        crowd.agents.append(desk)
        newcomer = Customer(gateway.url, case.diary("newcomer"), seed=case.seed)
        await stack.enter_async_context(newcomer)
        await newcomer.until_ready()
        gone_s = case.size(4, 60)
        loop = asyncio.get_running_loop()
        async with crowd.talking():
            await asyncio.sleep(1)
            began = loop.time()
            await rig.redis.kill() if how == "killed" else rig.redis.pause()
            await newcomer.say(WANTS_A_PERSON)
            await newcomer.until(lambda: newcomer.state["owner"] == "queue", "queue")
            answer = await desk.claim()
            assert answer["type"] == "ack", answer
            claimed = loop.time() - began
            await asyncio.sleep(max(0.0, began + gone_s - loop.time()))
            over = loop.time()
            await rig.redis.start() if how == "killed" else rig.redis.resume()
            await asyncio.sleep(case.size(2, 10))
        await crowd.settle()
        late = late_acks(case.diaries, began, over - ACKED_S, ACKED_S)
        assert late == [], late
        acked = acks_of(case.diaries, began, over)
        await crowd.judged(crowd.customers[:4], gone_s=gone_s, acked_meanwhile=acked, claimed_after_s=claimed)
