"""No rule of WCAG 2.2 AA is broken in any state of the chat and of an agent's desk."""

import re

import pyotp
import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import FACES, complies
from tests.browser.catalogue import Locale, words
from tests.browser.chromium import Open
from tests.browser.customer import BROWSERS, Customer
from tests.browser.hiring import PASSWORD, Hire
from tests.browser.scripted import PICTURE, ScriptedGateway
from tests.browser.staff import Agent, sign_in
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

NAME, PERSON = "Oliver Brown", "I want to talk to a person"
COVERED = ("target-size",)
"""What lies half under an open panel is small for as long as that is open, and pressed it closes the panel."""


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_every_state_of_the_chat(system: System, window: Open, locale: Locale) -> None:
    opened = window(BROWSERS[locale])
    gateway = ScriptedGateway(opened.page, locale)
    opened.page.goto(system.shop)
    customer = Customer(opened, system.shop, locale)
    complies(customer.page, name="launcher", faces=FACES[locale])
    customer.opens_chat()
    complies(customer.page, name="greeting", faces=FACES[locale])
    gateway.says("state_late_order")
    expect(customer.chat.locator(".outreach")).to_be_visible()
    complies(customer.page, name="told before asked", faces=FACES[locale])
    gateway.says_everything()
    gateway.says("state_queue")
    customer.sees(customer.words("queue.title"))
    complies(customer.page, name="everything said, and waiting", faces=FACES[locale])
    takes_along_attaches_and_is_warned(customer, gateway, locale)
    gateway.says("state_agent")
    gateway.says("typing_of_agent")
    for gateway.refuses in ("rate_limited", "too_long"):
        customer.box.fill(gateway.refuses)
        customer.box.press("Enter")
    expect(customer.chat.locator(".bubble.failed").last).to_be_visible()
    complies(customer.page, name="refused, and an agent types", faces=FACES[locale])
    gateway.says("state_asked_for_rating")
    customer.chat.get_by_label(customer.words("rating.3"), exact=True).check(force=True)
    complies(customer.page, name="rating", faces=FACES[locale])
    customer.chat.get_by_role("button", name=customer.words("rating.submit")).click()
    gateway.hangs_up()
    expect(customer.chat.locator(".banner")).to_be_visible()
    complies(customer.page, name="offline", faces=FACES[locale])


def takes_along_attaches_and_is_warned(customer: Customer, gateway: ScriptedGateway, locale: Locale) -> None:
    """What opens in the chat by itself or by a press, all at once."""
    customer.chat.locator(".sent-picture").first.click()
    expect(customer.chat.locator("dialog[open]")).to_be_visible()
    complies(customer.page, name="a picture enlarged", faces=FACES[locale])
    customer.page.keyboard.press("Escape")
    gateway.says("state_bot")
    customer.box.fill("4111 1111 1111 1111")
    expect(customer.chat.locator(".composer-note p")).to_be_visible()
    customer.chat.get_by_role("button", name=customer.words("composer.attach")).click()
    expect(customer.chat.locator(".attaching")).to_be_visible()
    customer.chat.get_by_role("button", name=customer.words("panel.keep")).click()
    expect(customer.chat.locator(".keeping")).to_be_visible()
    complies(customer.page, name="transcript, attaching, warning", faces=FACES[locale])
    customer.page.keyboard.press("Escape")
    customer.box.fill("")


@pytest.mark.parametrize(("address", "shown"), [("/resume", "resume.no_link_title"), ("/resume#a", "resume.open")])
def test_the_door_of_a_letter_s_link(system: System, window: Open, address: str, shown: str) -> None:
    page = window(BROWSERS["ko"]).page
    page.goto(f"{system.gateway}{address}")
    expect(page.get_by_text(words("widget", "ko")(shown), exact=True)).to_be_visible()
    complies(page, name=address)


