"""An agent's tools in a real browser: macros with gaps, private notes, the customer's card, the search."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.chromium import Open
from tests.browser.customer import Customer
from tests.browser.staff import Agent
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(200)]

NAME, PERSON = "이서연", "상담원 연결해 주세요"
ORDER, NOTE = "FH-100218", "보온병 색상을 바꾸고 싶어 하셨어요"


def box(agent: Agent) -> Locator:
    return agent.page.get_by_label(agent.words("composer.label"))


def test_an_agent_answers_with_a_macro_leaves_a_note_and_finds_it_again(system: System, window: Open) -> None:
    agent = Agent.arrives(window, system.gateway, ("agent@demo.shop", system.logins["agent@demo.shop"]), "ko")
    agent.is_available()
    customer = Customer.arrives(window, system.shop, "ko")
    customer.logs_in(NAME)
    customer.opens_chat()
    customer.says(PERSON)
    agent.opens(NAME, PERSON)
    agent.takes()

    orders = agent.side.locator("details")
    expect(orders.filter(has_text=ORDER)).to_contain_text(agent.words("status.cancelled"))
    answers_with_a_macro(agent)
    customer.hears(ORDER)

    agent.page.keyboard.press("Alt+m")
    note = agent.page.get_by_label(agent.words("write.note"), exact=True)
    note.fill(NOTE)
    note.press("Enter")
    agent.reads(NOTE)
    assert not any(NOTE in row for row in customer.thread()), "a note is for agents only"

    agent.page.keyboard.press("Control+k")
    agent.page.get_by_role("combobox", name=agent.words("search.title"), exact=True).fill("보온병 색상")
    found = agent.page.get_by_role("listbox", name=agent.words("search.results")).get_by_role("option")
    expect(found.locator("mark").first).to_have_text("보온병")
    agent.page.keyboard.press("Enter")
    agent.reads(NOTE)
    agent.resolves()


def answers_with_a_macro(agent: Agent) -> None:
    """By first consonants; with several orders the agent says which, and before that nothing is sent."""
    box(agent).press("/")
    agent.page.keyboard.type("ㅎㅂㅈㅅ")
    expect(agent.page.get_by_role("listbox").get_by_role("option", selected=True)).to_contain_text("환불 접수")
    agent.page.keyboard.press("Enter")
    expect(box(agent)).to_have_value(re.compile(r"^\{order_number\} 주문의 \{order_total\}"))
    box(agent).press("Enter")
    expect(agent.page.get_by_text(agent.words("gap.held"))).to_be_visible()
    agent.page.get_by_role("button", name=ORDER, exact=True).click()
    box(agent).press("Enter")
    agent.reads(ORDER)
