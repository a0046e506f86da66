"""The customer keeps the chat: as a file on this computer, and in a letter; all of it by keys, in both languages."""

import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.catalogue import Locale
from tests.browser.chromium import Open
from tests.browser.customer import Customer
from tests.browser.pictures import Picture
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(200)]

LETTER_WITHIN_S = 30.0
SAID = {"ko": "안녕하세요", "en": "hello there"}
FILE = {"ko": "상담-대화.txt", "en": "support-chat.txt"}


def letter_to(recipient: str, folder: Path) -> EmailMessage:
    end = time.monotonic() + LETTER_WITHIN_S
    while time.monotonic() < end:
        for kept in folder.glob("*.eml"):
            letter = message_from_bytes(kept.read_bytes(), policy=policy.default)
            if letter["To"] == recipient:
                return letter
        time.sleep(0.2)
    raise AssertionError(f"no letter to {recipient} within {LETTER_WITHIN_S:.0f} s")


def more(customer: Customer) -> Locator:
    return customer.chat.get_by_role("button", name=customer.words("panel.keep"), exact=True)


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_a_chat_is_kept_as_a_file_and_in_a_letter(
    system: System, window: Open, picture: Picture, locale: Locale
) -> None:
    customer = Customer.arrives(window, system.shop, locale, width=390, height=740)
    words, mailbox = customer.words, f"{locale}.minji@home.example"
    customer.opens_chat()
    expect(more(customer)).to_have_count(0)  # there is nothing to keep yet
    customer.says(SAID[locale])
    answer = customer.newest.first.locator(".bubble")
    expect(answer).to_be_visible()
    more(customer).press("Enter")
    expect(customer.chat.get_by_role("button", name=words("transcript.download"))).to_be_focused()
    picture(customer.page, f"widget-keep-{locale}")
    with customer.page.expect_download() as coming:
        customer.page.keyboard.press("Enter")
    assert coming.value.suggested_filename == FILE[locale]
    text = coming.value.path().read_text(encoding="utf-8")
    assert f"{words('sender.customer')}\n    {SAID[locale]}\n" in text
    assert answer.inner_text().split("\n")[0] in text
    said = customer.chat.locator(".keeping [role=status]")
    expect(said).to_have_text(words("transcript.downloaded"))

    box = customer.chat.get_by_label(words("form.email"))
    box.fill("minji")
    box.press("Enter")
    expect(said).to_have_text(words("refused.bad_email"))
    box.fill(mailbox)
    box.press("Enter")
    expect(said).to_have_text(words("transcript.mailed", email_masked=f"{locale[0]}***@home.example"))
    [enclosed] = letter_to(mailbox, system.data / "mail").iter_attachments()
    assert (enclosed.get_filename(), SAID[locale] in enclosed.get_content()) == (FILE[locale], True)
    customer.page.keyboard.press("Escape")
    expect(said).to_have_count(0)
    expect(more(customer)).to_be_focused()
    expect(customer.box).to_be_visible()


def test_a_pass_that_is_over_is_renewed_before_anybody_sees(system: System, window: Open) -> None:
    """Twelve hours later: the gateway refuses the pass, and the page gets another by a new welcome."""
    opened = window("en-US")
    customer = Customer(opened, system.shop, "en")
    customer.page.goto(system.shop)
    customer.opens_chat()
    customer.says(SAID["en"])
    expect(customer.newest.first).to_be_visible()
    passes: list[str] = []
    customer.page.on(
        "request", lambda asked: passes.append(asked.headers["x-pass"]) if "/transcript" in asked.url else None
    )
    over = {"status": 401, "json": {"error": {"code": "unauthenticated", "message": "over"}}}
    customer.page.route("**/widget/transcript?*", lambda route: route.fulfill(**over), times=1)
    more(customer).click()
    with customer.page.expect_download() as coming:
        customer.chat.get_by_role("button", name=customer.words("transcript.download")).click()
    assert SAID["en"] in coming.value.path().read_text(encoding="utf-8")
    assert len(set(passes)) == 2
    opened.forgives("status of 401")
