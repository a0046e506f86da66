"""Tokens for the entity matchers: scripts are kept apart, so that a Korean particle never sticks to a value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc
from spacy.vocab import Vocab

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_DAYS = "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_PARTICLE = (
    r"(?=(?:은|는|이|가|을|를|도|만|에|의|와|과|로|으로|이나|씩|짜리|인데|이에요|예요|입니다|이라|정도|쯤|까지|부터)"
    r"|[^가-힣]|$)"
)
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?"

KINDS: dict[str, str] = {
    "email": r"[A-Za-z0-9][\w.%+\-]*@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}",
    "url": r"https?://[^\s가-힣]+|www\.[^\s가-힣]+",
    "hex32": r"(?<![A-Za-z0-9])[0-9a-fA-F]{32}(?![A-Za-z0-9])",
    "iso_date": r"(?<!\d)(?:19|20)\d\d[-./](?:0?[1-9]|1[0-2])[-./](?:[12]\d|3[01]|0?[1-9])(?![\d-])",
    "phone": (
        r"(?<![\w-])(?:\+\d{1,3}[-. ]?)?(?:\(\d{2,4}\)|\d{2,4})[-. ]\d{3,4}[-. ]\d{4}(?![\d-])"
        r"|(?<![\w-])01[016789]\d{7,8}(?!\d)"
    ),
    "waybill": r"(?<![A-Za-z0-9])1Z[0-9A-Za-z]{16}(?![A-Za-z0-9])",
    "dated_number": r"(?<![\w-])(?:19|20)\d{6}-\d{3,}",
    "code": r"(?<![A-Za-z0-9])[A-Za-z]{1,5}-?(?=[A-Za-z0-9-]*\d)[A-Za-z0-9]{1,}(?:-[A-Za-z0-9]+)*",
    "ko_date": (
        r"(?:(?:19|20)?\d\d년\s?)?\d{1,2}월(?:\s?\d{1,2}일)?"
        r"|\d{1,3}(?:일|주|주일|달|개월)\s?전|\d{1,2}일(?=날|에|자|,|\s|$)"
    ),
    "ko_day": (
        r"(?:그저께|그제|엊그제|어제|오늘|내일모레|내일|모레|(?:지난|저번|이번|다음)\s?(?:주말|주|달)|작년|올해)"
        r"(?=[^가-힣]|$|에|은|는|도|부터|까지|의|날|쯤|이|로|[월화수목금토일]요일)|[월화수목금토일]요일"
    ),
    "en_date": (
        rf"(?<![A-Za-z])(?:{_MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+(?:19|20)\d\d)?(?![\w])"
        rf"|(?<!\w)\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})(?:,?\s+(?:19|20)\d\d)?(?![\w])"
    ),
    "en_day": (
        rf"(?<![A-Za-z])(?:yesterday|today|tomorrow|(?:last|this|next)\s+(?:week(?:end)?|month|year|{_DAYS})"
        rf"|{_WEEKDAYS}|\d{{1,3}}\s+(?:days?|weeks?|months?)\s+ago)(?![A-Za-z])"
    ),
    "money_before": rf"(?:[$₩￦€£]|(?<![A-Za-z])(?:USD|KRW|EUR|GBP)\s?)\s?(?:{_NUMBER})",
    "money_after": (
        rf"(?<![\d.,])(?:{_NUMBER})\s?(?:(?:[십백천만억]+\s?)?원{_PARTICLE}|달러|불{_PARTICLE}|(?:KRW|USD|EUR|GBP|won|dollars?|bucks?)(?![A-Za-z])|[$₩€])"
    ),
    "number": rf"(?<![A-Za-z\d])(?:{_NUMBER})",
    "hangul": r"[가-힣ㄱ-ㅎㅏ-ㅣ]+",
    "word": r"[^\W\d_가-힣ㄱ-ㅎㅏ-ㅣ]+(?:['’][A-Za-z]+)?",
    "other": r"\S",
}


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


def _alternatives(names: Sequence[str]) -> str:
    """Longest first; spaces inside a name may be missing; an English name ends at a word border."""
    spelt = []
    for name in sorted({name.strip() for name in names if name.strip()}, key=lambda name: (-len(name), name)):
        loose = r"\s?".join(re.escape(word) for word in name.split())
        spelt.append(rf"(?<![A-Za-z0-9]){loose}(?![A-Za-z0-9])" if name[-1].isascii() else loose)
    return "|".join(spelt)
