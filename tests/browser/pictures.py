"""Pictures of the pages, taken while the tests play: build/pictures/, and the README's own when asked for."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

HERE = Path(__file__).parent / "pictures"
MADE = Path(__file__).parents[2] / "build" / "pictures"
IN_README = {"widget-en": "widget.png", "desk-en": "desk.png"}

Picture = Callable[[Page, str], Path]


@pytest.fixture(scope="session")
def picture() -> Picture:
    """`picture(page, name)` keeps what the page shows; with FIRSTHAND_PICTURES=1 also as the README's picture."""
    MADE.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str) -> Path:
        path = MADE / f"{name}.png"
        page.evaluate("document.fonts.ready")
        page.screenshot(path=path, animations="disabled", caret="hide")
        if os.environ.get("FIRSTHAND_PICTURES") == "1" and name in IN_README:
            HERE.mkdir(exist_ok=True)
            shutil.copyfile(path, HERE / IN_README[name])
        return path

    return take
