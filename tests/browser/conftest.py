"""Windows of a real Chromium for every test here."""

from tests.browser.chromium import chromium, chromium_path, driver, window
from tests.browser.floor import empty_floor
from tests.browser.hiring import hire
from tests.browser.pictures import picture

__all__ = ["chromium", "chromium_path", "driver", "empty_floor", "hire", "picture", "window"]
