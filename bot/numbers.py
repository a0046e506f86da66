"""What a number in a message is: an order, an invoice, a parcel. Told by its shape and by the words around it."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from bot.entity_values import code

WINDOW = 5
"""How many tokens before a number may name it."""
AFTER = 3
"""How many tokens after it may."""

_ORDER_SHAPE = re.compile(r"FH\s?[-_#]?\s?\d{4,}|[0-9a-f]{32}|(?:ORD|ORDER)-?\d[\dA-Z-]*", re.IGNORECASE)
_LIKE_AN_ORDER = re.compile(r"[A-Z]{1,3}-\d{4,}|(?:19|20)\d{6}-\d{3,}", re.IGNORECASE)
"""Order numbers of many shops; other numbers look so too: a word before it that names something else decides."""
_INVOICE_SHAPE = re.compile(r"(?:INV|INVOICE|RCPT|TAX)\s?[-_#]?\s?\d[\dA-Z-]*", re.IGNORECASE)
_TRACKING_SHAPE = re.compile(r"1Z[0-9A-Z]{16}|(?:TRK|TRACK)-?\d[\dA-Z-]*|[A-Z]{2}\d{9}[A-Z]{2}", re.IGNORECASE)
_SHAPES = (("tracking_number", _TRACKING_SHAPE), ("invoice_number", _INVOICE_SHAPE), ("order_number", _ORDER_SHAPE))

_NOTHING = "nothing"
_NAMING = (
    (
        _NOTHING,
        re.compile(
            r"오류|에러|쿠폰|인증|우편|끝자리|시리얼|모델|회원|계좌|사업자|카드번호|비밀번호|비번|접수|예약|error|coupon|promo|verif"
            r"|zip|postal|ending|model|password|\b(?:card|serial|account|ticket|apt|room|unit|pin|sn)\b",
            re.IGNORECASE,
        ),
    ),
    ("tracking_number", re.compile(r"운송장|송장|택배번호|등기|tracking|waybill|consignment", re.IGNORECASE)),
    ("invoice_number", re.compile(r"청구서|인보이스|영수증|계산서|invoice|receipt|bill", re.IGNORECASE)),
    ("order_number", re.compile(r"주문|오더|order|purchase", re.IGNORECASE)),
)
_NUMBERING = re.compile(r"번호|number|no|num|nr|id|#|코드", re.IGNORECASE)
_LONG = 6
"""Digits from which a number beside the word "order" is one; shorter ones need "number" as well."""
_SHORT = 3
_VERY_LONG = 10
"""Digits from which a word anywhere in the message may name the number."""


def label_of(doc: Doc, place: int) -> str | None:
    """The entity of the number at `place`, or "phone", or None where nothing tells."""
    token = doc[place]
    if token.tag_ == "phone":
        return _of_phone_shape(doc, place)
    for label, shape in _SHAPES:
        if shape.fullmatch(token.text):
            return label
    named = _named(doc, place)
    if named == _NOTHING:
        return None
    if _LIKE_AN_ORDER.fullmatch(token.text):
        return named or "order_number"
    digits = sum(letter.isdigit() for letter in token.text)
    if named is None and digits >= _VERY_LONG:
        named = _only_one_named(doc)
    if named is None or digits < _SHORT or "." in token.text or "," in token.text:
        return None
    return named if digits >= _LONG or token.tag_ == "code" or _numbered(doc, place) else None


def _of_phone_shape(doc: Doc, place: int) -> str:
    """A phone number, unless a word before it names a parcel or an invoice, or its digits have no break."""
    text = doc[place].text
    named = _named(doc, place)
    if named in (None, _NOTHING):
        return "phone"
    before = _named(doc, place, after=0) if text[0] not in "0+(" and _numbered(doc, place) else None
    return named if text.isdigit() else before or "phone"


def _named(doc: Doc, place: int, *, after: int = AFTER) -> str | None:
    """What the nearest naming word before the number names, else the one after it."""
    words = [doc[i].text for i in range(place - 1, max(-1, place - 1 - WINDOW), -1)]
    words += [doc[i].text for i in range(place + 1, min(len(doc), place + 1 + after))]
    for word in words:
        for label, naming in _NAMING:
            if naming.search(word):
                return label
    return None


def _only_one_named(doc: Doc) -> str | None:
    """What the whole message names, where that is one thing."""
    labels = {label for token in doc for label, naming in _NAMING if naming.search(token.text)}
    return labels.pop() if len(labels) == 1 and _NOTHING not in labels else None


def _numbered(doc: Doc, place: int) -> bool:
    """True where "number" or "#" stands close before a short number, or 번 right after it."""
    close = [doc[i].text for i in range(max(0, place - 3), place)]
    following = doc[place + 1].text if place + 1 < len(doc) else ""
    return following.startswith("번") or any(
        word == "#" or "번호" in word or _NUMBERING.fullmatch(word) is not None for word in close
    )


_BARE = re.compile(
    r"\W*(?:(?:네|아|it'?s|is|my|the|주문\s?번호|주문|order|number|no|은|는|이|가)[\s:.#]*)*"
    r"(?P<number>[0-9a-f]{32}|(?:FH\s?-?\s?|[A-Za-z]{0,4}-?)\d[\dA-Za-z-]{2,})\s*"
    r"(?:번|이?요|입니다|이에요|예요|인데요|인데|이야|야|주문|건|please)*\W*",
    re.IGNORECASE,
)


def bare_number(text: str) -> tuple[str, int, int] | None:
    """A message that says nothing but an order's number ("1042번이요", "it's FH-100234"): its value, start and end."""
    hit = _BARE.fullmatch(text)
    return (code(hit["number"]), hit.start("number"), hit.end("number")) if hit else None
