"""A WebSocket without manners: whatever bytes a test likes, where a browser would only send well-formed frames."""

import asyncio
import base64
import json
import os
import struct
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

TEXT, BINARY, CLOSE, PING, CONTINUATION = 0x1, 0x2, 0x8, 0x9, 0x0
LAST = 0x80
"""The first byte's bit of a frame that ends its message."""
WAIT_S = 20.0


def framed(payload: bytes, opcode: int = TEXT, last: bool = True, claimed: int | None = None) -> bytes:
    """One frame as a client masks it; `claimed` is the length it says it has."""
    return headed(opcode | (LAST if last else 0), payload, len(payload) if claimed is None else claimed)


def headed(first: int, payload: bytes, length: int) -> bytes:
    """A frame with any first byte. The mask is zero: allowed, and the bytes on the wire can be read."""
    if length < 126:
        size = struct.pack("!B", 0x80 | length)
    elif length < 1 << 16:
        size = struct.pack("!BH", 0x80 | 126, length)
    else:
        size = struct.pack("!BQ", 0x80 | 127, length)
    return bytes([first]) + size + b"\0\0\0\0" + payload


def fragments(payload: bytes, size: int) -> bytes:
    """One text message in frames of `size` bytes each."""
    pieces = [payload[at : at + size] for at in range(0, len(payload), size)] or [b""]
    opcodes = [TEXT, *([CONTINUATION] * (len(pieces) - 1))]
    ends = [*([False] * (len(pieces) - 1)), True]
    return b"".join(map(framed, pieces, opcodes, ends))


@dataclass
class RawSocket:
    """Open it with `open_socket`. What comes is read at once; `heard` keeps it."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    heard: list[dict[str, Any]] = field(default_factory=list)
    close_code: int | None = None
    """1006 where the line was cut without a farewell."""

    def __post_init__(self) -> None:
        self._news = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    async def send(self, data: bytes) -> None:
        """Bytes as they are; a line that is closed takes them without a word, as a network does."""
        try:
            self.writer.write(data)
            await self.writer.drain()
        except ConnectionError:
            self._news.set()

    async def say(self, frame: object) -> None:
        await self.send(framed(json.dumps(frame).encode()))

    async def until(self, what: str, value: str) -> dict[str, Any] | None:
        """The frame whose field `what` is this, or None when the line ended before."""
        async with asyncio.timeout(WAIT_S):
            while True:
                for frame in self.heard:
                    if frame.get(what) == value:
                        return frame
                if self.close_code is not None:
                    return None
                self._news.clear()
                await self._news.wait()

    async def leave(self) -> None:
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)
        self.writer.transport.abort()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.leave()

    async def _read(self) -> None:
        try:
            while self.close_code is None:
                opcode, payload = await self._frame()
                if opcode == TEXT:
                    self.heard.append(json.loads(payload))
                elif opcode == CLOSE:
                    self.close_code = struct.unpack("!H", payload[:2])[0] if payload else 1005
                self._news.set()
        except (asyncio.IncompleteReadError, ConnectionError):
            self.close_code = self.close_code or 1006
        self._news.set()

    async def _frame(self) -> tuple[int, bytes]:
        first, length = await self.reader.readexactly(2)
        if length == 126:
            (length,) = struct.unpack("!H", await self.reader.readexactly(2))
        elif length == 127:
            (length,) = struct.unpack("!Q", await self.reader.readexactly(8))
        return first & 0x0F, await self.reader.readexactly(length)


async def open_socket(url: str, path: str, cookie: str = "") -> RawSocket:
    """Upgraded at `url` + `path`, as from a page of the same origin."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    told = {
        "Host": parts.netloc,
        "Origin": url,
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        **({"Cookie": cookie} if cookie else {}),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    writer.write(f"GET {path} HTTP/1.1\r\n{head}\r\n".encode())
    answer = await reader.readuntil(b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 101"), answer
    return RawSocket(reader, writer)
