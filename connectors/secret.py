"""Comparing a secret that came with a request."""

import hmac


def is_secret(given: str, expected: str) -> bool:
    """In constant time. `given` is a header as it came, which need not be text: its other bytes stand in it as halves
    of characters."""
    return hmac.compare_digest(given.encode(errors="surrogateescape"), expected.encode())
