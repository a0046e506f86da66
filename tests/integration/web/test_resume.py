"""The link of a letter: one browser goes on in the conversation it is about, and nobody gets further than that."""

import dataclasses
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from connectors.settings import Settings
from connectors.web import keys
from connectors.web.line import SIGNED_OUT
from connectors.web.resume_links import LIFE_S, ResumeLinks
from connectors.web.signed import Signer
from escalation.promises.hours import SEOUL, WEEKDAYS
from escalation.promises.teams import set_team
from escalation.queue.topics import Queue
from tests.identity import signed
from tests.integration.web.conftest import Gateway
from tests.integration.web.screens import AgentScreen, CustomerScreen, Frame

PERSON = "상담원 연결해 주세요"
MAILBOX = "minji@home.example"
NOBODY = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Letters leave, for a server that is never there."""
    return dataclasses.replace(settings, smtp_url="smtp://127.0.0.1:9", mail_from="help@shop.example")


async def nobody_there(gateway: Gateway) -> None:
    """Every team is back in three days only."""
    later = WEEKDAYS[(datetime.now(SEOUL) + timedelta(days=3)).weekday()]
    async with gateway.app[keys.SERVICE].record.change() as change:
        for queue in Queue:
            await set_team(change, queue, {"hours": {later: [["09:00", "18:00"]]}, "holidays": ""})


async def leaves_address(customer: CustomerScreen) -> None:
    """Asks for a person, hears that nobody is there, and leaves an address."""
    await customer.write(PERSON)
    notice = await customer.notice("out_of_hours")
    button = next(button for button in notice["buttons"] if button["code"] == "leave_email")
    await customer.answered(await customer.say("press", message_id=notice["id"], button_id=button["id"]))
    form = await customer.message(lambda message: message.get("card") == {"kind": "leave_email"})
    refused = await customer.answered(await customer.say("submit", message_id=form["id"], values={"email": "minji"}))
    assert (refused["code"], refused["field"]) == ("bad_email", "email")
    await customer.answered(await customer.say("submit", message_id=form["id"], values={"email": MAILBOX}))
    saved = await customer.notice("email_saved")
    assert saved["params"] == {"email_masked": "m***@home.example"}


async def answered(agent: AgentScreen, words: str) -> Frame:
    """The agent takes the newest ticket and answers it."""
    waiting = await agent.sees_waiting(1)
    ticket = await agent.claim(ticket_id=waiting[0]["id"])
    said = {"conversation_id": ticket["conversation_id"], "epoch": ticket["epoch"]}
    assert (await agent.answered(await agent.say("send", **said, text=words)))["type"] == "ack"
    return ticket


async def resolved(agent: AgentScreen, ticket: Frame) -> None:
    await agent.answered(await agent.say("resolve", ticket_id=ticket["id"], epoch=ticket["epoch"]))


async def link_of(gateway: Gateway, signer: Signer | None = None) -> str:
    """The token of the link that the newest letter would carry."""
    async with gateway.app[keys.ENGINE].connect() as connection:
        newest = text("SELECT id, conversation_id FROM callback ORDER BY created_at DESC LIMIT 1")
        callback_id, conversation_id = (await connection.execute(newest)).one()
    address = ResumeLinks(gateway.settings, signer).to(
        {"callback_id": str(callback_id), "conversation_id": str(conversation_id)}
    )
    page, _, token = address.partition("#")
    assert page == f"{gateway.url}/resume"
    return token


async def resumes(screen: CustomerScreen, token: str) -> tuple[int, dict[str, Any]]:
    """What the page is answered when it posts the link."""
    body = {"token": token, "visitor_token": screen.token, "locale": "ko"}
    async with await screen.post("/widget/resume", body) as response:
        answer = await response.json()
    screen.token = answer.get("visitor_token", screen.token)
    return response.status, answer


async def refusal(screen: CustomerScreen, token: str) -> tuple[int, str]:
    status, answer = await resumes(screen, token)
    return status, answer["error"]["code"]


async def opens(screen: CustomerScreen, token: str, last_seq: int = 0) -> Frame:
    """Posts the link and goes on over a socket; answers the welcome."""
    status, answer = await resumes(screen, token)
    assert status == 200, answer
    await screen.connect("/widget/socket")
    await screen.say("hello", ticket=answer["ticket"], last_seq=last_seq, locale="ko")
    return await screen.until("welcome")


def vouched(gateway: Gateway, name: str = "C-1") -> str:
    kid, secret = next(iter(gateway.settings.widget_jwt_keys.items()))
    return signed(f"{kid}:{secret}", name, name="민지", aud=gateway.settings.widget_audience)


@asynccontextmanager
async def with_link(gateway: Gateway, **identity: Any) -> AsyncIterator[tuple[CustomerScreen, AgentScreen, Frame, str]]:
    """At home a customer had a contact that is over, and left an address in the next, which an agent has answered:
    (home, agent, ticket, token)."""
    async with gateway.customer() as home, gateway.at_the_desk() as agent:
        await home.open(**identity)
        await home.write(PERSON)
        await resolved(agent, await answered(agent, "첫 문의 답변"))
        await home.owner("closed")
        await nobody_there(gateway)
        agent.heard.clear()
        await leaves_address(home)
        ticket = await answered(agent, "둘째 문의 답변")
        yield home, agent, ticket, await link_of(gateway)


async def test_the_link_shows_its_contact_and_the_customer_goes_on(gateway: Gateway) -> None:
    async with with_link(gateway) as (_, agent, ticket, token), gateway.customer() as phone:
        welcome = await opens(phone, token)
        assert welcome["conversation_id"] == ticket["conversation_id"]
        texts = [message.get("text") for message in welcome["messages"]]
        assert (texts[0], texts[-1]) == (PERSON, "둘째 문의 답변")
        assert "첫 문의 답변" not in texts
        await agent.say("open", conversation_id=ticket["conversation_id"], after_seq=0)
        await agent.until("conversation")
        assert (await phone.write("감사해요, 하나만 더요"))["type"] == "ack"
        await agent.until("message", lambda frame: frame["message"].get("text") == "감사해요, 하나만 더요")
        said = {"conversation_id": ticket["conversation_id"], "epoch": ticket["epoch"]}
        await agent.say("send", **said, text="네, 말씀하세요")
        await phone.reads("네, 말씀하세요")


@pytest.mark.parametrize("last_seq", [1, 99_999])
async def test_no_cursor_shows_what_was_before(gateway: Gateway, last_seq: int) -> None:
    async with with_link(gateway) as (*_, token), gateway.customer() as phone:
        welcome = await opens(phone, token, last_seq)
        await phone.say("fetch", after_seq=0)
        fetched = await phone.until("messages")
        for shown in (welcome["messages"], fetched["messages"]):
            assert "첫 문의 답변" not in [message.get("text") for message in shown]
        assert fetched["messages"][0]["text"] == PERSON


async def test_the_first_browser_keeps_the_link_and_another_is_refused(gateway: Gateway) -> None:
    async with with_link(gateway) as (*_, token), gateway.customer() as phone, gateway.customer() as other:
        await opens(phone, token)
        assert await refusal(other, token) == (409, "link_used")
        await phone.leave()
        assert (await opens(phone, token))["messages"][-1]["text"] == "둘째 문의 답변"
        assert await refusal(other, token) == (409, "link_used")


async def test_a_link_that_is_forged_over_or_of_nothing_is_refused(gateway: Gateway) -> None:
    async with with_link(gateway) as (*_, token), gateway.customer() as phone:
        week_ago = Signer(gateway.settings.session_secret, clock=lambda: time.time() - LIFE_S - 1)
        stranger = Signer("another-secret-that-is-long-enough-000000")
        session = Signer(gateway.settings.session_secret).sign("customer", {"callback_id": "x"}, 60)
        nothing = ResumeLinks(gateway.settings).to({"callback_id": NOBODY, "conversation_id": NOBODY})
        wrong = [await link_of(gateway, week_ago), await link_of(gateway, stranger), session, nothing.partition("#")[2]]
        for one in [*wrong, "x", f"{token[:-2]}xx"]:
            assert await refusal(phone, one) == (410, "link_over")
        async with await phone.post("/widget/resume", {"token": ""}) as response:
            assert response.status == 400


async def test_in_a_customers_conversation_a_link_reaches_people_and_not_the_bot(gateway: Gateway) -> None:
    async with with_link(gateway, jwt=vouched(gateway)) as (_, agent, ticket, token), gateway.customer() as phone:
        welcome = await opens(phone, token)
        assert welcome["customer"] == {"verified": False}
        assert (await phone.write("사람에게"))["type"] == "ack"
        await resolved(agent, ticket)
        await phone.owner("closed")
        asked = len(gateway.assistant.requests)
        refused = await phone.write("내 주문 취소해 줘")
        assert (refused["type"], refused["code"]) == ("refused", "log_in")
        rate = await phone.say("rate", contact_id=ticket["contact_id"], score=5, solved=True)
        assert (await phone.answered(rate))["type"] == "ack"
        assert len(gateway.assistant.requests) == asked


async def test_who_waits_by_a_link_in_a_customers_conversation_cannot_turn_to_the_bot(gateway: Gateway) -> None:
    async with gateway.customer() as home, gateway.customer() as phone:
        await nobody_there(gateway)
        await home.open(jwt=vouched(gateway))
        await leaves_address(home)
        await opens(phone, await link_of(gateway))
        notice = await phone.notice("out_of_hours")
        button = next(button for button in notice["buttons"] if button["code"] == "keep_bot")
        pressed = await phone.say("press", message_id=notice["id"], button_id=button["id"])
        assert (await phone.answered(pressed))["code"] == "log_in"
        assert (await phone.write("기다릴게요"))["type"] == "ack"


async def test_once_the_customer_is_back_at_the_shop_the_link_is_over(gateway: Gateway) -> None:
    async with with_link(gateway, jwt=vouched(gateway)) as (home, agent, ticket, token), gateway.customer() as phone:
        await opens(phone, token)
        await resolved(agent, ticket)
        await home.owner("closed")
        await home.write("새로운 문의예요")
        assert await phone.until_closed() == SIGNED_OUT
        assert await refusal(phone, token) == (410, "link_over")


async def test_a_visitors_conversation_goes_on_with_the_bot_by_the_link(gateway: Gateway) -> None:
    async with with_link(gateway) as (_, agent, ticket, token), gateway.customer() as phone:
        await opens(phone, token)
        await resolved(agent, ticket)
        await phone.owner("closed")
        await phone.write("새로운 문의예요")
        await phone.reads("re: 새로운 문의예요")


async def test_the_page_tells_no_other_site_and_is_in_no_frame(gateway: Gateway) -> None:
    async with gateway.customer() as phone:
        async with phone.http.get(f"{gateway.url}/resume") as response:
            assert response.status == 200
            headers = response.headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        for wrong in ({"Origin": "https://evil.example"}, {"X-Firsthand": ""}, {"Sec-Fetch-Site": "cross-site"}):
            async with await phone.post("/widget/resume", {"token": "x"}, **wrong) as response:
                assert response.status == 403, wrong


async def test_the_link_stands_in_no_log(gateway: Gateway, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    async with with_link(gateway) as (*_, token), gateway.customer() as phone:
        await opens(phone, token)
    assert token[:40] not in caplog.text
    assert MAILBOX not in caplog.text
