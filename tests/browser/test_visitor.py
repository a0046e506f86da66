"""What happens between a visitor and the assistant alone: proving an order, changing it, cancelling it; and typing."""

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import Open
from tests.browser.customer import Customer
from tests.browser.pictures import Picture
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(200)]

ORDER, OWNER, CONTACT = "FH-100202", "김민지", "minji@example.com"
STREET = "서울특별시 중구 세종대로 110"


@pytest.fixture
def visitor(system: System, window: Open) -> Customer:
    """Nobody the shop knows, with the chat open."""
    one = Customer.arrives(window, system.shop, "ko")
    one.opens_chat()
    return one


@pytest.fixture
def owner(system: System, window: Open) -> Customer:
    """Whose order it is, at the shop's own page of the order."""
    one = Customer.arrives(window, system.shop, "ko")
    one.logs_in(OWNER)
    one.page.goto(f"{system.shop}/account/orders/{ORDER}")
    return one


def test_a_visitor_proves_an_order_changes_its_address_and_cancels_it(
    visitor: Customer, owner: Customer, picture: Picture
) -> None:
    badge, address = owner.page.locator("h1 .badge"), owner.page.locator(".panel", has_text="배송지")
    expect(badge).to_have_text("결제 완료")

    visitor.says(f"주문 {ORDER} 언제 와요?")
    visitor.hears("본인 확인")
    assert visitor.chat.locator(".card.order").count() == 0, "nothing of the order before it is proven"
    visitor.fills(order_number=ORDER, contact="someone@example.com")
    visitor.sees(visitor.words("notice.ownership_refused"))
    assert visitor.chat.locator(".card.order").count() == 0
    picture(visitor.page, "widget-refused-ko")
    visitor.fills(order_number=ORDER, contact=CONTACT)
    expect(visitor.chat.locator(".card.order .chip")).to_have_text(visitor.words("status.paid"))

    visitor.says("배송지를 바꾸고 싶어요")
    visitor.hears(ORDER)
    picture(visitor.page, "widget-address-ko")
    visitor.fills(recipient=OWNER, phone="010-5550-1001", postal_code="04524", line1=STREET)
    visitor.hears("바꿀까요?")
    owner.page.reload()
    expect(address).not_to_contain_text(STREET)
    visitor.presses("네, 바꿔 주세요")
    visitor.hears("바꿨어요")
    owner.page.reload()
    expect(address).to_contain_text(STREET)

    visitor.says("주문 취소할게요")
    visitor.hears("취소할까요?")
    owner.page.reload()
    expect(badge).to_have_text("결제 완료")
    visitor.presses("네, 취소할게요")
    visitor.hears("주문을 취소했어요")
    owner.page.reload()
    expect(badge).to_have_text("취소됨")


def test_enter_ends_a_composition_and_does_not_send_it(visitor: Customer) -> None:
    """As with a Korean input method: the Enter that finishes a syllable is not the one that sends."""
    input_method = visitor.page.context.new_cdp_session(visitor.page)
    visitor.box.evaluate("box => box.onkeydown = (event) => (box.dataset.key = `${event.key} ${event.isComposing}`)")
    visitor.box.focus()
    input_method.send("Input.imeSetComposition", {"text": "안녕", "selectionStart": 2, "selectionEnd": 2})
    input_method.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Enter", "windowsVirtualKeyCode": 229})
    expect(visitor.box).to_have_attribute("data-key", "Enter true")
    expect(visitor.box).to_have_value("안녕")
    assert visitor.chat.locator("article.mine").count() == 0
    input_method.send("Input.insertText", {"text": "안녕"})
    visitor.box.press("Enter")
    visitor.sees_own("안녕")
    visitor.hears("도우미")


def test_the_shops_own_pages_are_links_and_open_beside_the_chat(system: System, visitor: Customer) -> None:
    visitor.says("비밀번호를 잊어버렸어요")
    link = visitor.newest.locator(".bubble a").first
    expect(link).to_be_visible()
    assert str(link.get_attribute("href")).startswith(f"{system.shop}/")
    with visitor.page.context.expect_page() as opened:
        link.click()
    assert opened.value.url.startswith(f"{system.shop}/")
    assert opened.value.evaluate("window.opener") is None
