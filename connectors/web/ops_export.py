"""`GET /ops/api/export`: the rows behind a number as CSV, or the journey log in a format that other programs read."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from connectors.web import keys
from connectors.web.authorization import Act
from connectors.web.ops import behind
from connectors.web.ops_filter import asked
from connectors.web.routing import Route, get
from escalation.exports.formats import CASE, Format, check_size, format_of, statement_of, written
from escalation.exports.table import COLUMNS, as_csv
from escalation.numbers.drill_down import in_pieces
from escalation.store.refusals import Refused

AT_ONCE = 2
"""Files under way in one gateway: each holds a connection for as long as its reader takes."""
RETRY_S = 20.0
READER_LIMIT_S = 30.0  # for a piece to be taken; who reads slower is cut
PIECE = 32 * 1024  # characters that go out together


@dataclass(slots=True)
class Exports:
    """How many files are under way, and how many may be."""

    most: int = AT_ONCE
    under_way: int = 0

    @contextmanager
    def one_more(self) -> Iterator[None]:
        """A place for one more. Raises Refused when there is none."""
        if self.under_way >= self.most:
            raise Refused("rate_limited", f"expected at most {self.most} files at once", retry_after=RETRY_S)
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
    chosen = None if name == "csv" else format_of(name, ("csv",))
    with request.app[EXPORTS].one_more():
        async with request.app[keys.ENGINE].connect() as connection:
            file = await (_contacts(request, connection) if chosen is None else _log(request, connection, chosen))
            response = web.StreamResponse(headers={"Content-Disposition": f'attachment; filename="{file.name}"'})
            response.content_type, response.charset = file.content_type, "utf-8"
            await response.prepare(request)
            if request.method != "HEAD":
                await _send(request, response, file.pieces)
    return response


class _File(NamedTuple):
    name: str
    content_type: str
    pieces: AsyncIterator[str]


async def _contacts(request: web.Request, connection: AsyncConnection) -> _File:
    """The contacts behind the metric that a request names."""
    now = request.app[keys.CLOCK]()
    metric, period, parts, also = await behind(request, connection, now)
    rows = in_pieces(connection, metric, period, now, parts, also=also)
    return _File("firsthand-contacts.csv", "text/csv", as_csv(COLUMNS, rows))


async def _log(request: web.Request, connection: AsyncConnection, chosen: Format) -> _File:
    statement = statement_of(chosen, await asked(request, connection), request.query.get("case") or CASE)
    await check_size(connection, chosen, statement)
    return _File(f"firsthand-journey.{chosen.ending}", chosen.content_type, written(connection, chosen, statement))


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
