"""Seal: keeps in the database what must be read again but not by who reads only the database."""

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES, NONCE_BYTES = 32, 12
FORM = "aesgcm1:"


class SealBroken(ValueError):
    """What was kept is not of this secret and this owner, or was changed."""


class Seal:
    """AES-256-GCM under a key derived (HKDF-SHA-256) from a secret that is not in the database."""

    def __init__(self, secret: str) -> None:
        derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"second-factor-secrets")
        self._cipher = AESGCM(derived.derive(secret.encode()))

    def close(self, plain: str, owner: str) -> str:
        """What is kept. It opens for this owner only: moved to another row it is worth nothing."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return FORM + base64.b64encode(nonce + self._cipher.encrypt(nonce, plain.encode(), owner.encode())).decode()

    def open(self, kept: str, owner: str) -> str:
        """What was closed. Raises SealBroken."""
        try:
            packed = base64.b64decode(kept.removeprefix(FORM), validate=True)
            return self._cipher.decrypt(packed[:NONCE_BYTES], packed[NONCE_BYTES:], owner.encode()).decode()
        except (InvalidTag, binascii.Error, ValueError) as error:
            raise SealBroken("expected what was sealed with this secret for this owner") from error
