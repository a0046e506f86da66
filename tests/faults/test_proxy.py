"""The proxy itself: what it does to a plain echo."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.faults.rig.proxy import Proxy
from tests.integration.escalation.world import until

Wire = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        return
    finally:
        writer.close()


@pytest.fixture
async def proxy() -> AsyncIterator[Proxy]:
    server = await asyncio.start_server(_echo, "127.0.0.1", 0)
    async with server, Proxy(server.sockets[0].getsockname()[1]) as opened:
        yield opened


@asynccontextmanager
async def link(proxy: Proxy) -> AsyncIterator[Wire]:
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    yield reader, writer
    writer.transport.abort()


async def said(wire: Wire, text: bytes, limit_s: float = 5.0) -> bytes:
    """What comes back."""
    wire[1].write(text)
    return await asyncio.wait_for(wire[0].readexactly(len(text)), limit_s)


async def test_it_passes_on_and_says_farewell(proxy: Proxy) -> None:
    async with link(proxy) as wire:
        assert await said(wire, b"x" * 300_000) == b"x" * 300_000
        wire[1].close()
        await until(lambda: proxy.links == 0)


async def test_a_delay_holds_for_each_direction(proxy: Proxy) -> None:
    async with link(proxy) as wire:
        proxy.delay_s = 0.1
        began = time.monotonic()
        await said(wire, b"there and back")
        assert time.monotonic() - began >= 0.2


async def test_it_cuts_a_share_of_the_links(proxy: Proxy) -> None:
    async with link(proxy) as one, link(proxy) as other:
        await said(one, b"1")
        await said(other, b"2")
        assert proxy.cut(0.5) == 1
        assert proxy.links == 1
        assert proxy.cut() == 1
        for reader, _ in (one, other):
            with pytest.raises(ConnectionResetError):
                await reader.read(1)


async def test_half_open_links_hold_everything_until_the_thaw(proxy: Proxy) -> None:
    async with link(proxy) as wire:
        await said(wire, b"before")
        proxy.freeze()
        with pytest.raises(TimeoutError):
            await said(wire, b"during", 0.1)
        async with link(proxy) as late:
            with pytest.raises(TimeoutError):
                await said(late, b"late", 0.1)
            proxy.thaw()
            assert await asyncio.wait_for(wire[0].readexactly(6), 5) == b"during"
            assert await asyncio.wait_for(late[0].readexactly(4), 5) == b"late"


async def test_an_answer_is_lost_after_the_question_arrived(proxy: Proxy) -> None:
    async with link(proxy) as wire:
        proxy.lose_answers(containing=b"ack")
        assert await said(wire, b"hello") == b"hello"
        with pytest.raises(ConnectionResetError):
            await said(wire, b"an ack")
    proxy.lose_answers(False)
    async with link(proxy) as wire:
        assert await said(wire, b"an ack") == b"an ack"


async def test_a_slow_reader_is_felt_by_the_sender(proxy: Proxy) -> None:
    proxy.limit(1000)
    async with link(proxy) as wire:
        began = time.monotonic()
        await said(wire, b"x" * 1500)
        assert time.monotonic() - began >= 0.45
        wire[1].write(b"x" * 30_000_000)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(wire[1].drain(), 0.3)
        proxy.limit(None)
        assert await asyncio.wait_for(wire[0].readexactly(30_000_000), 10)


async def test_it_refuses_and_passes_by_who_does_not_answer(proxy: Proxy) -> None:
    proxy.refuse = True
    async with link(proxy) as wire:
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await said(wire, b"refused")
    proxy.refuse = False
    proxy.targets.insert(0, 9)
    for _ in range(2):
        async with link(proxy) as wire:
            assert await said(wire, b"passed by") == b"passed by"
