"""How the chat feels: what is typed is never lost or jumped over, what does not go out says so, phones have room."""

import time
from copy import deepcopy
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Locator, Page, WebSocketRoute, expect

from tests.browser.chromium import Open
from tests.browser.customer import Customer
from tests.browser.pictures import Picture
from tests.browser.scripted import SAID, ScriptedGateway
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(200)]

CARD, RESIDENT = "4111 1111 1111 1111", "900101-1234567"
WAIT_S = 3
TOP = "one => Math.round(one.getBoundingClientRect().top)"
LONG = "긴단어" * 60


class Gateway(ScriptedGateway):
    """Says what a test makes up, hears what the page says, and refuses what comes too fast for three seconds."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, "ko")
        self.heard: list[dict[str, Any]] = []
        self.takes = True

    def _hears(self, line: WebSocketRoute, frame: dict[str, Any]) -> None:
        self.heard.append(frame)
        if frame["type"] == "send" and not self.takes:
            return
        if frame["type"] == "send" and self.refuses:
            too_fast = {"client_id": frame["client_id"], "code": "rate_limited", "retry_after": WAIT_S}
            self._say({**SAID["refused"], **too_fast})
            return
        super()._hears(line, frame)

    def tells(self, text: str, sender: str = "bot") -> None:
        """One more message, at this moment."""
        self._seq += 1
        message = {**deepcopy(SAID["message_text_of_customer"]["message"]), **self._place(), "text": text}
        del message["client_id"]
        now = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())
        whose = {"id": message.pop("message_id"), "sender": sender, "created_at": now}
        self._say({"type": "message", "message": {**message, **whose}})

    def tells_many(self, count: int) -> None:
        for number in range(count):
            self.tells(f"{number + 1}번째 안내예요.\n두 줄로 되어 있어요.")

    def typings(self) -> list[bool]:
        return [frame["on"] for frame in self.heard if frame["type"] == "typing"]


@pytest.fixture
def customer(system: System, window: Open) -> Customer:
    return Customer.arrives(window, system.shop, "ko")


@pytest.fixture
def gateway(customer: Customer) -> Gateway:
    """With the chat open."""
    one = Gateway(customer.page)
    customer.opens_chat()
    return one


def last_of_own(customer: Customer) -> Locator:
    return customer.chat.locator("article.mine").last


def test_what_is_said_too_fast_says_when_it_goes_out_and_goes(customer: Customer, gateway: Gateway) -> None:
    gateway.refuses = "rate_limited"
    for text in ("하나", "둘"):
        customer.box.fill(text)
        customer.box.press("Enter")
    held = [customer.words("message.held", seconds=str(left)) for left in range(WAIT_S + 1, 0, -1)]
    clock = last_of_own(customer).locator(".clock [aria-hidden]")
    expect(clock).to_have_text(held[1])
    expect(clock).to_have_text(held[2])
    assert customer.box.input_value() == ""
    gateway.refuses = None
    customer.sees_own("둘")
    assert customer.bubbles() == ["하나", "둘"]
    expect(customer.chat.locator(".clock [aria-hidden]")).to_have_count(0)


def test_offline_it_is_said_kept_and_sent_once(system: System, window: Open, picture: Picture) -> None:
    opened = window("ko-KR")
    customer = Customer(opened, system.shop, "ko")
    customer.page.goto(system.shop)
    customer.opens_chat()
    customer.says("안녕하세요")
    customer.hears("도우미")
    customer.page.context.set_offline(True)
    banner = customer.chat.locator(".banner")
    expect(banner).to_contain_text(customer.words("connection.offline"))
    expect(banner.get_by_role("button", name=customer.words("connection.retry"))).to_be_visible()
    customer.box.fill("지하철이라 끊겼어요")
    customer.box.press("Enter")
    expect(last_of_own(customer).locator(".clock")).to_have_text(customer.words("message.queued"))
    customer.chat.get_by_role("button", name=customer.words("panel.keep")).click()
    expect(customer.chat.get_by_role("alert")).to_have_text(customer.words("panel.failed"))
    picture(customer.page, "widget-offline-ko")
    customer.page.context.set_offline(False)
    customer.sees_own("지하철이라 끊겼어요")
    expect(banner).to_have_count(0)
    assert customer.bubbles().count("지하철이라 끊겼어요") == 1
    expect(customer.chat.get_by_role("button", name=customer.words("transcript.download"))).to_be_visible()
    for words in ("ERR_INTERNET_DISCONNECTED", "dynamically imported", "/widget/socket"):
        opened.forgives(words)


def test_typing_that_nobody_ends_is_over_and_ones_own_ends_with_the_text(customer: Customer, gateway: Gateway) -> None:
    gateway.says("state_agent")
    gateway.says("typing_of_agent")
    dots = customer.chat.locator(".typing")
    expect(dots).to_be_visible()
    customer.box.press_sequentially("저")
    customer.box.fill("")
    expect(dots).to_have_count(0, timeout=10_000)
    assert gateway.typings() == [True, False]


def test_lines_emoji_and_links_are_as_they_were_written_and_markup_is_text(
    customer: Customer, gateway: Gateway, picture: Picture
) -> None:
    customer.box.fill(f"첫 줄\n\n둘째 줄 https://shop.example/a?b=1&c=d <b>굵게</b> javascript:alert(1) {LONG}")
    customer.box.press("Enter")
    bubble = last_of_own(customer).locator(".bubble")
    expect(last_of_own(customer).locator("time")).to_be_visible()
    assert bubble.inner_text().split("\n")[:2] == ["첫 줄", ""]
    assert bubble.locator("*").evaluate_all(
        "all => all.map((one) => [one.tagName, one.href, one.target, one.rel])"
    ) == [["A", "https://shop.example/a?b=1&c=d", "_blank", "noopener nofollow"]]
    assert customer.chat.locator(".log").evaluate("one => one.scrollWidth - one.clientWidth") == 0
    for text, large in (("👨‍👩‍👧‍👦🎉", True), ("🎉 최고", False), ("11", False)):
        customer.says(text)
        plain, shown = (
            one.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") for one in (bubble, bubble.last)
        )
        assert (text, shown > 24) == (text, large), plain
    picture(customer.page, "widget-emoji-ko")


def test_who_reads_above_is_not_moved_by_what_comes_below(
    customer: Customer, gateway: Gateway, picture: Picture
) -> None:
    gateway.tells_many(30)
    log = customer.chat.locator(".log")
    expect(customer.answers).to_have_count(30)
    gateway.takes = False
    customer.box.fill("아직 가는 중인 말")
    customer.box.press("Enter")
    expect(last_of_own(customer)).to_be_in_viewport()
    log.evaluate("one => one.scrollTo(0, one.scrollHeight / 3)")
    read = customer.answers.nth(12)
    before = read.evaluate(TOP)
    gateway.says("state_agent")
    gateway.says("typing_of_agent")
    expect(customer.chat.locator(".typing")).to_have_count(1)
    gateway.tells("새 답변", "agent")
    pill = customer.chat.get_by_role("button", name=customer.words("message.new"))
    expect(pill).to_be_visible()
    expect(customer.chat.locator(".typing")).to_have_count(0)
    assert read.evaluate(TOP) == before
    picture(customer.page, "widget-reading-above-ko")
    pill.click()
    expect(customer.answers.last).to_be_in_viewport()
    expect(pill).to_have_count(0)
    gateway.tells("그다음 답변", "agent")
    expect(customer.answers.last).to_be_in_viewport()


def test_a_card_or_resident_number_is_warned_of_while_it_is_typed_and_stays_theirs_to_send(
    customer: Customer, gateway: Gateway, picture: Picture
) -> None:
    note = customer.chat.locator(".composer-note")
    customer.box.press_sequentially(f"카드 {CARD[:-1]}")
    expect(note).to_have_text("")
    customer.box.press_sequentially(CARD[-1])
    expect(note).to_have_text(customer.words("warning.card"))
    picture(customer.page, "widget-warning-ko")
    customer.box.fill("취소할게요")
    expect(note).to_have_text("")
    customer.box.fill(f"주민번호 {RESIDENT}")
    expect(note).to_have_text(customer.words("warning.resident"))
    customer.page.reload()
    expect(customer.box).to_have_value("")  # nobody's number stays behind
    customer.box.fill(CARD)
    customer.box.press("Enter")
    customer.sees_own(CARD)
    expect(note).to_have_text("")


def test_what_is_half_written_outlives_the_shops_next_page_and_not_the_log_out(
    system: System, customer: Customer, gateway: Gateway
) -> None:
    customer.box.fill("반쯤 쓴 말")
    customer.page.goto(f"{system.shop}/login")
    expect(customer.box).to_have_value("반쯤 쓴 말")
    customer.page.evaluate("Firsthand.logout()")
    expect(customer.box).to_have_value("")
    customer.page.goto(system.shop)
    expect(customer.box).to_have_value("")


WIDTH, HEIGHT = PHONE = 390, 740


def test_on_a_phone_nothing_zooms_and_the_panel_keeps_to_what_is_seen(
    system: System, window: Open, picture: Picture
) -> None:
    customer = Customer.arrives(window, system.shop, "ko", width=WIDTH, height=HEIGHT)
    gateway = Gateway(customer.page)
    customer.opens_chat()
    gateway.says("message_verify_form")
    gateway.says("state_asked_for_rating")
    customer.chat.get_by_label(customer.words("rating.3"), exact=True).check(force=True)
    expect(customer.chat.get_by_label(customer.words("rating.comment"))).to_be_visible()
    sizes = customer.chat.locator("input:not([type=radio]), textarea").evaluate_all(
        "all => all.map((one) => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert len(sizes) == 4
    assert min(sizes) >= 16
    panel = customer.page.locator("firsthand-chat > div")
    assert panel.bounding_box() == {"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT}
    devtools = customer.page.context.new_cdp_session(customer.page)
    devtools.send("Emulation.setPageScaleFactor", {"pageScaleFactor": 2})
    customer.page.wait_for_function("Math.round(visualViewport.height) === 370")
    expect(panel).to_have_css("height", "370px")
    devtools.send("Emulation.setPageScaleFactor", {"pageScaleFactor": 1})
    expect(panel).to_have_css("height", "740px")


def test_a_page_of_its_own_leaves_the_safe_areas_free(system: System, window: Open) -> None:
    page = window("ko-KR", *PHONE).page
    devtools = page.context.new_cdp_session(page)
    page.goto(f"{system.gateway}/widget/frame?locale=ko")
    box = page.locator(".composer textarea")
    expect(box).to_be_visible()
    assert sides(page) == ["0px", "0px"]
    is_notched(devtools)
    assert sides(page) == ["47px", "34px"]
    assert page.evaluate("document.documentElement.scrollHeight") == HEIGHT


def sides(page: Page) -> list[str]:
    """What the panel leaves free above and below."""
    found: list[str] = page.locator(".panel").evaluate(
        "one => [getComputedStyle(one).paddingTop, getComputedStyle(one).paddingBottom]"
    )
    return found


def is_notched(devtools: CDPSession) -> None:
    """As a phone with a notch above and a bar below."""
    devtools.send("Emulation.setSafeAreaInsetsOverride", {"insets": {"top": 47, "bottom": 34, "left": 0, "right": 0}})
