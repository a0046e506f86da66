"""Who sent a webhook, and when: an HMAC over the time and the body, as receivers of Stripe's webhooks know it.

`Firsthand-Signature: t=<Unix time>,v1=<hex HMAC-SHA-256 of "t.body">`, keyed with the webhook's whole secret. The
receiver computes the same, compares in constant time, and refuses a `t` more than some minutes away: a recording
cannot be played again.
"""

import hmac


def signature(secret: str, body: bytes, at: int) -> str:
    """The header's value for a body sent at `at`, in seconds of Unix time."""
    return f"t={at},v1={_digest(secret, body, at)}"


def _digest(secret: str, body: bytes, at: int) -> str:
    return hmac.digest(secret.encode(), f"{at}.".encode() + body, "sha256").hex()
