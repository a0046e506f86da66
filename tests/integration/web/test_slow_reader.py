"""A reader that does not read: it costs a bounded buffer and its own socket, and nobody else's time."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL

from connectors.web import line as lines
from connectors.web.line import Line

HEARTBEAT_S = 1.0
HANDSHAKE = (
    b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


@pytest.fixture
async def opened() -> AsyncIterator[tuple[asyncio.Queue[Line], URL]]:
    held: asyncio.Queue[Line] = asyncio.Queue()

    async def handler(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(compress=False, timeout=1.0, heartbeat=HEARTBEAT_S)
        await socket.prepare(request)
        line = Line(socket, request.transport)
        held.put_nowait(line)
        async for _ in socket:
            pass
        await line.ended()
        return socket

    app = web.Application()
    app.router.add_get("/", handler)
    async with TestServer(app) as server:
        yield held, server.make_url("/")


async def test_frames_arrive_in_order(opened: tuple[asyncio.Queue[Line], URL]) -> None:
    held, url = opened
    async with aiohttp.ClientSession() as http, http.ws_connect(url) as socket:
        line = await held.get()
        for number in range(200):
            line.put({"number": number})
        assert [(await socket.receive_json())["number"] for _ in range(200)] == list(range(200))


async def test_a_reader_that_does_not_read_is_cut(opened: tuple[asyncio.Queue[Line], URL]) -> None:
    held, url = opened
    reader, writer = await asyncio.open_connection(url.host, url.port, limit=1024)
    writer.write(HANDSHAKE)
    await reader.readuntil(b"\r\n\r\n")
    line = await held.get()
    started, frame = time.monotonic(), {"text": "x" * 60_000}
    while not line.closing and time.monotonic() - started < 10:
        line.put(frame)
        assert line.unsent <= lines.MOST_BYTES + 60_100
        await asyncio.sleep(0)
    assert line.closing
    await asyncio.wait_for(line.ended(), lines.CLOSE_LIMIT_S + 2)
    assert line.unsent == 0
    writer.close()


async def test_a_reader_that_answers_no_ping_is_cut_with_what_it_owes(opened: tuple[asyncio.Queue[Line], URL]) -> None:
    """It owes less than would be too much, and more than the kernel takes: nothing waits for it to read on."""
    held, url = opened
    narrow = socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    narrow.setblocking(False)
    await asyncio.get_running_loop().sock_connect(narrow, (url.host, url.port))
    reader, writer = await asyncio.open_connection(sock=narrow, limit=1024)
    writer.write(HANDSHAKE)
    await reader.readuntil(b"\r\n\r\n")
    line = await held.get()
    for _ in range(10):
        line.put({"text": "x" * 60_000})
    assert line.transport is not None
    for _ in range(200):
        if line.transport.get_write_buffer_size() == 0 and line.closing:
            break
        await asyncio.sleep(0.05)
    assert (line.closing, line.unsent, line.transport.get_write_buffer_size()) == (True, 0, 0)
    writer.close()


async def test_a_single_large_frame_is_no_flood(opened: tuple[asyncio.Queue[Line], URL]) -> None:
    held, url = opened
    async with aiohttp.ClientSession() as http, http.ws_connect(url, max_msg_size=0) as socket:
        line = await held.get()
        line.put({"text": "가" * 500_000})
        assert len((await socket.receive_json())["text"]) == 500_000


async def test_a_last_word_goes_out_before_the_farewell(opened: tuple[asyncio.Queue[Line], URL]) -> None:
    held, url = opened
    async with aiohttp.ClientSession() as http, http.ws_connect(url) as socket:
        line = await held.get()
        line.put({"type": "refused"})
        line.close(4401, "signed out")
        line.put({"type": "too late"})
        assert await socket.receive_json() == {"type": "refused"}
        message = await socket.receive()
        assert (message.type, message.data) == (aiohttp.WSMsgType.CLOSE, 4401)
