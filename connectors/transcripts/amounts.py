"""Amounts of money in plain text."""

from typing import Final

WITHOUT_PARTS: Final = frozenset({"CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"})
"""Currencies whose smallest unit is the whole (ISO 4217)."""
IN_THOUSANDTHS: Final = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})


def amount(minor: int, currency: str, *, korean: bool) -> str:
    """`minor` in the currency's smallest unit: 12900 KRW is `12,900원` or `12,900 KRW`, 12900 USD is `129.00 USD`."""
    if korean and currency == "KRW":
        return f"{minor:,}원"
    digits = 0 if currency in WITHOUT_PARTS else 3 if currency in IN_THOUSANDTHS else 2
    return f"{minor / 10**digits:,.{digits}f} {currency}"
