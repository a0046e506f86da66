"""Signed claims: what the gateway tells itself by way of a browser, so that any gateway can read it."""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from connectors.shapes import ShapeError, parsed

MOST_CHARACTERS = 4096


@dataclass(frozen=True, slots=True)
class Claims:
    """What a genuine, live token says; `nonce` is its own, `ends` is in seconds of Unix time."""

    body: dict[str, Any]
    nonce: str
    ends: float


class Signer:
    """HMAC-SHA-256 over JSON. Readable by who carries it, so it holds nothing the carrier may not know."""

    def __init__(self, secret: str, clock: Callable[[], float] = time.time) -> None:
        self._key = hashlib.sha256(b"signed-claims:" + secret.encode()).digest()
        self._clock = clock

    def sign(self, kind: str, body: dict[str, Any], life_s: float) -> str:
        """A token of `kind` for `life_s` seconds; the kind keeps one sort from passing for another."""
        envelope = {"k": kind, "b": body, "n": secrets.token_urlsafe(16), "e": self._clock() + life_s}
        payload = json.dumps(envelope, separators=(",", ":"), ensure_ascii=False).encode()
        return f"{_encoded(payload)}.{_encoded(self._signature(payload))}"

    def read(self, kind: str, token: str) -> Claims | None:
        """None for a token that is forged, of another kind, or over."""
        payload, dot, signature = token.partition(".")
        if not dot or len(token) > MOST_CHARACTERS:
            return None
        try:
            body = _decoded(payload)
            if not hmac.compare_digest(self._signature(body), _decoded(signature)):
                return None
            envelope = parsed(body)
        except (binascii.Error, ValueError, ShapeError):
            return None
        if envelope["k"] != kind or envelope["e"] <= self._clock():
            return None
        return Claims(envelope["b"], envelope["n"], envelope["e"])

    def _signature(self, payload: bytes) -> bytes:
        return hmac.digest(self._key, payload, "sha256")


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
