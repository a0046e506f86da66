"""A socket that comes back by itself, as the one of the pages does (`connectors/ui/src/shared/socket.ts`)."""

import asyncio
import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Self

import aiohttp

from tests.faults.people.diary import Diary
from tests.faults.people.pace import Denied, Later, Pace, asked_within

Frame = dict[str, Any]


QUIET_S = 0.3
"""So long nothing has come: it is quiet."""
FAREWELL = aiohttp.ClientWSTimeout(ws_close=0.2)


class Connection(ABC):
    """`async with` opens it. `urls`: one gateway, or several of which each attempt takes any."""

    path: str

    def __init__(self, urls: str | Sequence[str], diary: Diary, pace: Pace | None = None, seed: int = 0) -> None:
        self.urls = [urls] if isinstance(urls, str) else list(urls)
        self.diary = diary
        self.pace = pace or Pace()
        self.outbox: dict[str, Frame] = {}
        self.welcomes = 0
        self.denied: str | None = None
        self.origin: str | None = None  # of the page, where it is not the address of the gateway
        self._chance = random.Random(f"{seed} {diary.who}")
        self._news = asyncio.Event()
        self._heard_at = 0.0
        self._owed_since: float | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._limit: asyncio.Timeout | None = None
        self._living: asyncio.Task[None] | None = None
        self._ready = False

    @abstractmethod
    def new_session(self) -> aiohttp.ClientSession:
        """The browser: cookies or none."""

    @abstractmethod
    async def ticket(self, url: str) -> str:
        """A one-time ticket. Raises Denied."""

    @abstractmethod
    def hello(self, ticket: str) -> Frame: ...

    @abstractmethod
    def probe(self) -> Frame | None:
        """Something the gateway always answers."""

    @abstractmethod
    def take(self, frame: Frame) -> None:
        """What the gateway said, into what the screen shows."""

    async def __aenter__(self) -> Self:
        self.http = self.new_session()
        self.back()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.away()
        await self.http.close()

    def back(self) -> None:
        """The network is there again."""
        if self._living is None:
            self._living = asyncio.create_task(self._live())

    async def away(self) -> None:
        """No network, until `back`."""
        if self._living is not None:
            self._living.cancel()
            await asyncio.wait([self._living])
            if not self._living.cancelled() and (error := self._living.exception()) is not None:
                raise error
        self._living = None

    @property
    def ready(self) -> bool:
        """Welcomed, and as far as it knows still connected."""
        return self._ready

    async def send(self, frame: Frame) -> bool:
        """Something that may be lost; False when there is nobody to hear it."""
        socket = self._socket
        if not self._ready or socket is None or socket.closed:
            return False
        try:
            await socket.send_json(frame)
        except (aiohttp.ClientError, OSError):
            return False
        return True

    async def deliver(self, frame: Frame) -> None:
        """Something that must arrive: kept until it is answered."""
        self.outbox[frame["client_id"]] = frame
        if await self.send(frame):
            self._owe()

    def settle(self, client_id: str) -> Frame | None:
        return self.outbox.pop(client_id, None)

    async def until(self, holds: Callable[[], bool], what: str, limit_s: float = 10.0) -> None:
        """Wait for what the screen shows. Raises AssertionError."""
        try:
            async with asyncio.timeout(limit_s):
                while not holds():
                    self._check_alive()
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"{self.diary.who}: no {what} within {limit_s} s") from None

    async def until_acked(self, limit_s: float = 10.0) -> None:
        """Everything that was said is answered."""
        await self.until(lambda: not self.outbox, f"answer to {len(self.outbox)} messages", limit_s)

    async def until_ready(self, limit_s: float = 10.0) -> None:
        await self.until(lambda: self.ready, "welcome", limit_s)

    async def silence(self, limit_s: float = 10.0) -> None:
        """Connected, everything answered, and nothing has come for a moment."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(limit_s):
                while not self.ready or self.outbox or loop.time() - self._heard_at < QUIET_S:
                    self._check_alive()
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"{self.diary.who}: not quiet within {limit_s} s; {len(self.outbox)} unsent") from None

    def _check_alive(self) -> None:
        """What broke this client itself is not waited for."""
        if self._living is not None and self._living.done() and not self._living.cancelled():
            self._living.result()

    async def _live(self) -> None:
        attempt, loop = 0, asyncio.get_running_loop()
        while True:
            welcomed, since = self.welcomes, loop.time()
            code: int | str | None
            within = 0.0
            told: float | None = None
            try:
                code, within = await self._connect()
            except Denied as denied:
                self.denied = str(denied)
                self.diary.note("denied", why=self.denied)
                return self._news.set()
            except Later as later:
                code, told = str(later), later.after_s
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                code = f"{type(error).__name__} {error}".strip()
            finally:
                self._ready, self._socket, self._limit = False, None, None
            self.diary.note("closed", code=code)
            self.closed()
            if self.welcomes > welcomed and loop.time() - since >= self.pace.stable_s:
                attempt = 0
            if told is None:
                await asyncio.sleep(self.pace.delay(attempt, self._chance, within))
                attempt += 1
            else:
                await asyncio.sleep(min(told, self.pace.told_s) + self._chance.random() * self.pace.first_s)

    async def _connect(self) -> tuple[int | None, float]:
        """One socket, from the ticket to its end; answers the close code, and within how many seconds to come back."""
        url = self._chance.choice(self.urls)
        self._owed_since = None  # what the line before owed is not this one's debt
        async with asyncio.timeout(self.pace.answer_s) as self._limit:
            self._owe()
            ticket = await self.ticket(url)
            async with self.http.ws_connect(
                url + self.path, origin=self.origin or url, max_msg_size=0, timeout=FAREWELL
            ) as socket:
                self._socket = socket
                await socket.send_json(self.hello(ticket))
                while (message := await socket.receive()).type is aiohttp.WSMsgType.TEXT:
                    await self._hear(message.json())
                return socket.close_code, asked_within(socket.close_code, message.extra)

    async def _hear(self, frame: Frame) -> None:
        loop = asyncio.get_running_loop()
        self._heard_at, self._owed_since = loop.time(), None
        if frame["type"] == "welcome":
            self.welcomes += 1
            self.diary.note("welcome", last_seq=frame.get("last_seq"))
        self.take(frame)
        if frame["type"] == "welcome":
            self._ready = True
            for waiting in list(self.outbox.values()):
                await self.send(waiting)
        await self.heard(frame)
        if self.outbox:
            self._owe()
        else:
            self._watch(loop.time() + self.pace.silent_s)
        self._news.set()

    @abstractmethod
    async def until_quiet(self, limit_s: float = 10.0) -> None:
        """Connected, all that was said is answered, and nothing comes any more."""

    @abstractmethod
    async def compare(self, limit_s: float = 5.0) -> bool:
        """Load the page anew beside this one; both screens go into the diary. True when they are the same."""

    @abstractmethod
    async def heard(self, frame: Frame) -> None:
        """After a frame was taken: what the page asks for next."""

    @abstractmethod
    def closed(self) -> None:
        """The line is gone."""

    def _owe(self) -> None:
        """An answer is due; the first one that is counts."""
        loop = asyncio.get_running_loop()
        if self._owed_since is None:
            self._owed_since = loop.time()
        self._watch(self._owed_since + self.pace.answer_s)

    def _watch(self, until: float) -> None:
        if self._limit is not None and not self._limit.expired():
            self._limit.reschedule(until)

    async def doubt(self) -> None:
        """A quiet socket is asked whether it lives."""
        probe = self.probe()
        if probe is not None and await self.send(probe):
            self._owe()
