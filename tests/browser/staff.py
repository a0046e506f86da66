"""An agent at the desk and a lead at the ops page."""

import re
from typing import Literal, Self

from playwright.sync_api import Locator, Page, expect

from escalation.numbers.registry import METRICS
from tests.browser.catalogue import Locale, Words, words
from tests.browser.chromium import Open, Window
from tests.browser.customer import BROWSERS

CONTACTS = next(metric for metric in METRICS if metric.id == "contacts")


def sign_in(page: Page, named: Words, email: str, password: str) -> None:
    page.get_by_label(named("login.email")).fill(email)
    page.get_by_label(named("login.password")).fill(password)
    page.get_by_role("button", name=named("login.submit"), exact=True).click()


class Agent:
    """The desk of one agent."""

    def __init__(self, window: Window, locale: Locale) -> None:
        self.window = window
        self.page = window.page
        self.words = words("desk", locale)

    @classmethod
    def arrives(
        cls,
        open_window: Open,
        gateway: str,
        login: tuple[str, str],
        locale: Locale,
        *,
        width: int = 1400,
        height: int = 860,
        dark: bool = False,
    ) -> Self:
        one = cls(open_window(BROWSERS[locale], width, height, dark), locale)
        one.page.goto(f"{gateway}/desk")
        sign_in(one.page, one.words, *login)
        expect(one.status).to_be_visible()
        return one

    @property
    def status(self) -> Locator:
        return self.page.get_by_role("button", name=self.words("status.label"))

    def is_available(self) -> None:
        expect(self.status).to_be_enabled()
        self.status.click()
        self.page.get_by_role("menuitemradio", name=self.words("status.online"), exact=True).click()
        expect(self.status).to_have_accessible_name(f"{self.words('status.label')}: {self.words('status.online')}")

    def is_offered(self, customer: str) -> None:
        expect(self.offer.locator(".who strong")).to_have_text(customer)

    def presses_in_offer(self, answer: Literal["accept", "decline"]) -> None:
        customer = self.offer.locator(".who strong").inner_text()
        self.offer.locator(f"[data-key={answer}]").click()
        if answer == "accept":
            expect(self.page.locator(".whose h2")).to_have_text(customer)
            expect(self.box).to_be_focused()

    def row_of(self, customer: str) -> Locator:
        """Of the lists: their newest ticket."""
        return self.page.locator("button.ticket", has_text=customer).first

    def opens(self, customer: str, last_said: str) -> None:
        """A ticket of the list, by whose it is and what was said last."""
        self.page.locator("button.ticket", has_text=customer).filter(has_text=last_said).click()
        expect(self.page.locator(".whose h2")).to_have_text(customer)

    def takes(self) -> None:
        """The chat on the screen, whether it is offered to this agent or waits for anybody."""
        names = "|".join(self.words(key) for key in ("chat.claim", "offer.accept"))
        self.page.locator(".not-mine").get_by_role("button", name=re.compile(names)).click()
        expect(self.page.get_by_role("button", name=self.words("action.resolve"), exact=True)).to_be_enabled()

    @property
    def transcript(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def bubbles(self) -> Locator:
        """What customer, assistant and agents said; no notes, no notices."""
        return self.transcript.locator("article.row:not(.note) .bubble")

    @property
    def onlookers(self) -> Locator:
        return self.page.locator(".onlookers")

    @property
    def head(self) -> Locator:
        return self.page.locator(".chat-head")

    @property
    def side(self) -> Locator:
        return self.page.get_by_role("complementary")

    def reads(self, text: str) -> None:
        expect(self.transcript.get_by_text(text).last).to_be_visible()

    def replies(self, text: str) -> None:
        """Returns when it is on record; on the screen it stands before."""
        self.box.fill(text)
        self.box.press("Enter")
        self.reads(text)
        said = self.transcript.locator("article.row", has_text=text).last
        expect(said.get_by_text(self.words("message.sending"))).to_have_count(0)

    def presses(self, key: str) -> None:
        self.page.get_by_role("button", name=self.words(key), exact=True).click()

    @property
    def offer(self) -> Locator:
        return self.page.locator(".lists .offer")

    @property
    def box(self) -> Locator:
        return self.page.get_by_label(self.words("composer.label"))

    def keys(self, *pressed: str) -> None:
        for key in pressed:
            self.page.keyboard.press(key)

    def types(self, text: str) -> None:
        """Into whatever has the focus, and sends it."""
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def assigns_to_themselves(self, customer: str, own_name: str) -> None:
        """By a supervisor, from the page of the team."""
        self.page.get_by_role("link", name=self.words("nav.team")).click()
        self.page.locator("li.line", has_text=customer).get_by_role("button").last.click()
        self.page.locator("dialog .candidate", has_text=own_name).click()

    def notes(self, text: str) -> None:
        """Something for colleagues only."""
        self.keys("Alt+m")
        self.types(text)
        expect(self.transcript.locator(".row.note", has_text=text)).to_be_visible()
        self.keys("Alt+m")

    def transfers_to(self, name: str, note: str) -> None:
        self.presses("action.transfer")
        dialog = self.page.get_by_role("dialog", name=self.words("transfer.title"))
        dialog.get_by_role("radio", name=name).check()
        dialog.get_by_label(self.words("transfer.note"), exact=True).fill(note)
        dialog.get_by_role("button", name=self.words("transfer.submit"), exact=True).click()

    def ticks_label(self, name: str) -> None:
        self.page.locator("[data-key=labels]").click()
        box = self.page.get_by_role("checkbox", name=name)
        box.click()
        expect(box).to_be_checked()
        self.keys("Escape")

    def resolves(self) -> None:
        """As solved, which is what the question begins with."""
        self.presses("action.resolve")
        self.presses("resolve.submit")

    def returns_to_the_bot(self) -> None:
        self.presses("action.more")
        self.page.get_by_role("menuitem", name=self.words("action.return")).click()

    def logs_out(self) -> None:
        self.presses("settings.open")
        self.presses("account.logout")
        expect(self.page.get_by_label(self.words("login.email"))).to_be_visible()


class Lead:
    """The ops page."""

    def __init__(self, page: Page, locale: Locale) -> None:
        self.page = page
        self.words = words("ops", locale)

    @classmethod
    def arrives(cls, open_window: Open, gateway: str, login: tuple[str, str], locale: Locale) -> Self:
        one = cls(open_window(BROWSERS[locale], 1400, 900).page, locale)
        one.page.goto(f"{gateway}/ops")
        sign_in(one.page, one.words, *login)
        one.shown()
        return one

    @property
    def contacts_tile(self) -> Locator:
        name = self.page.get_by_role("heading", name=CONTACTS.name[self.words.locale], exact=True)
        return self.page.locator("article.tile", has=name).locator("button.value")

    def contacts(self) -> int:
        """The number on the page after a fresh load; where nothing has ended yet the page says so instead."""
        self.page.reload()
        self.shown()
        if not self.contacts_tile.is_visible():
            expect(self.page.locator(".blank h2")).to_have_text(self.words("ops.empty_title"))
            return 0
        return int(re.sub(r"\D", "", self.contacts_tile.inner_text()))

    def shown(self) -> None:
        expect(self.page.locator(".tile button.value, .blank h2").first).to_be_visible()

    def opens_newest_of(self, customer_id: str) -> None:
        """From the number of contacts to its rows, and to the customer's newest one."""
        self.contacts_tile.click()
        row = self.page.locator("tbody tr").filter(has_text=customer_id).last
        row.get_by_role("button").first.click()
        expect(self.page.locator(".events")).to_be_visible()

    def events(self) -> list[str]:
        return self.page.locator(".events summary strong").all_inner_texts()

    def said(self) -> list[str]:
        return self.page.locator(".said-line .bubble").all_inner_texts()
