"""Words that carry a feeling by themselves: how many of each label a text holds. The words stand in emotion.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

WORDS = Path(__file__).with_name("emotion.yml")
PRAISE = frozenset({"satisfied"})
BLAME = frozenset({"angry", "frustrated"})
"""Labels whose words say the opposite where they are denied: "not good", "지루하지 않다"."""
MOST = 4
"""Words of one label that count; a rant is not ten times as angry as a sentence."""
_SEPARATOR = re.compile(r"[,\n]\s*")
_WHOLE = "="
_NEVER = r"\b(?:not|no|never|nothing|hardly|without|cannot|dont|didnt|doesnt|isnt|wasnt|arent)|n't"
_DENIED_BEFORE = re.compile(rf"(?:{_NEVER})(?: [\w']+){{0,2}} $|(?:^| )(?:안|못|별로|전혀|하나도|그닥|그다지) ?$")
_DENIED_AFTER = re.compile(
    r"[^\s.,!?]{0,3}?(?:[지진질][는도가를]? ?(?:않|못|안)"
    r"|(?: ?[점적것데])?[이가은는도을를]? ?(?:하나도 |전혀 |별로 )?(?:없|아니[다야에었고]|아님))"
)
_REACH = 30
"""Characters before a word in which a denial of it may stand."""
_MARKS = tuple(re.compile(mark) for mark in (r"!", r"\?", r"!!|\?!", r"\?\?|!\?", r"\.\.|…", r"[ㅠㅜ]", r"[ㅋㅎ]{2}"))
_CAPITALS = re.compile(r"\b[A-Z][A-Z']{2,}\b")
_LOUD = 3
"""Words in capital letters that make a shout; one or two may be an abbreviation."""


@dataclass(frozen=True)
class Word:
    """A word of the lexicon; `bordered` where it begins a word of the text, `whole` where it ends it, too."""

    text: str
    label: str
    bordered: bool
    whole: bool

    @classmethod
    def of(cls, told: str, label: str) -> Word:
        """As emotion.yml writes it: "hate=" is the whole word, "hate" also "hated"; Korean and marks stand anywhere."""
        text = told.removesuffix(_WHOLE) or told
        bordered = text.isascii() and text[0].isalpha()
        return cls(text, label, bordered, bordered and told.endswith(_WHOLE))

    def stands(self, lowered: str, at: int) -> bool:
        """True where the text has the word there."""
        if not lowered.startswith(self.text, at):
            return False
        if self.bordered and at and _is_of_a_word(lowered[at - 1]):
            return False
        end = at + len(self.text)
        return not (self.whole and end < len(lowered) and _is_of_a_word(lowered[end]))

    def is_denied(self, lowered: str, at: int) -> bool:
        """True where the text takes the word back."""
        if _DENIED_BEFORE.search(lowered[max(0, at - _REACH) : at]):
            return True
        return not self.bordered and _DENIED_AFTER.match(lowered, at + len(self.text)) is not None


@dataclass(frozen=True)
class Lexicon:
    """The words of each label, as they are written."""

    told: Mapping[str, str]

    def features(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """A row a text: words of each label in the order of the alphabet, denied praise and blame, marks, capitals."""
        return np.array([self._row(text) for text in texts], dtype=np.float32).reshape(len(texts), self.width)

    @property
    def width(self) -> int:
        return len(self.told) + 2 + len(_MARKS) + 1

    @cached_property
    def _words(self) -> dict[str, list[Word]]:
        """By their first two characters: a text is looked through once, however many words there are."""
        found: dict[str, list[Word]] = {}
        for label, words in self.told.items():
            for word in _SEPARATOR.split(words.strip().lower()):
                if word:
                    found.setdefault((word.removesuffix(_WHOLE) or word)[:2], []).append(Word.of(word, label))
        return found

    def _row(self, text: str) -> list[int]:
        lowered = text.lower()
        counts, turned = dict.fromkeys(sorted(self.told), 0), [0, 0]
        for word, places in self._places(lowered).items():
            sides = [side for side, labels in enumerate((PRAISE, BLAME)) if word.label in labels]
            if sides and all(word.is_denied(lowered, at) for at in places):
                turned[sides[0]] += 1
            else:
                counts[word.label] += 1
        marks = [int(mark.search(lowered) is not None) for mark in _MARKS]
        loud = int(len(_CAPITALS.findall(text)) >= _LOUD)
        return [*(min(MOST, count) for count in counts.values()), *(min(1, n) for n in turned), *marks, loud]

    def _places(self, lowered: str) -> dict[Word, list[int]]:
        places: dict[Word, list[int]] = {}
        for word, at in self._hits(lowered):
            places.setdefault(word, []).append(at)
        return places

    def _hits(self, lowered: str) -> Iterator[tuple[Word, int]]:
        for at, first in enumerate(lowered):
            for start in {first, lowered[at : at + 2]}:
                yield from ((word, at) for word in self._words.get(start, ()) if word.stands(lowered, at))


def _is_of_a_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def read_lexicon(path: Path = WORDS) -> Lexicon:
    """The words of emotion.yml."""
    return Lexicon(yaml.safe_load(path.read_text(encoding="utf-8")))
