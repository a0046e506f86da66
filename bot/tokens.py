"""Tokens for the entity matchers: scripts are kept apart, so that a Korean particle never sticks to a value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot import dates, money

_APART = r"(?<![A-Za-z0-9_-])"
"""No Latin letter, digit or dash before; a Korean word may stick to the number: "번호010-1234-5678"."""
_INSIDE = (
    r"(?<![언제단])어제|엊그제|그저께|오늘|(?:지난|저번|이번|다음)\s?[주달](?!문|소|라)"
    r"|(?<=[비액료값])[일이삼사오육칠팔구]?[십백천만][일이삼사오육칠팔구십백천만]*원"
)
"""What is a value even where the words before it stick to it: "제가어제산", "배송비오천원"."""
_PHONE = (
    r"(?<![A-Za-z0-9_+])\+\d{1,3}(?:[-. ]?\(?\d{1,4}\)?){1,3}[-. ]?\d{4}(?![\d-])"
    rf"|{_APART}(?:\(0\d{{1,3}}\) ?|0\d{{1,3}}(?: ?[-.)] ?| ))\d{{3,4}}(?: ?[-.] ?| )\d{{4}}(?![\d-])"
    rf"|{_APART}(?:\(\d{{3}}\) ?|\d{{3}}[-. ])\d{{3}}[-. ]\d{{4}}(?![\d-])|{_APART}10-\d{{4}}-\d{{4}}(?![\d-])"
    rf"|{_APART}01[016789]\d{{7,8}}(?!\d)|{_APART}1[5-9]\d\d-\d{{4}}(?![\d-])"
)

KINDS: dict[str, str] = {
    "email": r"[A-Za-z0-9][\w.%+\-]*@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}",
    "url": r"https?://[^\s가-힣]+|www\.[^\s가-힣]+",
    "hex32": r"(?<![A-Za-z0-9])[0-9a-fA-F]{32}(?![A-Za-z0-9])",
    "iso_date": dates.KINDS["iso_date"],
    "phone": _PHONE,
    "waybill": r"(?<![A-Za-z0-9])1Z[0-9A-Za-z]{16}(?![A-Za-z0-9])",
    "dated_number": rf"{_APART}(?:19|20)\d{{6}}-\d{{3,}}",
    "spaced_code": r"(?<![A-Za-z0-9])(?:FH|INV)\s?[-_#]?\s?\d{4,}(?![A-Za-z0-9-])",
    "code": r"(?<![A-Za-z0-9])[A-Za-z]{1,5}-?(?=[A-Za-z0-9-]*\d)[A-Za-z0-9]{1,}(?:-[A-Za-z0-9]+)*",
    **{kind: dates.KINDS[kind] for kind in ("ko_date", "en_date")},
    **dates.SHORT,
    **money.KINDS,
    **{kind: dates.KINDS[kind] for kind in ("ko_today", "ko_day", "en_today", "en_day")},
    "dashed_number": rf"{_APART}\d{{2,6}}(?:-\d{{2,6}})+(?![A-Za-z0-9_-])",
    "spaced_number": rf"{_APART}\d{{4,5}} \d{{4}} \d{{4}}(?! ?\d)",
    "number": rf"(?<![A-Za-z\d])(?:{money.NUMBER})",
    "word": r"[^\W\d_가-힣ㄱ-ㅎㅏ-ㅣ]+(?:['’][A-Za-z]+)?",
}
"""Patterns of the kinds, tried in this order at each place; before them the names, after them Hangul and the rest."""


class Tokenizer:
    """Cuts a text; the kind of each token stands in its tag. `names`: a pattern for each kind of the shop's names;
    `inside`: names found even where other Korean words stick to them."""

    def __init__(self, vocab: Vocab, names: Mapping[str, str], inside: Sequence[str]) -> None:
        self._vocab = vocab
        stops = "|".join([_INSIDE, *map(re.escape, inside)])
        hangul = rf"[가-힣ㄱ-ㅎㅏ-ㅣ](?:(?!{stops})[가-힣ㄱ-ㅎㅏ-ㅣ])*"
        kinds = {**names, **KINDS, "hangul": hangul, "other": r"\S"}
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
