"""One connection through the proxy: two ways, each of which holds what it has read until the weather lets it pass."""

import asyncio
import socket
import struct
from collections import deque
from collections.abc import Callable

MOST_HELD = 64 * 1024
"""Bytes that a way holds before it stops reading, so that a sender feels a slow or frozen link."""
TICK_S = 0.05
"""A limited way passes something on no more often than this."""
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: no farewell, and what is unsent is dropped


class Weather:
    """What holds for all links at this moment."""

    def __init__(self) -> None:
        self.delay_s = 0.0
        self.frozen = False
        self.losing: bytes | None = None
        self.bytes_per_s: float | None = None


class Link:
    """A client's connection and the one to the server. `ended` is called once both are over."""

    def __init__(self, weather: Weather) -> None:
        self.ended: Callable[[], object] = lambda: None
        self._over = False
        down = _Way(weather, self, answers=True)
        up = _Way(weather, self, answers=False)
        self.client = _End(self, reads_into=up, writes_of=down)
        self.server = _End(self, reads_into=down, writes_of=up)
        self._ways = (up, down)

    @property
    def over(self) -> bool:
        return self._over

    def go_on(self) -> None:
        """The weather has changed."""
        for way in self._ways:
            way.go_on()

    def cut(self) -> None:
        """Reset both connections; what is under way is lost."""
        self._end(reset)

    def close(self) -> None:
        """One side said farewell and everything before it has been passed on."""
        self._end(lambda transport: transport.close())

    def _end(self, how: Callable[[asyncio.Transport], None]) -> None:
        if self._over:
            return
        self._over = True
        for end in (self.client, self.server):
            if end.transport is not None:
                how(end.transport)
        for way in self._ways:
            way.forget()
        self.ended()


class _End(asyncio.Protocol):
    """One of the two connections."""

    def __init__(self, link: Link, reads_into: "_Way", writes_of: "_Way") -> None:
        self.transport: asyncio.Transport | None = None
        self._link = link
        self._reads_into = reads_into
        self._writes_of = writes_of

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        if self._link.over:
            reset(transport)
            return
        self.transport = transport
        wire = transport.get_extra_info("socket")
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._reads_into.source = transport
        self._writes_of.target = transport
        self._link.go_on()

    def data_received(self, data: bytes) -> None:
        self._reads_into.take(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._reads_into.take(None)

    def pause_writing(self) -> None:
        self._writes_of.blocked = True
        self._writes_of.go_on()

    def resume_writing(self) -> None:
        self._writes_of.blocked = False
        self._writes_of.go_on()


class _Way:
    """One direction. What it has read waits with the time at which it may arrive; None stands for the farewell."""

    def __init__(self, weather: Weather, link: Link, *, answers: bool) -> None:
        self.source: asyncio.Transport | None = None
        self.target: asyncio.Transport | None = None
        self.blocked = False
        self._weather = weather
        self._link = link
        self._answers = answers
        self._held: deque[tuple[float, bytes | None]] = deque()
        self._bytes = 0
        self._allowed = 0.0
        self._counted_at = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def take(self, data: bytes | None) -> None:
        """Something was read."""
        if self._link.over:
            return
        self._held.append((asyncio.get_running_loop().time() + self._weather.delay_s, data))
        self._bytes += len(data or b"")
        self.go_on()

    def forget(self) -> None:
        """Nothing arrives any more."""
        self._held.clear()
        if self._timer is not None:
            self._timer.cancel()

    def go_on(self) -> None:
        """Pass on what may pass now, and come back for the rest."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        now = asyncio.get_running_loop().time()
        while self._passable(now):
            self._pass_first(now)
        if self._link.over:
            return
        if self._held and not self._weather.frozen and not self.blocked and self.target is not None:
            wait = max(self._held[0][0] - now, self._wait_for_a_byte())
            self._timer = asyncio.get_running_loop().call_later(wait, self.go_on)
        self._hold_back()

    @property
    def _limited(self) -> bool:
        return self._answers and self._weather.bytes_per_s is not None

    def _passable(self, now: float) -> bool:
        if not self._held or self._weather.frozen or self.blocked or self.target is None or self._held[0][0] > now:
            return False
        return not self._limited or self._held[0][1] is None or self._allowance(now) >= 1

    def _allowance(self, now: float) -> float:
        """Bytes that the limit lets pass now; what was not used is not saved up for more than a second."""
        rate = self._weather.bytes_per_s or 0.0
        self._allowed = min(self._allowed + (now - self._counted_at) * rate, max(rate, 1.0))
        self._counted_at = now
        return self._allowed

    def _wait_for_a_byte(self) -> float:
        """Seconds until the limit lets something pass."""
        if not self._limited:
            return 0.0
        return max(TICK_S, (1.0 - self._allowed) / (self._weather.bytes_per_s or 1.0))

    def _pass_first(self, now: float) -> None:
        due, data = self._held.popleft()
        if data is None:
            self._link.close()
            return
        if self._answers and self._weather.losing is not None and self._weather.losing in data:
            self._link.cut()
            return
        if self._limited:
            passes = int(self._allowed)
            if len(data) > passes:
                self._held.appendleft((due, data[passes:]))
                data = data[:passes]
            self._allowed -= len(data)
        self._bytes -= len(data)
        assert self.target is not None
        self.target.write(data)

    def _hold_back(self) -> None:
        """Read no more than can be held; the kernel then lets the sender feel it."""
        if self.source is None or self.source.is_closing():
            return
        if self._bytes > MOST_HELD or self._weather.frozen or (self._limited and self._bytes > 0):
            self.source.pause_reading()
        else:
            self.source.resume_reading()


def reset(transport: asyncio.Transport) -> None:
    """End a connection as a router that forgot it does."""
    wire = transport.get_extra_info("socket")
    if wire is not None and wire.fileno() != -1:
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    transport.abort()
