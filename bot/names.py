"""The shop's own names as customers write them: cut short, run together, with a letter wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

_LOOSE = 4
"""Hangul syllables over which a name is also found with a space inside ("로봇 청소기"); shorter ones meet by chance."""
_MISSPELT = 6
"""Latin letters from which a word is also found with one letter wrong."""
_CALLED_PLAN = {True: ("plan", "tier", "subscription"), False: ("요금제", "플랜", "멤버십", "구독")}
"""What follows the last word of a plan's name used alone, for Latin names and for Korean ones."""
_CLOSE = 0.8


class Names:
    """Names of each kind: patterns that find them, and the spelling of what was found."""

    def __init__(self, listed: Mapping[str, Sequence[str]]) -> None:
        self._meant = {kind: _meant(kind, names) for kind, names in listed.items() if names}
        self._spelling = {_squeezed(written): name for meant in self._meant.values() for written, name in meant.items()}

    def patterns(self) -> dict[str, str]:
        """For each kind an alternation, longest first."""
        return {kind: _alternatives(meant) for kind, meant in self._meant.items()}

    def inside(self) -> list[str]:
        """Korean names long enough to be told from other words that stick to them ("새공기청정기")."""
        written = {_squeezed(name) for meant in self._meant.values() for name in meant if not name[-1].isascii()}
        return sorted(name for name in written if len(name) >= _LOOSE)

    def spelt(self, written: str) -> str:
        """The name as the shop spells it; "lamps" is "lamp", "Cloud Plus" the plan that ends so."""
        squeezed = _squeezed(written)
        for form in (squeezed, squeezed.removesuffix("s")):
            if form in self._spelling:
                return self._spelling[form]
        near = get_close_matches(squeezed, self._spelling, n=1, cutoff=_CLOSE)
        return self._spelling[near[0]] if near else written


def _meant(kind: str, names: Sequence[str]) -> dict[str, str]:
    """What customers write and the name they mean; a short form two names share is none."""
    full = {name.strip(): name.strip() for name in names if name.strip()}
    short: dict[str, set[str]] = {}
    for name in full:
        for form in _short_forms(kind, name):
            short.setdefault(form, set()).add(name)
    return {form: next(iter(meant)) for form, meant in short.items() if len(meant) == 1} | full


def _short_forms(kind: str, name: str) -> Iterator[str]:
    """ "Dori vacuum" for "Dori Robot Vacuum"; "Cloud Plus" and "Plus plan" for "Nuri Cloud Plus"."""
    words = name.split()
    if kind == "product" and len(words) > 2:
        yield f"{words[0]} {words[-1]}"
    if kind == "plan" and len(words) > 1:
        yield from (f"{words[-1]} {called}" for called in _CALLED_PLAN[name[-1].isascii()])
        yield from (" ".join(words[first:]) for first in range(1, len(words) - 1))


def _alternatives(names: Mapping[str, str]) -> str:
    """Spaces of a name may be missing or be dashes; a Latin name ends at a word border and has a plural."""
    spelt = []
    for name in sorted(names, key=lambda name: (-len(name), name)):
        loose = r"[\s-]?".join(_word(word) for word in name.split())
        spelt.append(rf"(?<![A-Za-z0-9]){loose}s?(?![A-Za-z0-9])" if name[-1].isascii() else loose)
    return "|".join(spelt)


def _word(word: str) -> str:
    if word.isascii():
        return _misspelt(word) if len(word) >= _MISSPELT else re.escape(word)
    return _loose(word) if len(word) > _LOOSE else re.escape(word)


def _loose(word: str) -> str:
    """A long Korean word, which people cut as they like, with one of its inner syllables wrong at most."""
    letters = list(word)
    wrong = [[*letters[:i], "[가-힣]", *letters[i + 1 :]] for i in range(1, len(letters) - 1)]
    return "(?:" + "|".join(r"\s?".join(spelling) for spelling in wrong) + ")"


def _misspelt(word: str) -> str:
    """A Latin word with letters doubled or not, one left out, in its neighbour's place, or another vowel."""
    runs = "".join(letter for i, letter in enumerate(word) if letter != word[i - 1])
    spellings = [word, "".join(f"{letter}{{1,2}}" for letter in runs)]
    for i in range(1, len(word)):
        before, letter, after = word[:i], word[i], word[i + 1 :]
        spellings.append(before + after)
        spellings += [before + after[0] + letter + after[1:]] if after else []
        spellings += [f"{before}[aeiou]{after}"] if letter.lower() in "aeiou" else []
    return "(?:" + "|".join(dict.fromkeys(spellings)) + ")"


def _squeezed(name: str) -> str:
    return re.sub(r"[\s-]", "", name).lower()
