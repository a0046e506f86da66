"""Answers that get lost on their way: whatever is asked five times over is done once, and answered the same."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from uuid import uuid4

from tests.faults.cases import Case
from tests.faults.people.crowd import WANTS_A_PERSON
from tests.faults.rig.proxy import Proxy
from tests.faults.rig.rig import Rig, open_rig
from tests.faults.verdicts.verdict import judge, look
from tests.integration.web.screens import AgentScreen, CustomerScreen, Frame, Screen

RETRIES = 5


class Asking:
    """One request over a screen that is opened anew for each try; all that is said and heard goes into a diary."""

    def __init__(self, case: Case, screen: CustomerScreen, who: str, text: str) -> None:
        self.screen = screen
        self.text = text
        self.diary = case.diary(who)
        self.client_id = str(uuid4())

    async def open(self) -> None:
        welcome = await self.screen.open()
        if not self.diary.entries:
            where = welcome["conversation_id"]
            self.diary.note("said", client_id=self.client_id, conversation_id=where, text=self.text)

    async def ask(self, text: str | None = None) -> None:
        """Under the same id as always; other words are noted as such."""
        if text is not None:
            self.diary.note("retold", client_id=self.client_id, text=text)
        await self.screen.say("send", client_id=self.client_id, text=text or self.text)

    async def heard(self, after: int = 0) -> Frame:
        """The answer, the `after`-th on this socket."""
        await self.screen.until_true(lambda: len(answers_in(self.screen)) > after, "answer")
        answer = answers_in(self.screen)[after]
        kept = {name: answer.get(name) for name in ("client_id", "seq", "message_id", "code")}
        self.diary.note("acked" if answer["type"] == "ack" else "refused", **kept, final=True)
        return answer


def answers_in(screen: Screen) -> list[Frame]:
    """What this socket answered."""
    return [frame for frame in screen.heard if frame["type"] in ("ack", "refused")]


@asynccontextmanager
async def lost_answers(proxy: Proxy, screens: Sequence[Screen]) -> AsyncIterator[None]:
    """What is asked in the block arrives; its answers never do, and the sockets are over."""
    proxy.lose_answers(containing=b'"ack"')
    yield
    await asyncio.gather(*(screen.until_closed() for screen in screens))
    proxy.lose_answers(False)


def proxy_of(rig: Rig) -> Proxy:
    found = rig.gateways[0].proxy
    assert found is not None
    return found


async def test_lost_acknowledgement(case: Case) -> None:
    """Five tries without an answer, then one message and one answer; other words under the same id are refused."""
    count = case.size(8, 40)
    async with open_rig(proxied=True) as rig:
        proxy, url = proxy_of(rig), rig.gateways[0].url
        screens = [CustomerScreen(url) for _ in range(count)]
        asked = [Asking(case, one, f"customer {n}", f"{n}번 손님의 말") for n, one in enumerate(screens)]
        for _ in range(RETRIES):
            await asyncio.gather(*(one.open() for one in asked))
            async with lost_answers(proxy, screens):
                await asyncio.gather(*(one.ask() for one in asked))
        await asyncio.gather(*(one.open() for one in asked))
        await asyncio.gather(*(one.ask() for one in asked))
        first = await asyncio.gather(*(one.heard() for one in asked))
        await asyncio.gather(*(one.ask() for one in asked))
        assert await asyncio.gather(*(one.heard(1) for one in asked)) == first
        await asyncio.gather(*(one.ask("다른 말") for one in asked))
        refusals = [(await one.heard(2)).get("code") for one in asked]
        for one in screens:
            await one.__aexit__()
        record = await look(rig)
        kept = [message for said in record.messages.values() for message in said if message.sender == "customer"]
        assert (len(kept), set(refusals)) == (count, {"conflict"})
        case.keep(rig.gateways[0].log)
        case.verdict(judge(case.diaries, record, record.queue), customers=count, retries=RETRIES)


async def test_lost_acknowledgement_at_the_desk(case: Case) -> None:
    """An agent's reply, claim and resolution are each done once, however often they are asked for."""
    async with open_rig(proxied=True) as rig:
        proxy, url = proxy_of(rig), rig.gateways[0].url
        [login] = await rig.hire(1)
        async with AgentScreen(url) as desk, CustomerScreen(url) as customer:
            await customer.open()
            await customer.write(WANTS_A_PERSON)
            await customer.owner("queue")
            await desk.sign_in(login.email, login.password)
            ticket = (await _insisted(proxy, desk, "claim"))["ticket"]
            held = {"ticket_id": ticket["id"], "epoch": ticket["epoch"]}
            where = {"conversation_id": ticket["conversation_id"], "epoch": ticket["epoch"]}
            reply = await _insisted(proxy, desk, "send", **where, text="한 번만 말할게요")
            await _insisted(proxy, desk, "resolve", **held)
            client_id = reply["client_id"]
            await desk.open()
            other = await desk.answered(await desk.say("send", **where, client_id=client_id, text="다른 말"))
        assert other.get("code") == "conflict", other
        said = await rig.sql("SELECT text FROM message WHERE sender = 'agent'")
        assert [row.text for row in said] == ["한 번만 말할게요"]
        done = await rig.sql("SELECT type FROM journey_event WHERE type IN ('ticket_claimed', 'ticket_resolved')")
        assert sorted(row.type for row in done) == ["ticket_claimed", "ticket_resolved"]
        record = await look(rig)
        case.verdict(judge(case.diaries, record, record.queue), commands=3, retries=RETRIES)


async def _insisted(proxy: Proxy, desk: AgentScreen, type_: str, **fields: object) -> Frame:
    """The answer to a command after all those that were lost; the second one is the same."""
    client_id = str(uuid4())
    for _ in range(RETRIES):
        await desk.open()
        async with lost_answers(proxy, [desk]):
            await desk.say(type_, client_id=client_id, **fields)
    await desk.open()
    for _ in range(2):
        await desk.say(type_, client_id=client_id, **fields)
    await desk.until_true(lambda: len(answers_in(desk)) == 2, "two answers")
    first, second = answers_in(desk)
    assert first == second, (first, second)
    assert first["type"] == "ack", first
    return first
