"""A customer at the shop's pages, with the chat in its frame."""

from typing import Self

from playwright.sync_api import FrameLocator, Locator, expect

from tests.browser.catalogue import Locale, words
from tests.browser.chromium import Open, Window

BROWSERS = {"ko": "ko-KR", "en": "en-US"}


class Customer:
    """What somebody sees and does: every wait is for something on the screen."""

    def __init__(self, window: Window, shop: str, locale: Locale) -> None:
        self.window = window
        self.page = window.page
        self.shop = shop
        self.words = words("widget", locale)
        self.name = ""

    @classmethod
    def arrives(
        cls, open_window: Open, shop: str, locale: Locale, *, width: int = 1280, height: int = 860, dark: bool = False
    ) -> Self:
        """At the shop's first page, logged in as nobody."""
        one = cls(open_window(BROWSERS[locale], width, height, dark), shop, locale)
        one.page.goto(shop)
        return one

    def logs_in(self, name: str) -> None:
        self.page.goto(f"{self.shop}/login")
        self.page.get_by_role("button", name=name).click()
        self.page.wait_for_url("**/account")
        self.name = name

    def opens_chat(self) -> None:
        """And waits until the chat knows who is there: it greets by name, or shows what was said before."""
        self.page.locator("firsthand-chat > button").click()
        greeting = self.chat.locator(".greeting h2", has_text=self.name)
        expect(greeting.or_(self.chat.locator("article.row")).first).to_be_visible()

    @property
    def chat(self) -> FrameLocator:
        return self.page.frame_locator("firsthand-chat iframe")

    @property
    def box(self) -> Locator:
        return self.chat.get_by_label(self.words("composer.label"))

    @property
    def rows(self) -> Locator:
        """All of the thread: messages and notices."""
        return self.chat.locator("article.row, .notice, .log > p.day")

    @property
    def answers(self) -> Locator:
        return self.chat.locator("article.theirs")

    @property
    def newest(self) -> Locator:
        """The answers to what was said last."""
        return self.chat.locator("article.mine ~ article.theirs:not(:has(~ article.mine))")

    def says(self, text: str) -> None:
        """Writes, sends, and sees the message confirmed."""
        self.box.fill(text)
        self.box.press("Enter")
        self.sees_own(text)

    def sees_own(self, text: str) -> None:
        last = self.chat.locator("article.mine").last
        expect(last.locator(".bubble")).to_have_text(text)
        expect(last.locator("time")).to_be_visible()

    def hears(self, text: str) -> Locator:
        """The answer to the last message that has this text in it."""
        answer = self.newest.filter(has_text=text).first
        expect(answer).to_be_visible()
        return answer

    def presses(self, title: str) -> None:
        self.chat.locator("button.choice:enabled", has_text=title).last.click()

    def fills(self, **values: str) -> None:
        """The newest form in the chat, by the names of its fields, and sends it."""
        form = self.chat.locator("form.card").last
        for name, value in values.items():
            form.get_by_label(self.words(f"form.{name}"), exact=True).fill(value)
        form.get_by_role("button").click()

    def sees(self, text: str) -> None:
        expect(self.chat.get_by_text(text).last).to_be_visible()

    def thread(self) -> list[str]:
        """Every row's words, oldest first."""
        return [" ".join(text.split()) for text in self.rows.all_inner_texts()]

    def bubbles(self) -> list[str]:
        """What was said, by whomever, oldest first."""
        return self.chat.locator("article.row .bubble").all_inner_texts()

    def rates(self, score: int, comment: str, solved: bool | None = None, effort: int | None = None) -> None:
        self.chat.get_by_label(self.words(f"rating.{score}"), exact=True).check(force=True)
        if solved is not None:
            self.chat.get_by_label(self.words(f"rating.solved_{'yes' if solved else 'no'}")).check(force=True)
        if effort is not None:
            name = f"{effort} {self.words(f'rating.effort_{effort}')}"
            self.chat.get_by_role("radio", name=name, exact=True).check(force=True)
        self.chat.get_by_label(self.words("rating.comment")).fill(comment)
        self.chat.get_by_role("button", name=self.words("rating.submit")).click()
        self.sees(self.words("rating.thanks"))
