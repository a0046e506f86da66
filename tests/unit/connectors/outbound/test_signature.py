"""The signature of a webhook, as its receiver computes it."""

import hashlib
import hmac

from connectors.outbound.signature import signature


def test_a_receiver_computes_the_same() -> None:
    body = '{"type":"rated","말":"감사합니다"}'.encode()
    told = dict(part.split("=", 1) for part in signature("whsec_x", body, 1700000000).split(","))
    expected = hmac.new(b"whsec_x", b"1700000000." + body, hashlib.sha256).hexdigest()
    assert told == {"t": "1700000000", "v1": expected}


def test_another_secret_body_or_time_is_another_signature() -> None:
    signed = {signature(*parts).partition("v1=")[2] for parts in (
        ("a", b"{}", 1), ("b", b"{}", 1), ("a", b"{ }", 1), ("a", b"{}", 2),
    )}  # fmt: skip
    assert len(signed) == 4
