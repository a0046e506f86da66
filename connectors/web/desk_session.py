"""Agents in and out: log-in, log-out, who am I, and the ticket for the socket."""

from typing import Any

from aiohttp import web

from connectors.shapes import record, text
from connectors.web import keys, sessions
from connectors.web.bodies import json_body
from connectors.web.login_tries import LoginTry
from escalation.staff.agents import Known
from escalation.store.people import Agent
from escalation.store.refusals import Refused

LONGEST_CODE = 64
asked_shape = record({"email": text(320, 1), "password": text(1024, 1)}, {"code": text(LONGEST_CODE)})


async def login(request: web.Request) -> web.Response:
    """A new session for the right password, and the right code where the account has a second factor. Wrong e-mail and
    wrong password are one answer, in the same time."""
    asked = await json_body(request, asked_shape)
    app, email = request.app, asked["email"].strip().lower()
    tried = LoginTry.of(request, email)
    await tried.count()
    known = await app[keys.SERVICE].recognise(email=email, password=asked["password"])
    if known is None:
        raise Refused("unauthenticated", "expected the e-mail and password of an agent")
    await _prove(request, tried, known, asked.get("code"))
    token = await app[keys.SERVICE].open_session(agent_id=known.agent.id, known=known)
    await tried.succeeded()
    await _end(request)  # after that: who only signs in again keeps every chat
    response = web.json_response(_told(app, known.agent))
    sessions.keep(response, app[keys.SETTINGS], token)
    app[keys.KNOWN_DEVICES].keep(response, email)
    return response


async def _prove(request: web.Request, tried: LoginTry, known: Known, code: str | None) -> None:
    """Raises Refused code_needed, code_wrong."""
    if known.second_factor_since is None:
        return
    if code is None:
        await tried.halfway()
        raise Refused("code_needed", "expected the code of this account's second factor too", field="code")
    await tried.count_code()
    await request.app[keys.SECOND_FACTORS].prove(agent_id=known.agent.id, code=code)


async def logout(request: web.Request) -> web.Response:
    """End this session, and its sockets on every gateway."""
    await _end(request)
    response = web.json_response({})
    sessions.drop(response, request.app[keys.SETTINGS])
    return response


async def me(request: web.Request) -> web.Response:
    return web.json_response(_told(request.app, request[sessions.AGENT]))


def _told(app: web.Application, agent: Agent) -> dict[str, Any]:
    """`second_factor`: on, off, or needed: then nothing works but setting one up."""
    needed = "needed" if sessions.is_unproven(app, agent) else "off"
    return {"agent": agent.wire(), "second_factor": "on" if agent.second_factor else needed}


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
