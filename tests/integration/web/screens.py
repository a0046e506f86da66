"""Screens: a customer and an agent as their browsers would act, over real HTTP and real sockets."""

import asyncio
import socket
from collections.abc import Callable
from typing import Any, Self
from uuid import uuid4

import aiohttp

WAIT_S = 10.0

Frame = dict[str, Any]


class Screen:
    """One socket: what it heard is kept, and waiting for a frame looks at what came before too."""

    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        self.http = http
        self.url = url
        self.heard: list[Frame] = []
        self.close_code: int | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._reading: asyncio.Task[None] | None = None
        self._news = asyncio.Event()

    @property
    def origin(self) -> dict[str, str]:
        return {"Origin": self.url, "X-Firsthand": "1"}

    async def post(self, path: str, body: object, **headers: str) -> aiohttp.ClientResponse:
        return await self.http.post(f"{self.url}{path}", json=body, headers={**self.origin, **headers})

    async def connect(self, path: str, origin: str | None = None) -> None:
        self.heard, self.close_code = [], None
        self._socket = await self.http.ws_connect(f"{self.url}{path}", origin=origin or self.url)
        self._reading = asyncio.create_task(self._read(self._socket))

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            self.heard.append(message.json())
            self._news.set()
        self.close_code = socket.close_code
        self._news.set()

    async def say(self, type_: str, **fields: object) -> str:
        """Send a frame; answers its client id."""
        client_id = str(fields.pop("client_id", uuid4()))
        assert self._socket is not None
        await self._socket.send_json({"type": type_, "client_id": client_id, **fields})
        return client_id

    async def raw(self, text: str) -> None:
        assert self._socket is not None
        await self._socket.send_str(text)

    async def until(self, type_: str, where: Callable[[Frame], bool] = lambda _: True) -> Frame:
        """The first frame of a type that fits."""

        def found() -> Frame | None:
            return next((frame for frame in self.heard if frame["type"] == type_ and where(frame)), None)

        await self.until_true(lambda: found() is not None, f"{type_} frame")
        frame = found()
        assert frame is not None
        return frame

    async def until_closed(self, limit_s: float = WAIT_S) -> int:
        await self.until_true(lambda: self.close_code is not None, "close", limit_s)
        assert self.close_code is not None
        return self.close_code

    async def until_true(self, holds: Callable[[], bool], what: str, limit_s: float = WAIT_S) -> None:
        try:
            async with asyncio.timeout(limit_s):
                while not holds():
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"no {what} within {limit_s} s; heard {self.heard}") from None

    async def answered(self, client_id: str) -> Frame:
        """The acknowledgement or refusal of what was said."""
        fits = ("ack", "refused")
        await self.until_true(
            lambda: any(frame["type"] in fits and frame.get("client_id") == client_id for frame in self.heard),
            f"answer to {client_id}",
        )
        return next(frame for frame in self.heard if frame["type"] in fits and frame.get("client_id") == client_id)

    async def leave(self) -> None:
        if self._socket is not None:
            await self._socket.close()
        if self._reading is not None:
            await self._reading

    def is_cut(self) -> None:
        """The network takes the socket away, without a farewell."""
        assert self._socket is not None
        self._socket.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.leave()
        await self.http.close()


class CustomerScreen(Screen):
    """The widget."""

    def __init__(self, url: str) -> None:
        super().__init__(aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()), url)
        self.token: str | None = None
        self.session: str | None = None

    async def ticket(self, **identity: str) -> str:
        body = {"visitor_token": self.token, "locale": "ko", **identity}
        async with await self.post("/widget/session", body) as response:
            answer = await response.json()
            assert response.status == 200, answer
        self.token, self.session = answer["visitor_token"], answer.get("session")
        return str(answer["ticket"])

    async def open(self, last_seq: int = 0, **identity: str) -> Frame:
        """Session, socket, hello; answers the welcome."""
        ticket = await self.ticket(**identity)
        await self.connect("/widget/socket")
        await self.say("hello", ticket=ticket, last_seq=last_seq, locale="ko")
        return await self.until("welcome")

    async def write(self, text: str) -> Frame:
        return await self.answered(await self.say("send", text=text))

    async def message(self, where: Callable[[Frame], bool]) -> Frame:
        """The first message that fits, from pushes, answers to fetch or the welcome."""
        await self.until_true(lambda: any(map(where, self.messages)), "message")
        return next(message for message in self.messages if where(message))

    async def notice(self, code: str) -> Frame:
        return await self.message(lambda message: message.get("code") == code)

    async def reads(self, text: str) -> Frame:
        return await self.message(lambda message: message.get("text") == text)

    async def owner(self, owner: str) -> Frame:
        return await self.until("state", lambda frame: frame["state"]["owner"] == owner)

    @property
    def messages(self) -> list[Frame]:
        found: list[Frame] = []
        for frame in self.heard:
            found += frame.get("messages", []) + ([frame["message"]] if frame["type"] == "message" else [])
        return found


class AgentScreen(Screen):
    """The desk."""

    def __init__(self, url: str) -> None:
        super().__init__(aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)), url)

    async def sign_in(self, email: str, password: str) -> Frame:
        async with await self.post("/desk/login", {"email": email, "password": password}) as response:
            answer: Frame = await response.json()
            assert response.status == 200, answer
        return answer

    async def ticket(self) -> str:
        async with await self.post("/desk/socket-ticket", {}) as response:
            return str((await response.json())["ticket"])

    async def open(self, cursors: dict[str, int] | None = None) -> Frame:
        ticket = await self.ticket()
        await self.connect("/desk/socket")
        await self.say("hello", ticket=ticket, cursors=cursors or {})
        return await self.until("welcome")

    async def sees_waiting(self, count: int) -> list[Frame]:
        """The queue, once it has so many."""

        def lists() -> list[list[Frame]]:
            told = [frame for frame in self.heard if frame["type"] in ("waiting", "welcome")]
            return [frame["tickets"] if frame["type"] == "waiting" else frame["waiting"] for frame in told]

        await self.until_true(lambda: any(len(found) == count for found in lists()), f"queue of {count}")
        return next(found for found in lists() if len(found) == count)

    async def claim(self, **which: str) -> Frame:
        """The ticket, or the refusal."""
        answer = await self.answered(await self.say("claim", **which))
        ticket: Frame = answer.get("ticket", answer)
        return ticket
