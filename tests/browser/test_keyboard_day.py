"""A day at the desk without a mouse, from log-in to log-out, in Korean."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import Open
from tests.browser.customer import Customer
from tests.browser.hiring import Account, Hire
from tests.browser.keyboard import Keyboard
from tests.browser.staff import Agent
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

PERSON = "상담원 연결해 주세요"
FIRST, SECOND = "최하은", "김민지"
QUESTION = "반품은 어떻게 하나요?"
NOTE, HANDOVER = "어제도 전화하신 분", "영어 설명서를 찾으세요"
REPLY = "네, 바로 확인해 드릴게요"


def test_a_day_by_keyboard_alone(system: System, window: Open, hire: Hire) -> None:
    account = hire("하람", "haram@demo.shop", "--language", "ko")
    desk = Keyboard(window("ko-KR", 1400, 860), "ko")
    logs_in(desk, system, account)
    first = comes(system, window, FIRST)
    takes_an_offer(desk, FIRST)
    answers_with_a_macro(desk, first)
    takes_a_suggestion(desk, first)
    writes_korean(desk, first)
    leaves_a_note(desk)
    second = comes(system, window, SECOND)
    takes_an_offer(desk, SECOND)
    goes_between_chats(desk)
    sorts(desk)
    colleague = Agent.arrives(window, system.gateway, hire("Nora", "nora@demo.shop").login, "en")
    colleague.is_available()
    transfers(desk, second)
    resolves(desk, first)
    searches(desk)
    reads_the_keys(desk)
    logs_out(desk)
    colleague.opens(SECOND, PERSON)
    colleague.resolves()


def comes(system: System, window: Open, name: str) -> Customer:
    customer = Customer.arrives(window, system.shop, "ko")
    customer.logs_in(name)
    customer.opens_chat()
    customer.says(PERSON)
    customer.sees(customer.words("queue.title"))
    return customer


def logs_in(desk: Keyboard, system: System, account: Account) -> None:
    email, password = account.login
    desk.comes_to(f"{system.gateway}/desk")
    desk.types(email)
    desk.presses("Tab")
    desk.types(password)
    desk.presses("Enter")
    status = desk.page.locator("[data-key=status]")
    expect(status).to_be_enabled()
    desk.keeps_focus()
    opens_status(desk)
    desk.presses("Home", "Enter")
    expect(status).to_have_accessible_name(f"{desk.words('status.label')}: {desk.words('status.online')}")
    expect(status).to_be_focused()


def opens_status(desk: Keyboard) -> None:
    desk.presses("Alt+u")
    expect(desk.page.locator("[role=menuitemradio][aria-checked=true]")).to_be_focused()


def takes_an_offer(desk: Keyboard, name: str) -> None:
    expect(desk.page.locator(".lists .offer .who strong")).to_have_text(name)
    desk.presses("Alt+a")
    expect(desk.customer).to_have_text(name)
    expect(desk.box).to_be_focused()


def answers_with_a_macro(desk: Keyboard, customer: Customer) -> None:
    desk.presses("/")
    desk.types("인사")
    expect(desk.page.locator(".picker [aria-selected=true]")).to_contain_text("인사")
    desk.presses("Enter")
    expect(desk.box).to_have_value(re.compile(f"안녕하세요, {FIRST}님. 상담원 하람입니다."))
    expect(desk.box).to_be_focused()
    desk.presses("Enter")
    customer.hears(f"{FIRST}님. 상담원 하람입니다.")


def takes_a_suggestion(desk: Keyboard, customer: Customer) -> None:
    """It goes into the box, where it can be changed, and only Enter sends it."""
    customer.says(QUESTION)
    suggestion = desk.page.locator(".suggestion").first
    expect(suggestion).to_be_visible()
    text = suggestion.locator(".text").inner_text()
    desk.presses("Tab")
    expect(desk.box).to_have_value(text)
    expect(desk.box).to_be_focused()
    desk.presses("End", "Shift+Enter")
    desk.types("더 궁금한 점이 있으세요?")
    assert customer.newest.count() == 0
    desk.presses("Enter")
    customer.hears("더 궁금한 점이 있으세요?")


def writes_korean(desk: Keyboard, customer: Customer) -> None:
    """The Enter that ends a syllable does not send, the next one does."""
    desk.types(REPLY)
    expect(desk.box).to_have_value(REPLY)
    assert REPLY not in customer.bubbles()
    desk.presses("Enter")
    customer.hears(REPLY)


def leaves_a_note(desk: Keyboard) -> None:
    desk.presses("Alt+m")
    expect(desk.page.get_by_label(desk.words("write.note"), exact=True)).to_be_focused()
    desk.types(NOTE)
    desk.presses("Enter")
    expect(desk.transcript.locator(".row.note")).to_contain_text(NOTE)
    desk.presses("Alt+m")
    expect(desk.box).to_be_focused()


def goes_between_chats(desk: Keyboard) -> None:
    desk.types("이 글은 그대로 있어요")
    desk.presses("Alt+ArrowUp")
    expect(desk.customer).to_have_text(FIRST)
    expect(desk.box).to_be_focused()
    desk.presses("Alt+0", "ArrowDown", "Enter")
    expect(desk.customer).to_have_text(SECOND)
    expect(desk.box).to_have_value("이 글은 그대로 있어요")
    desk.presses("Control+a", "Delete")


def sorts(desk: Keyboard) -> None:
    desk.presses("Alt+l")
    label = desk.page.locator(".ticks input").first
    expect(label).to_be_focused()
    desk.presses("Space")
    expect(label).to_be_checked()
    desk.presses("Escape")
    priority = desk.page.get_by_label(desk.words("priority.label"))
    expect(priority).to_have_value("high")  # as a customer of a high tier has it
    desk.presses("Alt+p", "ArrowUp")
    expect(desk.page.locator("button.ticket[aria-current=true]")).to_contain_text(desk.words("priority.urgent"))
    expect(priority).to_be_enabled()
    expect(priority).to_be_focused()


def transfers(desk: Keyboard, customer: Customer) -> None:
    desk.presses("Alt+t")
    dialog = desk.page.get_by_role("dialog", name=desk.words("transfer.title"))
    expect(dialog.get_by_role("radio", name="Nora")).to_be_enabled()
    desk.tabs_to(dialog.get_by_role("radio", name="Nora"))
    desk.presses("Space")
    expect(dialog.get_by_role("radio", name="Nora")).to_be_checked()
    desk.tabs_to(dialog.get_by_label(desk.words("transfer.note"), exact=True))
    desk.types(HANDOVER)
    desk.tabs_to(dialog.get_by_role("button", name=desk.words("transfer.submit"), exact=True))
    desk.presses("Enter")
    expect(dialog).to_have_count(0)
    customer.sees(customer.words("notice.transferred"))
    customer.sees(customer.words("notice.agent_joined", name="Nora"))


def resolves(desk: Keyboard, customer: Customer) -> None:
    desk.presses("Alt+ArrowDown")
    expect(desk.customer).to_have_text(FIRST)
    desk.presses("Alt+r")
    dialog = desk.page.get_by_role("dialog", name=desk.words("resolve.title"))
    expect(dialog.get_by_role("radio", name=desk.words("resolution.solved"))).to_be_focused()
    desk.presses("ArrowDown")
    expect(dialog.get_by_role("radio", name=desk.words("resolution.informed"))).to_be_checked()
    desk.presses("Tab", "ArrowRight", "Space")
    expect(dialog.get_by_role("radio", name=desk.words("resolve.no"), exact=True)).to_be_checked()
    desk.tabs_to(dialog.get_by_role("button", name=desk.words("resolve.submit"), exact=True))
    desk.presses("Enter")
    expect(desk.page.locator(".not-mine")).to_contain_text(desk.words("resolution.informed"))
    desk.keeps_focus()
    customer.sees(customer.words("notice.resolved"))


def searches(desk: Keyboard) -> None:
    desk.presses("Control+k")
    expect(desk.page.get_by_role("combobox", name=desk.words("search.title"), exact=True)).to_be_focused()
    desk.types(NOTE)
    expect(desk.page.locator(".results [role=option]").first).to_contain_text(NOTE)
    desk.presses("Enter")
    expect(desk.customer).to_have_text(FIRST)
    expect(desk.transcript.locator(".row.note")).to_be_in_viewport()


def reads_the_keys(desk: Keyboard) -> None:
    desk.presses("Alt+/")
    sheet = desk.page.get_by_role("dialog", name=desk.words("help.title"))
    expect(sheet).to_contain_text(desk.words("key.transfer"))
    desk.presses("Escape")
    expect(sheet).to_have_count(0)


def logs_out(desk: Keyboard) -> None:
    opens_status(desk)
    desk.presses("Escape")
    expect(desk.page.locator("[data-key=status]")).to_be_focused()
    desk.tabs_to(desk.button("settings.open"))
    desk.presses("Enter")
    desk.tabs_to(desk.button("account.logout"))
    desk.presses("Enter")
    expect(desk.page.get_by_label(desk.words("login.email"))).to_be_focused()
    assert desk.mouse_used() == 0
