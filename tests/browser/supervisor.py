"""A supervisor at the team page and in the settings."""

from typing import Self

from playwright.sync_api import Locator, Page, expect

from tests.browser.catalogue import Locale, words
from tests.browser.chromium import Open
from tests.browser.customer import BROWSERS
from tests.browser.staff import sign_in


class Supervisor:
    """Finds things as people do: by their names."""

    def __init__(self, page: Page, locale: Locale) -> None:
        self.page = page
        self.words = words("supervisor", locale)

    @classmethod
    def arrives(cls, open_window: Open, gateway: str, login: tuple[str, str], locale: Locale) -> Self:
        """At the settings."""
        one = cls(open_window(BROWSERS[locale], 1280, 860).page, locale)
        one.page.goto(f"{gateway}/desk#/settings")
        sign_in(one.page, one.words, *login)
        expect(one.sections).to_be_visible()
        return one

    @property
    def sections(self) -> Locator:
        return self.page.get_by_role("navigation", name=self.words("admin.sections"))

    @property
    def heading(self) -> Locator:
        return self.page.locator(".section h3").first

    def goes_to(self, section: str) -> None:
        """A section of the settings."""
        self.sections.get_by_role("link", name=self.words(f"admin.{section}")).click()
        expect(self.heading).to_have_text(self.words(f"admin.{section}"))

    def goes_to_page(self, page: str) -> None:
        """A page of the desk's own menu."""
        self.page.get_by_role("link", name=self.words(f"nav.{page}"), exact=True).click()

    def edits(self, name: str) -> None:
        self.page.get_by_role("link", name=self.words("edit.edit_named", name=name), exact=True).click()
        expect(self.heading).to_have_text(name)

    def field(self, key: str, **values: str) -> Locator:
        return self.page.get_by_label(self.words(key, **values), exact=True)

    def presses(self, key: str, **values: str) -> None:
        self.page.get_by_role("button", name=self.words(key, **values), exact=True).click()

    def is_told(self, key: str, **values: str) -> None:
        expect(self.page.get_by_role("status").get_by_text(self.words(key, **values), exact=True)).to_be_visible()
