"""Tokens as people who are not the shop make them, and as a careless shop does: each breaks one rule."""

import base64
import hmac
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt import PyJWS


def encoded(data: bytes | str | dict[str, Any]) -> str:
    """A segment of a token."""
    raw = json.dumps(data) if isinstance(data, dict) else data
    return (
        base64.urlsafe_b64encode(raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw)
        .rstrip(b"=")
        .decode()
    )


@dataclass(frozen=True, slots=True)
class Forger:
    """`kid` and `key` as the gateway knows them; `now` by its clock. Most of the forged tokens are signed with the very
    key, so that only the rule in question refuses them."""

    kid: str
    key: str
    now: float
    audience: str = "demo"

    def claims(self, **changes: Any) -> dict[str, Any]:
        """Good ones, but for the changes; None leaves a claim out."""
        good = {
            "sub": "c-1001",
            "aud": self.audience,
            "iat": self.now,
            "exp": self.now + 300,
            "jti": uuid.uuid4().hex,
        }
        return {name: value for name, value in (good | changes).items() if value is not None}

    def token(self, payload: bytes | str | dict[str, Any] | None = None, head: Any = None, key: str = "") -> str:
        """Signed with HS256, whatever the head says."""
        told = {"alg": "HS256", "typ": "JWT", "kid": self.kid} if head is None else head
        signed = f"{encoded(told)}.{encoded(self.claims() if payload is None else payload)}"
        mark = hmac.digest((key or self.key).encode(), signed.encode(), "sha256")
        return f"{signed}.{encoded(mark)}"

    def headed(self, **changes: Any) -> str:
        """Good claims under another head."""
        told = {"alg": "HS256", "typ": "JWT", "kid": self.kid} | changes
        return self.token(head={name: value for name, value in told.items() if value is not None})

    def saying(self, **changes: Any) -> str:
        """Other claims, well signed."""
        return self.token(self.claims(**changes))

    def raw(self, more: str) -> str:
        """Claims with `more` written into them by hand."""
        return self.token(json.dumps(self.claims())[:-1] + more + "}")

    def unsigned(self, alg: str) -> str:
        return f"{encoded({'alg': alg, 'kid': self.kid})}.{encoded(self.claims())}."

    def by_another_algorithm(self, name: str) -> str:
        """With the shop's key, where the algorithm takes one, or else with a key of the forger's own."""
        keys: dict[str, Any] = {
            "RS256": rsa.generate_private_key(65537, 2048),
            "EdDSA": ed25519.Ed25519PrivateKey.generate(),
        }
        content = json.dumps(self.claims()).encode()
        return PyJWS().encode(content, keys.get(name, self.key * 2), algorithm=name, headers={"kid": self.kid})

    def by_public_key(self) -> str:
        """The old confusion: a public key, which everybody has, taken for a secret."""
        public = rsa.generate_private_key(65537, 2048).public_key()
        pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
        return self.token(key=pem)

    def nested(self) -> str:
        """A token within a token."""
        return self.token(self.token(), {"alg": "HS256", "kid": self.kid, "cty": "JWT"})


