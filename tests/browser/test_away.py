"""A customer in a chat, one who waits, an agent and a lead lose their networks while sixty things happen; back again,
each window shows what one that is opened now shows."""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.browser.chromium import Open, Window
from tests.browser.customer import Customer
from tests.browser.hiring import Account, Hire
from tests.browser.meanwhile import (
    PERSON,
    asks_for_a_person,
    at_the_desk,
    done,
    in_the_same_chat,
    meanwhile,
    reply,
    stays_with_the_bot,
    talk,
)
from tests.browser.staff import Agent
from tests.browser.supervisor import Supervisor
from tests.integration.web.screens import AgentScreen, CustomerScreen
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

TURNS = 20
NAME = "박준호"
DRAFT = "교환 접수를 도와드릴게"
QUESTION = "혹시 내일도"
WHISPER = "창고에 확인했어요"
SAME_WITHIN_S = 15.0
CLOCKS = re.compile(r"\d+:\d+(:\d+)?|\d+ ?(초|분|시간|일)( 전)?|방금")
"""What goes on changing by itself."""

Texts = dict[str, list[str]]


@dataclass(frozen=True)
class Floor:
    """Whose windows lose the network, and who is there besides."""

    system: System
    windows: list[Window]
    held: Customer
    waiting: Customer
    agent: Agent
    lead: Supervisor
    own: Account
    other: Account

    @property
    def pages(self) -> list[Page]:
        return [self.held.page, self.waiting.page, self.agent.page, self.lead.page]


def test_back_from_sixty_missed_events_every_window_shows_what_a_new_one_does(
    system: System, window: Open, hire: Hire
) -> None:
    floor = opens(system, window, hire)
    begins(floor)
    for page in floor.pages:
        page.context.set_offline(True)
    is_told_the_truth(floor)
    token = token_of(floor.held)
    meanwhile(lambda: happens(floor, token))
    for page in floor.pages:
        page.context.set_offline(False)
    the_customer_is_up_to_date(floor.held)
    who_waited_is_up_to_date(floor)
    the_desk_is_up_to_date(floor)
    the_team_is_up_to_date(floor)
    goes_on(floor)


def opens(system: System, window: Open, hire: Hire) -> Floor:
    windows: list[Window] = []

    def open_one(*where: Any, **how: Any) -> Window:
        windows.append(window(*where, **how))
        return windows[-1]

    own = hire("누리", "nuri@demo.shop", "--capacity", "1")
    other = hire("가람", "garam@demo.shop")
    agent = Agent.arrives(open_one, system.gateway, own.login, "ko")
    agent.is_available()
    held, waiting = (Customer.arrives(open_one, system.shop, "ko") for _ in range(2))
    waiting.logs_in(NAME)
    lead = Supervisor.arrives(open_one, system.gateway, ("ops@demo.shop", system.logins["ops@demo.shop"]), "ko")
    lead.goes_to_page("team")
    expect(lead.page.locator(".team-page .figures")).to_be_visible()
    return Floor(system, windows, held, waiting, agent, lead, own, other)


def begins(floor: Floor) -> None:
    """One chat is held, with a reply begun in it; one customer waits for nobody in particular."""
    for customer in (floor.held, floor.waiting):
        customer.opens_chat()
        customer.says(PERSON)
        customer.sees(customer.words("queue.title"))
        if customer is floor.held:
            floor.agent.is_offered(floor.agent.words("customer.visitor"))
            floor.agent.presses_in_offer("accept")
            customer.sees(customer.words("notice.agent_joined", name=floor.own.name))
    floor.agent.replies("안녕하세요")
    floor.held.hears("안녕하세요")
    floor.agent.box.fill(DRAFT)
    floor.held.box.fill(QUESTION)
    expect(floor.lead.page.locator(".team-page li.line", has_text=NAME)).to_be_visible()


def is_told_the_truth(floor: Floor) -> None:
    """The line is down, and the typing of whom nobody hears any more is over."""
    for customer in (floor.held, floor.waiting):
        customer.sees(customer.words("connection.offline"))
    for page in (floor.agent.page, floor.lead.page):
        expect(page.get_by_text(floor.agent.words("connection.offline"))).to_be_visible()
    expect(floor.held.chat.locator(".typing")).to_have_count(0)
    expect(floor.agent.transcript.get_by_text(floor.agent.words("chat.typing"))).to_have_count(0)


def token_of(customer: Customer) -> str:
    """Who this browser is for the chat."""
    frame = next(frame for frame in customer.page.frames if "/widget" in frame.url)
    return cast(str, frame.evaluate("localStorage.getItem('firsthand.visitor')"))


