"""Line: the sending half of one socket, with a bounded buffer and an end that always comes.

Whoever has something to say puts a frame and goes on; nobody waits for a slow reader. A task writes while there is
something to write, and only then, so an idle socket costs no second task.
"""

import asyncio
import logging
from collections import deque
from socket import IPPROTO_TCP, TCP_NOTSENT_LOWAT
from typing import Any

from aiohttp import WSMsgType, web

from connectors.web.frames import encoded

log = logging.getLogger(__name__)

MOST_FRAMES = 256
MOST_BYTES = 768 * 1024
"""With what the transport holds, a slow reader costs less than 1 MiB."""
KERNEL_BYTES = 64 * 1024
"""What the kernel takes for a reader before it has sent it on; left to itself it may take four megabytes for each."""
CLOSE_LIMIT_S = 3.0
"""How long a peer may take over a farewell before the connection is cut."""

POLICY = 1008
FAILED = 1011
RESTART = 1012
TOO_SLOW = 1013
SIGNED_OUT = 4401
NO_HELLO = 4408


class Line:
    """Frames to one socket, in order. Past `MOST_FRAMES` or `MOST_BYTES` unsent the socket is closed with 1013:
    its reader has the record to catch up from, the process has only so much memory."""

    def __init__(self, socket: web.WebSocketResponse, transport: asyncio.Transport | None) -> None:
        self._socket = socket
        self.transport = transport
        self._waiting: deque[bytes] = deque()
        self._bytes = 0
        self._writing: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None
        wire = transport.get_extra_info("socket") if transport is not None else None
        if wire is not None:
            wire.setsockopt(IPPROTO_TCP, TCP_NOTSENT_LOWAT, KERNEL_BYTES)

    @property
    def closing(self) -> bool:
        return self._closing is not None

    @property
    def unsent(self) -> int:
        """Bytes that wait for the reader."""
        return self._bytes

    def put(self, frame: dict[str, Any]) -> None:
        """Say something when the reader is ready for it; nothing is said on a line that is closing."""
        if self._closing is not None or self._socket.closed:
            return
        data = encoded(frame)
        self._waiting.append(data)
        self._bytes += len(data)
        if len(self._waiting) > MOST_FRAMES or (self._bytes > MOST_BYTES and len(self._waiting) > 1):
            log.info("a socket reads too slowly: closed with %d frames unsent", len(self._waiting))
            self.close(TOO_SLOW, "too slow")
        elif self._writing is None:
            self._writing = asyncio.create_task(self._write())

    def close(self, code: int, reason: str) -> None:
        """Begin to close; what is unsent is left to the record, except that a refusal said just before goes out."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._close(code, reason))

    async def ended(self) -> None:
        """Return when nothing of this line runs any more."""
        self.close(1000, "bye")
        assert self._closing is not None
        await asyncio.shield(self._closing)

    async def _write(self) -> None:
        try:
            while self._waiting:
                data = self._waiting.popleft()
                await self._socket.send_frame(data, WSMsgType.TEXT)
                self._bytes -= len(data)
        except (ConnectionError, RuntimeError) as error:
            log.debug("a socket went away: %s", error)
            self._forget()
        finally:
            self._writing = None

    async def _close(self, code: int, reason: str) -> None:
        try:
            async with asyncio.timeout(CLOSE_LIMIT_S):
                if code != TOO_SLOW and self._writing is not None:
                    await asyncio.wait([self._writing])
                await self._socket.close(code=code, message=reason.encode())
        except TimeoutError:
            log.debug("a socket did not answer the farewell: cut")
        finally:
            if self._writing is not None:
                self._writing.cancel()
            self._forget()
            if self.transport is not None:
                self.transport.abort()  # one that is closing waits for its reader to take what is unsent

    def _forget(self) -> None:
        """What is unsent is in the record."""
        self._waiting.clear()
        self._bytes = 0
