"""The widget's words in one language, as the build lays them beside the pages."""

import json
import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

LOCALES = ("ko", "en")
GAP = re.compile(r"\{(\w+)\}")


class WordsMissing(Exception):
    """The pages are not built: there are no words to write with."""


class Words:
    """Says things in one language and in one time zone."""

    def __init__(self, folder: Path, locale: str, zone: ZoneInfo) -> None:
        """`folder` is the built pages'. Raises WordsMissing."""
        path = folder / "words" / f"widget.{locale if locale in LOCALES else LOCALES[0]}.json"
        if not path.is_file():
            raise WordsMissing(f"expected {path.name} beside the pages; build them")
        self.korean = locale != "en"
        self.zone = zone
        self._texts: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def say(self, key: str, **values: object) -> str:
        """The words of a key with its gaps filled; a gap without a value stays."""
        return GAP.sub(lambda gap: str(values.get(gap[1], gap[0])), self._texts[key])

    def name(self, group: str, code: str) -> str:
        """Of a code of the shop's: the code itself where it has no words."""
        return self._texts.get(f"{group}.{code}", code.replace("_", " "))

    def day(self, at: datetime) -> str:
        """`2026-11-22 (Sun)`."""
        local = at.astimezone(self.zone)
        return f"{local:%Y-%m-%d} ({self.say('transcript.weekdays').split()[local.weekday()]})"

    def time(self, at: datetime) -> str:
        """Of the day, in 24 hours."""
        return f"{at.astimezone(self.zone):%H:%M}"

    def moment(self, at: datetime) -> str:
        return f"{self.day(at)} {self.time(at)}"
