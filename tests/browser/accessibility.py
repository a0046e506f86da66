"""WCAG 2.2 AA as far as a machine can tell: the rules of axe-core, held against a page as people may see it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Frame, Page, ViewportSize

AXE = Path(__file__).parents[2] / "connectors" / "ui" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
WIDGET = "firsthand-chat"
"""All that is ours on a shop's page, and the chat's frame within it."""
BROKEN = """async ([part, rules]) => {
    const { violations } = await axe.run(part, { runOnly: rules, iframes: false, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any, all, none }) => [
        id, html.slice(0, 200), [...any, ...all, ...none].map((check) => check.message).join("; "),
    ]));
}"""

FOCUS = """() => {
    const one = document.activeElement;
    const what = one?.outerHTML.slice(0, 100);
    if (!one || one === document.body || !one.matches(":focus-visible")) return `not to be seen: ${what}`;
    const box = (one.closest("label") ?? one).getBoundingClientRect();
    const seen = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    return seen ? "" : `beside the screen: ${what}`;
}"""
REACHED = """() => [...document.querySelectorAll("button, a[href], input, textarea, select, summary, [tabindex='0']")]
    .filter((one) => one.checkVisibility() && !one.disabled)
    .filter((one) => {
        one.focus();
        const shown = one.closest("label") ?? one;
        const { left, top, right, width, height } = shown.getBoundingClientRect();
        const there = document.elementFromPoint(left + width / 2, top + Math.min(height, innerHeight) / 2);
        return !there || !shown.contains(there) || left < -1 || right > innerWidth + 1;
    })
    .map((one) => one.outerHTML.slice(0, 160))"""
APART = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`p { margin-bottom: 2em !important }
        * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""


@dataclass(frozen=True, slots=True)
class Face:
    """A page as somebody sees it."""

    name: str
    size: ViewportSize
    scheme: Literal["light", "dark"]


WIDE_BY_DAY = Face("wide by day", {"width": 1280, "height": 800}, "light")
WIDE_BY_NIGHT = Face("wide by night", {"width": 1280, "height": 800}, "dark")
PHONE_BY_DAY = Face("phone by day", {"width": 360, "height": 740}, "light")
PHONE_BY_NIGHT = Face("phone by night", {"width": 360, "height": 740}, "dark")
FACES = {"ko": (WIDE_BY_DAY, PHONE_BY_NIGHT), "en": (WIDE_BY_NIGHT, PHONE_BY_DAY)}
"""Of a page that is looked at in both languages: each shape and each light once."""


def complies(
    page: Page, *, name: str, faces: tuple[Face, ...] = (WIDE_BY_DAY, PHONE_BY_NIGHT), but: tuple[str, ...] = ()
) -> None:
    """No rule is broken, `but` those that say nothing here, in any frame of any face; what is broken is told."""
    before = page.viewport_size
    found = [
        f"{name}, {face.name}: {fault}"
        for face in faces
        for frame in _faced(page, face)
        for rule, fault in broken(frame)
        if rule not in but
    ]
    page.emulate_media(color_scheme="light")
    if before:
        page.set_viewport_size(before)
    assert found == [], "\n".join(dict.fromkeys(found))


def _faced(page: Page, face: Face) -> list[Frame]:
    page.set_viewport_size(face.size)
    page.emulate_media(color_scheme=face.scheme)
    return page.frames


def broken(frame: Frame) -> list[tuple[str, str]]:
    """Each place where a rule is broken: the rule; and with it what stands there and what is wrong with it."""
    if frame.evaluate("typeof axe === 'undefined'"):
        frame.evaluate(AXE.read_text(encoding="utf-8"))
    part = {"include": [WIDGET if frame.locator(WIDGET).count() else "html"]}
    told: list[list[str]] = frame.evaluate(BROKEN, [part, RULES])
    return [(rule, " | ".join((rule, *about))) for rule, *about in told]


def focus_fault(frame: Frame) -> str:
    """Why one does not see where one is; empty where one does."""
    fault: str = frame.evaluate(FOCUS)
    return fault


def out_of_reach(frame: Frame) -> list[str]:
    """What may have the focus and then is not on the screen, or lies under something else."""
    told: list[str] = frame.evaluate(REACHED)
    return told


def sets_apart(frame: Frame) -> None:
    """Letters, words and lines as far from one another as a reader may set them (WCAG 1.4.12)."""
    frame.evaluate(APART)
