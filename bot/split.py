"""Several requests in one message: where it may be cut, and whether the pieces are requests of their own. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from bot.gate import OUT_OF_SCOPE, SURE

MAX_PARTS = 3
MAX_CLAUSES = 6
ASIDES = frozenset({"greet", "goodbye", "thank"})
"""Said around a request; dropped when the message holds real ones."""
NEVER_A_PART = frozenset({"affirm", "deny", "bot_challenge", "complaint", "feedback", OUT_OF_SCOPE})

HIDDEN = 0.8
"""The probability from which a request counts in a message that as a whole is not for us."""

_TO_THE_BOT = re.compile(
    r"무시|지시|명령|프롬프트|시스템|instruction|ignore|disregard|prompt|system|rules", re.IGNORECASE
)
"""An order to the bot taints the whole message: what it asks for beside it is no request."""

_SENTENCE = r"(?<=[.!?。])\s+|[\n;]+"
_ENGLISH = (
    r",?\s+(?:and(?:\s+(?:also|then))?|also|then|plus|as well as)\s+|,\s+(?=(?:can|could|please|i|how|where|what)\b)"
)
_KOREAN = (
    r"[,]?\s+(?:그리고|그리구|그리고요|또한|또|아울러|그담에|그다음에)\s+"
    r"|(?<=구요)[,]?\s+|(?<=고요)[,]?\s+|(?<=[가-힣]),\s+"
)
_ASKED_FOR = (
    *("되고", "꾸고", "싶고", "주고", "시고", "내고", "하고", "지랑", "법이랑", "기간이랑", "시간이랑", "규정이랑"),
    *("취소랑", "환불이랑", "변경이랑", "교환이랑", "반품이랑", "탈퇴랑", "해지랑"),
)
"""Ends of a clause that asks for something and goes on to the next; "bought it, and ..." only leads to the request."""
_AND = (
    f"(?:{'|'.join(f'(?<={end})' for end in _ASKED_FOR)})"
    r"(?<!그리고)(?<!(?:주문|결제|구매|입금|사용|라고)하고)(?<!못하고)[,]?\s+(?!싶|있|계시|계세|나서|나면|나니|보니|봤|나오)"
)
_TOO = r"(?<=[데줘요])[,]?\s+(?!\S*라도|(?:아직|그래|지금|오늘|하나|아무|해|연락)도)(?=\S{1,6}도\s)"
"""The clause that follows says "too" of what it asks for."""
_CUT = re.compile(f"{_SENTENCE}|{_ENGLISH}|{_KOREAN}|{_AND}|{_TOO}", re.IGNORECASE)


class Judged(Protocol):
    """What is needed to know of a piece."""

    @property
    def text(self) -> str: ...
    @property
    def intent(self) -> str: ...
    @property
    def confidence(self) -> float: ...
    @property
    def verdict(self) -> str: ...
    @property
    def noise(self) -> bool: ...


Piece = TypeVar("Piece", bound=Judged)


def clauses(text: str) -> list[str]:
    """The pieces of a message that might be requests; empty where it cannot be cut or is a long story."""
    pieces = [piece.strip(" ,") for piece in _CUT.split(text) if piece and piece.strip(" ,")]
    return pieces if 2 <= len(pieces) <= MAX_CLAUSES else []


def parts(whole: Piece, pieces: Sequence[Piece], *, least: float) -> list[Piece]:
    """The requests of a message, at most three; the whole alone where a piece is neither a request nor elsewhere's.

    What is not ours stands last, and only where it hid a request: a story around one request is no request.
    `least`: the probability from which a piece counts as a request of its own.
    """
    said = [piece for piece in pieces if not piece.noise and not (piece.intent in ASIDES and piece.verdict == SURE)]
    asked = {piece.intent: piece for piece in reversed(said) if _is_request(piece, least)}
    requests = list(reversed(asked.values()))
    others = [piece for piece in said if not _is_request(piece, least)]
    if not requests or not all(_is_elsewhere(piece) and not _TO_THE_BOT.search(piece.text) for piece in others):
        return [whole]
    if not others:
        return requests[:MAX_PARTS] if len(requests) > 1 else [whole]
    hidden = _is_elsewhere(whole) and all(piece.confidence >= HIDDEN for piece in requests)
    return [*requests[: MAX_PARTS - 1], others[0]] if hidden else [whole]


def _is_elsewhere(piece: Judged) -> bool:
    return piece.intent == OUT_OF_SCOPE and piece.verdict == SURE


def _is_request(piece: Judged, least: float) -> bool:
    long_enough = len(piece.text.split()) >= 2 or len(piece.text) >= 4
    return long_enough and piece.verdict == SURE and piece.confidence >= least and piece.intent not in NEVER_A_PART
