"""Desks that fall silent. One is killed and one loses its network: their customers are told, and their chats wait again
in their places. One only lies behind another tab: it keeps its chats, however long."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.browser.catalogue import Locale
from tests.browser.chromium import Open, Window
from tests.browser.customer import Customer
from tests.browser.hidden import OwnBrowser, own_browser
from tests.browser.hiring import Account, Hire
from tests.browser.staff import Agent, sign_in
from tests.system import System

HIDDEN_S = 600.0 if "FIRSTHAND_STEPS" in os.environ else 45.0
"""Longer than a lease of 30 s; as long as a lunch when there is time for it."""
BACK_WITHIN_S = 35.0

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300 + HIDDEN_S)]

PERSON = {"ko": "상담원 연결해 주세요", "en": "I want to talk to a person"}
WAITING = ["이서연", "최하은", "박준호"]
SILENT = """localStorage.setItem("firsthand.desk.preferences", '{"volume": 0}')"""
"""A tab that has sounded is not slowed for a while."""
LATE = "지금 막 확인했어요. 오늘 출발해요."


@dataclass
class Held:
    """A chat in somebody's hands."""

    agent: Agent
    customer: Customer


def test_silent_desks_lose_their_chats_and_a_hidden_one_keeps_them(
    system: System, window: Open, hire: Hire, driver: Playwright, chromium_path: str, tmp_path: Path
) -> None:
    with own_browser(driver, chromium_path, tmp_path, "ko-KR") as browser:
        hidden = holds_in_a_tab(system, window, browser, hire("소라", "sora@demo.shop", "--capacity", "1"))
        killed = holds(system, window, hire("지안", "jian@demo.shop", "--capacity", "1"), "ko", "이서연")
        cut = holds(system, window, hire("로이", "roy@demo.shop", "--capacity", "1"), "ko", "최하은")
        browser.hide()
        since = time.monotonic()
        falls_silent(killed, cut)
        other = comes_on_duty(system, window, hire("다온", "daon@demo.shop"))
        patient = comes(system, window, "ko", "박준호")
        their_customers_are_told(killed, cut, since)
        takes_all(other, killed.customer, cut.customer, patient)
        comes_back_too_late(cut, other)
        for name in WAITING:
            ends(other, name)
        hidden.says("아직 계세요?")
        other.page.wait_for_timeout(max(0.0, HIDDEN_S - (time.monotonic() - since)) * 1000)
        still_holds(browser, hidden)


def arrives(system: System, window: Open, account: Account) -> Agent:
    agent = Agent.arrives(window, system.gateway, account.login, "ko")
    agent.is_available()
    return agent


def comes(system: System, window: Open, locale: Locale, name: str) -> Customer:
    customer = Customer.arrives(window, system.shop, locale)
    customer.logs_in(name)
    customer.opens_chat()
    customer.says(PERSON[locale])
    customer.sees(customer.words("queue.title"))
    return customer


def holds(system: System, window: Open, account: Account, locale: Locale, name: str) -> Held:
    """Who has room for one chat only is the one who gets it: whoever came before is full."""
    agent = arrives(system, window, account)
    customer = comes(system, window, locale, name)
    agent.is_offered(name)
    agent.presses_in_offer("accept")
    customer.sees(customer.words("notice.agent_joined", name=account.name))
    return Held(agent, customer)


def holds_in_a_tab(system: System, window: Open, browser: OwnBrowser, account: Account) -> Customer:
    desk = Agent(Window(browser.page.context, browser.page), "ko")
    desk.page.add_init_script(SILENT)
    desk.page.goto(f"{system.gateway}/desk")
    sign_in(desk.page, desk.words, *account.login)
    desk.is_available()
    customer = comes(system, window, "en", "Daniel Reed")
    desk.is_offered("Daniel Reed")
    desk.presses_in_offer("accept")
    customer.sees(customer.words("notice.agent_joined", name=account.name))
    return customer


def falls_silent(killed: Held, cut: Held) -> None:
    """One is in the middle of a sentence."""
    cut.agent.box.fill("잠시만요, ")
    cut.agent.page.context.set_offline(True)
    killed.agent.window.dies()


def comes_on_duty(system: System, window: Open, account: Account) -> Agent:
    other = Agent.arrives(window, system.gateway, account.login, "ko")
    expect(other.page.locator(".lists .none").first).to_be_visible()
    return other


def their_customers_are_told(killed: Held, cut: Held, since: float) -> None:
    for held in (killed, cut):
        told = held.customer.chat.get_by_text(held.customer.words("notice.agent_left"))
        expect(told).to_be_visible(timeout=max(1.0, BACK_WITHIN_S - (time.monotonic() - since)) * 1000)
        expect(held.customer.chat.locator(".queue")).to_be_visible()


def takes_all(other: Agent, *customers: Customer) -> None:
    """The returned ones wait before somebody who came later but never left the queue."""
    expect(other.page.locator(".lists button.ticket .head strong")).to_have_text(WAITING)
    other.is_available()
    for customer, name in zip(customers, WAITING, strict=True):
        other.is_offered(name)
        other.presses_in_offer("accept")
        customer.sees(customer.words("notice.agent_joined", name="다온"))
    other.row_of("최하은").click()
    other.replies("이어서 도와드릴게요")
    customers[1].hears("이어서 도와드릴게요")


def comes_back_too_late(cut: Held, other: Agent) -> None:
    """What was written into the dead line is refused, said so, and kept where it was written."""
    cut.agent.box.fill(LATE)
    cut.agent.box.press("Enter")
    expect(cut.agent.transcript.get_by_text(LATE)).to_be_visible()
    cut.agent.page.context.set_offline(False)
    kept = cut.agent.page.locator(".kept")
    expect(kept).to_contain_text(LATE)
    expect(kept.locator(".reason")).to_be_visible()
    expect(cut.agent.page.locator(".not-mine")).to_contain_text(cut.agent.words("chat.gone"))
    assert not any(LATE in row for row in cut.customer.thread())
    expect(other.transcript.get_by_text(LATE)).to_have_count(0)
    cut.agent.window.forgives("ERR_INTERNET_DISCONNECTED")


def ends(agent: Agent, name: str) -> None:
    agent.row_of(name).click()
    expect(agent.page.locator(".whose h2")).to_have_text(name)
    agent.resolves()
    expect(agent.page.locator(".not-mine")).to_be_visible()


def still_holds(browser: OwnBrowser, customer: Customer) -> None:
    """It was hidden indeed, its timers nearly stood still, and nothing was taken from it or missed by it."""
    assert not customer.chat.get_by_text(customer.words("notice.agent_left")).is_visible()
    hidden_s, ticks = browser.look_again()
    assert hidden_s > HIDDEN_S - 10
    assert ticks <= hidden_s * 2, "its timers were to run at most about once a second"
    desk = Agent(Window(browser.page.context, browser.page), "ko")
    desk.reads("아직 계세요?")
    desk.replies("네, 여기 있어요")
    customer.hears("네, 여기 있어요")
    desk.resolves()
    customer.sees(customer.words("notice.resolved"))
