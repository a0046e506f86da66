"""Reception: what every socket goes through, whoever is on it.

Upgrade, hello within five seconds, then two things at once until one of them ends: listening to the browser, and
living (showing it what happens elsewhere). The way out is always the same `finally`.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from aiohttp import WSMessage, WSMsgType, web

from connectors.shapes import Shape, ShapeError
from connectors.web import keys
from connectors.web.frames import FRAME_BYTES, client_id_of, read
from connectors.web.limits import FRAMES_BY_SOCKET, LocalLimits
from connectors.web.line import FAILED, NO_HELLO, POLICY, RESTART, SIGNED_OUT, TOO_SLOW, Line
from connectors.web.refusals import refusal_of, refused_frame
from escalation.store.refusals import Refused

log = logging.getLogger(__name__)

HELLO_LIMIT_S = 5.0
MOST_BAD_FRAMES = 20
BEAT = {"type": "beat"}
"""Said after every pong: a page does not see the pings, and would sit at a socket that the network has forgotten."""


class Party(Protocol):
    """Whoever is on the other end of a socket."""

    async def hello(self, frame: Mapping[str, Any]) -> str:
        """Say who this is, or refuse. Answers the owner the socket is counted under."""

    async def live(self) -> None:
        """Show what happens elsewhere, until cancelled."""

    async def take(self, frame: dict[str, Any]) -> None:
        """One frame after hello."""

    async def present(self) -> None:
        """A sign of life: a frame or a pong."""


class Gone(Exception):
    """The socket is over: the peer left, or it was closed from here."""


async def serve_socket(
    request: web.Request, shape: Shape, heartbeat_s: float, party_of: Callable[[Line], Party]
) -> web.WebSocketResponse:
    """Carry one socket from the upgrade to its end. The caller has checked the origin."""
    socket = web.WebSocketResponse(
        max_msg_size=FRAME_BYTES, compress=False, heartbeat=heartbeat_s, autoping=False, timeout=2.0
    )
    await socket.prepare(request)
    line = Line(socket, request.transport)
    reception = _Reception(socket, line, shape, party_of(line), limited=request.app[keys.SETTINGS].limits)
    try:
        owner = await reception.hello()
        with request.app[keys.SOCKETS].held(owner, line):
            await reception.attend()
    except Gone:
        log.debug("a socket ended")
    except Exception as error:
        reception.refuse(error)
    finally:
        await line.ended()
        _forget_traces(socket)
    return socket


def _forget_traces(socket: web.WebSocketResponse) -> None:
    """A socket that was cut keeps the error, the error the frames it came through, and those the socket: thousands of
    such circles would lie around until the next look for garbage, which stops everybody."""
    error = socket.exception()
    while error is not None:
        error.__traceback__ = None
        error = error.__context__


class _Reception:
    def __init__(self, socket: web.WebSocketResponse, line: Line, shape: Shape, party: Party, limited: bool) -> None:
        self._socket = socket
        self._line = line
        self._shape = shape
        self._party = party
        self._limits = LocalLimits() if limited else None
        self._bad = 0

    async def hello(self) -> str:
        """The owner, once the first frame said who it is."""
        try:
            async with asyncio.timeout(HELLO_LIMIT_S):
                frame = read(await self._text(), self._shape)
                if frame["type"] != "hello":
                    raise ShapeError("type", "hello as the first frame", frame["type"])
        except TimeoutError:
            self._line.close(NO_HELLO, "no hello")
            raise Gone from None
        return await self._party.hello(frame)

    async def attend(self) -> None:
        """Listen and live until one of them ends."""
        living = asyncio.create_task(self._live())
        try:
            await self._listen()
        finally:
            living.cancel()
            await asyncio.wait([living])

    def refuse(self, error: Exception) -> None:
        """The last word of a socket that cannot go on."""
        refusal = refusal_of(error)
        self._line.put(refused_frame(refusal))
        self._line.close(_CLOSE_CODES.get(refusal.code, POLICY), refusal.code)

    async def _live(self) -> None:
        """An end of any kind closes the line, and with it the listening ends."""
        try:
            await self._party.live()
            self._line.close(RESTART, "restart")
        except Exception as error:
            self.refuse(error)

    async def _listen(self) -> None:
        while True:
            await self._answer(await self._text())

    async def _text(self) -> str:
        """The next text of the peer; pings and pongs on the way are signs of life."""
        while True:
            message: WSMessage = await self._socket.receive()
            match message.type:
                case WSMsgType.TEXT:
                    await self._party.present()
                    return str(message.data)
                case WSMsgType.PING:
                    await self._socket.pong(message.data)
                case WSMsgType.PONG:
                    await self._party.present()
                    self._line.put(BEAT)
                case WSMsgType.BINARY:
                    raise ShapeError("", "a text frame", message.data)
                case _:
                    raise Gone

    async def _answer(self, source: str) -> None:
        """One frame; what is refused is answered and the socket goes on."""
        try:
            self._limit()
            await self._party.take(read(source, self._shape))
        except Exception as error:
            refusal = refusal_of(error)
            self._line.put(refused_frame(refusal, client_id_of(source)))
            self._count(refusal)

    def _limit(self) -> None:
        wait = self._limits.wait_s((FRAMES_BY_SOCKET, "")) if self._limits else 0
        if wait > 0:
            raise Refused("rate_limited", "too many frames; wait a moment", retry_after=round(wait + 0.05, 1))

    def _count(self, refusal: Refused) -> None:
        """A client whose session is over goes; so does one that goes on talking nonsense or does not wait."""
        if refusal.code == "unauthenticated":
            self._line.close(SIGNED_OUT, refusal.code)
        if refusal.code in ("bad_frame", "rate_limited"):
            self._bad += 1
        if self._bad > MOST_BAD_FRAMES:
            self._line.close(POLICY, refusal.code)


_CLOSE_CODES = {
    "unauthenticated": SIGNED_OUT,
    "internal": FAILED,
    "unavailable": TOO_SLOW,
    "rate_limited": TOO_SLOW,
}
