"""The value of each kind of entity in one spelling."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.dates import date
from bot.money import amount


def code(text: str) -> str:
    """Order, invoice and tracking numbers: capitals, but for 32 hexadecimal characters; FH 100234 is FH-100234."""
    if re.fullmatch(r"[0-9a-fA-F]{32}", text):
        return text.lower()
    return re.sub(r"^(FH|INV)[-_#]?(?=\d)", r"\1-", re.sub(r"\s", "", text).upper())


def phone(text: str) -> str:
    """Digits, with a leading + where there is one; +82 (0)10 is +8210."""
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    return f"+{digits}" if text.lstrip().startswith("+") else digits


VALUES: dict[str, Callable[[str], str]] = {
    "order_number": code,
    "invoice_number": code,
    "tracking_number": code,
    "amount": amount,
    "email": str.lower,
    "phone": phone,
    "date": date,
}
