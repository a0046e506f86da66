"""No rule of WCAG 2.2 AA is broken: every state of the chat, of the desk, of the settings and of the ops pages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import FACES, complies
from tests.browser.catalogue import Locale, words
from tests.browser.chromium import Open
from tests.browser.customer import BROWSERS, Customer
from tests.browser.hiring import Hire
from tests.browser.numbers import golden, overview
from tests.browser.scripted import ScriptedGateway
from tests.browser.staff import Agent, Lead
from tests.browser.supervisor import Supervisor
from tests.browser.test_ops_pages import told
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

NAME, PERSON = "Oliver Brown", "I want to talk to a person"
LATER = (
    *("live", "map", "segments", "funnel", "paths", "pain", "drivers", "trends", "clusters", "churn"),
    *("alarms", "goals", "improvements", "rows"),
)
ANSWERS = {"overview": overview(), **{name: golden(name) for name in LATER}}
DAYS = "from=2026-03-01&to=2026-03-31"
SETTINGS = ("agents", "agents/new", "hours", "hours/orders", "macros", "macros/new", "labels", "webhooks/new", "audit")
COVERED = ("target-size",)
"""What lies half under an open panel is small for as long as that is open, and pressed it closes the panel."""
PAGES = {
    "overview": ".tile .value",
    "live": ".live-figure",
    "map": ".cell",
    "paths": ".journeys > li",
    "pain": ".points tbody tr",
    "churn": ".at-risk tbody tr",
    "goals": ".goal",
}


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
    complies(agent.page, name="chat")
    opens_everything(agent)
    agent.resolves()
    complies(agent.page, name="resolved")


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
    complies(agent.page, name="macros")
    agent.keys("Escape")
    agent.keys("Control+k")
    agent.page.get_by_role("combobox", name=agent.words("search.title"), exact=True).fill("yesterday")
    expect(agent.page.locator(".results [role=option]").first).to_be_visible()
    complies(agent.page, name="search")
    agent.keys("Enter")


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_the_supervisor_s_pages(system: System, window: Open, locale: Locale) -> None:
    login = ("ops@demo.shop", system.logins["ops@demo.shop"])
    lead = Supervisor.arrives(window, system.gateway, login, locale)
    for section in SETTINGS:
        lead.page.goto(f"{system.gateway}/desk#/settings/{section}")
        expect(lead.page.locator(".section :is(input, li, td, .entry)").first).to_be_visible()
        complies(lead.page, name=section, faces=FACES[locale])
    lead.page.goto(f"{system.gateway}/desk#/settings/macros/new")
    lead.field("macros.name").fill("도착")
    lead.field("macros.ko").fill("{nobody}님")
    lead.presses("edit.add")
    expect(lead.page.locator(".fault").first).to_be_visible()
    complies(lead.page, name="faults", faces=FACES[locale])
    lead.goes_to_page("team")
    complies(lead.page, name="leaving without saving", faces=FACES[locale])
    lead.presses("leave.go")
    expect(lead.page.locator(".figures")).to_be_visible()
    complies(lead.page, name="team", faces=FACES[locale])


@pytest.fixture
def numbers(system: System, window: Open) -> Callable[[Locale], Lead]:
    """Somebody of ops, whose pages are told what the contract says."""

    def opens(locale: Locale) -> Lead:
        one = Lead.arrives(window, system.gateway, ("ops@demo.shop", system.logins["ops@demo.shop"]), locale)
        for name, answer in ANSWERS.items():
            told(one.page, name, answer)
        return one

    return opens


def drawn(page: Page, address: str, shown: str) -> None:
    page.goto(address)
    expect(page.locator(shown).first).to_be_visible()
    for host in page.locator(".chart-host").all():
        expect(host.locator("svg path").first).to_be_attached()


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_the_ops_pages(numbers: Callable[[Locale], Lead], system: System, locale: Locale) -> None:
    lead = numbers(locale)
    for name, shown in PAGES.items():
        drawn(lead.page, f"{system.gateway}/ops?page={name}&{DAYS}", shown)
        complies(lead.page, name=name, faces=FACES[locale])


def test_what_the_ops_pages_open(numbers: Callable[[Locale], Lead], system: System) -> None:
    lead = numbers("ko")
    drawn(lead.page, f"{system.gateway}/ops?page=overview&{DAYS}", PAGES["overview"])
    lead.page.locator(".chart summary").first.click()
    lead.page.get_by_role("button", name=lead.words("filter.narrow"), exact=True).click()
    complies(lead.page, name="narrowing, and a chart's table")
    lead.page.keyboard.press("Escape")
    lead.page.get_by_role("button", name=lead.words("export.title"), exact=True).click()
    complies(lead.page, name="exports")
    lead.page.keyboard.press("Escape")
    lead.contacts_tile.click()
    expect(lead.page.locator("tbody tr").first).to_be_visible()
    complies(lead.page, name="rows")
    drawn(lead.page, f"{system.gateway}/ops?page=goals&{DAYS}", PAGES["goals"])
    for add in ("goal.add", "improvement.add"):
        lead.page.get_by_role("button", name=lead.words(add)).click()
        complies(lead.page, name=add)
        lead.page.keyboard.press("Escape")
    told(lead.page, "churn", {})
    lead.page.goto(f"{system.gateway}/ops?page=churn&{DAYS}")
    expect(lead.page.get_by_role("alert").filter(has_text=lead.words("ops.strange_title"))).to_be_visible()
    complies(lead.page, name="an answer that does not fit")


def test_what_breaks_a_rule_is_found(system: System, window: Open) -> None:
    page = window(BROWSERS["en"]).page
    page.goto(f"{system.gateway}/desk")
    page.get_by_label(words("desk", "en")("login.email")).evaluate(
        "box => { box.id = ''; box.closest('main').append(document.createElement('button')) }"
    )
    with pytest.raises(AssertionError, match=re.compile("label.*button-name", re.DOTALL)):
        complies(page, name="spoilt")
