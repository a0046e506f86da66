"""The piece of a text that a search shows, and the places in it to be marked."""

import re

from escalation.desk.searching import Query, normal, spans
from escalation.store.masking import mask

WIDTH = 160  # characters of an excerpt
BEFORE = 40  # of them before the first mark
CUT = "…"


def excerpt(text: str, asked: Query) -> tuple[str, list[list[int]]]:
    """At most WIDTH masked characters on one line, and [start, end] of what was asked for in them.

    The places count as JavaScript counts: a character beyond the basic plane (an emoji) is two.
    """
    clean = normal(mask(text))
    found = spans(clean, asked) or []
    start = _start(clean, found[0][0] if found else 0)
    end = min(len(clean), start + WIDTH)
    head = CUT if start else ""
    shown = head + re.sub(r"\s", " ", clean[start:end]) + (CUT if end < len(clean) else "")
    shift = len(head) - start
    marks = [(from_ + shift, min(to, end) + shift) for from_, to in found if from_ < end]
    return shown, [[_units(shown, from_), _units(shown, to)] for from_, to in marks]


def _start(text: str, first: int) -> int:
    """Where to begin so that `first` is seen: with a whole word where that is near."""
    if len(text) <= WIDTH or first <= BEFORE:
        return 0
    start = min(first - BEFORE, len(text) - WIDTH)
    return text.find(" ", start, first) + 1 or start


def _units(text: str, place: int) -> int:
    return place + sum(ord(character) > 0xFFFF for character in text[:place])
