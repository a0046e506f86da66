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

from connectors.shapes import Shape, ShapeError, list_of, number, one_of, parsed, record, text
from connectors.web.once import Once
from connectors.web.signed import Signer
from escalation.store.refusals import Refused

LONGEST_TOKEN = 4096
LONGEST_LIFE_S = 600
LEEWAY_S = 30
"""Clocks of the shop and ours may differ by this much."""
SESSION_LIFE_S = 12 * 3600
_JWS = jwt.PyJWS()

_text, _texts = text(200, 1), list_of(text(200), 20)
_moment = number(0, 1e11)
"""Seconds of Unix time."""


def _audience(value: Any, at: str) -> list[str]:
    """Whom a token is for: one or several."""
    return list(_texts(value if isinstance(value, list) else [value], at))


def _exactly(value: Any, at: str) -> str:
    """A text that is kept as it is: two customers must not become one by what is mended in their names."""
    if _text(value, at) != value:
        raise ShapeError(at, "a text of whole characters", value)
    return str(value)


_required: dict[str, Shape] = {
    "sub": _exactly,
    "jti": text(200, 8),
    "aud": _audience,
    "iat": _moment,
    "exp": _moment,
}
claims_shape = record(
    _required, {"nbf": _moment, "name": text(200, 1), "tier": text(60, 1), "locale": one_of("ko", "en")}
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
        """What a token says that breaks no rule."""
        if len(token) > LONGEST_TOKEN or not token.isascii():
            raise _refused(f"is longer than {LONGEST_TOKEN} characters, or no token")
        try:
            claims: dict[str, Any] = claims_shape(parsed(self._payload(token), unique=True), "")
        except jwt.PyJWTError as error:
            raise _refused(f"was refused ({type(error).__name__})") from error
        except ShapeError as error:
            raise _refused(str(error)) from error
        if self._audience not in claims["aud"]:
            raise _refused("is for somebody else")
        self._refuse_times(claims)
        return claims

    def _payload(self, token: str) -> bytes:
        """What the shop has signed. One algorithm, and the key by its name alone: nothing else in the head counts."""
        kid = jwt.get_unverified_header(token).get("kid")
        if not isinstance(kid, str) or kid not in self._keys:
            raise jwt.InvalidKeyError("unknown kid")
        payload: bytes = _JWS.decode_complete(token, self._keys[kid], algorithms=["HS256"])["payload"]
        return payload

    def _refuse_times(self, claims: Mapping[str, Any]) -> None:
        """Lives at most ten minutes, and lives now."""
        start, end, now = claims["iat"], claims["exp"], self._clock()
        if not 0 < end - start <= LONGEST_LIFE_S:
            raise _refused(f"lives longer than {LONGEST_LIFE_S} s")
        if now >= end + LEEWAY_S:
            raise _refused("has expired")
        if now < max(start, claims.get("nbf", start)) - LEEWAY_S:
            raise _refused("is not valid yet")


def _refused(why: str) -> Refused:
    return Refused("unauthenticated", f"the shop's token {why}", field="jwt")
