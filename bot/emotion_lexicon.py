"""Words that carry a feeling by themselves: how many of each label a text holds. The words stand in emotion.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

WORDS = Path(__file__).with_name("emotion.yml")
PRAISE = "satisfied"
"""The label whose English words turn round after a "not"."""
MOST = 3
"""Words of one label that count; a rant is not ten times as angry as a sentence."""
_SEPARATOR = re.compile(r"[,\n]\s*")
_WHOLE = "="
_DENIAL = re.compile(
    r"(?:\b(?:not|no|never|nothing|hardly|without|cannot|dont|didnt|doesnt|isnt|wasnt|arent)|n't)(?: [\w']+){0,2} $"
)
_REACH = 30
"""Characters before a word in which a denial of it may stand."""


@dataclass(frozen=True)
class Word:
    """A word of the lexicon; `pattern` where it counts only at a word's border."""

    text: str
    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, told: str) -> Word:
        """As emotion.yml writes it: "hate=" is the whole word, "hate" also "hated"; Korean and marks stand anywhere."""
        text = told.removesuffix(_WHOLE)
        if not (text.isascii() and text[0].isalpha()):
            return cls(text, None)
        end = r"\b" if told.endswith(_WHOLE) else ""
        return cls(text, re.compile(rf"\b{re.escape(text)}{end}"))

    def starts(self, lowered: str) -> list[int]:
        """Where the word stands in a text in small letters."""
        if self.pattern is None:
            return [lowered.index(self.text)] if self.text in lowered else []
        return [hit.start() for hit in self.pattern.finditer(lowered)]


@dataclass(frozen=True)
class Lexicon:
    """The words of each label, as they are written."""

    told: Mapping[str, str]

    def features(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """A row a text: words of each label in the order of the alphabet, denied praise, "!" and "?"."""
        return np.array([self._row(text.lower()) for text in texts], dtype=np.float32).reshape(len(texts), self.width)

    @property
    def width(self) -> int:
        return len(self.told) + 3

    @cached_property
    def _words(self) -> dict[str, list[Word]]:
        return {
            label: [Word.of(word) for word in _SEPARATOR.split(self.told[label].strip().lower()) if word]
            for label in sorted(self.told)
        }

    def _row(self, lowered: str) -> list[int]:
        found = {label: [word for word in words if word.text in lowered] for label, words in self._words.items()}
        counts = {label: sum(bool(word.starts(lowered)) for word in words) for label, words in found.items()}
        denied = sum(_is_denied(word, lowered) for word in found.get(PRAISE, ()))
        if PRAISE in counts:
            counts[PRAISE] -= denied
        marks = [min(1, denied), int("!" in lowered), int("?" in lowered)]
        return [min(MOST, count) for count in counts.values()] + marks


def _is_denied(word: Word, lowered: str) -> bool:
    """Every time the word stands in the text, a "not" stands before it."""
    if word.pattern is None:
        return False
    starts = word.starts(lowered)
    return bool(starts) and all(_DENIAL.search(lowered[max(0, at - _REACH) : at]) for at in starts)


def read_lexicon(path: Path = WORDS) -> Lexicon:
    """The words of emotion.yml."""
    return Lexicon(yaml.safe_load(path.read_text(encoding="utf-8")))
