"""Agents in and out: log-in, log-out, who am I, and the ticket for the socket."""

from aiohttp import web

from connectors.shapes import record, text
from connectors.web import keys, sessions
from connectors.web.address import address_of
from connectors.web.bodies import json_body
from connectors.web.limits import LOGIN_BY_ACCOUNT, LOGIN_BY_ADDRESS, LOGIN_BY_PAIR
from escalation.store.refusals import Refused

asked_shape = record({"email": text(320, 1), "password": text(1024, 1)})


async def login(request: web.Request) -> web.Response:
    """A new session for the right password. Wrong e-mail and wrong password are one answer, in the same time."""
    asked = await json_body(request, asked_shape)
    app, email = request.app, asked["email"].strip().lower()
    address = address_of(request, app[keys.SETTINGS].trusted_proxies)
    pair = (LOGIN_BY_PAIR, f"{email} {address}")
    await app[keys.LIMITS].take(pair, (LOGIN_BY_ACCOUNT, email), (LOGIN_BY_ADDRESS, address))
    agent = await app[keys.SERVICE].authenticate(email=email, password=asked["password"])
    if agent is None:
        raise Refused("unauthenticated", "expected the e-mail and password of an agent")
    await app[keys.LIMITS].forget(*pair)
    token = await app[keys.SERVICE].open_session(agent_id=agent.id)
    await _end(request)  # after that: who only signs in again keeps every chat
    response = web.json_response({"agent": agent.wire()})
    sessions.keep(response, app[keys.SETTINGS], token)
    return response


async def logout(request: web.Request) -> web.Response:
    """End this session, and its sockets on every gateway."""
    await _end(request)
    response = web.json_response({})
    sessions.drop(response, request.app[keys.SETTINGS])
    return response


async def me(request: web.Request) -> web.Response:
    return web.json_response({"agent": request[sessions.AGENT].wire()})


async def socket_ticket(request: web.Request) -> web.Response:
    """The ticket names the session by its mark: it opens a socket only beside the cookie itself."""
    token = sessions.token_of(request)
    assert token is not None  # the guard let a signed-in agent pass
    claims = {"session": sessions.mark_of(token)}
    return web.json_response({"ticket": request.app[keys.SOCKET_TICKETS].mint("desk", claims)})


async def _end(request: web.Request) -> None:
    """The session that the request carries, if any."""
    token = sessions.token_of(request)
    if token is None:
        return
    agent = await request.app[keys.SERVICE].session(token=token)
    await request.app[keys.SERVICE].close_session(token=token)
    if agent is not None:
        frame = {"type": "session_closed", "session": sessions.mark_of(token)}
        await request.app[keys.PUSH].publish(f"agent:{agent.id}", frame)
