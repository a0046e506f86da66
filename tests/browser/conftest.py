"""Windows of a real Chromium for every test here."""

from tests.browser.chromium import chromium, window
from tests.browser.pictures import picture

__all__ = ["chromium", "picture", "window"]
