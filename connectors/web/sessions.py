"""The session of an agent's browser: a cookie that scripts cannot read and other sites cannot send."""

import hashlib

from aiohttp import web

from connectors.settings import Settings
from connectors.web import keys
from connectors.web.authorization import Act, demands_second_factor, may
from escalation.store.people import Agent
from escalation.store.refusals import Refused

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


def allowed(app: web.Application, act: Act, agent: Agent | None) -> Agent:
    """The agent, who may do this now. Raises Refused: unauthenticated, second_factor_needed, forbidden."""
    if agent is None:
        raise Refused("unauthenticated", "expected a signed-in agent")
    if may(act, agent.roles, agent_id=agent.id, unproven=is_unproven(app, agent)):
        return agent
    if may(act, agent.roles, agent_id=agent.id):
        raise Refused("second_factor_needed", "expected an account with a second factor")
    raise Refused("forbidden", f"expected a role that may {act.value}")


def is_unproven(app: web.Application, agent: Agent) -> bool:
    """Is a second factor demanded of somebody who has none?"""
    return not agent.second_factor and is_second_factor_demanded(app, agent)


def is_second_factor_demanded(app: web.Application, agent: Agent) -> bool:
    return demands_second_factor(app[keys.SETTINGS].totp, agent.roles)


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
