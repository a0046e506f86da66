"""The session of an agent's browser: a cookie that scripts cannot read and other sites cannot send."""

import hashlib

from aiohttp import web

from connectors.settings import Settings
from connectors.web import keys
from escalation.store.people import Agent

AGENT: web.RequestKey[Agent] = web.RequestKey("agent", Agent)
LIFE_S = 12 * 3600
LONGEST_TOKEN = 200


def cookie_name(settings: Settings) -> str:
    """`__Host-` binds the cookie to this very host over https; browsers refuse the prefix on plain http."""
    return "__Host-firsthand" if settings.secure else "firsthand"


def token_of(request: web.Request) -> str | None:
    token = request.cookies.get(cookie_name(request.app[keys.SETTINGS]))
    return token if token and token.isascii() and len(token) <= LONGEST_TOKEN else None


def mark_of(token: str) -> str:
    """What stands for a session where the token itself must not: in socket tickets and pushes."""
    return hashlib.sha256(b"session-mark:" + token.encode()).hexdigest()


async def signed_in(request: web.Request) -> Agent | None:
    """The agent whose live session the request carries."""
    token = token_of(request)
    return await request.app[keys.SERVICE].session(token=token) if token else None


def keep(response: web.StreamResponse, settings: Settings, token: str) -> None:
    response.set_cookie(
        cookie_name(settings),
        token,
        max_age=LIFE_S,
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="Strict",
    )


def drop(response: web.StreamResponse, settings: Settings) -> None:
    response.del_cookie(cookie_name(settings), path="/", secure=settings.secure, httponly=True, samesite="Strict")
