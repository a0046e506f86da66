"""Somebody who is let in, again and again, and then sends what no page sends."""

import uuid
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass

import aiohttp

from tests.faults.hostile.attempt import Attempt, Frame
from tests.faults.hostile.raw_socket import RawSocket, open_socket
from tests.faults.rig.gateways import GatewayProcess
from tests.faults.rig.rig import Login
from tests.integration.web.screens import AgentScreen, CustomerScreen

BAD_FRAMES = 20
"""So many the gateway bears on one socket."""


@dataclass
class Hand:
    """`enter` opens a welcomed socket, `say` makes a frame that says a text for good, `nowhere` a command that is
    always answered by its id: whoever hears that knows that the socket lives."""

    enter: Callable[[], Awaitable[RawSocket]]
    say: Callable[[str], Frame]
    nowhere: Callable[[], Frame]
    socket: RawSocket | None = None
    bad: int = 0

    async def tries(self, attempt: Attempt) -> list[str]:
        """What is wrong with what came of it."""
        if self.socket is None or self.socket.close_code is not None or self.bad >= BAD_FRAMES:
            await self.leave()
            self.socket = await self.enter()
        probe = {**self.nowhere(), "client_id": str(uuid.uuid4())}
        self.socket.heard.clear()
        await self.socket.send(attempt.wire)
        if not attempt.ends:
            await self.socket.say(probe)
        lives = await self.socket.until("client_id", probe["client_id"]) is not None
        answers = [frame for frame in self.socket.heard if frame["type"] in ("ack", "refused")]
        answers = [frame for frame in answers if frame.get("client_id") != probe["client_id"]]
        self.bad += len(answers)
        return list(faults(attempt, answers, None if lives else self.socket.close_code))

    async def leave(self) -> None:
        self.bad = 0
        if self.socket is not None:
            await self.socket.leave()


def faults(attempt: Attempt, answers: Sequence[Frame], ended: int | None) -> Iterator[str]:
    """How an answer differs from what it has to be."""
    if attempt.ends:
        if ended not in attempt.ends:
            yield f"ended with {ended} instead of {attempt.ends}: {answers}"
        return
    if ended is not None:
        yield f"ended with {ended} after {answers}"
    expected = {"type": "ack"} if attempt.kept is not None else {"type": "refused", "code": attempt.code}
    expected |= {"client_id": attempt.client_id} if attempt.client_id else {}
    expected |= {"field": attempt.field} if attempt.field else {}
    told = [{name: answer.get(name) for name in expected} for answer in answers]
    if told != [expected]:
        yield f"expected {expected}, came {answers}"


async def posted(http: aiohttp.ClientSession, url: str, path: str, body: object) -> Frame:
    """The answer to a page's request."""
    async with http.post(url + path, json=body, headers={"Origin": url, "X-Firsthand": "1"}) as response:
        assert response.status == 200, await response.text()
        answer: Frame = await response.json()
        return answer


async def greeted(socket: RawSocket, **hello: object) -> RawSocket:
    await socket.say({"type": "hello", **hello})
    assert await socket.until("type", "welcome") is not None, socket.heard
    return socket


def visitor(gateway: GatewayProcess, http: aiohttp.ClientSession) -> Hand:
    """A customer whom nobody knows."""
    token: list[str] = []
    seen: list[int] = []

    async def enter() -> RawSocket:
        known = {"visitor_token": token[0]} if token else {}
        session = await posted(http, gateway.url, "/widget/session", known)
        token[:] = [session["visitor_token"]]
        last_seq = seen[-1] if seen else 0  # as a page does, that need not be told everything again
        socket = await open_socket(gateway.url, "/widget/socket")
        await greeted(socket, ticket=session["ticket"], last_seq=last_seq)
        seen.append(socket.heard[0]["last_seq"])
        return socket

    def nowhere() -> Frame:
        return {"type": "press", "message_id": str(uuid.uuid4()), "button_id": str(uuid.uuid4())}

    def say(text: str) -> Frame:
        return {"type": "send", "client_id": str(uuid.uuid4()), "text": text}

    return Hand(enter, say, nowhere)


async def agent(gateway: GatewayProcess, login: Login, http: aiohttp.ClientSession) -> Hand:
    """Somebody at the desk who holds a chat. `http` keeps the cookie."""
    ticket = await _taken(gateway, login)
    await posted(http, gateway.url, "/desk/login", {"email": login.email, "password": login.password})
    cookie = "; ".join(f"{one.key}={one.value}" for one in http.cookie_jar)

    async def enter() -> RawSocket:
        told = await posted(http, gateway.url, "/desk/socket-ticket", {})
        return await greeted(await open_socket(gateway.url, "/desk/socket", cookie), ticket=told["ticket"])

    def nowhere() -> Frame:
        return {"type": "reopen", "ticket_id": str(uuid.uuid4())}

    def say(text: str) -> Frame:
        whose = {"conversation_id": ticket["conversation_id"], "epoch": ticket["epoch"]}
        return {"type": "send", "client_id": str(uuid.uuid4()), "text": text, **whose}

    return Hand(enter, say, nowhere)


async def _taken(gateway: GatewayProcess, login: Login) -> Frame:
    """A customer's chat that this agent took."""
    async with CustomerScreen(gateway.url) as customer, AgentScreen(gateway.url) as desk:
        await customer.open()
        await customer.write("상담원 연결해 주세요")
        await desk.sign_in(login.email, login.password)
        await desk.open()
        await desk.answered(await desk.say("status", status="busy"))
        await desk.sees_waiting(1)
        return await desk.claim()
