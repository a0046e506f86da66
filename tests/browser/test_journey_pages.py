"""The ops pages of the journey: the map, the ways, what hurts, who may leave. Most answers are the contract's own."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.chromium import Open
from tests.browser.pictures import Picture
from tests.browser.staff import Lead
from tests.browser.test_looks import pictured
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(200)]

GOLDEN = json.loads((Path(__file__).parents[1] / "contracts" / "ops_api.json").read_text("utf-8"))
ANSWERED = ("map", "funnel", "paths", "pain", "drivers", "trends", "clusters", "churn", "rows")
DAYS = "from=2026-03-01&to=2026-03-31"
SHOWN = {"map": ".cell", "paths": ".journeys > li", "pain": ".points tbody tr", "churn": ".at-risk tbody tr"}

Opens = Callable[..., Lead]


@pytest.fixture
def lead(system: System, window: Open) -> Opens:
    """Somebody of ops on a page of the journey, which is told what the contract says."""

    def opens(page: str, locale: str = "ko", more: str = "") -> Lead:
        one = Lead.arrives(window, system.gateway, ("ops@demo.shop", system.logins["ops@demo.shop"]), locale)  # type: ignore[arg-type]
        for name in ANSWERED:
            one.page.route(re.compile(rf"/ops/api/{name}(\?|$)"), _answers(name))
        one.page.goto(f"{system.gateway}/ops?page={page}&{DAYS}{more}")
        return one

    return opens


def _answers(name: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(json=GOLDEN[name]["response"])


def drawn(page: Page) -> None:
    """Every chart of the page has its picture."""
    expect(page.locator(".chart-host").first).to_be_visible()
    for host in page.locator(".chart-host").all():
        expect(host.locator("svg path").first).to_be_attached()


@pytest.mark.parametrize(("page", "locale"), [("map", "ko"), ("paths", "en"), ("pain", "ko"), ("churn", "en")])
def test_the_pages_look_right(lead: Opens, picture: Picture, page: str, locale: str) -> None:
    one = lead(page, locale)
    expect(one.page.locator(SHOWN[page]).first).to_be_visible()
    drawn(one.page)
    pictured(picture, one.page, f"ops-{page}")


def test_a_cell_of_the_map_opens_its_contacts_and_an_unknown_stage_says_how_to_fill_it(lead: Opens) -> None:
    one = lead("map")
    expect(one.page.get_by_role("group", name=one.words("stage.loyalty"))).to_contain_text(one.words("map.empty_stage"))
    one.page.locator(".cell .link").first.focus()
    one.page.keyboard.press("Enter")
    expect(one.page.locator("tbody tr")).to_have_count(len(GOLDEN["rows"]["response"]["rows"]))
    assert "touchpoint%3Dsupport_chat" in one.page.url
    one.page.go_back()
    expect(one.page.locator(".cell").first).to_be_visible()


def test_a_segment_is_saved_chosen_and_removed(lead: Opens) -> None:
    one, name = lead("map", more="&language=ko"), "한국어 고객"
    one.page.get_by_role("button", name=one.words("segment.save")).click()
    one.page.get_by_label(one.words("segment.name")).fill(name)
    one.page.keyboard.press("Enter")
    chip = one.page.locator(".segment button[aria-pressed]", has_text=name)
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")
    assert "segment=" in one.page.url
    one.page.get_by_role("button", name=one.words("segment.remove", name=name)).click()
    one.page.get_by_role("button", name=one.words("segment.remove_confirm"), exact=True).click()
    expect(chip).to_have_count(0)
    assert "segment=" not in one.page.url


def test_the_slider_keeps_its_place_in_the_address_and_says_what_remains(lead: Opens) -> None:
    one, answer = lead("paths"), GOLDEN["paths"]["response"]
    remain = one.words("flow.remain", steps=str(len(answer["nodes"])), moves=str(len(answer["edges"])))
    expect(one.page.get_by_role("status").filter(has_text=remain)).to_be_visible()
    one.page.get_by_role("slider").focus()
    one.page.keyboard.press("ArrowRight")
    one.page.wait_for_url("**support=0.06**")
    expect(one.page.get_by_role("slider")).to_have_value("6")


def test_who_weighs_pain_in_their_own_way_keeps_it_in_the_address(lead: Opens) -> None:
    one = lead("pain")
    one.page.get_by_text(one.words("pain.weigh"), exact=True).click()
    contacts = one.page.get_by_role("group", name=one.words("pain.contacts"), exact=True)
    contacts.get_by_role("button", name=one.words("pain.level_0"), exact=True).click()
    expect(one.page.get_by_role("columnheader", name=one.words("pain.share_own"), exact=True)).to_be_visible()
    assert "weights=0-1-1-1" in one.page.url


def test_an_answer_that_does_not_fit_is_said_so_and_asked_for_again(lead: Opens) -> None:
    one, churn = lead("churn"), re.compile(r"/ops/api/churn")
    expect(one.page.locator(".at-risk")).to_be_visible()
    one.page.route(churn, lambda route: route.fulfill(json={}))
    one.page.reload()
    alert = one.page.get_by_role("alert").filter(has_text=one.words("ops.strange_title"))
    expect(alert).to_be_visible()
    one.page.route(churn, _answers("churn"))
    alert.get_by_role("button", name=one.words("ops.retry"), exact=True).click()
    expect(one.page.locator(".at-risk")).to_be_visible()
