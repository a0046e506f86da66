"""Amounts as customers say them."""

# ISO 4217 currencies without a minor unit that a shop of ours may use; all others have two digits.
WHOLE_CURRENCIES = frozenset({"KRW", "JPY", "VND", "CLP"})
SYMBOLS = {"USD": "$", "BRL": "R$ ", "EUR": "€", "GBP": "£", "JPY": "¥"}


def money_in_words(amount: int, currency: str, locale: str) -> str:
    """An amount in minor units: `12,000원` (English `₩12,000`), `$12.00`, `R$ 12.00`, `12.00 CHF`."""
    digits = f"{amount:,}" if currency in WHOLE_CURRENCIES else f"{amount / 100:,.2f}"
    if currency == "KRW":
        return f"₩{digits}" if locale == "en" else f"{digits}원"
    if currency in SYMBOLS:
        return f"{SYMBOLS[currency]}{digits}"
    return f"{digits} {currency}"
