"""A real Chromium, and windows in it that tell what their pages complained of."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
MISSING = (
    f"No Chromium here: looked for {', '.join(NAMES)} on the PATH. "
    "Get it as root: apt-get install -y --no-install-recommends chromium fonts-nanum"
)
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

    def unexpected(self) -> list[str]:
        """The complaints but one: a staff page asks once who is signed in, and before the log-in that is nobody."""
        nobody = [text for text in self.complaints if "status of 401" in text and "/desk/me)" in text][:1]
        return [text for text in self.complaints if text not in nobody] + nobody[1:]


Open = Callable[..., Window]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser a module; fails with the way to get one where there is none."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.fail(MISSING, pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser) -> Iterator[Open]:
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
        one.context.close()
    assert complaints == [], "\n".join(complaints)
