"""An agent's own account: the second factor. Whoever sits at an open desk still needs its password to change it."""

from urllib.parse import parse_qs, urlsplit

from aiohttp import web

from connectors.shapes import record, text
from connectors.web import keys, sessions
from connectors.web.authorization import Act
from connectors.web.bodies import json_body
from connectors.web.desk_api_admin import actor, id_in_path
from connectors.web.desk_session import LONGEST_CODE
from connectors.web.limits import CODE_BY_ACCOUNT, PASSWORD_BY_AGENT
from connectors.web.qr_picture import picture_of
from connectors.web.routing import Route, delete, get, post
from escalation.store.people import Agent
from escalation.store.refusals import Refused

PATH = "/desk/api/account/second-factor"
with_password = record({"password": text(1024, 1)})
with_code = record({"code": text(LONGEST_CODE, 1)})
with_both = record({"password": text(1024, 1), "code": text(LONGEST_CODE, 1)})


def routes() -> list[Route]:
    return [
        get(PATH, state, Act.OWN_SESSION),
        post(PATH, begin, Act.OWN_SESSION),
        post(f"{PATH}/confirm", confirm, Act.OWN_SESSION),
        post(f"{PATH}/recovery-codes", replace_recovery_codes, Act.OWN_SESSION),
        post(f"{PATH}/end", end, Act.OWN_SESSION),
        delete("/desk/api/admin/agents/{id}/second-factor", reset, Act.ADMINISTER),
    ]


async def state(request: web.Request) -> web.Response:
    """`demanded`: it cannot be ended."""
    agent = request[sessions.AGENT]
    told = await request.app[keys.SECOND_FACTORS].state(agent_id=agent.id)
    return web.json_response({**told, "demanded": sessions.is_second_factor_demanded(request.app, agent)})


async def begin(request: web.Request) -> web.Response:
    """What an app needs, as a picture and in letters."""
    asked = await json_body(request, with_password)
    agent = request[sessions.AGENT]
    await _check_password(request, agent, asked["password"])
    address = await request.app[keys.SECOND_FACTORS].begin(of=agent)
    (secret,) = parse_qs(urlsplit(address).query)["secret"]
    return web.json_response({"address": address, "secret": secret, "picture": picture_of(address)})


async def confirm(request: web.Request) -> web.Response:
    """The first code of the app; the recovery codes are in this answer and in none after it."""
    asked = await json_body(request, with_code)
    agent = request[sessions.AGENT]
    await _count_code(request, agent)
    made = await request.app[keys.SECOND_FACTORS].confirm(agent_id=agent.id, code=asked["code"], token=_token(request))
    await _forgive(request, agent)
    return web.json_response({"recovery_codes": made})


async def replace_recovery_codes(request: web.Request) -> web.Response:
    await _check_both(request)
    made = await request.app[keys.SECOND_FACTORS].replace_recovery_codes(agent_id=request[sessions.AGENT].id)
    return web.json_response({"recovery_codes": made})


async def end(request: web.Request) -> web.Response:
    """No code any more, unless one is demanded of this account."""
    agent = request[sessions.AGENT]
    if sessions.is_second_factor_demanded(request.app, agent):
        raise Refused("conflict", "expected an account that may do without a second factor")
    await _check_both(request)
    await request.app[keys.SECOND_FACTORS].end(agent_id=agent.id, actor=actor(request), token=_token(request))
    return web.json_response({})


async def reset(request: web.Request) -> web.Response:
    """An admin takes away somebody's second factor, who lost it: their sessions end. Their own they end with password
    and code."""
    agent_id = id_in_path(request)
    if agent_id == request[sessions.AGENT].id:
        raise Refused("conflict", "expected another's account: one's own second factor is ended in the account")
    await request.app[keys.SERVICE].staff.end_second_factor(actor=actor(request), agent_id=agent_id)
    return web.json_response({})


async def _check_both(request: web.Request) -> None:
    """Raises Refused password_wrong, code_wrong."""
    asked = await json_body(request, with_both)
    agent = request[sessions.AGENT]
    await _check_password(request, agent, asked["password"])
    await _count_code(request, agent)
    await request.app[keys.SECOND_FACTORS].prove(agent_id=agent.id, code=asked["code"])
    await _forgive(request, agent)


async def _check_password(request: web.Request, agent: Agent, password: str) -> None:
    """Raises Refused password_wrong: not `unauthenticated`, for the session goes on."""
    counted = (PASSWORD_BY_AGENT, str(agent.id))
    await request.app[keys.LIMITS].take(counted)
    if await request.app[keys.SERVICE].authenticate(email=agent.email, password=password) is None:
        raise Refused("password_wrong", "expected the password of this account", field="password")
    await request.app[keys.LIMITS].forget(*counted)


async def _count_code(request: web.Request, agent: Agent) -> None:
    await request.app[keys.LIMITS].take((CODE_BY_ACCOUNT, agent.email.lower()))


async def _forgive(request: web.Request, agent: Agent) -> None:
    await request.app[keys.LIMITS].forget(CODE_BY_ACCOUNT, agent.email.lower())


def _token(request: web.Request) -> str:
    token = sessions.token_of(request)
    assert token is not None  # the guard let a signed-in agent pass
    return token
