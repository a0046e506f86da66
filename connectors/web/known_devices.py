"""Browsers in which an account was logged in to before.

Whoever guesses at an account from a thousand addresses uses up its log-ins; its owner must get in all the same. A
browser they logged in with carries a signed cookie, and its tries are counted by themselves. It lets nobody in.
"""

import hashlib

from aiohttp import web

from connectors.web.signed import Signer

KIND = "known-device"
LIFE_S = 180 * 86_400


class KnownDevices:
    """Reads and gives the cookie."""

    def __init__(self, signer: Signer, secure: bool) -> None:
        self._signer = signer
        self._secure = secure

    @property
    def cookie(self) -> str:
        """Its name."""
        return "__Host-firsthand-device" if self._secure else "firsthand-device"

    def of(self, request: web.Request, email: str) -> str | None:
        """What the tries of this browser at this account are counted under; None where it is not known there."""
        claims = self._signer.read(KIND, request.cookies.get(self.cookie, ""))
        return claims.nonce if claims is not None and claims.body["account"] == _mark(email) else None

    def keep(self, response: web.StreamResponse, email: str) -> None:
        """From now on this browser is known; sign-out does not change that."""
        token = self._signer.sign(KIND, {"account": _mark(email)}, LIFE_S)
        response.set_cookie(
            self.cookie, token, max_age=LIFE_S, path="/", secure=self._secure, httponly=True, samesite="Strict"
        )


def _mark(email: str) -> str:
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()
