"""How soon the chat is on the screen after a press of its launcher, in a browser that has nothing of it yet: no hover
came before, nothing is in its cache."""

import shutil

from playwright.sync_api import Browser, Frame, Page, sync_playwright

from tests.bench.times import told
from tests.browser.chromium import FLAGS, NAMES
from tests.system import System, running

VISITS = 20
PRESS = """() => {
  const pressed = performance.timeOrigin + performance.now();
  document.querySelector("firsthand-chat").shadowRoot.querySelector("button").click();
  return pressed;
}"""
PAINTED = """() => new Promise((painted) =>
  new PerformanceObserver((list) => {
    const [first] = list.getEntriesByName("first-contentful-paint");
    if (first) painted(performance.timeOrigin + first.startTime);
  }).observe({ type: "paint", buffered: true }))"""


def run() -> None:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        print(f"panel after click: not measured, no {' or '.join(NAMES)} here")
        return
    with running(FIRSTHAND_LIMITS="off") as system, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        visit(browser, system)  # the first one starts the browser's own processes
        print(told("panel after click", [visit(browser, system) for _ in range(VISITS)]))
        browser.close()


def visit(browser: Browser, system: System) -> float:
    """Seconds from the press to the first words in the panel."""
    with browser.new_context(locale="ko-KR") as context:
        page = context.new_page()
        page.goto(system.shop)
        page.locator("firsthand-chat > button").wait_for()
        pressed: float = page.evaluate(PRESS)
        return (float(_chat(page).evaluate(PAINTED)) - pressed) / 1000


def _chat(page: Page) -> Frame:
    """The chat, once it can be written in."""
    handle = page.locator("firsthand-chat iframe").element_handle()
    frame = None if handle is None else handle.content_frame()
    assert frame is not None
    frame.locator("form.composer").wait_for()
    return frame
