"""The ops pages of the present: the overview, the live page, goals and improvements. Answered by the contract."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.catalogue import Locale
from tests.browser.chromium import Open
from tests.browser.numbers import golden, overview
from tests.browser.pictures import Picture
from tests.browser.staff import Lead
from tests.browser.test_looks import pictured
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(200)]

DAYS = "from=2026-03-01&to=2026-03-31"
GOLDEN = ("rows", "live", "goals", "improvements", "alarms", "segments")
ANSWERS = {"overview": overview(), **{name: golden(name) for name in GOLDEN}}
SHOWN = {"overview": ".tile .value", "live": ".live-figure", "goals": ".goal .chart-host svg"}

Opens = Callable[..., Lead]


def told(page: Page, name: str, answer: object) -> None:
    page.route(re.compile(rf"/ops/api/{name}(\?|$)"), lambda route: _answer(route, answer))


def _answer(route: Route, answer: object) -> None:
    """Only what is asked; what is changed goes to the gateway."""
    if route.request.method == "GET":
        route.fulfill(json=answer)
    else:
        route.continue_()


@pytest.fixture
def lead(system: System, window: Open) -> Opens:
    """Somebody of ops on a page, which is told what the contract says."""

    def opens(page: str, locale: Locale = "ko", more: str = "") -> Lead:
        one = Lead.arrives(window, system.gateway, ("ops@demo.shop", system.logins["ops@demo.shop"]), locale)
        for name, answer in ANSWERS.items():
            told(one.page, name, answer)
        one.page.goto(f"{system.gateway}/ops?page={page}&{DAYS}{more}")
        expect(one.page.locator(SHOWN[page]).first).to_be_visible()
        return one

    return opens


def line_of(chart: Locator) -> str:
    """The colour of the first line that a chart draws."""
    stroke = chart.locator('svg path[fill="none"][stroke]:not([stroke="none"])').last
    expect(stroke).to_be_attached()
    return stroke.get_attribute("stroke") or ""


@pytest.mark.parametrize(("page", "locale"), [("overview", "ko"), ("live", "en"), ("goals", "ko")])
def test_the_pages_look_right(lead: Opens, picture: Picture, page: str, locale: Locale) -> None:
    one = lead(page, locale)
    for host in one.page.locator(".chart-host").all():
        expect(host.locator("svg path").first).to_be_attached()
    pictured(picture, one.page, f"ops-{page}")


def test_a_number_says_whether_it_is_better_and_opens_its_contacts(lead: Opens) -> None:
    one = lead("overview")
    tile = one.page.locator("article.tile").first
    expect(tile).to_contain_text(one.words("tile.provisional", value="73.1%", low="70.1%", high="75.7%"))
    tile.get_by_role("button", name=one.words("tile.pending", count="31")).click()
    expect(one.page.locator("tbody tr")).to_have_count(1)
    assert "part%3Dpending" in one.page.url
    one.page.get_by_role("button", name=one.words("rows.back")).click()
    expect(one.page.locator("article.tile").first).to_be_visible()


def test_a_chart_is_a_table_too_and_follows_day_and_night(lead: Opens) -> None:
    one = lead("overview")
    chart = one.page.locator(".chart").first
    by_day = line_of(chart)
    chart.locator(".chart-host").focus()
    one.page.keyboard.press("End")
    expect(chart.get_by_role("status")).to_contain_text(one.words("tile.pending", count="4"))
    chart.locator("summary").focus()
    one.page.keyboard.press("Enter")
    expect(chart.locator("tbody tr")).to_have_count(31)
    one.page.emulate_media(color_scheme="dark")
    expect(chart.locator(f'svg path[stroke="{by_day}"]')).to_have_count(0)
    assert line_of(chart) != by_day


def test_a_chart_of_yesterdays_width_never_widens_its_page(lead: Opens) -> None:
    one = lead("live", "en")
    host = one.page.locator(".chart-host").first
    expect(host.locator("svg path").first).to_be_attached()
    host.evaluate("(one) => { one.firstElementChild.style.cssText += '; width: 3000px !important; transition: none'; }")
    assert not one.page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_what_is_narrowed_stands_in_the_address_on_every_page_until_it_is_taken_back(lead: Opens) -> None:
    one = lead("overview")
    one.page.get_by_role("button", name=one.words("filter.narrow"), exact=True).click()
    panel = one.page.get_by_role("dialog", name=one.words("filter.narrow"))
    panel.get_by_role("button", name=one.words("topic.orders"), exact=True).click()
    panel.get_by_role("button", name=one.words("spoken.ko"), exact=True).click()
    panel.get_by_role("button", name=one.words("filter.apply")).click()
    one.page.wait_for_url("**topic=orders&language=ko**")
    way = one.page.get_by_role("navigation").get_by_role("link", name=one.words("nav.goals"))
    assert "topic=orders&language=ko" in (way.get_attribute("href") or "")
    remove = one.words("filter.remove", name=one.words("by.topic"), value=one.words("topic.orders"))
    one.page.get_by_role("button", name=remove).click()
    expect(one.page.locator(".narrowed")).to_have_count(1)
    one.page.go_back()
    expect(one.page.locator(".narrowed")).to_have_count(2)


def test_the_live_page_says_when_its_numbers_are_old(lead: Opens) -> None:
    one = lead("live")
    told(one.page, "live", {})
    stale = one.page.get_by_role("alert")
    expect(stale).to_be_visible()
    told(one.page, "live", golden("live"))
    stale.get_by_role("button", name=one.words("ops.retry")).click()
    expect(stale).to_have_count(0)


def test_a_goal_with_an_impossible_target_is_refused_at_its_field(lead: Opens) -> None:
    one = lead("goals")
    one.page.get_by_role("button", name=one.words("goal.add")).click()
    field = one.page.get_by_label(one.words("form.target_share"))
    field.fill("120")
    one.page.keyboard.press("Enter")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(one.page.get_by_text(one.words("fault.target"))).to_be_visible()


def test_an_alarm_stands_on_every_page_until_somebody_has_seen_it(lead: Opens) -> None:
    one, alarms = lead("overview"), golden("alarms")
    banner = one.page.get_by_role("list", name=one.words("alarm.title"))
    expect(banner).to_contain_text(one.words("topic.shipping"))
    one.page.route(re.compile("/seen$"), lambda route: route.fulfill(json={"ok": True}))
    alarms["alarms"][0]["seen_at"] = alarms["alarms"][0]["at"]
    told(one.page, "alarms", alarms)
    banner.get_by_role("button", name=one.words("alarm.seen")).click()
    expect(banner).to_have_count(0)
