"""An agent gives the chat back, and the assistant answers again."""

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import Open
from tests.browser.customer import Customer
from tests.browser.staff import Agent
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(200)]

NAME, PERSON = "Oliver Brown", "I want to talk to a person"


def test_the_assistant_is_silent_while_a_person_has_the_chat_and_answers_once_it_is_given_back(
    system: System, window: Open
) -> None:
    login = ("agent2@demo.shop", system.logins["agent2@demo.shop"])
    customer = Customer.arrives(window, system.shop, "en")
    agent = Agent.arrives(window, system.gateway, login, "en")
    customer.logs_in(NAME)
    customer.opens_chat()
    customer.says(PERSON)
    agent.is_available()
    agent.opens(NAME, PERSON)
    agent.takes()
    customer.sees(customer.words("notice.agent_joined", name="Alex"))
    customer.says("hello")
    agent.reads("hello")
    agent.returns_to_the_bot()
    customer.sees(customer.words("notice.returned_to_bot"))
    expect(customer.chat.locator("header h1")).to_have_text(customer.words("panel.title"))
    assert customer.newest.count() == 0, "what was said to the agent gets no answer from the assistant"
    customer.says("how do I set up the Maru Hub?")
    customer.hears("Maru Hub")
