"""What an assistant may do wrong, over HTTP: it hangs, fails, talks nonsense, or is gone in the middle of a word."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress

from aiohttp import web

from connectors.rasa import ANSWER_LIMIT

STATUSES = {"away": 503, "error": 500, "refusing": 400}
BODIES = {
    "garbage": b"<html>\xff\x00 it works",
    "wrong": json.dumps({"replies": [{"text": 3}], "turn": None}).encode(),
    "deep": b"[" * 100_000,
    "huge": b'"' + b"x" * ANSWER_LIMIT + b'"',
    "silent": json.dumps({"replies": [], "turn": {"intents": []}}).encode(),
}
TRICKLE_S = 0.2
"""Between two bytes of a trickle."""


class Faults:
    """Does one thing wrong at a time, until it is released: what hangs then goes on."""

    def __init__(self) -> None:
        self._released = asyncio.Event()
        self._misdeeds: dict[str, Callable[[web.Request], Awaitable[web.StreamResponse | None]]] = {
            "hang": self._hang,
            "drop": _drop,
            "truncated": _truncated,
            "noise": _noise,
            "packed": _packed,
            "trickle": self._trickle,
        }

    @property
    def modes(self) -> list[str]:
        """All that can go wrong, by name."""
        return [*STATUSES, *BODIES, *self._misdeeds]

    def release(self) -> None:
        """Let go on what hangs."""
        self._released.set()
        self._released = asyncio.Event()

    async def commit(self, mode: str, request: web.Request) -> web.StreamResponse | None:
        """The faulty answer; None where the right one may follow now."""
        if mode in STATUSES:
            return web.Response(status=STATUSES[mode])
        if mode in BODIES:
            return web.Response(body=BODIES[mode], content_type="application/json")
        return await self._misdeeds[mode](request)

    async def _hang(self, _: web.Request) -> None:
        await self._released.wait()

    async def _trickle(self, request: web.Request) -> web.StreamResponse:
        """Spaces before a JSON value, one at a time, as long as somebody reads them."""
        response, released = web.StreamResponse(), self._released
        await response.prepare(request)
        with suppress(ConnectionResetError):
            while not released.is_set():
                await response.write(b" ")
                await asyncio.sleep(TRICKLE_S)
        return response


async def _drop(request: web.Request) -> web.StreamResponse:
    _cut(request)
    return web.Response()


async def _noise(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.write(b"\x16\x03\x01 this is no HTTP\r\n\r\n")
    _cut(request)
    return web.Response()


async def _truncated(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"replies": [')
    _cut(request)
    return response


async def _packed(request: web.Request) -> web.StreamResponse:
    return web.Response(body=b"no such thing as gzip", headers={"Content-Encoding": "gzip"})


def _cut(request: web.Request) -> None:
    assert request.transport is not None
    request.transport.close()
