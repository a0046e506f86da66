"""No rule of WCAG 2.2 AA is broken on the pages of those who lead: the settings, the team, and the numbers of ops."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import FACES, WIDE_BY_NIGHT, complies
from tests.browser.catalogue import Locale
from tests.browser.chromium import Open
from tests.browser.numbers import golden, overview
from tests.browser.staff import Lead
from tests.browser.supervisor import Supervisor
from tests.browser.test_ops_pages import told
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

LATER = (
    *("live", "map", "segments", "funnel", "paths", "pain", "drivers", "trends", "clusters", "churn"),
    *("alarms", "goals", "improvements", "rows"),
)
ANSWERS = {"overview": overview(), **{name: golden(name) for name in LATER}}
SEEN = {**FACES, "en": (WIDE_BY_NIGHT,)}
DAYS = "from=2026-03-01&to=2026-03-31"
SETTINGS = ("agents", "agents/new", "hours", "hours/orders", "macros", "macros/new", "labels", "webhooks/new", "audit")
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
def test_the_supervisor_s_pages(system: System, window: Open, locale: Locale) -> None:
    login = ("ops@demo.shop", system.logins["ops@demo.shop"])
    lead = Supervisor.arrives(window, system.gateway, login, locale)
    for section in SETTINGS:
        lead.page.goto(f"{system.gateway}/desk#/settings/{section}")
        expect(lead.page.locator(".section :is(input, li, td, .entry)").first).to_be_visible()
        complies(lead.page, name=section, faces=SEEN[locale])
    lead.page.goto(f"{system.gateway}/desk#/settings/macros/new")
    lead.field("macros.name").fill("도착")
    lead.field("macros.ko").fill("{nobody}님")
    lead.presses("edit.add")
    expect(lead.page.locator(".fault").first).to_be_visible()
    complies(lead.page, name="faults", faces=SEEN[locale])
    lead.goes_to_page("team")
    complies(lead.page, name="leaving without saving", faces=SEEN[locale])
    lead.presses("leave.go")
    expect(lead.page.locator(".figures")).to_be_visible()
    complies(lead.page, name="team", faces=SEEN[locale])


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
        complies(lead.page, name=name, faces=SEEN[locale])


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
    drawn(lead.page, f"{system.gateway}/ops?page=pain&{DAYS}", PAGES["pain"])
    lead.page.locator(".multiple .chart-host").first.focus()
    lead.page.keyboard.press("End")
    lead.page.keyboard.press("Enter")
    expect(lead.page.locator("tbody tr").first).to_be_visible()
    assert "rows=" in lead.page.url, "a place of a chart opens by keys too"
    told(lead.page, "churn", {})
    lead.page.goto(f"{system.gateway}/ops?page=churn&{DAYS}")
    expect(lead.page.get_by_role("alert").filter(has_text=lead.words("ops.strange_title"))).to_be_visible()
    complies(lead.page, name="an answer that does not fit")
