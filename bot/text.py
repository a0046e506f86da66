"""Text as the assistant reads it: one spelling for one meaning, bounded in length."""

import re
import unicodedata

MAX_CHARS = 2_000
"""Longer input is cut before it is encoded (characters)."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SPACES = re.compile(r"\s+")
_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?:[0-9a-f]{32}|[A-Za-z]{2,4}-\d{4,}(?:-\d+)*|\d{8,})(?![A-Za-z0-9])", re.IGNORECASE
)
_ANY_CODE = "FH-100000"
_REPEATED = re.compile(r"([^\W\d_])\1{2,}|([^\w\s])\2{2,}", re.UNICODE)


def fold(text: str) -> str:
    """Composed, half-width, cut; apart from Unicode composition every character keeps its place."""
    composed = unicodedata.normalize("NFC", text[: MAX_CHARS * 4])[:MAX_CHARS]
    return composed.translate(_FULL_WIDTH)


def neutralise(text: str) -> str:
    """The text without leading slashes: Rasa would take "/human" as an order of its own."""
    return text.lstrip().lstrip("/").strip() or text.replace("/", " ").strip()


def normalise(text: str) -> str:
    """The spelling the encoder and the n-grams see: folded, no invisible characters, no "sooooo" or "ㅠㅠㅠㅠ".

    Order, invoice and tracking numbers all look alike: which one it is says nothing of what is wanted.
    """
    visible = _CONTROL.sub(" ", _INVISIBLE.sub("", fold(text)))
    shortened = _REPEATED.sub(lambda hit: hit.group(0)[:2], _CODE.sub(_ANY_CODE, visible))
    return _SPACES.sub(" ", shortened).strip()
