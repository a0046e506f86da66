"""Tokens for the entity matchers: scripts are kept apart, so that a Korean particle never sticks to a value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot import dates, money

KINDS: dict[str, str] = {
    "email": r"[A-Za-z0-9][\w.%+\-]*@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}",
    "url": r"https?://[^\s가-힣]+|www\.[^\s가-힣]+",
    "hex32": r"(?<![A-Za-z0-9])[0-9a-fA-F]{32}(?![A-Za-z0-9])",
    "iso_date": dates.KINDS["iso_date"],
    "phone": (
        r"(?<![\w-])(?:\+\d{1,3}[-. ]?)?(?:\(\d{2,4}\)|\d{2,4})[-. ]\d{3,4}[-. ]\d{4}(?![\d-])"
        r"|(?<![\w-])01[016789]\d{7,8}(?!\d)|(?<![\w-])1[5-9]\d\d-\d{4}(?![\d-])|(?<![\w+])\+\d{9,15}(?!\d)"
    ),
    "waybill": r"(?<![A-Za-z0-9])1Z[0-9A-Za-z]{16}(?![A-Za-z0-9])",
    "dated_number": r"(?<![\w-])(?:19|20)\d{6}-\d{3,}",
    "spaced_code": r"(?<![A-Za-z0-9])(?:FH|INV)\s?-?\s?\d{4,}(?![A-Za-z0-9-])",
    "code": r"(?<![A-Za-z0-9])[A-Za-z]{1,5}-?(?=[A-Za-z0-9-]*\d)[A-Za-z0-9]{1,}(?:-[A-Za-z0-9]+)*",
    "ko_date": dates.KINDS["ko_date"],
    "en_date": dates.KINDS["en_date"],
    **money.KINDS,
    "ko_day": dates.KINDS["ko_day"],
    "en_day": dates.KINDS["en_day"],
    "dashed_number": r"(?<![\w-])\d{2,6}(?:-\d{2,6})+(?![\w-])",
    "number": rf"(?<![A-Za-z\d])(?:{money.NUMBER})",
    "hangul": r"[가-힣ㄱ-ㅎㅏ-ㅣ]+",
    "word": r"[^\W\d_가-힣ㄱ-ㅎㅏ-ㅣ]+(?:['’][A-Za-z]+)?",
    "other": r"\S",
}
"""Patterns of the kinds, tried in this order at each place."""


class Tokenizer:
    """Cuts a text; the kind of each token stands in its tag. `names`: lists of names, one for each kind of them."""

    def __init__(self, vocab: Vocab, names: Mapping[str, Sequence[str]]) -> None:
        self._vocab = vocab
        kinds = {kind: _alternatives(listed) for kind, listed in names.items() if listed} | KINDS
        self._token = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items()), re.IGNORECASE)

    def __call__(self, text: str) -> Doc:
        hits = list(self._token.finditer(text))
        ends = [*(hit.start() for hit in hits[1:]), len(text)][: len(hits)]
        words, spaces, tags = [], [], []
        if hits and hits[0].start():
            words, spaces, tags = [text[: hits[0].start()]], [False], ["space"]
        for hit, following in zip(hits, ends, strict=True):
            gap = text[hit.end() : following]
            words.append(hit.group())
            tags.append(hit.lastgroup or "other")
            spaces.append(gap.startswith(" "))
            if gap.removeprefix(" "):
                words.append(gap.removeprefix(" "))
                tags.append("space")
                spaces.append(False)
        return Doc(self._vocab, words=words, spaces=spaces, tags=tags)


_LOOSE = 4
"""Hangul syllables from which a name is also found with a space inside ("로봇 청소기"); shorter ones meet by chance."""


def _alternatives(names: Sequence[str]) -> str:
    """Longest first; spaces of a name may be missing; an English name ends at a word border and has a plural."""
    spelt = []
    for name in sorted({name.strip() for name in names if name.strip()}, key=lambda name: (-len(name), name)):
        words = [_spaced(word) if len(word) > _LOOSE else re.escape(word) for word in name.split()]
        loose = r"\s?".join(words)
        spelt.append(rf"(?<![A-Za-z0-9]){loose}s?(?![A-Za-z0-9])" if name[-1].isascii() else loose)
    return "|".join(spelt)


def _spaced(word: str) -> str:
    """A long Korean word, which people cut as they like."""
    return re.escape(word) if word.isascii() else r"\s?".join(re.escape(letter) for letter in word)
