"""What the pages' sources promise to those who read from right to left, and to those who hear a page."""

import re
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[3] / "connectors" / "ui" / "src"
DECLARATION = re.compile(r"^\s*([\w-]+):\s*(.+);$", re.MULTILINE)
VALUES = re.compile(r" (?![^(]*\))")
CENTRED = "left: 50%"
"""Half of the whole is the same from either side."""
NAME = re.compile(r"<[a-z][^<>]*?\s(?:aria-label|aria-description|title|alt)=\"[^\"]+\"")
"""A name in the source itself, on an element of the page."""


def sides_in(sheet: str) -> list[str]:
    """Declarations that name a side of the screen: left, right, or four values whose second and fourth differ."""
    found = []
    for name, value in DECLARATION.findall(re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)):
        four = VALUES.split(value) if name in ("padding", "margin", "inset") else []
        uneven = len(four) == 4 and four[1] != four[3] and "safe-area" not in value
        aligned = name in ("float", "clear", "text-align") and value in ("left", "right")
        if uneven or aligned or re.search(r"(^|-)(left|right)$", name):
            found.append(f"{name}: {value}")
    return found


def test_styles_know_begin_and_end_and_not_left_and_right() -> None:
    sheets = list(SOURCES.rglob("*.css"))
    assert len(sheets) > 40
    found = [
        f"{sheet.relative_to(SOURCES)}: {line}"
        for sheet in sheets
        for line in sides_in(sheet.read_text(encoding="utf-8"))
        if line != CENTRED
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("padding: 1px 2px 3px 4px", True),
        ("inset-inline-end: 0", False),
        ("margin: 0 1px 0 1px", False),
        ("text-align: right", True),
        ("padding-left: 0", True),
        ("margin-block: 0", False),
    ],
)
def test_a_side_would_be_found(line: str, found: bool) -> None:
    assert sides_in(f"a {{\n  {line};\n}}") == ([line] if found else [])


def test_names_for_those_who_hear_the_page_come_from_the_catalogues() -> None:
    components = [file for file in SOURCES.rglob("*.tsx") if ".test." not in file.name]
    assert len(components) > 100
    found = [
        f"{file.relative_to(SOURCES)}: {name}" for file in components for name in NAME.findall(file.read_text("utf-8"))
    ]
    assert found == []
    assert NAME.search('<button class="x" aria-label="Close">')
