"""Files of conversations: sent as the body of a request, handed out as attachments.

What is handed out never runs: it is no page (attachment), is not guessed at (nosniff), and were it opened as one all
the same it would have no script, no origin and no network (sandbox). Pages fetch it and show pictures out of their
memory.
"""

import asyncio
from typing import Any
from urllib.parse import quote
from uuid import UUID

from aiohttp import web

from connectors.shapes import identifier
from connectors.web import frames, keys, sessions
from connectors.web.address import address_of
from connectors.web.authorization import Act
from connectors.web.limits import FILE_READS_BY_VISITOR, FILES_BY_ADDRESS, FILES_BY_AGENT, FILES_BY_VISITOR
from connectors.web.routing import Route, get, post
from connectors.web.uploads import client_id_of, counted
from escalation.store.rows import AnyRow

PART_BYTES = 512 * 1024
READER_LIMIT_S = 30.0
"""For each part: who reads slower does not hold a file open."""
HELD_IN = {"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "private, no-store"}


def routes() -> list[Route]:
    return [
        post("/widget/files", from_customer, Act.WIDGET),
        get("/widget/files/{id}", to_customer, Act.WIDGET),
        post("/desk/files", from_agent, Act.WORK),
        get("/desk/files/{id}", to_agent, Act.READ_TICKET),
    ]


async def from_customer(request: web.Request) -> web.Response:
    """The headers X-Pass, X-Client-Id and X-File-Name (percent-encoded), the file as the body. Answers as an `ack`."""
    app = request.app
    viewer, client_id = app[keys.PASSES].read(request), client_id_of(request)
    who, address = str(viewer.visitor_id), address_of(request, app[keys.SETTINGS].trusted_proxies)
    await app[keys.SERVICE].expect_file(viewer=viewer, client_id=client_id)
    with app[keys.UPLOADS].of_customers.place(who, address):
        new = await counted(request, app[keys.LIMITS], (FILES_BY_VISITOR, who), (FILES_BY_ADDRESS, address))
        ack = await app[keys.SERVICE].receive_file(viewer=viewer, client_id=client_id, new=new)
    return web.json_response(ack.wire())


async def from_agent(request: web.Request) -> web.Response:
    """The same, with `conversation_id` and `epoch` in the query."""
    app, agent = request.app, request[sessions.AGENT]
    which: dict[str, Any] = {
        "conversation_id": identifier(request.query.get("conversation_id"), "conversation_id"),
        "epoch": frames.seq(_number(request.query.get("epoch")), "epoch"),
        "client_id": client_id_of(request),
    }
    with app[keys.UPLOADS].of_agents.place(str(agent.id)):
        new = await counted(request, app[keys.LIMITS], (FILES_BY_AGENT, str(agent.id)))
        ack = await app[keys.SERVICE].send_file_as_agent(agent_id=agent.id, new=new, **which)
    return web.json_response(ack.wire())


async def to_customer(request: web.Request) -> web.StreamResponse:
    viewer = request.app[keys.PASSES].read(request)
    file_id = _file_id(request)
    await request.app[keys.LIMITS].take((FILE_READS_BY_VISITOR, str(viewer.visitor_id)))
    return await _handed_out(request, await request.app[keys.SERVICE].file_of_viewer(viewer=viewer, file_id=file_id))


async def to_agent(request: web.Request) -> web.StreamResponse:
    agent, file_id = request[sessions.AGENT], _file_id(request)
    return await _handed_out(request, await request.app[keys.SERVICE].file_of_agent(agent=agent, file_id=file_id))


async def _handed_out(request: web.Request, row: AnyRow) -> web.StreamResponse:
    named = f"attachment; filename*=UTF-8''{quote(row.name, safe='')}"
    response = web.StreamResponse(headers={"Content-Type": row.media_type, "Content-Disposition": named, **HELD_IN})
    response.content_length = row.size
    await response.prepare(request)
    if request.method != "HEAD":
        await _send(request, response, row)
    return response


async def _send(request: web.Request, response: web.StreamResponse, row: AnyRow) -> None:
    """In parts, so that a slow reader costs one part of memory and no connection to the database. Where it breaks off,
    the connection does too: nobody takes half for the whole."""
    try:
        for at in range(0, row.size, PART_BYTES):
            part = await request.app[keys.SERVICE].file_content(file_id=row.id, at=at, size=PART_BYTES)
            if not part:
                raise LookupError(f"file {row.id} was erased while it was read")
            async with asyncio.timeout(READER_LIMIT_S):
                await response.write(part)
        await response.write_eof()
    except BaseException:
        if request.transport is not None:
            request.transport.abort()
        raise


def _file_id(request: web.Request) -> UUID:
    found: UUID = identifier(request.match_info["id"], "id")
    return found


def _number(value: str | None) -> int | str | None:
    return int(value) if value is not None and value.isascii() and value.isdigit() and len(value) < 12 else value
