"""The assistant hangs, fails, talks nonsense or dies: who writes hears within ten seconds, everything is kept and
answered once, and nothing of it stays behind in the gateway."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from connectors.breaker import REST_S
from escalation.turns.turns import AT_ONCE
from tests.faults.cases import Case
from tests.faults.people.agents import AgentAtDesk
from tests.faults.people.customers import Customer
from tests.faults.people.diary import Diary
from tests.faults.people.shown_thread import Message
from tests.faults.rig.inside import Inside, open_inside
from tests.faults.verdicts.hearing import LIMIT_S, calls_person, hears, longest, unheard
from tests.faults.verdicts.verdict import Violation, judge, look

pytestmark = pytest.mark.timeout(240)

SLOW = ("hang", "trickle")
"""What takes as long as the gateway waits."""
AT_THE_DOOR = 10
OVER_IN_S = 30.0
"""The longest pause between two attempts, and what an attempt may take."""


@pytest.fixture
async def inside(tmp_path: Path) -> AsyncIterator[Inside]:
    async with open_inside(tmp_path) as opened:
        yield opened


@pytest.fixture
async def come(inside: Inside, case: Case) -> AsyncIterator["Visitors"]:
    async with AsyncExitStack() as stack:
        yield Visitors(inside.url, case, stack)


class Visitors:
    """Customers who come in and stay to the end of the test."""

    def __init__(self, url: str, case: Case, stack: AsyncExitStack) -> None:
        self.url = url
        self.case = case
        self._stack = stack
        self._count = 0

    async def __call__(self, count: int = 1) -> list[Customer]:
        """So many more, connected; a few at a time, for nothing but the assistant is at fault here."""
        come: list[Customer] = []
        while len(come) < count:
            come += await asyncio.gather(*(self._one() for _ in range(min(AT_THE_DOOR, count - len(come)))))
        return come

    @property
    def diaries(self) -> list[Diary]:
        """Of the customers alone."""
        return [diary for diary in self.case.diaries if diary.who.startswith("customer")]

    async def _one(self) -> Customer:
        self._count += 1
        diary = self.case.diary(f"customer {self._count}")
        customer = await self._stack.enter_async_context(Customer(self.url, diary, seed=self.case.seed + self._count))
        await customer.until_ready(30.0)
        return customer


async def judged(inside: Inside, come: Visitors) -> list[Violation]:
    """Nobody waits for anything any more."""
    record = await look(inside.rig)
    return [*judge(come.case.diaries, record, record.queue, settled=True), *unheard(come.diaries)]


def notices(customer: Customer) -> list[Message]:
    return [one for one in customer.thread.messages if one.get("code") == "bot_unavailable"]


async def nothing_left(inside: Inside) -> None:
    """No turn is open any more. Raises AssertionError."""
    until = time.monotonic() + OVER_IN_S
    wanted = "SELECT count(*) FROM turn WHERE state IN ('waiting', 'running', 'retrying')"
    while (await inside.rig.sql(wanted))[0][0]:
        assert time.monotonic() < until, "turns are still open"
        await asyncio.sleep(0.1)


async def test_assistant_does_anything_wrong(inside: Inside, come: Visitors, case: Case) -> None:
    """Each fault to a customer of its own, who then calls a person; beside them others are answered as ever."""
    modes = inside.assistant.faults.modes
    troubled, others = await come(len(modes)), await come(len(modes))

    async def meets(customer: Customer, mode: str) -> None:
        await hears(customer, await customer.say(f"[{mode}] 주문 어디예요?"))
        await calls_person(customer)

    async def is_served(customer: Customer) -> None:
        await customer.say("배송 언제 와요?")
        await customer.reads("re: 배송 언제 와요?")

    crowd = list(zip(modes, troubled, others, strict=True))
    for mode, customer, other in crowd:
        if mode not in SLOW:
            await meets(customer, mode)
            await is_served(other)
    slow = [(mode, customer, other) for mode, customer, other in crowd if mode in SLOW]
    await asyncio.gather(
        *(meets(customer, mode) for mode, customer, _ in slow), *(is_served(each) for *_, each in slow)
    )
    await nothing_left(inside)
    record = await look(inside.rig)
    assert len(record.tickets) == len(modes), "everybody who called a person waits for one"
    case.verdict(await judged(inside, come), modes=len(modes), longest_s=longest(come.diaries))


async def one_by_one(crowd: list[Customer], text: str) -> list[str]:
    """All say the same, not in the same instant; answers the ids."""
    said = []
    for customer in crowd:
        said.append(await customer.say(text))
        await asyncio.sleep(0.04)
    return said


async def test_assistant_hangs_for_everybody(inside: Inside, come: Visitors, case: Case) -> None:
    """More customers than a gateway asks for at once; the breaker opens, later ones hear at once; then all is well."""
    inside.assistant.mode = "hang"
    crowd = await come(AT_ONCE + case.size(8, 48))
    first = await one_by_one(crowd, "주문 어디예요?")
    second = await one_by_one(crowd, "여보세요?")
    both = [*zip(crowd, first, strict=True), *zip(crowd, second, strict=True)]
    await asyncio.gather(*(hears(customer, id_) for customer, id_ in both))
    late = (await come())[0]
    began = time.monotonic()
    assert (await hears(late, await late.say("저도요")))["code"] == "bot_unavailable"
    told_in_s = time.monotonic() - began
    assert told_in_s < REST_S, "once the breaker is open nobody waits for the assistant to hang up"
    asked = len(inside.assistant.requests)
    await asyncio.sleep(REST_S + 1)
    assert len(inside.assistant.requests) - asked <= 2, "an open breaker lets one call through, now and then"
    inside.assistant.heal()
    for customer in [*crowd, late]:
        last = "여보세요?" if customer is not late else "저도요"
        await customer.reads(f"re: {last}", limit_s=OVER_IN_S)
    await nothing_left(inside)
    assert (await look(inside.rig)).tickets == {}, "nobody was sent to a person who did not ask for one"
    assert inside.calls() <= AT_ONCE, "more sockets to the assistant than turns at once"
    figures = {"customers": len(crowd), "longest_s": longest(come.diaries), "told_once_open_s": told_in_s}
    case.verdict(await judged(inside, come), **figures)


async def test_assistant_hangs_at_the_second_message(inside: Inside, come: Visitors, case: Case) -> None:
    """It is asked once the slow first one is answered; its ten seconds began when it was written."""
    (customer,) = await come()
    inside.assistant.turn_s = 5.0
    await customer.say("주문 어디예요?")
    await asyncio.sleep(0.2)
    began = time.monotonic()
    await customer.say("여보세요?")
    await customer.reads("re: 주문 어디예요?")
    inside.assistant.mode = "hang"
    await customer.until(lambda: bool(notices(customer)), "notice", LIMIT_S)
    told_in_s = time.monotonic() - began
    inside.assistant.turn_s = 0.0
    inside.assistant.heal()
    await customer.reads("re: 여보세요?", limit_s=OVER_IN_S)
    await nothing_left(inside)
    assert told_in_s < LIMIT_S
    case.verdict(await judged(inside, come), told_in_s=told_in_s)


async def test_assistant_hangs_while_a_person_answers(inside: Inside, come: Visitors, case: Case) -> None:
    """How the customer feels is read by the assistant, in the background: customer and agent notice nothing."""
    (login,) = await inside.rig.hire(1)
    (customer,) = await come()
    async with AgentAtDesk(inside.url, login, case.diary("agent"), seed=case.seed) as agent:
        await agent.until_ready(30.0)
        await customer.say("상담원 연결해 주세요")
        await customer.until(lambda: customer.state["owner"] == "agent", "agent", 30.0)
        inside.assistant.mode = "hang"
        for number in range(case.size(10, 100)):
            await hears(customer, await customer.say(f"말 {number}"))
        inside.assistant.heal()
        await asyncio.gather(agent.until_quiet(), customer.until_quiet())
    case.verdict(await judged(inside, come), longest_s=longest(come.diaries))


async def test_assistant_leaves_nothing_in_the_gateway(inside: Inside, come: Visitors, case: Case) -> None:
    """Faulty turns by the hundred: tasks and sockets after the second half are those after the first."""
    quick = [mode for mode in inside.assistant.faults.modes if mode not in SLOW]
    modes, count = case.chance.sample(quick, case.size(2, len(quick))), case.size(10, 20)

    async def half() -> tuple[int, int]:
        for mode in modes:
            inside.assistant.mode = mode
            await asyncio.gather(*(troubled(customer) for customer in await come(count)))
            inside.assistant.heal()
            (well,) = await come()
            await well.say("이제 되나요?")
            await well.reads("re: 이제 되나요?", limit_s=OVER_IN_S)
            await well.away()
        await nothing_left(inside)
        return inside.tasks(), inside.calls()

    async def troubled(customer: Customer) -> None:
        await hears(customer, await customer.say("주문 어디예요?"), OVER_IN_S)
        await calls_person(customer)
        await customer.away()

    tasks, calls = await half()
    later_tasks, later_calls = await half()
    assert later_tasks <= tasks, f"{tasks} tasks became {later_tasks}"
    assert later_calls <= max(calls, count), f"{calls} sockets became {later_calls}"
    turns = (await inside.rig.sql("SELECT count(*) FROM turn"))[0][0]
    case.verdict(await judged(inside, come), turns=turns, tasks=later_tasks, sockets=later_calls)
