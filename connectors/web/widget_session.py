"""The start of a customer's session: who is this browser, and a one-time ticket for its socket."""

from typing import Any

from aiohttp import web

from connectors.shapes import one_of, record, text
from connectors.web import keys
from connectors.web.address import address_of
from connectors.web.bodies import json_body
from connectors.web.devices import device_of
from connectors.web.identity import LONGEST_TOKEN, Identity
from connectors.web.limits import SESSIONS_BY_ADDRESS, VISITORS_BY_ADDRESS

asked_shape = record(
    {},
    {
        "visitor_token": text(200),
        "jwt": text(2 * LONGEST_TOKEN),
        "session": text(LONGEST_TOKEN),
        "locale": one_of("ko", "en"),
    },
)


async def open_session(request: web.Request) -> web.Response:
    """Known visitor or new one; verified when the shop's token or our own session says so."""
    asked = await json_body(request, asked_shape)
    await limit_sessions(request, known="visitor_token" in asked)
    async with request.app[keys.ADMISSION].admitted():
        return web.json_response(await _session(request.app, asked, device_of(request.headers)))


async def _session(app: web.Application, asked: dict[str, Any], device: str | None) -> dict[str, Any]:
    visitor_id, token = await app[keys.SERVICE].open_visitor(token=asked.get("visitor_token"))
    identity = await _identity(app, asked, str(visitor_id))
    claims = {
        "visitor": str(visitor_id),
        "customer": identity and identity.claims(),
        "locale": asked.get("locale") or (identity and identity.locale),
        "device": device,
    }
    answer: dict[str, Any] = {
        "visitor_token": token,
        "ticket": app[keys.SOCKET_TICKETS].mint("widget", claims),
        "customer": shown(identity),
    }
    if identity is not None:
        answer["session"] = app[keys.IDENTITIES].session(identity, str(visitor_id))
    return answer


def shown(identity: Identity | None) -> dict[str, Any]:
    """What the customer's own screen says of them."""
    if identity is None:
        return {"verified": False}
    return {"verified": True, **({"name": identity.name} if identity.name else {})}


async def _identity(app: web.Application, asked: dict[str, Any], visitor: str) -> Identity | None:
    """A fresh token of the shop goes before a session of ours: it may name somebody else."""
    if "jwt" in asked:
        return await app[keys.IDENTITIES].verified(asked["jwt"], visitor)
    if "session" in asked:
        return app[keys.IDENTITIES].resumed(asked["session"], visitor)
    return None


async def limit_sessions(request: web.Request, known: bool) -> None:
    """So often may sessions begin from one address, and so often as somebody new."""
    address = address_of(request, request.app[keys.SETTINGS].trusted_proxies)
    rules = [SESSIONS_BY_ADDRESS] if known else [SESSIONS_BY_ADDRESS, VISITORS_BY_ADDRESS]
    await request.app[keys.LIMITS].take(*((rule, address) for rule in rules))
