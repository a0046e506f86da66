"""Whether a short date ("5/12", "26.5.12", "the 15th") is one: the same signs are ratings, versions and ranks."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from bot.dates import SHORT

_PARTICLE = re.compile(r"(?:에(?!서)|자|부터|까지|날|쯤)")
_DONE = re.compile(
    r"주문|결제|구매|구입|수령|배송|도착|출고|발송|출금|청구|승인|신청|가입|입금|환불|취소|반품|설치|건|산$|사이"
)
_BEFORE = re.compile(
    r"on|by|from|since|until|till|before|after|between|due|dated|through|for|bought|paid|sent|got|broke|arrives?"
    r"|(?!rated|scored|need|received|missed)[a-z]+ed",
    re.IGNORECASE,
)
_IT = re.compile(r"it|them|this|that|mine|one", re.IGNORECASE)
_PREPOSITION = re.compile(r"on|by|from|since|until|till|before|after|between|through|due", re.IGNORECASE)
_JOINS = re.compile(r"to|and|or|until|till|through|-|–|~|랑|와|과|하고|이나", re.IGNORECASE)
_COUNTED = re.compile(
    r"of|stars?|items?|points?|rating|inch(?:es)?|cups?|packages?|boxes|parcels?|pieces|parts", re.IGNORECASE
)
_VERSION = re.compile(
    r"버전|펌웨어|version|firmware|ver|v|ios|android|안드로이드|app|앱|업데이트|update", re.IGNORECASE
)
_LOOSE_END = re.compile(r"instead|please|and|or|to|until|[.,!?)]", re.IGNORECASE)
_END = re.compile(
    r"instead|please|and|or|to|until|but|it|i|you|we|they|my|is|was|at|for|so|when|because|not|nothing|[^\w\s(#]",
    re.IGNORECASE,
)
_MONTHLY = re.compile(r"each|every|this|next|last", re.IGNORECASE)


def is_date(doc: Doc, place: int) -> bool:
    """True where the words around the short date at `place` tell a day."""
    words = [token.text for token in doc]
    before = _joined(doc, place)
    if before is not None and doc[before].tag_.endswith(("_date", "_day", "_today", "ordinal")):
        return True
    return _is_ordinal_day(words, place) if doc[place].tag_ == "ordinal" else _is_numeric_day(words, place)


def _joined(doc: Doc, place: int) -> int | None:
    """The place two before, past a "to" or "~" and "the"; None where nothing joins."""
    at = place - 1
    if at > 0 and doc[at].text.lower() == "the":
        at -= 1
    return at - 1 if at > 0 and _JOINS.fullmatch(doc[at].text) else None


def _is_numeric_day(words: list[str], place: int) -> bool:
    following = words[place + 1] if place + 1 < len(words) else ""
    earlier = words[max(0, place - 3) : place]
    if _COUNTED.fullmatch(following) or any(_VERSION.fullmatch(word) for word in earlier):
        return False
    if words[place].endswith("일") or _PARTICLE.match(following) or _DONE.match(following) or following in ("~", "("):
        return True
    told = [word for word in earlier if not _IT.fullmatch(word)]
    return bool(told) and _BEFORE.fullmatch(told[-1]) is not None


def _is_ordinal_day(words: list[str], place: int) -> bool:
    following = words[place + 1] if place + 1 < len(words) else "."
    earlier = [word.lower() for word in words[max(0, place - 2) : place]]
    if following.lower() == "of":
        rest = [word.lower() for word in words[place + 2 : place + 4]]
        return bool(rest) and (_MONTHLY.fullmatch(rest[0]) is not None or rest == ["the", "month"])
    told = any(_PREPOSITION.fullmatch(word) for word in earlier)
    if not told and earlier[-1:] != ["the"]:
        return False
    return (_END if told else _LOOSE_END).fullmatch(following) is not None


def is_short(kind: str) -> bool:
    """True of the kinds of tokens that need the words around them."""
    return kind in SHORT
