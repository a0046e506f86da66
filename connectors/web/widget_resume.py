"""A customer comes back by the link of a letter: a one-time ticket for the socket, into that conversation only."""

from typing import Any
from uuid import UUID

from aiohttp import web

from connectors.shapes import one_of, record, text
from connectors.web import keys
from connectors.web.bodies import json_body
from connectors.web.resume_links import ResumeLinks
from connectors.web.signed import MOST_CHARACTERS
from connectors.web.widget_session import limit_sessions, shown
from escalation.customers.resumptions import Resumed
from escalation.service import Service
from escalation.store.refusals import Refused

asked_shape = record(
    {"token": text(MOST_CHARACTERS, 1)},
    {"visitor_token": text(200), "locale": one_of("ko", "en")},
)


async def resume(request: web.Request) -> web.Response:
    """`POST /widget/resume`. Raises Refused `link_over` or `link_used`."""
    asked = await json_body(request, asked_shape)
    await limit_sessions(request, known="visitor_token" in asked)
    async with request.app[keys.ADMISSION].admitted():
        return web.json_response(await _session(request.app, asked))


async def _session(app: web.Application, asked: dict[str, Any]) -> dict[str, Any]:
    service, settings = app[keys.SERVICE], app[keys.SETTINGS]
    link = ResumeLinks(settings).read(asked["token"])
    if link is None:
        raise Refused("link_over", "expected a link of the last seven days")
    visitor_id, token = await service.open_visitor(token=asked.get("visitor_token"))
    await service.resume(**link, visitor_id=visitor_id)
    claims = {
        "visitor": str(visitor_id),
        "customer": None,
        "locale": asked.get("locale"),
        "link": {name: str(value) for name, value in link.items()},
    }
    ticket = app[keys.SOCKET_TICKETS].mint("widget", claims)
    shop = next(iter(settings.widget_origins), None)
    return {"visitor_token": token, "ticket": ticket, "customer": shown(None), **({"shop": shop} if shop else {})}


async def resumed(service: Service, claims: dict[str, Any]) -> Resumed | None:
    """What the link of a redeemed ticket opens; None where the browser did not come by one."""
    link = claims.get("link")
    if link is None:
        return None
    ids = {name: UUID(value) for name, value in link.items()}
    return await service.resume(**ids, visitor_id=UUID(claims["visitor"]))


class LinkedView:
    """The part of a conversation that a link shows."""

    def __init__(self, service: Service, link: Resumed) -> None:
        self._service = service
        self._link = link

    async def snapshot(self, *, conversation_id: UUID, after_seq: int) -> dict[str, Any]:
        return await self._service.snapshot(
            conversation_id=conversation_id, after_seq=after_seq, since=self._link.since
        )
