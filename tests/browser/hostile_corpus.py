"""Words that mean harm: shapes that are known from public lists of attacks, written down by kind in hostile_words.txt.

One a line; `\\u{202e}` is the character of that number; a line that begins with `===` names the kind of those below.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import cycle
from pathlib import Path

FILE = Path(__file__).with_name("hostile_words.txt")
KIND = "=== "
ESCAPE = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
ONE_LINE = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


def corpus() -> dict[str, list[str]]:
    """Every word by its kind."""
    kinds: dict[str, list[str]] = {}
    for line in FILE.read_text(encoding="utf-8").rstrip("\n").split("\n"):
        if line.startswith(KIND):
            kinds[line.removeprefix(KIND)] = here = []
        else:
            here.append(ESCAPE.sub(lambda found: chr(int(found[1], 16)), line))
    return kinds


WORDS = [word for words in corpus().values() for word in words]
LINKS = corpus()["urls"]
"""Those that are an address as a whole."""


def as_typed(word: str) -> str:
    """What is left of a word that a person sends: a message has no control characters but tabs and line ends."""
    return CONTROLS.sub("", word)


def lines(most: int, words: Iterable[str] = WORDS) -> list[str]:
    """The words as texts of at most so many characters, a word a line."""
    return list(_packed(most, "\n", map(as_typed, words)))


def names(most: int, words: Iterable[str] = WORDS) -> list[str]:
    """The words as names of one line and at most so many characters; a longer word is cut."""
    return list(_packed(most, " ", (ONE_LINE.sub("", word)[:most] for word in words)))


def _packed(most: int, between: str, words: Iterable[str]) -> Iterator[str]:
    held = ""
    for word in words:
        if held and len(held) + len(between) + len(word) > most:
            yield held
            held = word
        else:
            held = f"{held}{between}{word}" if held else word
    if held:
        yield held


class Turns:
    """Hands out a list's values, one after the other, again and again; counts them."""

    def __init__(self, values: Iterable[str]) -> None:
        self._values = cycle(values)
        self.given = 0

    def next(self) -> str:
        self.given += 1
        return next(self._values)
