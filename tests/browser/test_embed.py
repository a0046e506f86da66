"""The chat on a shop's own pages: under a strict policy, beside any style, in several tabs, on pages that change."""

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.chromium import Open, Window
from tests.browser.customer import Customer
from tests.browser.floor import alter
from tests.browser.pictures import Picture
from tests.browser.shop_pages import opens, page_of, strictest
from tests.browser.staff import Agent
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(200)]

HEAR = """window.heard = [];
window.firsthandQueue = [["setContext", { order: "FH-100202" }]];
for (const name of ["ready", "open", "close", "message", "handoff", "unread"])
  firsthandQueue.push(["on", name, (data) => heard.push(data ? { name, ...data } : { name })]);"""

HOSTILE = """
html { filter: grayscale(1); transform: translateX(60px) scale(.7); opacity: .5; font-size: 90px; overflow: hidden }
body { perspective: 1px; opacity: .5; writing-mode: vertical-rl; text-transform: uppercase }
body * { all: unset !important }
body *, firsthand-chat, iframe, button, div {
  display: none !important; visibility: hidden !important; opacity: 0 !important; transform: scale(0) !important;
  position: static !important; inset: 0 !important; width: 0 !important; height: 0 !important; z-index: -1 !important;
  clip-path: inset(50%) !important; pointer-events: none !important; color: red !important; zoom: .1 !important;
  font: 1px serif !important; animation: spin 1s infinite !important; contain: strict !important }
body *::before { content: "!!!" !important; display: block !important; position: fixed !important; inset: 0 !important }
@keyframes spin { to { rotate: 1turn } }
"""
MOVES = (
    """(title) => { history.pushState(null, "", "/account/orders/FH-100202?key=secret"); document.title = title; }"""
)


def launcher(window: Window) -> Locator:
    return window.page.locator("firsthand-chat > button")


def badge(window: Window) -> Locator:
    return launcher(window).locator("b")


def heard(window: Window) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = window.page.evaluate("heard")
    return found


def test_the_strictest_policy_lets_the_chat_in_and_nothing_moves(
    system: System, window: Open, picture: Picture
) -> None:
    one = window("ko-KR")
    asked: list[str] = []
    one.page.on("request", lambda request: asked.append(request.url))
    opens(one.page, system, page_of(system, HEAR), strictest(system.gateway))
    before = one.page.evaluate("getComputedStyle(document.querySelector('body > button')).cssText")
    expect(launcher(one)).to_be_visible()
    assert [url for url in asked if url.startswith(system.gateway)] == [f"{system.gateway}/widget.js"]
    launcher(one).hover()
    expect(one.page.locator("firsthand-chat iframe")).to_have_count(1)
    assert heard(one) in ([], [{"name": "ready"}]), "a hover opens nothing"
    customer = Customer(one, system.shop, "ko")
    customer.opens_chat()
    customer.says("안녕하세요")
    customer.hears("도우미")
    picture(one.page, "embed-strict-ko")
    launcher(one).click()
    names = [event["name"] for event in heard(one)]
    assert {"ready", "open", "message"} < set(names)
    assert names[-1] == "close"
    assert {"name": "message", "sender": "bot", "kind": "text"} in heard(one)
    assert "안녕하세요" not in str(heard(one)), "what was said is not the page's business"
    assert one.page.evaluate("getComputedStyle(document.querySelector('body > button')).cssText") == before
    assert one.page.evaluate("[document.styleSheets.length, document.querySelectorAll('body > *').length]") == [0, 4]
    assert one.page.evaluate("shifts") == []


def test_no_style_of_the_page_reaches_the_chat(system: System, window: Open, picture: Picture) -> None:
    one = window("ko-KR")
    opens(one.page, system, page_of(system, style=HOSTILE, tag='data-launcher="text"'))
    expect(launcher(one).locator("span")).to_have_text("문의하기")
    box = launcher(one).bounding_box()
    assert box is not None
    assert (box["x"] + box["width"], box["y"] + box["height"], box["height"]) == (1260, 840, 56)
    customer = Customer(one, system.shop, "ko")
    customer.opens_chat()
    panel = one.page.locator("firsthand-chat > div")
    assert panel.bounding_box() == {"x": 860, "y": 92, "width": 400, "height": 680}
    looks = "one => { const is = getComputedStyle(one); return [is.opacity, is.visibility, is.fontSize, is.zoom]; }"
    assert one.page.locator("firsthand-chat").evaluate(looks) == ["1", "visible", "16px", "1"]
    customer.says("안녕하세요")
    customer.hears("도우미")
    picture(one.page, "embed-hostile-ko")


