"""A customer and an agent without a browser: they speak the frames over real sockets."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import jwt

Frame = dict[str, Any]
PATIENCE = 20.0  # seconds to wait for a frame


def signed(keys: str, customer_id: str, **claims: Any) -> str:
    """The token that a shop signs for its customer; `keys` as in WIDGET_JWT_KEYS."""
    kid, secret = keys.split(",")[0].split(":", 1)
    now = datetime.now(UTC)
    body = {"sub": customer_id, "aud": "demo", "iat": now, "exp": now + timedelta(minutes=5), "jti": uuid.uuid4().hex}
    return jwt.encode({**body, **claims}, secret, algorithm="HS256", headers={"kid": kid})


class Line:
    """One open socket: sends frames, keeps everything that came, waits for what must come."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.frames: list[Frame] = []

    async def send(self, kind: str, **fields: Any) -> None:
        await self.socket.send_json({"type": kind, **fields})

    async def wait(self, kind: str, condition: Callable[[Frame], bool] = lambda frame: True) -> Frame:
        """The next frame of this kind for which `condition` holds; the others are kept in `frames`."""
        async with asyncio.timeout(PATIENCE):
            while True:
                frame: Frame = await self.socket.receive_json()
                self.frames.append(frame)
                if frame["type"] == kind and condition(frame):
                    return frame


class Customer(Line):
    """A browser's chat. `messages` holds what its screen shows, by seq."""

    welcome: Frame

    async def say(self, text: str) -> Frame:
        """Send a text and return its acknowledgement."""
        client_id = str(uuid.uuid4())
        await self.send("send", client_id=client_id, text=text)
        return await self.wait("ack", lambda frame: frame["client_id"] == client_id)

    async def press(self, message: Frame, button: Frame) -> Frame:
        client_id = str(uuid.uuid4())
        await self.send("press", client_id=client_id, message_id=message["id"], button_id=button["id"])
        return await self.wait("ack", lambda frame: frame["client_id"] == client_id)

    async def message(self, condition: Callable[[Frame], bool] = lambda message: True) -> Frame:
        """The next message of somebody else for which `condition` holds."""
        frame = await self.wait("message", lambda f: f["message"]["sender"] != "customer" and condition(f["message"]))
        found: Frame = frame["message"]
        return found

    async def ask(self, text: str, condition: Callable[[Frame], bool] = lambda message: True) -> Frame:
        """Say `text` and return the bot's first answer for which `condition` holds."""
        await self.say(text)
        return await self.message(lambda message: message["sender"] == "bot" and condition(message))


@asynccontextmanager
async def customer(
    gateway: str, *, token: str | None = None, locale: str = "ko", **more: Any
) -> AsyncIterator[Customer]:
    """Open the chat as the widget does; `token` is the shop's signed one, `visitor_token` that of an earlier visit."""
    headers = {"X-Firsthand": "1", "Origin": gateway}
    body = {"locale": locale, **({"jwt": token} if token else {}), **{k: v for k, v in more.items() if v}}
    async with aiohttp.ClientSession(headers=headers) as http:
        async with http.post(f"{gateway}/widget/session", json=body) as response:
            session = await response.json()
            assert response.status == 200, session
        async with http.ws_connect(f"{gateway}/widget/socket") as socket:
            line = Customer(socket)
            await line.send("hello", ticket=session["ticket"], last_seq=0, locale=locale)
            line.welcome = {**session, **await line.wait("welcome")}
            yield line


class Agent(Line):
    """A person at the desk."""

    welcome: Frame

    async def do(self, kind: str, **fields: Any) -> Frame:
        """Send a command and return its acknowledgement; a refusal fails the test."""
        client_id = str(uuid.uuid4())
        await self.send(kind, client_id=client_id, **fields)
        answers = ("ack", "refused")
        async with asyncio.timeout(PATIENCE):
            while True:
                frame: Frame = await self.socket.receive_json()
                self.frames.append(frame)
                if frame["type"] in answers and frame.get("client_id") == client_id:
                    assert frame["type"] == "ack", frame
                    return frame


@asynccontextmanager
async def agent(gateway: str, email: str, password: str) -> AsyncIterator[Agent]:
    """Log in at the desk, open its socket and go online."""
    headers = {"X-Firsthand": "1", "Origin": gateway}
    async with aiohttp.ClientSession(headers=headers, cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        async with http.post(f"{gateway}/desk/login", json={"email": email, "password": password}) as response:
            assert response.status == 200, await response.text()
        async with http.post(f"{gateway}/desk/socket-ticket", json={}) as response:
            ticket = (await response.json())["ticket"]
        async with http.ws_connect(f"{gateway}/desk/socket") as socket:
            line = Agent(socket)
            await line.send("hello", ticket=ticket, cursors={})
            line.welcome = await line.wait("welcome")
            await line.send("status", status="online")
            yield line