def test_the_desk(system: System, window: Open, hire: Hire) -> None:
    desk = window(BROWSERS["en"], 1400, 860)
    desk.page.goto(f"{system.gateway}/desk")
    expect(desk.page.get_by_label(words("desk", "en")("login.email"))).to_be_visible()
    complies(desk.page, name="log-in")
    agent = Agent.arrives(window, system.gateway, hire("Ara", "ara@demo.shop").login, "en")
    complies(agent.page, name="empty desk")
    agent.is_available()
    customer = Customer.arrives(window, system.shop, "en")
    customer.logs_in(NAME)
    customer.opens_chat()
    customer.says(PERSON)
    agent.is_offered(NAME)
    complies(agent.page, name="offer")
    agent.presses_in_offer("accept")
    agent.notes("Called yesterday")
    agent.ticks_label("환불 · Refund")
    agent.replies("Hello, how can I help?")
    customer.says("Call me, please: 010-1234-5678")
    expect(agent.transcript.locator(".reveal").last).to_be_visible()
    with agent.page.expect_file_chooser() as chosen:
        agent.presses("composer.attach")
    chosen.value.set_files({"name": "form.png", "mimeType": "image/png", "buffer": PICTURE})
    expect(agent.page.locator(".staged")).to_be_visible()
    complies(agent.page, name="chat")
    opens_everything(agent)
    agent.resolves()
    complies(agent.page, name="resolved")


def test_the_second_step_of_a_log_in(system: System, window: Open, hire: Hire) -> None:
    account = hire("Bora", "bora@demo.shop")
    agent = Agent.arrives(window, system.gateway, account.login, "en")
    agent.presses("settings.open")
    agent.presses("second.title")
    complies(agent.page, name="second step")
    agent.presses("second.begin")
    agent.page.get_by_label(agent.words("login.password")).fill(PASSWORD)
    agent.presses("second.begin")
    expect(agent.page.get_by_role("img", name=agent.words("second.picture"))).to_be_visible()
    complies(agent.page, name="the app's picture")
    secret = re.sub(r"\s", "", agent.page.locator(".key code").inner_text())
    agent.page.get_by_label(agent.words("second.first")).fill(pyotp.TOTP(secret).now())
    agent.presses("second.confirm")
    expect(agent.page.locator(".codes code")).to_have_count(10)
    complies(agent.page, name="codes on paper")
    agent.presses("second.kept")
    agent.presses("second.close")
    agent.keys("Escape")
    agent.logs_out()
    sign_in(agent.page, agent.words, *account.login)
    expect(agent.page.get_by_label(agent.words("login.code"))).to_be_focused()
    complies(agent.page, name="the code of a log-in")
    agent.window.forgives("status of 401")


def opens_everything(agent: Agent) -> None:
    """Each dialog, menu and list of a chat, one after the other."""
    for key in ("Alt+t", "Alt+r", "Alt+/"):
        agent.keys(key)
        expect(agent.page.locator("dialog[open]")).to_be_visible()
        complies(agent.page, name=f"dialog of {key}")
        agent.keys("Escape")
    for name in ("labels", "status"):
        agent.page.locator(f"[data-key={name}]").first.click()
        expect(agent.page.locator(".popover .panel")).to_be_visible()
        complies(agent.page, name=f"panel of {name}", but=COVERED)
        agent.keys("Escape")
    for key in ("action.more", "settings.open"):
        agent.presses(key)
        complies(agent.page, name=key, but=COVERED)
        agent.keys("Escape")
    agent.box.press("/")
    expect(agent.page.locator(".picker [role=option]").first).to_be_visible()
    complies(agent.page, name="macros", but=COVERED)
    agent.keys("Escape")
    agent.keys("Control+k")
    agent.page.get_by_role("combobox", name=agent.words("search.title"), exact=True).fill("yesterday")
    expect(agent.page.locator(".results [role=option]").first).to_be_visible()
    complies(agent.page, name="search")
    agent.keys("Enter")


def test_what_breaks_a_rule_is_found(system: System, window: Open) -> None:
    page = window(BROWSERS["en"]).page
    page.goto(f"{system.gateway}/desk")
    page.get_by_label(words("desk", "en")("login.email")).evaluate(
        "box => { box.id = ''; box.closest('main').append(document.createElement('button')) }"
    )
    with pytest.raises(AssertionError, match=re.compile("label.*button-name", re.DOTALL)):
        complies(page, name="spoilt")