def test_the_shops_own_colour_words_and_side(system: System, window: Open, picture: Picture) -> None:
    one = window("ko-KR")
    settings = """window.firsthandSettings = { color: "#ffe94d", position: "left",
      launcher: { ko: "도와드릴까요?", en: "Need a hand?" },
      greeting: { ko: "<b>달빛 홈</b>이에요.", en: "Hello!" } };"""
    opens(one.page, system, page_of(system, settings), strictest(system.gateway))
    expect(launcher(one)).to_have_accessible_name("도와드릴까요?, 고객지원 채팅 열기")
    box = launcher(one).bounding_box()
    assert box is not None
    assert box["x"] == 20
    picture(one.page, "embed-pill-ko")
    customer = Customer(one, system.shop, "ko")
    customer.opens_chat()
    expect(customer.chat.locator(".greeting > p")).to_have_text("<b>달빛 홈</b>이에요.")
    picture(one.page, "embed-theme-ko")
    one.page.evaluate("Firsthand.setLocale('en')")
    expect(customer.chat.locator(".greeting > p")).to_have_text("Hello!")
    launcher(one).click()
    expect(launcher(one)).to_have_accessible_name("Need a hand?, Open support chat")
    assert any("Firsthand: data-color #ffe94d has a contrast of 1.2" in text for text in one.complaints)
    one.forgives("Firsthand: data-color #ffe94d")


def test_words_in_an_address_are_not_the_shops(system: System, window: Open) -> None:
    one = window("ko-KR")
    one.page.goto(f"{system.gateway}/widget/frame?locale=ko&ko=Log+in+at+evil.example")
    customer = Customer(one, system.shop, "ko")
    expect(one.page.locator(".greeting > p")).to_have_text(customer.words("greeting.text"))


def test_pages_within_a_page_are_told_and_one_that_throws_its_body_away_keeps_the_chat(
    system: System, window: Open, picture: Picture
) -> None:
    one = window("ko-KR")
    opens(one.page, system, page_of(system, HEAR))
    customer = Customer(one, system.shop, "ko")
    agent = Agent.arrives(window, system.gateway, ("agent@demo.shop", system.logins["agent@demo.shop"]), "ko")
    customer.opens_chat()
    customer.says("상담원 연결해 주세요")
    agent.is_available()
    agent.opens(agent.words("customer.visitor"), "상담원 연결해 주세요")
    agent.takes()
    customer.sees("상담원이 들어왔어요")
    card = agent.page.locator(".page-context")
    expect(card.locator("a")).to_have_text("/ours")
    expect(card.locator(".code")).to_have_text("FH-100202")
    one.page.evaluate(MOVES, "주문 상세")
    expect(card.locator("a")).to_have_text("/account/orders/FH-100202")
    expect(card.locator(".title")).to_have_text("주문 상세")
    assert card.locator("a").get_attribute("href") == f"{system.shop}/account/orders/FH-100202"
    one.page.evaluate("Firsthand.setContext({ order: null, cart: { items: 2, total: 118000, currency: 'KRW' } })")
    expect(card).to_contain_text("2개 · 118,000원")
    expect(card.locator(".code")).to_have_count(0)
    picture(agent.page, "desk-page-context-ko")
    one.page.evaluate("document.body.replaceWith(document.createElement('body'))")
    expect(customer.chat.locator("article.mine .bubble")).to_have_text("상담원 연결해 주세요")
    assert {"name": "handoff"} in heard(one)


def test_tabs_of_one_visitor_stay_in_step_and_a_later_visit_goes_on(system: System, window: Open) -> None:
    one = window("ko-KR")
    here = Customer(one, system.shop, "ko")
    one.page.goto(system.shop)
    other = Window(one.context, one.context.new_page())
    there = Customer(other, system.shop, "ko")
    other.page.goto(system.shop)
    here.opens_chat()
    there.opens_chat()
    here.says("안녕하세요")
    here.hears("도우미")
    there.says("고마워요")
    expect(here.chat.locator("article.mine .bubble")).to_have_text(["안녕하세요", "고마워요"])
    expect(here.newest.first).to_be_visible()
    thread = there.bubbles()
    for each in (one, other):  # as on a new day: no tab remembers, the browser does
        each.page.evaluate("sessionStorage.clear()")
        each.page.goto("about:blank")
    alter(system, "UPDATE conversation SET read_seq = 0 WHERE owner = 'bot'")
    for each in (one, other):
        each.page.goto(system.shop)
        expect(badge(each)).to_have_text(str(len(thread) - 2))
    there.opens_chat()
    assert there.bubbles() == thread
    expect(badge(other)).to_be_hidden()
    expect(badge(one)).to_be_hidden()


def test_a_log_out_in_one_tab_ends_who_they_were_in_all(system: System, window: Open) -> None:
    one = window("en-US")
    here = Customer(one, system.shop, "en")
    here.logs_in("Oliver Brown")
    here.opens_chat()
    here.says("hello")
    here.hears("assistant")
    other = Window(one.context, one.context.new_page())
    there = Customer(other, system.shop, "en")
    other.page.goto(f"{system.shop}/help")
    there.name = "Oliver Brown"
    there.opens_chat()
    expect(there.chat.locator("article.mine .bubble").last).to_have_text("hello")
    one.page.evaluate("Firsthand.logout()")
    for each in (here, there):
        expect(each.chat.locator(".greeting h2")).to_have_text(each.words("greeting.hello"))
        expect(each.chat.locator("article.row")).to_have_count(0)
    here.says("somebody else now")
    expect(there.chat.locator("article.mine .bubble")).to_have_text("somebody else now")
