"""The desk at work, in English: what opens, what is asked, what is found; wide and on a phone, by day and by night."""

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import Open
from tests.browser.customer import Customer
from tests.browser.hiring import Hire
from tests.browser.pictures import Picture
from tests.browser.staff import Agent
from tests.browser.test_looks import pictured
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(200)]

NAME, PERSON = "Emma Carter", "I want to talk to a person about order FH-100207"
NOTE = "Promised her a call on Friday"
QUESTION = "How do refunds work and when do I get my money?"


def test_the_desk_looks_right_at_work(system: System, window: Open, hire: Hire, picture: Picture) -> None:
    agent = Agent.arrives(window, system.gateway, hire("Robin", "robin@demo.shop").login, "en")
    agent.is_available()
    customer = Customer.arrives(window, system.shop, "en")
    customer.logs_in(NAME)
    customer.opens_chat()
    customer.says(PERSON)
    agent.is_offered(NAME)
    pictured(picture, agent.page, "work-offer")
    agent.presses_in_offer("accept")
    agent.notes(NOTE)
    agent.ticks_label("환불 · Refund")
    customer.says(QUESTION)
    agent.reads(QUESTION)
    expect(agent.page.locator(".suggestion").first).to_be_visible()
    pictured(picture, agent.page, "work-suggestions")
    for name, key in (("transfer", "Alt+t"), ("resolve", "Alt+r"), ("keys", "Alt+/")):
        agent.keys(key)
        expect(agent.page.locator("dialog[open]")).to_be_visible()
        pictured(picture, agent.page, f"work-{name}")
        agent.keys("Escape")
    agent.presses("settings.open")
    pictured(picture, agent.page, "work-settings")
    agent.keys("Escape")
    agent.box.press("/")
    expect(agent.page.locator(".picker [role=option]").first).to_be_visible()
    pictured(picture, agent.page, "work-macros")
    agent.keys("Escape")
    agent.keys("Control+k")
    agent.page.get_by_role("combobox", name=agent.words("search.title"), exact=True).fill("Friday")
    expect(agent.page.locator(".results [role=option]").first).to_contain_text(NOTE)
    pictured(picture, agent.page, "work-search")
    agent.keys("Enter")
    agent.resolves()
    customer.sees(customer.words("rating.title"))
    pictured(picture, agent.page, "work-resolved")
    customer.chat.get_by_label(customer.words("rating.4"), exact=True).check(force=True)
    customer.chat.get_by_role("radio", name=f"6 {customer.words('rating.effort_6')}", exact=True).check(force=True)
    pictured(picture, customer.page, "work-rating")
