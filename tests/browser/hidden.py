"""A desk in a tab that lies behind another one, in a Chromium that nobody watches meanwhile.

A page under test is always kept in sight by the one who tests it. So this browser is of its own: it is let go of while
its tab is hidden, and asked afterwards what it has gone through.
"""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright

from tests.browser.chromium import FLAGS, WAIT_MS

SLOWED_AFTER_S = 10
"""A hidden tab's timers may run once a minute only; from five minutes on, and here sooner, so that a test sees it."""
A_MOUSE = "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4"
"""As the driver says it to its own browsers: a machine without a mouse is taken for a phone, whose keyboard would cover
the chat if a box were given the focus."""
ELSE = "data:text/html"
DIARY = """() => {
    window.diary = { hiddenSince: 0, hiddenMs: 0, ticks: 0 };
    document.addEventListener("visibilitychange", () => {
        if (document.hidden) window.diary.hiddenSince = Date.now();
        else window.diary.hiddenMs += Date.now() - window.diary.hiddenSince;
    });
    setInterval(() => document.hidden && window.diary.ticks++, 100);
}"""


class OwnBrowser:
    """One person's Chromium, which goes on when its test looks away."""

    def __init__(self, driver: Playwright, address: str) -> None:
        self._driver = driver
        self._address = address
        self._browser = self._connect()

    def _connect(self) -> Browser:
        browser = self._driver.chromium.connect_over_cdp(self._address)
        browser.contexts[0].set_default_timeout(WAIT_MS)
        return browser

    @property
    def page(self) -> Page:
        """The tab of the desk; a browser that is met again tells its tabs in another order."""
        return next(page for page in self._browser.contexts[0].pages if not page.url.startswith(ELSE))

    def hide(self) -> None:
        """Something else is looked at, and nobody asks the first tab anything."""
        self.page.evaluate(DIARY)
        other = self._browser.contexts[0].new_page()
        other.goto(f"{ELSE},<title>Something else</title>")
        other.bring_to_front()
        self._browser.close()

    def look_again(self) -> tuple[float, int]:
        """For how many seconds the first tab was hidden, and how often a timer of 100 ms ran meanwhile."""
        self._browser = self._connect()
        self.page.bring_to_front()
        self.page.wait_for_function("!document.hidden")
        diary: dict[str, Any] = self.page.evaluate("window.diary")
        return diary["hiddenMs"] / 1000, diary["ticks"]

    def close(self) -> None:
        self._browser.close()


@contextmanager
def own_browser(driver: Playwright, path: str, home: Path, locale: str) -> Iterator[OwnBrowser]:
    """A Chromium with its profile in `home`."""
    command = [
        path,
        "--headless=new",
        "--remote-debugging-port=0",
        f"--user-data-dir={home}",
        *FLAGS,
        A_MOUSE,
        f"--accept-lang={locale}",
    ]
    slowed = f"--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/{SLOWED_AFTER_S}"
    process = subprocess.Popen([*command, slowed, "about:blank"], stderr=subprocess.PIPE, text=True)
    try:
        browser = OwnBrowser(driver, _address(process))
        yield browser
        browser.close()
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _address(process: "subprocess.Popen[str]") -> str:
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"DevTools listening on ws://([^/]+)/", line):
            return f"http://{found[1]}"
    raise AssertionError("Chromium ended before it could be spoken to")
