"""The token that a shop signs for its customer, as any shop would."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt


def signed(keys: str, customer_id: str, **claims: Any) -> str:
    """A widget token of five minutes; `keys` as in WIDGET_JWT_KEYS."""
    kid, secret = keys.split(",")[0].split(":", 1)
    now = datetime.now(UTC)
    body = {"sub": customer_id, "aud": "demo", "iat": now, "exp": now + timedelta(minutes=5), "jti": uuid.uuid4().hex}
    return jwt.encode({**body, **claims}, secret, algorithm="HS256", headers={"kid": kid})
