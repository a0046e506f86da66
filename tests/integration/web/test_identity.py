"""Who a customer is: what the shop's word for it must be, and that nobody reads what another person wrote."""

import asyncio
import dataclasses
import json
import time
from pathlib import Path

import pytest

from connectors.settings import Settings
from tests.forged_tokens import FORGED, GOOD, Forger
from tests.integration.web.assistant import ScriptedAssistant
from tests.integration.web.conftest import Gateway, running
from tests.integration.web.screens import CustomerScreen

OLD, NEW = ("2026-03", "the key of last month, long enough"), ("2026-04", "the key of this month, long enough")
PERSON = "상담원 연결해 주세요"


def forger(gateway: Gateway) -> Forger:
    (kid, key), *_ = gateway.settings.widget_jwt_keys.items()
    return Forger(kid, key, time.time(), gateway.settings.widget_audience)


def word_for(gateway: Gateway, customer: str) -> str:
    """The shop's word for a customer, fresh."""
    return forger(gateway).saying(sub=customer, name=customer)


async def status(screen: CustomerScreen, token: str) -> tuple[int, str | None]:
    """How a token is answered: the status, and the field that a refusal names."""
    async with await screen.post("/widget/session", {"visitor_token": screen.token, "jwt": token}) as response:
        answer = await response.json()
        screen.token = answer.get("visitor_token", screen.token)
        return response.status, answer.get("error", {}).get("field")


def heard(*screens: CustomerScreen) -> str:
    """Everything that was shown."""
    return json.dumps([screen.heard for screen in screens], ensure_ascii=False)


async def comes(screen: CustomerScreen, gateway: Gateway, customer: str | None) -> str:
    """Opens the chat as this customer, or as nobody; answers the conversation."""
    welcome = await (screen.open(jwt=word_for(gateway, customer)) if customer else screen.open())
    return str(welcome["conversation_id"])


async def test_a_forged_token_is_refused_in_the_one_form(unlimited: Gateway) -> None:
    """All of them, in one browser that has been here before."""
    async with unlimited.customer() as customer:
        await customer.ticket()
        answers = {name: await status(customer, forge(forger(unlimited))) for name, forge in FORGED.items()}
        assert answers == dict.fromkeys(FORGED, (401, "jwt"))
        good = {name: await status(customer, make(forger(unlimited))) for name, make in GOOD.items()}
        assert good == dict.fromkeys(GOOD, (200, None))


async def test_a_token_is_of_one_browser_at_every_gateway(gateway: Gateway, second: Gateway) -> None:
    once = word_for(gateway, "c-1")
    async with gateway.customer() as owner, second.customer() as thief:
        assert await status(owner, once) == (200, None)
        assert await status(thief, once) == (401, "jwt")
        assert await status(owner, once) == (200, None)


async def test_of_many_browsers_with_one_token_at_once_one_gets_in(gateway: Gateway, second: Gateway) -> None:
    once = word_for(gateway, "c-1")
    browsers = [place.customer() for place in (gateway, second) for _ in range(6)]
    answers = await asyncio.gather(*(status(browser, once) for browser in browsers))
    assert sorted(answers, key=str) == [(200, None)] + [(401, "jwt")] * 11
    for browser in browsers:
        await browser.http.close()


@pytest.mark.parametrize(
    ("live", "believed"), [([OLD], {"2026-03"}), ([OLD, NEW], {"2026-03", "2026-04"}), ([NEW], {"2026-04"})]
)
async def test_keys_roll_without_a_gap(
    settings: Settings,
    assistant: tuple[ScriptedAssistant, str],
    ui: Path,
    live: list[tuple[str, str]],
    believed: set[str],
) -> None:
    async with running(dataclasses.replace(settings, widget_jwt_keys=dict(live)), assistant[0], ui) as gateway:
        for kid, key in (OLD, NEW):
            async with gateway.customer() as customer:
                answer = await status(customer, Forger(kid, key, time.time()).token())
                assert answer == ((200, None) if kid in believed else (401, "jwt")), kid