async def happens(floor: Floor, token: str) -> None:
    """The chat goes on in other tabs of both; who waited is helped by another agent; others come, and one goes."""
    gateway = floor.system.gateway
    async with (
        CustomerScreen(gateway) as customer,
        AgentScreen(gateway) as agent,
        AgentScreen(gateway) as other,
        CustomerScreen(gateway) as first,
        CustomerScreen(gateway) as second,
        CustomerScreen(gateway) as third,
    ):
        await in_the_same_chat(customer, token)
        (ticket,) = (await at_the_desk(agent, floor.own.login))["mine"]
        await talk(customer, agent, ticket, TURNS)
        await done(agent, "note", conversation_id=ticket["conversation_id"], text=WHISPER)
        await done(agent, "priority", ticket_id=ticket["id"], priority="urgent")
        for newcomer in (first, second, third):
            await asks_for_a_person(newcomer)
        await at_the_desk(other, floor.other.login)
        await done(other, "status", status="busy")
        taken = (await done(other, "claim"))["ticket"]
        for turn in range(5):
            await reply(other, taken, f"도움 {turn}")
        await done(other, "resolve", ticket_id=taken["id"], epoch=taken["epoch"], code="solved")
        await stays_with_the_bot(second)
        await customer.say("typing", on=True)
        await done(agent, "note", conversation_id=ticket["conversation_id"], text=f"{WHISPER}, 오늘 출고")


def the_customer_is_up_to_date(customer: Customer) -> None:
    customer.sees(f"답변 {TURNS}")
    expect(customer.box).to_have_value(QUESTION)
    fresh = new_chat(customer)
    same(lambda: chat_of(customer.chat), lambda: chat_of(fresh))
    shown = customer.bubbles()[-2 * TURNS :]
    assert shown == [f"{what} {turn}" for turn in range(1, TURNS + 1) for what in ("질문", "답변")]


def who_waited_is_up_to_date(floor: Floor) -> None:
    """The place in the queue, whoever came, and the end of it all: nothing of the wait is left."""
    customer = floor.waiting
    customer.sees(customer.words("notice.resolved"))
    customer.sees("도움 4")
    expect(customer.chat.locator(".queue")).to_have_count(0)
    fresh = new_chat(customer)
    same(lambda: chat_of(customer.chat), lambda: chat_of(fresh))


def the_desk_is_up_to_date(floor: Floor) -> None:
    """The transcript with its notes, the lists and their counts, the facts, the draft."""
    agent = floor.agent
    agent.reads(f"{WHISPER}, 오늘 출고")
    expect(agent.box).to_have_value(DRAFT)
    twin = duplicate(agent.page)
    expect(twin.locator(".whose h2")).to_be_visible()
    same(lambda: desk_of(agent.page), lambda: desk_of(twin))
    assert len(desk_of(agent.page)["waiting"]) == 2
    twin.close()


def the_team_is_up_to_date(floor: Floor) -> None:
    twin = duplicate(floor.lead.page)
    expect(twin.locator(".team-page .figures")).to_be_visible()
    same(
        lambda: texts(floor.lead.page, team=".team-page > :not(.page-head)"),
        lambda: texts(twin, team=".team-page > :not(.page-head)"),
    )
    expect(floor.lead.page.locator(".team-page li.line", has_text=NAME)).to_have_count(0)
    twin.close()


def goes_on(floor: Floor) -> None:
    """What was begun before is sent, once, and answered."""
    floor.agent.box.press("Enter")
    floor.held.hears(DRAFT)
    floor.held.box.press("Enter")
    floor.agent.reads(QUESTION)
    assert floor.held.bubbles()[-2:] == [DRAFT, QUESTION]
    floor.agent.resolves()
    floor.held.sees(floor.held.words("notice.resolved"))
    for window in floor.windows:
        window.forgives("ERR_INTERNET_DISCONNECTED")


def new_chat(customer: Customer) -> FrameLocator:
    """Another tab of this browser at the shop, with its chat open."""
    page = customer.page.context.new_page()
    page.goto(customer.shop)
    page.locator("firsthand-chat > button").click()
    chat = page.frame_locator("firsthand-chat iframe")
    expect(chat.locator("article.row").first).to_be_visible()
    return chat


def duplicate(page: Page) -> Page:
    """As the browser duplicates a tab, with what it keeps for the tab."""
    kept = json.dumps(page.evaluate("({ ...sessionStorage })"))
    twin = page.context.new_page()
    twin.add_init_script(f"for (const [name, text] of Object.entries({kept})) sessionStorage.setItem(name, text)")
    twin.goto(page.url)
    return twin


def chat_of(chat: FrameLocator) -> Texts:
    """Everything but the box to write in, and the chip that leads to what is below."""
    parts = {"head": "header", "rows": "article.row, .notice, .log > p.day", "queue": ".queue", "rating": ".rating"}
    return texts(chat, **parts)


def desk_of(page: Page) -> Texts:
    lists = {
        "offers": ".lists .offer",
        "mine": ".lists > section:nth-of-type(1)",
        "waiting": ".lists > section:nth-of-type(2) li",
    }
    rows = {
        "rows": "[role=log] article.row, [role=log] .notice, [role=log] p.day",
        "head": ".chat-head",
        "side": "[role=complementary], aside",
    }
    return texts(page, counts=".queues", **lists, **rows)


def texts(where: Page | FrameLocator, **parts: str) -> Texts:
    """What stands there, but for clocks."""

    def read(found: Locator) -> list[str]:
        return [CLOCKS.sub("", " ".join(text.split())) for text in found.all_inner_texts()]

    return {name: read(where.locator(selector)) for name, selector in parts.items()}


def same(one: Callable[[], Texts], other: Callable[[], Texts]) -> None:
    """Both show the same within a while, and something."""
    deadline = time.monotonic() + SAME_WITHIN_S
    while (shown := one()) != (wanted := other()) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert shown == wanted
    assert any(shown.values())
