"""Who a customer is: the shop's signed word for it (a JWT), checked; then a session of our own to go on with.

The JWT may live ten minutes and be used by one browser. A socket that reconnects an hour later cannot have a fresh
one, so the answer to a good JWT carries a session, signed by us and bound to the visitor, that the frame keeps in
memory and never in storage: closing the page ends it.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import jwt

from connectors.shapes import ShapeError, one_of, record, text
from connectors.web.once import Once
from connectors.web.signed import Signer
from escalation.store.refusals import Refused

LONGEST_TOKEN = 4096
LONGEST_LIFE_S = 600
LEEWAY_S = 30
"""Clocks of the shop and ours may differ by this much."""
SESSION_LIFE_S = 12 * 3600

claims_shape = record(
    {"sub": text(200, 1), "jti": text(200, 8)},
    {"name": text(200, 1), "tier": text(60, 1), "locale": one_of("ko", "en")},
)


@dataclass(frozen=True, slots=True)
class Identity:
    """A verified customer, as the shop names them."""

    customer_id: str
    name: str | None = None
    tier: str | None = None
    locale: str | None = None

    def claims(self) -> dict[str, Any]:
        return {"id": self.customer_id, "name": self.name, "tier": self.tier, "locale": self.locale}

    @classmethod
    def of(cls, claims: Mapping[str, Any]) -> "Identity":
        return cls(claims["id"], claims["name"], claims["tier"], claims["locale"])


class Identities:
    """Reads the shop's tokens and our sessions. Every refusal is `unauthenticated` and says which rule failed."""

    def __init__(
        self,
        keys: Mapping[str, str],
        audience: str,
        signer: Signer,
        once: Once,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._keys = keys
        self._audience = audience
        self._signer = signer
        self._once = once
        self._clock = clock

    async def verified(self, token: str, visitor: str) -> Identity:
        """The customer in the shop's `token`, presented by `visitor`; a second visitor with it is refused."""
        claims = self._read(token)
        first = await self._once.first_user("jti", claims["jti"], visitor, LONGEST_LIFE_S + 2 * LEEWAY_S)
        if first != visitor:
            raise _refused("was used before")
        return Identity(claims["sub"], claims.get("name"), claims.get("tier"), claims.get("locale"))

    def session(self, identity: Identity, visitor: str) -> str:
        """Our own word for it, for this visitor only."""
        return self._signer.sign("customer", {"visitor": visitor, **identity.claims()}, SESSION_LIFE_S)

    def resumed(self, session: str, visitor: str) -> Identity:
        claims = self._signer.read("customer", session)
        if claims is None or claims.body["visitor"] != visitor:
            raise Refused("unauthenticated", "session: expected a live one of this visitor", field="session")
        return Identity.of(claims.body)

    def _read(self, token: str) -> dict[str, Any]:
        if len(token) > LONGEST_TOKEN:
            raise _refused(f"is longer than {LONGEST_TOKEN} characters")
        try:
            claims = jwt.decode(
                token,
                self._key(token),
                algorithms=["HS256"],
                audience=self._audience,
                leeway=LEEWAY_S,
                options={"require": ["exp", "iat", "aud", "sub", "jti"], "verify_exp": False, "verify_iat": False},
            )
        except jwt.PyJWTError as error:
            raise _refused(f"was refused ({type(error).__name__})") from error
        except RecursionError as error:
            raise _refused("is nested too deeply") from error
        self._refuse_times(claims)
        try:
            read: dict[str, Any] = claims_shape(claims, "")
        except ShapeError as error:
            raise _refused(str(error)) from error
        return read

    def _key(self, token: str) -> str:
        kid = jwt.get_unverified_header(token).get("kid")
        if not isinstance(kid, str) or kid not in self._keys:
            raise jwt.InvalidKeyError("unknown kid")
        return self._keys[kid]

    def _refuse_times(self, claims: Mapping[str, Any]) -> None:
        """Lives at most ten minutes, and lives now."""
        start, end, now = claims["iat"], claims["exp"], self._clock()
        if not all(isinstance(moment, int | float) for moment in (start, end)):
            raise _refused("has times that are not numbers")
        if not 0 < end - start <= LONGEST_LIFE_S:
            raise _refused(f"lives longer than {LONGEST_LIFE_S} s")
        if now >= end + LEEWAY_S:
            raise _refused("has expired")
        if now < start - LEEWAY_S:
            raise _refused("is not valid yet")


def _refused(why: str) -> Refused:
    return Refused("unauthenticated", f"the shop's token {why}", field="jwt")