async def test_names_that_look_alike_are_different_customers(gateway: Gateway) -> None:
    names = ["c-1001", "C-1001", "c-1001 ", "c‑1001", "с-1001", "c-１００１", "é", "e\u0301"]
    found = set()
    for name in names:
        async with gateway.customer() as customer:
            found.add(await comes(customer, gateway, name))
    assert len(found) == len(names)


async def test_only_what_is_open_goes_along_when_somebody_logs_in(gateway: Gateway) -> None:
    """What was said in this browser before may have been somebody else's."""
    async with gateway.customer() as browser, gateway.at_the_desk() as agent:
        await browser.open()
        await browser.write(f"{PERSON} 먼저 온 사람의 비밀")
        await agent.sees_waiting(1)
        ticket = await agent.claim()
        await agent.answered(await agent.say("resolve", ticket_id=ticket["id"], epoch=ticket["epoch"]))
        await browser.owner("closed")
        await browser.write("나중에 온 사람의 말")
        await browser.reads("re: 나중에 온 사람의 말")
        await browser.leave()
        before = await comes(browser, gateway, "c-1")
        assert "나중에 온 사람의 말" in heard(browser)
        assert "먼저 온 사람의 비밀" not in heard(browser)
        await browser.say("fetch", after_seq=0)
        await browser.until("messages")
        assert "먼저 온 사람의 비밀" not in heard(browser)
        async with gateway.customer() as phone:
            assert await comes(phone, gateway, "c-1") == before
            assert "먼저 온 사람의 비밀" not in heard(phone)


@pytest.mark.parametrize("forgetful", [False, True], ids=["logged out", "only the session is gone"])
async def test_after_a_log_out_the_browser_shows_nothing_of_the_customer(gateway: Gateway, forgetful: bool) -> None:
    """A page that forgets to drop the visitor's token, too."""
    async with gateway.customer() as browser:
        known = await comes(browser, gateway, "c-1")
        await browser.write("내 주소는 비밀")
        await browser.leave()
        browser.token, browser.session = (browser.token if forgetful else None), None
        assert await comes(browser, gateway, None) != known
        await browser.say("fetch", after_seq=0)
        await browser.until("messages")
        assert "내 주소는 비밀" not in heard(browser)
        await browser.leave()
        assert await comes(browser, gateway, "c-1") == known
        assert "내 주소는 비밀" in heard(browser)


async def test_two_people_at_one_computer_never_read_each_other(gateway: Gateway) -> None:
    """One after the other, with the same visitor's token, over several rounds."""
    people: list[str | None] = ["c-1", None, "c-2", "c-1", None, "c-2"]
    async with gateway.customer() as browser:
        homes: dict[str | None, set[str]] = {}
        for number, who in enumerate(people):
            homes.setdefault(who, set()).add(await comes(browser, gateway, who))
            if who is not None:
                await browser.write(f"{who} says {number}")
                await browser.reads(f"re: {who} says {number}")
            foreign = [other for other in ("c-1", "c-2") if other != who]
            assert not [other for other in foreign if f"{other} says" in heard(browser)], (number, who)
            await browser.leave()
        assert all(len(found) == 1 for found in homes.values())
        assert len(set.union(*homes.values())) == 3


async def test_an_open_chat_goes_to_the_first_who_logs_in_and_to_nobody_after(gateway: Gateway) -> None:
    async with gateway.customer() as browser:
        await comes(browser, gateway, None)
        await browser.write("아직 아무도 아닌 사람")
        await browser.leave()
        first = await comes(browser, gateway, "c-1")
        assert "아직 아무도 아닌 사람" in heard(browser)
        await browser.leave()
        assert await comes(browser, gateway, "c-2") != first
        assert "아직 아무도 아닌 사람" not in heard(browser)
        await browser.leave()
        assert await comes(browser, gateway, None) != first
        assert "아직 아무도 아닌 사람" not in heard(browser)


