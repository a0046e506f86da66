"""Socket tickets: one-time passes, of half a minute, from a checked POST to the WebSocket that follows.

A long-lived token never stands in a URL or opens a socket. A ticket is signed, so minting needs no Redis and any
gateway can read it; that it opens one socket only is kept by `Once`.
"""

import secrets
from typing import Any

from connectors.web.once import Once
from connectors.web.signed import Signer

LIFE_S = 30


class SocketTickets:
    """Mints and redeems. `kind` keeps a widget's ticket from opening a desk."""

    def __init__(self, signer: Signer, once: Once) -> None:
        self._signer = signer
        self._once = once

    def mint(self, kind: str, claims: dict[str, Any]) -> str:
        return self._signer.sign(f"socket:{kind}", claims, LIFE_S)

    async def redeem(self, kind: str, ticket: str) -> dict[str, Any] | None:
        """The claims of a genuine, live ticket that nobody used before; None for any other."""
        claims = self._signer.read(f"socket:{kind}", ticket)
        if claims is None:
            return None
        user = secrets.token_hex(8)
        first = await self._once.first_user("socket-ticket", claims.nonce, user, LIFE_S)
        return claims.body if first == user else None
