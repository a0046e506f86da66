"""The words of the pages, read from their own catalogues: tests find things by the names that people see."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

SOURCES = Path(__file__).parents[2] / "connectors" / "ui" / "src"
FILES = {
    "widget": (
        *("shared/catalogue", "widget/catalogue", "widget/resume/catalogue"),
        *("widget/rating/catalogue", "widget/transcript/catalogue", "widget/warning/catalogue"),
        *("shared/files/catalogue", "widget/files/catalogue"),
    ),
    "desk": (
        *("shared/catalogue", "shared/catalogue/staff"),
        *("desk/catalogue", "desk/catalogue/around", "desk/tools/catalogue", "shared/files/catalogue"),
    ),
    "supervisor": (
        *("shared/catalogue", "shared/catalogue/staff", "desk/catalogue", "desk/catalogue/around"),
        *("desk/supervisor/catalogue", "desk/supervisor/catalogue/hours", "desk/supervisor/catalogue/changes"),
    ),
    "ops": (
        *("shared/catalogue", "shared/catalogue/staff", "ops/catalogue"),
        *("ops/catalogue/overview", "ops/catalogue/live", "ops/catalogue/goals", "ops/catalogue/journey"),
        *("ops/catalogue/map", "ops/catalogue/paths", "ops/catalogue/pain", "ops/catalogue/churn"),
    ),
}
LINE = re.compile(r'^  "([\w.]+)": "(.*)",$', re.MULTILINE)

Locale = Literal["ko", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """One app's catalogue in one language."""

    locale: Locale
    texts: dict[str, str]

    def __call__(self, key: str, **values: str) -> str:
        """The word of a key with its places filled. Raises KeyError for a key that the catalogue has not."""
        return self.texts[key].format(**values) if values else self.texts[key]


def words(app: Literal["widget", "desk", "supervisor", "ops"], locale: Locale) -> Words:
    texts: dict[str, str] = {}
    for folder in FILES[app]:
        texts |= LINE.findall((SOURCES / folder / f"{locale}.ts").read_text(encoding="utf-8"))
    return Words(locale, texts)
