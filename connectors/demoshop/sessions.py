"""Who is logged in at the shop: a signed cookie with the customer's id. And the token that tells the widget."""

import hashlib
import uuid
from datetime import datetime, timedelta

import jwt
from aiohttp import web

from connectors.demoshop.settings import Settings
from connectors.shop.values import Customer

COOKIE = "demo_shop"
SESSION_LIFE = timedelta(days=1)
WIDGET_TOKEN_LIFE = timedelta(minutes=10)
_AUDIENCE = "demo-shop-session"


def log_in(response: web.StreamResponse, settings: Settings, customer_id: str, now: datetime) -> None:
    claims = {"sub": customer_id, "aud": _AUDIENCE, "exp": now + SESSION_LIFE}
    signed = jwt.encode(claims, _key(settings), algorithm="HS256")
    age = int(SESSION_LIFE.total_seconds())
    secure = settings.public_url.startswith("https://")
    response.set_cookie(COOKIE, signed, max_age=age, httponly=True, samesite="Lax", secure=secure)


def log_out(response: web.StreamResponse) -> None:
    response.del_cookie(COOKIE)


def customer_id(request: web.Request, settings: Settings) -> str | None:
    """The customer of this request's session; None without a valid one."""
    try:
        claims = jwt.decode(request.cookies.get(COOKIE, ""), _key(settings), algorithms=["HS256"], audience=_AUDIENCE)
    except jwt.InvalidTokenError:
        return None
    return str(claims["sub"])


def widget_token(settings: Settings, customer: Customer, locale: str, now: datetime) -> str:
    """Says to the widget's gateway who is logged in here; good for ten minutes and, by its `jti`, once."""
    claims = {
        "sub": customer.id,
        "name": customer.name,
        "tier": customer.tier,
        "locale": locale,
        "aud": settings.audience,
        "iat": now,
        "exp": now + WIDGET_TOKEN_LIFE,
        "jti": str(uuid.uuid4()),
    }
    return jwt.encode(claims, settings.jwt_key, algorithm="HS256", headers={"kid": settings.jwt_kid})


def _key(settings: Settings) -> bytes:
    """The cookie's own key, derived so that it can never stand for the REST token."""
    return hashlib.sha256(b"demo shop session:" + settings.token.encode()).digest()
