"""The widget's catalogues as JSON beside the pages: the gateway writes to a customer in the words of the pages."""

import json
import re
from pathlib import Path

from connectors.ui.node import HERE, FrontEndError

SOURCES = HERE / "src"
CATALOGUES = ("shared/catalogue", "widget/catalogue", "widget/transcript/catalogue")
LOCALES = ("ko", "en")
LINE = re.compile(r'^  ("[\w.]+"): (".*"),$', re.MULTILINE)


def catalogue(locale: str, sources: Path = SOURCES) -> dict[str, str]:
    """Every word that the widget has in a language. Raises FrontEndError where a catalogue cannot be read here."""
    words: dict[str, str] = {}
    for folder in CATALOGUES:
        text = (sources / folder / f"{locale}.ts").read_text(encoding="utf-8")
        found = [(json.loads(key), json.loads(value)) for key, value in LINE.findall(text)]
        if not found or len(found) != text.count('": "'):
            raise FrontEndError(f'{folder}/{locale}.ts: expected one `"key": "words",` a line')
        words.update(found)
    return words


def lay_words(dist: Path) -> None:
    """Write `dist/words/widget.<locale>.json` anew."""
    folder = dist / "words"
    folder.mkdir(exist_ok=True)
    for locale in LOCALES:
        text = json.dumps(catalogue(locale), ensure_ascii=False, indent=0)
        (folder / f"widget.{locale}.json").write_text(text, encoding="utf-8")
