"""The value of each kind of entity in one spelling."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable

_MULTIPLES = {"십": 10, "백": 100, "천": 1_000, "만": 10_000, "억": 100_000_000}
_CURRENCIES = (
    ("KRW", re.compile(r"원|₩|￦|krw|won", re.IGNORECASE)),
    ("USD", re.compile(r"\$|usd|달러|불|dollar|buck", re.IGNORECASE)),
    ("EUR", re.compile(r"€|eur", re.IGNORECASE)),
    ("GBP", re.compile(r"£|gbp", re.IGNORECASE)),
)
_ISO = re.compile(r"((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})")
_KOREAN_DATE = re.compile(r"((?:19|20)\d\d)년\s?(\d{1,2})월\s?(\d{1,2})일")
_MONTHS = {month.lower(): i for i, month in enumerate(calendar.month_abbr) if month}
_ENGLISH_DATE = re.compile(r"([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)", re.IGNORECASE)
_BRITISH_DATE = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3})[a-z]*,?\s+((?:19|20)\d\d)",
    re.IGNORECASE,
)


def code(text: str) -> str:
    """Order, invoice and tracking numbers: capitals, but for 32 hexadecimal characters; FH100234 is FH-100234."""
    if re.fullmatch(r"[0-9a-fA-F]{32}", text):
        return text.lower()
    return re.sub(r"^FH(?=\d)", "FH-", text.upper())


def amount(text: str) -> str:
    """A number, a space and the currency: "3만원" is "30000 KRW"; empty where no number can be read."""
    digits = re.search(r"\d[\d,]*(?:\.\d{1,2})?", text)
    currency = next((name for name, sign in _CURRENCIES if sign.search(text)), None)
    if digits is None or currency is None:
        return ""
    number = float(digits.group().replace(",", ""))
    for letter in text[digits.end() :]:
        number *= _MULTIPLES.get(letter, 1)
    written = f"{number:.2f}" if number % 1 else f"{number:.0f}"
    return f"{written} {currency}"


def date(text: str) -> str:
    """ISO where the words hold a whole date; else the words, in lower case with single spaces."""
    if whole := _ISO.fullmatch(text) or _KOREAN_DATE.fullmatch(text):
        return _iso(whole[1], whole[2], whole[3])
    if (english := _ENGLISH_DATE.fullmatch(text)) and english[1].lower() in _MONTHS:
        return _iso(english[3], str(_MONTHS[english[1].lower()]), english[2])
    if (british := _BRITISH_DATE.fullmatch(text)) and british[2].lower() in _MONTHS:
        return _iso(british[3], str(_MONTHS[british[2].lower()]), british[1])
    return " ".join(text.lower().split())


def phone(text: str) -> str:
    """Digits, with a leading + where there is one."""
    return ("+" if text.lstrip().startswith("+") else "") + re.sub(r"\D", "", text)


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02d}-{int(day):02d}"


VALUES: dict[str, Callable[[str], str]] = {
    "order_number": code,
    "invoice_number": code,
    "tracking_number": code,
    "amount": amount,
    "email": str.lower,
    "phone": phone,
    "date": date,
}
