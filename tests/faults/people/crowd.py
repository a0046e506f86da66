"""A crowd: customers who talk while something breaks, some of them with a person, some with a second tab open."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.faults.cases import Case
from tests.faults.people.agents import AgentAtDesk
from tests.faults.people.connection import Connection
from tests.faults.people.customers import Customer
from tests.faults.people.pace import Pace
from tests.faults.rig.rig import Rig
from tests.faults.verdicts.verdict import judge, look

PACE = Pace(answer_s=5.0)
"""A busy machine needs seconds to check a password."""
WANTS_A_PERSON = "상담원 연결해 주세요"
MOST_UNSENT = 4
"""Nobody types for ever into a page that does not answer."""
HEALED_S = 10.0
"""The live queue is whole again after so long, and screens show what is on record."""
SETTLED_S = 60.0
OPEN_TURNS = "SELECT count(*) AS n FROM turn WHERE state IN ('waiting', 'running', 'retrying')"


@dataclass
class Crowd:
    """Everybody who is there. `tabs` are second screens of customers, by which nothing is said."""

    case: Case
    rig: Rig
    customers: list[Customer] = field(default_factory=list)
    agents: list[AgentAtDesk] = field(default_factory=list)
    tabs: list[Customer] = field(default_factory=list)
    said: int = 0

    @property
    def everybody(self) -> list[Connection]:
        return [*self.agents, *self.customers, *self.tabs]

    @asynccontextmanager
    async def talking(self, shortest_s: float = 0.1, longest_s: float = 0.6) -> AsyncIterator[None]:
        """Each customer writes every now and then while the block runs."""
        tasks = [asyncio.create_task(self._talk(one, shortest_s, longest_s)) for one in self.customers]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
        for error in ended:
            if isinstance(error, Exception):
                raise error

    async def _talk(self, customer: Customer, shortest_s: float, longest_s: float) -> None:
        while True:
            await asyncio.sleep(self.case.chance.uniform(shortest_s, longest_s))
            if len(customer.outbox) < MOST_UNSENT:
                self.said += 1
                await customer.say(f"{customer.diary.who}: {self.said}번째 말이에요")

    async def settle(self, limit_s: float = SETTLED_S) -> None:
        """Everything is acknowledged and answered, and nothing moves any more."""
        await _together(one.until_acked(limit_s) for one in self.everybody)
        await self._turns_ended(limit_s)
        await _together(one.until_quiet(limit_s) for one in self.everybody)

    async def tabs_catch_up(self) -> float:
        """Second tabs show what is on record, without anybody's help; after how many seconds they all did."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        await _together(tab.compare(HEALED_S) for tab in self.tabs)
        return loop.time() - began

    async def _turns_ended(self, limit_s: float) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + limit_s
        while (await self.rig.sql(OPEN_TURNS))[0].n > 0:
            assert loop.time() < until, f"turns are still open after {limit_s:.0f} s"
            await asyncio.sleep(0.1)

    async def judged(self, compared: Sequence[Customer] = (), **figures: Any) -> None:
        """The case's verdict. Screens of `compared` and of all agents are held against a fresh load first."""
        await _together(one.compare(HEALED_S) for one in (*self.agents, *compared))
        await self.queue_heals()
        record = await look(self.rig)
        violations = judge(self.case.diaries, record, record.queue, settled=True)
        self.case.verdict(violations, messages=self.said, **figures)

    async def queue_heals(self) -> float:
        """Seconds until everyone who waits is in the live queue; it is not waited for longer than that may take."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        while loop.time() - began < HEALED_S:
            record = await look(self.rig)
            if all(violation.promise != 5 for violation in judge([], record, record.queue)):
                break
            await asyncio.sleep(0.1)
        return loop.time() - began


@asynccontextmanager
async def open_crowd(
    case: Case,
    rig: Rig,
    customers: int = 20,
    persons: int = 5,
    agents: int = 2,
    tabs_at: str | None = None,
    urls: Sequence[str] | None = None,
) -> AsyncIterator[Crowd]:
    """`customers`, connected; `persons` of them are with one of the agents, or wait where there are none. `urls`: the
    gateways of which each connection takes any, the first one unless told. `tabs_at`: where each customer has a second
    tab."""
    crowd, url = Crowd(case, rig), urls or [rig.gateways[0].url]
    case.keep(*(gateway.log for gateway in rig.gateways))
    async with AsyncExitStack() as stack:
        for login in await rig.hire(agents, capacity=max(persons, 1)):
            desk = AgentAtDesk(url, login, case.diary(login.name), PACE, case.seed)
            crowd.agents.append(await stack.enter_async_context(desk))
        for number in range(1, customers + 1):
            widget = Customer(url, case.diary(f"customer {number}"), PACE, case.seed)
            crowd.customers.append(await stack.enter_async_context(widget))
        await _together(one.until_ready(SETTLED_S) for one in (*crowd.agents, *crowd.customers))
        owner = "agent" if agents else "queue"
        await _together(_asks_for_a_person(one, owner) for one in crowd.customers[:persons])
        if tabs_at is not None:
            await _open_tabs(stack, crowd, tabs_at)
        try:
            yield crowd
        except BaseException:
            case.save()  # the gateways' logs go with the rig
            raise


async def _asks_for_a_person(customer: Customer, owner: str) -> None:
    await customer.say(WANTS_A_PERSON)
    await customer.until(lambda: customer.state["owner"] == owner, owner, SETTLED_S)


async def _open_tabs(stack: AsyncExitStack, crowd: Crowd, url: str) -> None:
    for one in crowd.customers:
        diary = crowd.case.diary(f"{one.diary.who}, second tab")
        tab = Customer(url, diary, PACE, crowd.case.seed, token=one.token)
        crowd.tabs.append(await stack.enter_async_context(tab))
    await _together(tab.until_ready(SETTLED_S) for tab in crowd.tabs)


async def _together(things: Iterable[Awaitable[object]]) -> None:
    await asyncio.gather(*things)
