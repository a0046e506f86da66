"""The pages empty and full, on a phone and in the dark: nothing sticks out, and the pictures are there to look at."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Frame, Page

from tests.browser.chromium import Open
from tests.browser.customer import Customer
from tests.browser.pictures import Picture
from tests.browser.staff import Agent, Lead
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(200)]

NAME, PERSON = "정지우", "상담원 연결해 주세요"
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === "visible"
        && getComputedStyle(one).display !== "inline" && one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120))"""

CUT = """() => [...document.querySelectorAll("button, a[href], input, select, textarea")]
    .filter((one) => {
        const box = one.getBoundingClientRect();
        if (box.width < 2 || box.right <= innerWidth + 1) return false;
        for (let at = one.parentElement; at; at = at.parentElement)
            if (["auto", "scroll"].includes(getComputedStyle(at).overflowX)) return false;
        return true;
    })
    .map((one) => one.outerHTML.slice(0, 120))"""


def faces(page: Page) -> Iterator[str]:
    """The page as a desktop and a phone show it, by day and by night; names each."""
    for shape, size in (("desktop", DESKTOP), ("phone", PHONE)):
        for scheme in ("light", "dark"):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.emulate_media(color_scheme=scheme)
            for frame in page.frames:
                assert too_wide(frame) == []
            yield f"{shape}-{scheme}"
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")


def too_wide(frame: Frame) -> list[str]:
    wide = frame.evaluate("document.documentElement.scrollWidth > innerWidth")
    found: list[str] = [*frame.evaluate(TOO_WIDE), *frame.evaluate(CUT)]
    return found + ([f"{frame.url} scrolls sideways"] if wide else [])


def pictured(picture: Picture, page: Page, name: str) -> None:
    for face in faces(page):
        picture(page, f"{name}-{face}")


def test_the_pages_look_right_empty_and_full(system: System, window: Open, picture: Picture) -> None:
    agent = Agent.arrives(window, system.gateway, ("agent@demo.shop", system.logins["agent@demo.shop"]), "ko")
    agent.is_available()
    pictured(picture, agent.page, "desk-empty")
    customer = Customer.arrives(window, system.shop, "ko")
    customer.logs_in(NAME)
    customer.opens_chat()
    pictured(picture, customer.page, "widget-empty")

    customer.says("FH-100219 주문 어디쯤 왔나요?")
    customer.hears("FH-100219")
    customer.says("하루 공기청정기 설정 방법 알려 주세요")
    customer.hears("하루 공기청정기")
    pictured(picture, customer.page, "widget-full")
    customer.says(PERSON)
    customer.sees(customer.words("queue.title"))
    pictured(picture, customer.page, "widget-queue")
    agent.opens(NAME, PERSON)
    pictured(picture, agent.page, "desk-waiting")
    agent.takes()
    agent.replies("안녕하세요, 민서입니다. 어떤 점이 불편하셨나요?")
    pictured(picture, agent.page, "desk-full")
    agent.resolves()
    customer.sees(customer.words("rating.title"))
    pictured(picture, customer.page, "widget-rating")


def test_the_numbers_look_right(system: System, window: Open, picture: Picture) -> None:
    lead = Lead.arrives(window, system.gateway, ("ops@demo.shop", system.logins["ops@demo.shop"]), "ko")
    pictured(picture, lead.page, "ops")
