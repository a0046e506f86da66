"""Wording that stands inside other wording (a button's title, a clause), read from domain.yml where all words live."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

DOMAIN = Path(__file__).parent.parent / "domain.yml"


class Words:
    """Texts of the responses by name and locale."""

    def __init__(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        self._texts = texts

    @classmethod
    def read(cls, path: Path = DOMAIN) -> "Words":
        """The texts of a domain file; a variant without a condition is Korean, one with a condition its locale's."""
        responses: dict[str, list[dict[str, Any]]] = yaml.safe_load(path.read_text("utf-8"))["responses"]
        return cls({name: {_locale(v): v["text"] for v in variants} for name, variants in responses.items()})

    def text(self, name: str, locale: str, **values: str) -> str:
        """The text with its placeholders filled. KeyError names a response or placeholder that is not there."""
        return self._texts[name][locale].format_map(values)


def _locale(variant: Mapping[str, Any]) -> str:
    return next((str(rule["value"]) for rule in variant.get("condition", ()) if rule["name"] == "locale"), "ko")
