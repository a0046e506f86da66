"""Codes that work once: those an authenticator app shows (RFC 6238), and those kept on paper for when it is lost."""

import hashlib
import secrets
import unicodedata
from datetime import datetime

import pyotp

DIGITS = 6
STEP_S = 30
DRIFT = 1
"""Steps that a telephone's clock may be off, either way."""
ISSUER = "Firsthand"

RECOVERY_CODES = 10
RECOVERY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what is read as something else: i, l, o, 0, 1."""
RECOVERY_LENGTH, RECOVERY_GROUP = 16, 4


def new_secret() -> str:
    """160 bits, in base32."""
    return pyotp.random_base32(32)


def address_of(secret: str, email: str) -> str:
    """What an app reads from the picture: an `otpauth:` address."""
    return pyotp.TOTP(secret, digits=DIGITS, interval=STEP_S).provisioning_uri(name=email, issuer_name=ISSUER)


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """The step, counted from 1970, whose code this is; None where it is none of now. All are compared, in constant
    time, whichever fits."""
    now = int(at.timestamp()) // STEP_S
    codes = pyotp.HOTP(secret, digits=DIGITS)
    steps = range(now - DRIFT, now + DRIFT + 1)
    fitting = [step for step in steps if secrets.compare_digest(codes.at(step), code)]
    return fitting[-1] if fitting else None


def cleaned(typed: str) -> str:
    """A code as it is compared: people type spaces and hyphens, and input methods digits of full width."""
    narrow = unicodedata.normalize("NFKC", typed).casefold()
    return "".join(letter for letter in narrow if letter.isascii() and letter.isalnum())


def is_app_code(code: str) -> bool:
    """Can a cleaned code be one that an app shows?"""
    return len(code) == DIGITS and code.isdecimal()


def new_recovery_codes() -> list[str]:
    """Ten of 79 bits each, in groups that can be read out."""
    return [
        _grouped("".join(secrets.choice(RECOVERY_ALPHABET) for _ in range(RECOVERY_LENGTH)))
        for _ in range(RECOVERY_CODES)
    ]


def recovery_hash(code: str) -> str:
    """What is kept of one. Nobody can try 2 to the 79, so a plain SHA-256 will do."""
    return hashlib.sha256(b"recovery-code:" + cleaned(code).encode()).hexdigest()


def _grouped(code: str) -> str:
    return "-".join(code[start : start + RECOVERY_GROUP] for start in range(0, len(code), RECOVERY_GROUP))
