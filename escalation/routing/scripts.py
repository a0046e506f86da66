"""In which script a text is written that neither Korean nor English is: Latin and Hangul are taken for spoken."""

import unicodedata
from collections import Counter

_NAMED = {"HIRAGANA": "kana", "KATAKANA": "kana", "KATAKANA-HIRAGANA": "kana", "CJK": "han"}
_SPOKEN = frozenset({"latin", "hangul"})
_SHORTEST = {"han": 2}
SHORTEST = 3
"""Letters; fewer are an emoticon such as (づ｡◕‿‿◕｡)づ."""


def foreign_script(text: str) -> str | None:
    """The script of most letters (`cyrillic`, `han`, `kana`, `thai` ...) where the bot cannot read it; else None."""
    letters = Counter(_script(letter) for letter in unicodedata.normalize("NFKC", text) if letter.isalpha())
    if letters["kana"]:
        letters["kana"] += letters.pop("han", 0)
    foreign = {name: count for name, count in letters.items() if name not in _SPOKEN}
    spoken = sum(letters.values()) - sum(foreign.values())
    if sum(foreign.values()) <= spoken:
        return None
    name = max(foreign, key=lambda one: foreign[one])
    return name if foreign[name] >= _SHORTEST.get(name, SHORTEST) else None


def _script(letter: str) -> str:
    first = unicodedata.name(letter, "UNKNOWN").split()[0]
    return _NAMED.get(first, first.lower())
