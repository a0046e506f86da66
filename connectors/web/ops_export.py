"""`GET /ops/api/export`: the rows behind a number as CSV, or the journey log in a format that other programs read."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from aiohttp import web

from connectors.web import keys
from connectors.web.authorization import Act
from connectors.web.ops import contact_rows
from connectors.web.ops_filter import asked
from connectors.web.routing import Route, get
from escalation.exports.formats import CASE, Format, format_of, statement_of, written
from escalation.exports.table import COLUMNS, as_csv
from escalation.store.refusals import Refused

AT_ONCE = 2
"""Files under way in one gateway: each holds a connection for as long as its reader takes."""
RETRY_S = 20.0
READER_LIMIT_S = 30.0  # for a piece to be taken; who reads slower is cut
PIECE = 32 * 1024  # characters that go out together


@dataclass(slots=True)
class Exports:
    """How many files are under way."""

    under_way: int = 0

    @contextmanager
    def one_more(self) -> Iterator[None]:
        """A place for one more. Raises Refused when there is none."""
        if self.under_way >= AT_ONCE:
            raise Refused("rate_limited", f"expected at most {AT_ONCE} exports at once", retry_after=RETRY_S)
        self.under_way += 1
        try:
            yield
        finally:
            self.under_way -= 1


EXPORTS = web.AppKey("exports", Exports)


def routes() -> list[Route]:
    return [get("/ops/api/export", export, Act.OPS_EXPORT)]


async def export(request: web.Request) -> web.StreamResponse:
    """`format` (csv by default); of XES also `case`: `contact` or `customer`."""
    name = request.query.get("format") or "csv"
    if name == "csv":
        with request.app[EXPORTS].one_more():
            table = await asyncio.to_thread(as_csv, COLUMNS, await contact_rows(request))
        headers = _named("firsthand-contacts.csv")
        return web.Response(text=table, content_type="text/csv", charset="utf-8", headers=headers)
    return await _streamed(request, format_of(name, ("csv",)))


async def _streamed(request: web.Request, chosen: Format) -> web.StreamResponse:
    with request.app[EXPORTS].one_more():
        async with request.app[keys.ENGINE].connect() as connection:
            period = await asked(request, connection)
            statement = statement_of(chosen, period, request.query.get("case") or CASE)
            response = web.StreamResponse(headers=_named(f"firsthand-journey.{chosen.ending}"))
            response.content_type, response.charset = chosen.content_type, "utf-8"
            await response.prepare(request)
            if request.method != "HEAD":
                await _send(request, response, written(connection, chosen, statement))
    return response


async def _send(request: web.Request, response: web.StreamResponse, pieces: AsyncIterator[str]) -> None:
    """What went out cannot be taken back: where it breaks off, the connection does too, so that nobody takes half for
    the whole."""
    try:
        async for piece in _together(pieces):
            async with asyncio.timeout(READER_LIMIT_S):
                await response.write(piece.encode())
            await asyncio.sleep(0)  # a write that finds room does not wait, and chats go on in between
        await response.write_eof()
    except BaseException:
        if request.transport is not None:
            request.transport.abort()
        raise


async def _together(pieces: AsyncIterator[str]) -> AsyncIterator[str]:
    held: list[str] = []
    size = 0
    async for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= PIECE:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)


def _named(file: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{file}"'}
