"""Customers are told before they ask: of a late order, and on a phone of the step they are stuck on. No other test
speaks for these two: nothing is told in a chat that goes on."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.chromium import Open
from tests.browser.customer import Customer
from tests.browser.floor import alter
from tests.browser.pictures import Picture
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(200)]

SIGNED_UP = """
INSERT INTO journey_event (id, at, customer_id, stage, touchpoint, type, channel, data)
VALUES (gen_random_uuid(), now() - interval '30 hours', 'C-1010', 'post_purchase', 'signed_up', 'touchpoint_reached',
        'web', '{}')
"""


def card(customer: Customer) -> Locator:
    return customer.chat.locator("section.outreach")


def test_a_late_order_is_told_and_looked_up_by_one_press(system: System, window: Open, picture: Picture) -> None:
    customer = Customer.arrives(window, system.shop, "en")
    customer.logs_in("Ava Wilson")
    badge = customer.page.locator("firsthand-chat > button b")
    expect(badge).to_have_text("1")  # before the chat was ever opened
    customer.opens_chat()
    expect(card(customer)).to_contain_text("FH-100221")
    expect(badge).to_be_hidden()
    picture(customer.page, "told-late-order-en")
    customer.box.fill("hello")
    expect(card(customer)).to_be_hidden()
    customer.box.fill("")
    card(customer).get_by_role("button", name=customer.words("button.see_order")).click()
    customer.hears("FH-100221")
    expect(card(customer)).to_have_count(0)
    picture(customer.page, "told-late-order-asked-en")


def test_who_is_stuck_is_offered_the_guide_and_may_wave_it_away(system: System, window: Open, picture: Picture) -> None:
    alter(system, SIGNED_UP)
    customer = Customer.arrives(window, system.shop, "ko", width=390, height=760)
    customer.logs_in("윤서아")
    customer.opens_chat()
    expect(card(customer)).to_contain_text(customer.words("outreach.stuck_signed_up_title"))
    picture(customer.page, "told-stuck-ko-phone")
    card(customer).get_by_role("button", name=customer.words("outreach.dismiss")).click()
    expect(card(customer)).to_have_count(0)
    customer.page.reload()
    customer.opens_chat()
    expect(card(customer)).to_have_count(0)
