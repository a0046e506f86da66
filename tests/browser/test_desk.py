"""Agents at the desk: a chat from offer to resolution by keyboard alone, and a text that was written too late."""

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import Open
from tests.browser.customer import Customer
from tests.browser.staff import Agent
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]

PERSON = "상담원과 이야기하고 싶어요"


def arrives(system: System, window: Open, email: str) -> Agent:
    return Agent.arrives(window, system.gateway, (email, system.logins[email]), "ko")


def asks_for_a_person(window: Open, system: System, name: str) -> Customer:
    customer = Customer.arrives(window, system.shop, "ko")
    customer.logs_in(name)
    customer.page.goto(system.shop)
    customer.opens_chat()
    customer.says(PERSON)
    customer.sees(customer.words("queue.title"))
    return customer


def test_a_chat_by_keyboard_alone(system: System, window: Open) -> None:
    agent = arrives(system, window, "agent@demo.shop")
    expect(agent.status).to_be_enabled()
    agent.keys("Alt+u", "Home", "Enter")
    customer = asks_for_a_person(window, system, "이서연")
    expect(agent.offer.get_by_text("이서연")).to_be_visible()
    agent.keys("Alt+a")
    expect(agent.box).to_be_focused()
    agent.types("안녕하세요, 민서입니다.")
    customer.hears("안녕하세요, 민서입니다.")

    agent.keys("Alt+m")
    agent.types("내일 다시 전화하기로 함")
    expect(agent.page.locator(".row.note").last).to_contain_text("내일 다시 전화하기로 함")
    expect(customer.chat.get_by_text("내일 다시 전화하기로 함")).to_have_count(0)

    agent.keys("Alt+l")
    expect(agent.page.locator(".ticks input").first).to_be_focused()
    agent.keys("Space")
    expect(agent.page.locator(".ticks input").first).to_be_checked()
    agent.keys("Escape")
    expect(agent.page.locator(".ticks")).to_have_count(0)
    agent.keys("Alt+p")
    expect(agent.page.get_by_label(agent.words("priority.label"))).to_be_focused()

    agent.keys("Alt+r")
    expect(agent.page.get_by_role("radio", name=agent.words("resolution.solved"))).to_be_focused()
    agent.keys("ArrowDown")
    expect(agent.page.get_by_role("radio", name=agent.words("resolution.informed"))).to_be_checked()
    agent.keys("Enter")
    expect(agent.page.locator(".not-mine")).to_contain_text(agent.words("resolution.informed"))
    customer.sees(customer.words("rating.title"))


def test_nothing_takes_the_focus_from_whoever_works_elsewhere(system: System, window: Open) -> None:
    """A chat ends while its agent is about to log out, and the line goes while the keyboard is on the status."""
    agent = arrives(system, window, "agent@demo.shop")
    agent.is_available()
    agent.page.context.set_offline(True)
    expect(agent.status).to_be_disabled()
    expect(agent.status).to_be_focused()
    agent.page.context.set_offline(False)
    expect(agent.status).to_be_enabled()
    expect(agent.status).to_be_focused()

    asks_for_a_person(window, system, "최하은")
    agent.opens("최하은", PERSON)
    agent.takes()
    agent.resolves()
    agent.logs_out()


def test_what_is_written_too_late_stays_as_a_draft(system: System, window: Open) -> None:
    """The chat goes to somebody else while the agent's line is down: nothing is sent, nothing is lost."""
    late = "확인했어요. 오늘 출발해요."
    agent = arrives(system, window, "agent@demo.shop")
    agent.is_available()
    customer = asks_for_a_person(window, system, "김민지")
    agent.opens("김민지", PERSON)
    agent.takes()
    agent.replies("잠시만요, 확인해 볼게요.")
    customer.hears("잠시만요, 확인해 볼게요.")

    agent.page.context.set_offline(True)
    agent.types(late)
    lead = arrives(system, window, "ops@demo.shop")
    lead.is_available()
    lead.assigns_to_themselves("김민지", "하은")
    agent.page.context.set_offline(False)

    kept = agent.page.locator(".kept")
    expect(kept).to_contain_text(late)
    expect(kept.locator(".reason")).to_be_visible()
    assert all(late not in said for said in customer.thread())
    agent.page.reload()
    expect(agent.page.locator(".kept")).to_contain_text(late)