FORGED: dict[str, Callable[[Forger], str]] = {
    # the head
    "alg none": lambda forger: forger.unsigned("none"),
    "alg None": lambda forger: forger.unsigned("None"),
    "alg empty": lambda forger: forger.unsigned(""),
    "alg none with a mark": lambda forger: forger.headed(alg="none"),
    "no alg": lambda forger: forger.headed(alg=None),
    "alg in small letters": lambda forger: forger.headed(alg="hs256"),
    "alg as a list": lambda forger: forger.headed(alg=["HS256"]),
    "alg as an object": lambda forger: forger.headed(alg={"HS256": 1}),
    "HS384": lambda forger: forger.by_another_algorithm("HS384"),
    "HS512": lambda forger: forger.by_another_algorithm("HS512"),
    "RS256": lambda forger: forger.by_another_algorithm("RS256"),
    "EdDSA": lambda forger: forger.by_another_algorithm("EdDSA"),
    "RS256 said, HS256 done": lambda forger: forger.headed(alg="RS256"),
    "a public key as the secret": lambda forger: forger.by_public_key(),
    "no kid": lambda forger: forger.headed(kid=None),
    "unknown kid": lambda forger: forger.headed(kid="other"),
    "empty kid": lambda forger: forger.headed(kid=""),
    "kid as a path": lambda forger: forger.token(head={"alg": "HS256", "kid": "../../dev/null"}, key="\0"),
    "kid as SQL": lambda forger: forger.token(head={"alg": "HS256", "kid": "x' UNION SELECT 'k"}, key="k"),
    "kid as a list": lambda forger: forger.headed(kid=[forger.kid]),
    "kid as a number": lambda forger: forger.headed(kid=1),
    "kid with a space": lambda forger: forger.headed(kid=f"{forger.kid} "),
    "a key of its own (jwk)": lambda forger: forger.token(
        head={"alg": "HS256", "kid": forger.kid, "jwk": {"kty": "oct", "k": encoded("mine")}}, key="mine"
    ),
    "keys from elsewhere (jku)": lambda forger: forger.token(
        head={"alg": "HS256", "kid": forger.kid, "jku": "https://evil.example/keys"}, key="mine"
    ),
    "an extension that must be known": lambda forger: forger.headed(crit=["exp"]),
    "a payload that is not encoded": lambda forger: forger.headed(b64=False, crit=["b64"]),
    "a head nested too deeply": lambda forger: f"{encoded('[' * 1500)}.{encoded(forger.claims())}.e30",
    "a head that is no object": lambda forger: forger.token(head="[]"),
    # the mark
    "another key": lambda forger: forger.token(key="z" * 40),
    "no mark": lambda forger: forger.token().rpartition(".")[0] + ".",
    "a shortened mark": lambda forger: forger.token()[:-8],
    "two parts": lambda forger: forger.token().rpartition(".")[0],
    "five parts": lambda forger: f"{forger.token()}.e30.e30",
    "claims of another token": lambda forger: ".".join(
        [forger.token().split(".")[0], encoded(forger.claims(sub="c-1")), forger.token().split(".")[2]]
    ),
    "nothing": lambda forger: "",
    "dots": lambda forger: "..",
    "not base64": lambda forger: "é.é.é",
    "too long": lambda forger: forger.saying(pad="x" * 4000),
    # the claims
    "a token in a token": lambda forger: forger.nested(),
    "claims that are a list": lambda forger: forger.token("[]"),
    "claims that are no JSON": lambda forger: forger.token("sub=c-1001"),
    "claims that never close": lambda forger: forger.raw(', "x": ' + "[" * 2500),
    "aud of another shop": lambda forger: forger.saying(aud="other"),
    "aud among others' only": lambda forger: forger.saying(aud=["one", "two"]),
    "aud that begins like ours": lambda forger: forger.saying(aud=f"{forger.audience}.evil"),
    "aud empty": lambda forger: forger.saying(aud=[]),
    "aud as an object": lambda forger: forger.saying(aud={forger.audience: True}),
    "no aud": lambda forger: forger.saying(aud=None),
    "no sub": lambda forger: forger.saying(sub=None),
    "sub empty": lambda forger: forger.saying(sub=""),
    "sub as a number": lambda forger: forger.saying(sub=1001),
    "sub too long": lambda forger: forger.saying(sub="x" * 201),
    "sub with NUL": lambda forger: forger.saying(sub="c-1001\0"),
    "sub with half a character": lambda forger: forger.saying(sub="c-\ud800"),
    "sub twice": lambda forger: forger.raw(', "sub": "c-1002"'),
    "a name twice": lambda forger: forger.raw(', "name": "a", "name": "b"'),
    "no exp": lambda forger: forger.saying(exp=None),
    "exp over": lambda forger: forger.saying(iat=forger.now - 400, exp=forger.now - 31),
    "exp as a text": lambda forger: forger.saying(exp=str(int(forger.now + 300))),
    "exp true": lambda forger: forger.saying(exp=True),
    "exp for ever": lambda forger: forger.saying(exp=float("inf")),
    "exp beyond machines": lambda forger: forger.saying(exp=10**400),
    "exp of an hour": lambda forger: forger.saying(exp=forger.now + 3600),
    "exp before iat": lambda forger: forger.saying(iat=forger.now + 10, exp=forger.now + 5),
    "no iat": lambda forger: forger.saying(iat=None),
    "iat to come": lambda forger: forger.saying(iat=forger.now + 60, exp=forger.now + 300),
    "iat NaN": lambda forger: forger.saying(iat=float("nan"), exp=float("nan")),
    "nbf to come": lambda forger: forger.saying(nbf=forger.now + 120),
    "nbf for ever": lambda forger: forger.saying(nbf=float("inf")),
    "nbf as a text": lambda forger: forger.saying(nbf="now"),
    "nbf as an object": lambda forger: forger.saying(nbf={}),
    "no jti": lambda forger: forger.saying(jti=None),
    "jti that can be guessed": lambda forger: forger.saying(jti="1234567"),
    "jti as a list": lambda forger: forger.saying(jti=["a" * 20]),
    "jti too long": lambda forger: forger.saying(jti="j" * 201),
    "an unknown language": lambda forger: forger.saying(locale="tlh"),
    "a name too long": lambda forger: forger.saying(name="이" * 201),
}

GOOD: dict[str, Callable[[Forger], str]] = {
    "as it should be": lambda forger: forger.token(),
    "for several": lambda forger: forger.saying(aud=["other", forger.audience]),
    "with more than we read": lambda forger: forger.saying(email="a@b.kr", roles=["admin"], nested={"a": [1]}),
    "in Korean": lambda forger: forger.saying(sub="고객-1001", name="김하늘 🌱", tier="단골", locale="ko"),
    "a clock that is ahead": lambda forger: forger.saying(iat=forger.now + 25, exp=forger.now + 325),
    "a clock that is behind": lambda forger: forger.saying(iat=forger.now - 320, exp=forger.now - 20),
    "not before a moment ago": lambda forger: forger.saying(nbf=forger.now - 5),
    "ten minutes": lambda forger: forger.saying(exp=forger.now + 600),
    "whole seconds": lambda forger: forger.saying(iat=int(forger.now), exp=int(forger.now) + 60),
    "a head without typ": lambda forger: forger.headed(typ=None),
    "a head with an unknown field": lambda forger: forger.headed(x5t="abc"),
}
