"""The contact data on an order: what proves it is yours, and what of it may be shown."""

import hmac
import re

_E_MAIL = re.compile(r"[^@\s]+@[^@\s]+")


def matches(guess: str, email: str, phone: str) -> bool:
    """Whether the guess is the e-mail on the order or the last four digits of its phone number.

    A whole phone number counts too, with or without its country code. Compared in constant time.
    """
    if _E_MAIL.fullmatch(guess.strip()):
        return _same(guess.strip().casefold(), email.strip().casefold())
    digits, known = _digits(guess), _digits(phone)
    if re.search(r"[^\d\s+().-]", guess) or len(known) < 8:
        return False
    if len(digits) == 4:
        return _same(digits, known[-4:])
    return len(digits) >= 8 and _same(digits[-8:], known[-8:])


def masked(email: str, phone: str) -> str:
    """`m***@example.com`, or `***-1234` when there is no e-mail; empty when there is neither."""
    name, at, host = email.partition("@")
    if at and name and host:
        return f"{name[0]}***@{host}"
    digits = _digits(phone)
    return f"***-{digits[-4:]}" if len(digits) >= 8 else ""


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdecimal() and character.isascii())


def _same(guess: str, known: str) -> bool:
    return bool(known) and hmac.compare_digest(guess.encode(), known.encode())
