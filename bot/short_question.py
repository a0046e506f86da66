"""Short questions that live on what was said before: "when will it come?", "how much was it?". Pure."""

from __future__ import annotations

import re

from bot.text import fold

ASKS_WHEN, ASKS_PRICE, OTHER_ORDER = "asks_when", "asks_price", "other_order"
"""Intents that no one types in full: the order (or the refund) spoken of last is meant, or another one than it."""
LAST = -1
"""The place of the last one of a list."""

_LEAD = (
    r"(?:아|음|네|넵|응|아니|아니요|아뇨|그럼|그러면|그래서|근데|그런데|그거|그건|그게|이거|이건|제거|제건|혹시"
    r"|대체|도대체|정확히)*"
)
_COME = r"(?:와|오(?!픈|전|후)|올|도착|받|들어|되|돼|될|걸|기다)"
_KOREAN = {
    ASKS_WHEN: rf"{_LEAD}(?:(?:언제|며칠|몇일|몇시|얼마나더)(?:쯤|에|까지|경)*{_COME}[가-힣]{{0,8}}"
    r"|왜(?:이렇게|이리|이케)(?:오래|늦)[가-힣]{0,6})",
    ASKS_PRICE: rf"{_LEAD}(?:총|다해서|전부|그때)*(?:가격이|금액이|가격은|금액은)?얼마(?!나)[가-힣]{{0,4}}",
    OTHER_ORDER: rf"{_LEAD}(?:다른|딴|나머지)(?:거|것|건|꺼|주문|하나)[가-힣]{{0,3}}",
}
_SO = r"(?:(?:so|and|ok|okay|then|but|well|no|hmm|also)\s)*"
_IT = r"(?:it|that|this|they)"
_ARRIVE = (
    rf"(?:{_IT} (?:\w+ ){{0,2}}(?:arrive|arriving|come|coming|here|there|get|delivered|reach|due)(?: here| to me| me)?"
    r"|i (?:get|have|receive) (?:it|that|them))"
)
_ENGLISH = {
    ASKS_WHEN: rf"{_SO}(?:when (?:will|does|is|would|should|do|can|are) {_ARRIVE}(?: then| exactly| now)?"
    rf"|why (?:is|does) {_IT} tak(?:e|ing) so long|what(?: i)?s taking so long)",
    ASKS_PRICE: rf"{_SO}how much (?:was|is|did) (?:{_IT}(?: cost)?|i pay(?: for {_IT})?)(?: again| in total)?",
    OTHER_ORDER: rf"{_SO}(?:what about |how about |i mean |i meant )?(?:the |my )?other (?:one|order|parcel|package)s?",
}
_PLACES = {"첫": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_PLACES |= {str(n): n for n in range(1, 6)} | {
    "맨위": 1,
    "맨처음": 1,
    "last": LAST,
    "맨아래": LAST,
    "맨마지막": LAST,
    "마지막": LAST,
}
_KOREAN_PLACE = re.compile(
    r"(?:(첫|두|세|네|다섯)번?째|([1-5])번째?|(맨위|맨처음|맨아래|맨마지막|마지막))(?:에)?(?:거|것|꺼|걸|주문)?"
    r"(?:로|으로)?(?:요|이요|입니다|이에요|예요)?"
)
_ENGLISH_PLACE = re.compile(r"(?:the )?(first|second|third|fourth|fifth|last)(?: one| order)?(?: please)?")


def short_question(text: str) -> str | None:
    """Which of the short questions the whole message is, or None."""
    return _first(_KOREAN, _compact(text)) or _first(_ENGLISH, _spaced(text))


def place_in_list(text: str) -> int | None:
    """The place that the whole message names in a list: 1 to 5, or LAST."""
    hit = _KOREAN_PLACE.fullmatch(_compact(text)) or _ENGLISH_PLACE.fullmatch(_spaced(text))
    return _PLACES[next(word for word in hit.groups() if word)] if hit else None


def _first(patterns: dict[str, str], words: str) -> str | None:
    return next((kind for kind, pattern in patterns.items() if re.fullmatch(pattern, words)), None)


def _compact(text: str) -> str:
    """Without spaces, marks, tears and laughter: Korean is written with and without them."""
    return re.sub(r"[\W_ㄱ-ㅎㅏ-ㅣ]+", "", fold(text))


def _spaced(text: str) -> str:
    return " ".join(re.findall(r"[a-z]+", fold(text).lower().replace("'", "").replace("’", "")))
