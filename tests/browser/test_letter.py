"""Nobody comes in time: the customer leaves an address, and goes on by the link of the letter, in one browser."""

import time
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.catalogue import words
from tests.browser.chromium import Open, Window
from tests.browser.customer import BROWSERS, Customer
from tests.browser.floor import alter
from tests.browser.pictures import Picture
from tests.browser.staff import Agent
from tests.browser.supervisor import Supervisor
from tests.system import System

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(500)]

NAME, PERSON = "최하은", "상담원 연결해 주세요"
MAILBOX, MASKED = "haeun@home.example", "h***@home.example"
ANSWER, THANKS = "환불해 드렸어요. 카드사에 따라 2~3일 걸려요.", "고맙습니다, 확인했어요."
LETTER_WITHIN_S = 60.0
THREE_MINUTES_PASS = (
    "UPDATE callback SET created_at = created_at - interval '3 minutes' WHERE answered_at IS NULL",
    "UPDATE message SET created_at = created_at - interval '3 minutes' WHERE sender = 'agent'",
)
"""An answer is written about when nobody has read it for two minutes."""


@pytest.fixture
def quick_promise(system: System, window: Open) -> Iterator[None]:
    """Somebody should come within a second."""
    lead = Supervisor.arrives(window, system.gateway, ("ops@demo.shop", system.logins["ops@demo.shop"]), "ko")
    _promise(lead.page, system, 1)
    yield
    _promise(lead.page, system, 180)


def _promise(page: Page, system: System, seconds: int) -> None:
    headers = {"X-Firsthand": "1", "Origin": system.gateway}
    for queue in ("general", "orders"):
        answer = page.request.patch(
            f"{system.gateway}/desk/api/admin/teams/{queue}", data={"promise_s": seconds}, headers=headers
        )
        assert answer.ok, answer.text()


def letter_to(recipient: str, folder: Path) -> str:
    """The plain text of the letter that came for somebody, once it is there."""
    end = time.monotonic() + LETTER_WITHIN_S
    while time.monotonic() < end:
        for kept in folder.glob("*.eml"):
            letter = message_from_bytes(kept.read_bytes(), policy=policy.default)
            if letter["To"] == recipient:
                return str(next(letter.iter_parts()).get_content())
        time.sleep(1)
    raise AssertionError(f"no letter to {recipient} within {LETTER_WITHIN_S:.0f} s")


class Resumed:
    """The page that a letter's link leads to."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.page = window.page
        self.words = words("widget", "ko")

    @classmethod
    def opens(cls, open_window: Open, link: str, **how: int) -> "Resumed":
        one = cls(open_window(BROWSERS["ko"], **how))
        one.page.goto(link)
        one.page.get_by_role("button", name=one.words("resume.open")).click()
        return one

    @property
    def bubbles(self) -> Locator:
        return self.page.locator("article.row .bubble")

    def says(self, text: str) -> None:
        box = self.page.get_by_label(self.words("composer.label"))
        box.fill(text)
        box.press("Enter")
        expect(self.bubbles.last).to_have_text(text)


def leaves_an_address(system: System, window: Open, picture: Picture) -> None:
    """A customer for whom nobody comes, and who does not wait."""
    customer = Customer.arrives(window, system.shop, "ko")
    customer.logs_in(NAME)
    customer.opens_chat()
    customer.says(PERSON)
    customer.sees(customer.words("notice.nobody_yet"))
    picture(customer.page, "widget-nobody-yet-ko")
    customer.presses(customer.words("button.leave_email"))
    customer.fills(email="haeun@home")
    customer.sees(customer.words("refused.bad_email"))
    customer.fills(email=MAILBOX)
    customer.sees(customer.words("notice.email_saved", email_masked=MASKED))
    picture(customer.page, "widget-email-saved-ko")
    customer.page.goto("about:blank")


@pytest.mark.usefixtures("quick_promise")
def test_who_left_an_address_goes_on_by_the_link_of_the_letter(system: System, window: Open, picture: Picture) -> None:
    leaves_an_address(system, window, picture)
    agent = Agent.arrives(window, system.gateway, ("agent@demo.shop", system.logins["agent@demo.shop"]), "ko")
    agent.is_available()
    agent.row_of(NAME).click()
    agent.takes()
    agent.reads(MASKED)
    agent.replies(ANSWER)
    alter(system, *THREE_MINUTES_PASS)
    text = letter_to(MAILBOX, system.data / "mail")
    assert ANSWER not in text
    link = next(line for line in text.splitlines() if line.startswith(f"{system.gateway}/resume#"))

    phone = Resumed.opens(window, link, width=360, height=740)
    expect(phone.bubbles.last).to_have_text(ANSWER)
    assert phone.page.url == f"{system.gateway}/resume"
    picture(phone.page, "resume-phone-ko")
    phone.says(THANKS)
    agent.reads(THANKS)
    phone.page.reload()
    expect(phone.bubbles.last).to_have_text(THANKS)

    other = Resumed.opens(window, link)
    expect(other.page.get_by_role("alert")).to_contain_text(other.words("resume.link_used_title"))
    assert ["status of 409" in text for text in other.window.complaints] == [True]
    other.window.complaints.clear()
    picture(other.page, "resume-used-ko")
    agent.resolves()
    expect(phone.page.get_by_role("form", name=phone.words("rating.title"))).to_be_visible()
    box = phone.page.get_by_label(phone.words("composer.label"))
    box.fill("주문도 취소해 주세요")
    expect(phone.page.get_by_role("form", name=phone.words("rating.title"))).to_be_hidden()
    box.press("Enter")
    expect(phone.page.get_by_text(phone.words("refused.log_in"))).to_be_visible()
