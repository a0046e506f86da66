"""A supervisor over the shoulders of two agents: who holds what, a chat in other hands, a whispered word, a closed
account; and the log that tells of it."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.chromium import Open
from tests.browser.customer import Customer
from tests.browser.hiring import Hire
from tests.browser.staff import Agent
from tests.browser.supervisor import Supervisor
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(200)]

NAME, PERSON = "정지우", "상담원 연결해 주세요"
WHISPER = "이번엔 배송비를 받지 마세요"


def test_a_supervisor_looks_after_a_team(system: System, window: Open, hire: Hire) -> None:
    busy = Agent.arrives(window, system.gateway, hire("보미", "bomi@demo.shop").login, "ko")
    free = Agent.arrives(window, system.gateway, hire("유나", "yuna@demo.shop").login, "ko")
    busy.is_available()
    customer = Customer.arrives(window, system.shop, "ko")
    customer.logs_in(NAME)
    customer.opens_chat()
    customer.says(PERSON)
    busy.is_offered(NAME)
    busy.presses_in_offer("accept")
    lead = Supervisor.arrives(window, system.gateway, ("ops@demo.shop", system.logins["ops@demo.shop"]), "ko")
    lead.goes_to_page("team")
    expect(line_of(lead, "보미")).to_have_count(1)

    free.is_available()
    reassigns(lead, "유나")
    customer.sees(customer.words("notice.agent_joined", name="유나"))
    expect(line_of(lead, "유나")).to_have_count(1)
    expect(line_of(lead, "보미")).to_have_count(0)
    free.opens(NAME, PERSON)
    whispers(lead, free, customer)

    disables(lead, "보미")
    expect(busy.page.get_by_label(busy.words("login.email"))).to_be_visible()
    busy.window.forgives("status of 401")
    lead.goes_to("audit")
    entry = lead.page.locator(".entry").first
    expect(entry).to_contain_text(lead.words("did.agent_disabled"))
    expect(entry).to_contain_text("보미")
    free.resolves()


def line_of(lead: Supervisor, agent: str) -> Locator:
    """The customer's chat under the one who holds it."""
    return lead.page.locator("li.person", has_text=agent).locator("li.line", has_text=NAME)


def reassigns(lead: Supervisor, agent: str) -> None:
    line_of(lead, "보미").get_by_role("button", name=lead.words("team.reassign")).click()
    lead.page.locator("dialog .candidate", has_text=agent).click()


def whispers(lead: Supervisor, agent: Agent, customer: Customer) -> None:
    """The agent reads it beside the chat; the customer sees and hears nothing of it."""
    line_of(lead, "유나").get_by_role("button", name=lead.words("team.listen")).click()
    expect(lead.page.locator(".whose h2")).to_have_text(NAME)
    expect(agent.onlookers).to_contain_text(agent.words("presence.looking", names="하은"))
    lead.page.keyboard.press("Alt+m")
    lead.page.keyboard.type(WHISPER)
    lead.page.keyboard.press("Enter")
    expect(agent.transcript.locator(".row.note", has_text=WHISPER)).to_contain_text("하은")
    agent.replies("배송비 없이 다시 보내 드릴게요")
    customer.hears("배송비 없이 다시 보내 드릴게요")
    assert not any(WHISPER in row for row in customer.thread())


def disables(lead: Supervisor, agent: str) -> None:
    lead.goes_to_page("settings")
    lead.goes_to("agents")
    lead.edits(agent)
    lead.presses("agents.disable")
    lead.presses("agents.disable")
    lead.is_told("agents.now_disabled")