async def test_of_two_who_log_in_at_once_one_takes_the_open_chat(gateway: Gateway, second: Gateway) -> None:
    """Two tabs of one browser, at two gateways."""
    for number in range(4):
        async with gateway.customer() as tab, second.customer() as other:
            await comes(tab, gateway, None)
            await tab.write(f"words {number}")
            await tab.leave()
            other.token = tab.token
            who = [f"a-{number}", f"b-{number}"]
            homes = await asyncio.gather(comes(tab, gateway, who[0]), comes(other, second, who[1]))
            assert homes[0] != homes[1]
            assert [f"words {number}" in heard(screen) for screen in (tab, other)].count(True) == 1


async def test_one_customer_in_two_browsers_at_once_has_one_conversation(gateway: Gateway, second: Gateway) -> None:
    async with gateway.customer() as laptop, second.customer() as phone:
        homes = await asyncio.gather(comes(laptop, gateway, "c-1"), comes(phone, second, "c-1"))
        assert homes[0] == homes[1]


async def test_a_tab_that_nobody_logged_in_on_is_signed_out_when_another_is(gateway: Gateway, second: Gateway) -> None:
    async with gateway.customer() as tab, second.customer() as other:
        await comes(tab, gateway, None)
        await tab.write("open")
        other.token = tab.token
        home = await comes(other, second, "c-1")
        assert await tab.until_closed() == 4401
        await other.write("for the customer only")
        await other.reads("re: for the customer only")
        assert await comes(tab, gateway, None) != home
        assert "for the customer only" not in heard(tab)


async def test_a_tab_of_one_customer_hears_nothing_of_the_next(gateway: Gateway) -> None:
    """The first forgot a tab, the second logs in beside it in the same browser."""
    async with gateway.customer() as forgotten, gateway.customer() as fresh:
        first = await comes(forgotten, gateway, "c-1")
        fresh.token = forgotten.token
        assert await comes(fresh, gateway, "c-2") != first
        await fresh.write("the second's words")
        await fresh.reads("re: the second's words")
        await forgotten.write("the first's words")
        await forgotten.reads("re: the first's words")
        assert "the second's words" not in heard(forgotten)
        assert "the first's words" not in heard(fresh)


async def test_a_person_who_waits_stays_with_who_logged_in(gateway: Gateway) -> None:
    """The agent's answer to a chat that began anonymously is read by its customer, and by nobody at that computer."""
    async with gateway.customer() as browser, gateway.customer() as phone, gateway.at_the_desk() as agent:
        await comes(browser, gateway, None)
        await browser.write(PERSON)
        await agent.sees_waiting(1)
        ticket = await agent.claim()
        await browser.leave()
        home = await comes(browser, gateway, "c-1")
        await browser.leave()
        said = {"conversation_id": home, "epoch": ticket["epoch"], "text": "환불해 드렸습니다"}
        assert (await agent.answered(await agent.say("send", **said)))["type"] == "ack"
        for who, reads in (("c-2", False), (None, False), ("c-1", True)):
            await comes(browser, gateway, who)
            assert ("환불해 드렸습니다" in heard(browser)) is reads, who
            await browser.leave()
        assert await comes(phone, gateway, "c-1") == home
        assert "환불해 드렸습니다" in heard(phone)


async def test_a_session_serves_neither_another_browser_nor_the_browser_s_next_person(gateway: Gateway) -> None:
    async with gateway.customer() as browser, gateway.customer() as thief:
        await comes(browser, gateway, "c-1")
        assert browser.session is not None
        session, visitor = browser.session, browser.token
        answers = []
        for token in (None, "x" * 43, visitor):
            body = {"visitor_token": token, "session": session}
            async with await thief.post("/widget/session", body) as response:
                answers.append(response.status)
        assert answers == [401, 401, 200]
        async with await thief.post(
            "/widget/session", {"visitor_token": visitor, "session": session, "jwt": word_for(gateway, "c-2")}
        ) as response:
            assert (await response.json())["customer"] == {"verified": True, "name": "c-2"}
