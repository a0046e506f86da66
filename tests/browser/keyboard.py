"""The desk by keyboard alone: nothing here can move a mouse, and after every step the focus is somewhere one sees."""

from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.browser.catalogue import Locale, words
from tests.browser.chromium import Window

COUNT_MOUSE = """() => {
    window.mouseUsed = 0;
    for (const kind of ["pointerdown", "mousedown", "wheel", "mousemove"])
        addEventListener(kind, () => window.mouseUsed++, { capture: true });
}"""
FOCUS_SEEN = """() => {
    const one = document.activeElement;
    if (!one || one === document.body || !one.matches(":focus-visible")) return false;
    const box = one.getBoundingClientRect();
    const seen = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    return seen && box.width > 0 && box.height > 0;
}"""


class Keyboard:
    """A person who writes Korean and English and owns no mouse."""

    def __init__(self, window: Window, locale: Locale) -> None:
        self.page: Page = window.page
        self.words = words("desk", locale)
        self._input_method: CDPSession = window.context.new_cdp_session(window.page)

    def comes_to(self, address: str) -> None:
        self.page.goto(address)
        self.page.evaluate(COUNT_MOUSE)
        self.keeps_focus()

    def keeps_focus(self) -> None:
        self.page.wait_for_function(FOCUS_SEEN)

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keeps_focus()

    def tabs_to(self, goal: Locator) -> None:
        """With Tab, as far as it takes; in at most as many steps as a page has stops."""
        expect(goal).to_be_visible()
        for _ in range(40):
            if goal.evaluate("one => one === document.activeElement"):
                return
            self.presses("Tab")
        expect(goal).to_be_focused()

    def types(self, text: str) -> None:
        """Letter by letter; what is no key of the keyboard goes through the input method, as a composition."""
        for piece in text.splitlines():
            if piece.isascii():
                self.page.keyboard.type(piece)
            else:
                self._composes(piece)
        self.keeps_focus()

    def _composes(self, text: str) -> None:
        """The last syllable is still open when Enter ends it: that Enter belongs to the input method."""
        for end in range(1, len(text) + 1):
            self._input_method.send(
                "Input.imeSetComposition", {"text": text[:end], "selectionStart": end, "selectionEnd": end}
            )
        self._input_method.send(
            "Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Enter", "windowsVirtualKeyCode": 229}
        )
        self._input_method.send("Input.insertText", {"text": text})

    def mouse_used(self) -> int:
        used: int = self.page.evaluate("window.mouseUsed")
        return used

    def button(self, key: str) -> Locator:
        return self.page.get_by_role("button", name=self.words(key), exact=True)

    @property
    def box(self) -> Locator:
        return self.page.get_by_label(self.words("composer.label"))

    @property
    def transcript(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def customer(self) -> Locator:
        """Whose chat is on the screen."""
        return self.page.locator(".whose h2")
