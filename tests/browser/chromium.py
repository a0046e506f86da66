"""A real Chromium, and windows in it that tell what their pages complained of."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    expect,
    sync_playwright,
)

from tests.system import System

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
MISSING = (
    f"No Chromium here: looked for {', '.join(NAMES)} on the PATH. "
    "Get it as root: apt-get install -y --no-install-recommends chromium fonts-nanum"
)
SESSION = "firsthand"
"""The cookie of whoever is signed in at the desk."""
WAIT_MS = 20_000
"""For whatever a page should show: the assistant's first answer after a start takes seconds."""
TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
    console.error(`CSP: ${event.violatedDirective} refused ${event.blockedURI} at ${event.sourceFile}`))"""

expect.set_options(timeout=WAIT_MS)


@dataclass
class Window:
    """One person's browser: cookies and storage of its own."""

    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)
    dead: bool = False

    def told(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.text} ({message.location['url']})")

    def failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a page that is left gives up its requests
            self.complaints.append(f"{request.failure}: {request.url}")

    def watch(self, page: Page) -> None:
        page.on("console", self.told)
        page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))
        page.on("requestfailed", self.failed)

    def forgives(self, words: str) -> None:
        """What a test has brought about itself, such as a cut network."""
        self.complaints = [text for text in self.complaints if words not in text]

    def dies(self) -> None:
        """Closed from outside: whoever is signed in says no last word."""
        self.context.close()
        self.dead = True

    def ends(self, gateway: str) -> None:
        """Staff sign out: an agent whose desk is gone would be offered chats for another half minute."""
        if self.dead:
            return
        if any(cookie.get("name") == SESSION for cookie in self.context.cookies()):
            self.context.request.post(f"{gateway}/desk/logout", headers={"X-Firsthand": "1", "Origin": gateway})
        self.context.close()

    def unexpected(self) -> list[str]:
        """The complaints but three: a staff page asks once who is signed in, and before the log-in that is nobody; a
        chat may go to somebody else while its page asks for suggestions; and whoever logs in while a chat connects
        connects anew."""
        nobody = [text for text in self.complaints if "status of 401" in text and "/desk/me)" in text][:1]
        gone = [text for text in self.complaints if "status of 403" in text and "/desk/api/suggestions?" in text]
        anew = [text for text in self.complaints if "/widget/socket' failed: WebSocket is closed before" in text][:3]
        return [text for text in self.complaints if text not in nobody + gone + anew] + nobody[1:]


Open = Callable[..., Window]


@pytest.fixture(scope="module")
def chromium_path() -> str:
    """Where the browser is; fails with the way to get one where there is none."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.fail(MISSING, pytrace=False)
    return path


@pytest.fixture(scope="module")
def driver() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def chromium(driver: Playwright, chromium_path: str) -> Iterator[Browser]:
    """One browser a module."""
    browser = driver.chromium.launch(executable_path=chromium_path, args=list(FLAGS))
    yield browser
    browser.close()


@pytest.fixture
def window(chromium: Browser, system: System) -> Iterator[Open]:
    """Opens windows: `window(locale="ko-KR", width=…, height=…, dark=…)`. In the end no page may have complained."""
    opened: list[Window] = []

    def open_one(locale: str, width: int = 1280, height: int = 860, dark: bool = False) -> Window:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            locale=locale,
            timezone_id="Asia/Seoul",
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(WAIT_MS)
        context.add_init_script(TELL_VIOLATIONS)
        one = Window(context, context.new_page())
        one.watch(one.page)
        context.on("page", one.watch)
        opened.append(one)
        return one

    yield open_one
    complaints = [text for one in opened for text in one.unexpected()]
    for one in opened:
        one.ends(system.gateway)
    assert complaints == [], "\n".join(complaints)
