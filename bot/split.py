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

_SENTENCE = r"(?<=[.!?。])\s+|[\n;]+"
_ENGLISH = (
    r",?\s+(?:and(?:\s+(?:also|then))?|also|then|plus|as well as)\s+|,\s+(?=(?:can|could|please|i|how|where|what)\b)"
)
_KOREAN = (
    r"[,]?\s+(?:그리고|그리구|그리고요|또한|또|아울러|그담에|그다음에)\s+"
    r"|(?<=시고)[,]?\s+|(?<=주고)[,]?\s+|(?<=싶고)[,]?\s+|(?<=취소하고|환불하고|변경하고|반품하고|교환하고|해지하고|신청하고)[,]?\s+|(?<=구요)[,]?\s+|(?<=고요)[,]?\s+|(?<=는데)[,]\s+|(?<=[요다])[,]\s+"
)
_CUT = re.compile(f"{_SENTENCE}|{_ENGLISH}|{_KOREAN}", re.IGNORECASE)


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
    """The requests of a message, at most three; the whole alone unless every piece is sure and they differ.

    `least`: the probability from which a piece counts as a request of its own.
    """
    said = [piece for piece in pieces if not piece.noise and not (piece.intent in ASIDES and piece.verdict == SURE)]
    if len({piece.intent for piece in said}) < 2 or not all(_is_request(piece, least) for piece in said):
        return [whole]
    kept: dict[str, Piece] = {}
    for piece in said:
        kept.setdefault(piece.intent, piece)
    return list(kept.values())[:MAX_PARTS]


def _is_request(piece: Judged, least: float) -> bool:
    long_enough = len(piece.text.split()) >= 2 or len(piece.text) >= 4
    return long_enough and piece.verdict == SURE and piece.confidence >= least and piece.intent not in NEVER_A_PART
