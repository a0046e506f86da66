"""The settings as a supervisor uses them, and what the audit log says of it; pictures of every page."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.catalogue import Locale
from tests.browser.chromium import Open
from tests.browser.pictures import Picture
from tests.browser.supervisor import Supervisor
from tests.browser.test_looks import pictured
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(200)]

SECTIONS = ("agents", "hours", "macros", "labels", "webhooks", "audit")


@pytest.fixture
def lead(system: System, window: Open) -> Supervisor:
    return Supervisor.arrives(window, system.gateway, ("ops@demo.shop", system.logins["ops@demo.shop"]), "ko")


def test_hours_are_kept_once_they_are_right_and_the_log_says_so(lead: Supervisor) -> None:
    queue, tuesday = lead.words("queue.onboarding"), lead.words("day.tue")
    lead.goes_to("hours")
    lead.edits(queue)
    lead.field("hours.weekly").check()
    lead.field("hours.end", day=tuesday, n="1").fill("14:00")
    lead.presses("edit.save")
    expect(lead.field("hours.begin", day=tuesday, n="1")).to_be_focused()
    expect(lead.page.get_by_role("alert")).to_have_text(lead.words("fault.hours_overlap"))

    lead.goes_to("macros")
    expect(lead.sections.get_by_role("img", name=lead.words("admin.unsaved"))).to_be_visible()
    lead.goes_to_page("desk")
    lead.presses("leave.stay")
    lead.goes_to("hours")
    lead.edits(queue)
    expect(lead.field("hours.end", day=tuesday, n="1")).to_have_value("14:00")
    lead.field("hours.end", day=tuesday, n="1").fill("12:30")
    lead.presses("edit.save")
    lead.is_told("edit.saved")

    lead.goes_to("audit")
    entry = lead.page.locator(".entry").first
    expect(entry).to_contain_text(lead.words("did.team_changed"))
    expect(entry).to_contain_text("09:00–12:30, 13:00–18:00")
    expect(lead.page.get_by_text(lead.words("audit.intact"))).to_be_visible()

    lead.goes_to("hours")
    lead.edits(queue)
    lead.field("hours.always").check()
    lead.presses("edit.save")
    lead.is_told("edit.saved")


def test_a_macro_is_written_in_both_languages_and_moved(lead: Supervisor) -> None:
    lead.goes_to("macros")
    lead.page.get_by_role("link", name=lead.words("macros.add")).click()
    lead.field("macros.name").fill("도착 안내")
    korean, english = lead.field("macros.ko"), lead.field("macros.en")
    korean.fill("님, 오늘 도착해요.")
    korean.press("Home")
    name = lead.words("placeholder.customer_name")
    lead.presses("macros.insert_into", language=lead.words("macros.ko"), name=name)
    expect(korean).to_be_focused()
    expect(korean).to_have_value("{customer_name}님, 오늘 도착해요.")
    expect(lead.page.locator(".preview").first).to_contain_text("님, 오늘 도착해요.")
    english.fill("It arrives today, {customer}.")
    lead.presses("edit.add")
    expect(lead.page.get_by_role("alert")).to_have_text(lead.words("fault.placeholder", names="{customer}"))
    expect(english).to_be_focused()
    english.fill("It arrives today, {customer_name}.")
    lead.presses("edit.add")
    lead.is_told("edit.added")

    names = lead.page.locator(".rows strong")
    expect(names.last).to_have_text("도착 안내")
    lead.presses("macros.up", name="도착 안내")
    expect(names.nth(-2)).to_have_text("도착 안내")
    lead.edits("도착 안내")
    lead.presses("edit.remove")
    lead.presses("edit.remove")
    lead.is_told("edit.archived", name="도착 안내")


def test_a_webhook_s_secret_is_shown_until_it_is_in_place_and_never_again(lead: Supervisor) -> None:
    url = "https://hooks.shop.example/browser"
    lead.goes_to("webhooks")
    lead.page.get_by_role("link", name=lead.words("webhooks.add")).click()
    lead.field("webhooks.url").fill(url)
    lead.presses("edit.add")
    secret = lead.field("webhooks.secret")
    expect(secret).to_have_value(re.compile("whsec_.{20,}"))
    lead.goes_to_page("team")
    lead.presses("leave.stay")
    lead.presses("webhooks.secret_done")
    expect(secret).to_have_count(0)
    lead.edits(url)
    lead.presses("edit.remove")
    lead.presses("edit.remove")
    lead.is_told("edit.archived", name=url)


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_the_supervisor_s_pages_look_right(system: System, window: Open, picture: Picture, locale: Locale) -> None:
    login = ("ops@demo.shop", system.logins["ops@demo.shop"])
    lead = Supervisor.arrives(window, system.gateway, login, locale)
    for section in SECTIONS:
        lead.goes_to(section)
        pictured(picture, lead.page, f"settings-{section}-{locale}")
    lead.goes_to("hours")
    lead.edits(lead.words("queue.orders"))
    pictured(picture, lead.page, f"settings-queue-{locale}")
    lead.goes_to_page("team")
    expect(lead.page.locator(".figures")).to_be_visible()
    pictured(picture, lead.page, f"team-{locale}")
