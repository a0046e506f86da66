"""DeskPage: the desk of `connectors/ui/src/desk` without a screen."""

import asyncio
import uuid
from collections.abc import Sequence
from typing import Any, Protocol

import aiohttp

from tests.faults.people.connection import Connection, Frame
from tests.faults.people.customers import AGAIN, SAME_S
from tests.faults.people.desk_chat import DeskChat
from tests.faults.people.diary import Diary
from tests.faults.people.pace import Denied, Pace, refuse_if_told
from tests.faults.people.shown_thread import newest

LISTS = ("waiting", "mine", "offers", "counts")


class Login(Protocol):
    """Whoever may sign in."""

    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def password(self) -> str: ...


class DeskPage(Connection):
    """One tab of an agent, who does what is called."""

    path = "/desk/socket"

    def __init__(
        self,
        urls: str | Sequence[str],
        login: Login,
        diary: Diary | str | None = None,
        pace: Pace | None = None,
        seed: int = 0,
    ) -> None:
        diary = diary or login.name
        super().__init__(urls, Diary(diary) if isinstance(diary, str) else diary, pace, seed)
        self.login = login
        self.agent: dict[str, Any] = {}
        self.lists: dict[str, Any] = {name: [] for name in LISTS}
        self.chats: dict[str, DeskChat] = {}
        self.cookies: Any = None
        self.answers: dict[str, Frame] = {}
        self._opening: set[str] = set()
        self._again: set[asyncio.Task[str]] = set()

    def new_session(self) -> aiohttp.ClientSession:
        jar = aiohttp.CookieJar(unsafe=True)  # an address is no name, and the tests' gateways have only addresses
        if self.cookies is not None:
            jar.update_cookies(self.cookies)
        return aiohttp.ClientSession(cookie_jar=jar, connector=aiohttp.TCPConnector(force_close=True))

    @property
    def mine(self) -> list[dict[str, Any]]:
        """Tickets the agent holds."""
        return list(self.lists["mine"])

    async def ticket(self, url: str) -> str:
        if not self.cookies:
            await self._sign_in(url)
        async with self.http.post(f"{url}/desk/socket-ticket", json={}, headers=_headers(url)) as response:
            if response.status in (401, 403):
                raise Denied("signed out")
            await refuse_if_told(response)
            return str((await response.json())["ticket"])

    async def _sign_in(self, url: str) -> None:
        body = {"email": self.login.email, "password": self.login.password}
        async with self.http.post(f"{url}/desk/login", json=body, headers=_headers(url)) as response:
            if response.status == 401:
                raise Denied("wrong password")
            await refuse_if_told(response)
            self.cookies = {name: morsel.value for name, morsel in response.cookies.items()}

    def hello(self, ticket: str) -> Frame:
        cursors = {id_: chat.thread.last_seq for id_, chat in self.chats.items() if chat.thread.last_seq}
        return {"type": "hello", "ticket": ticket, "cursors": cursors}

    def probe(self) -> Frame | None:
        if not self.mine:
            return None
        id_ = self.mine[0]["conversation_id"]
        return {"type": "fetch", "conversation_id": id_, "after_seq": self.chat(id_).thread.last_seq}

    def chat(self, conversation_id: str) -> DeskChat:
        if conversation_id not in self.chats:
            self.chats[conversation_id] = DeskChat(self.diary, conversation_id)
        return self.chats[conversation_id]

    async def say(self, conversation_id: str, text: str, epoch: int | None = None) -> str:
        """Write to a customer, under the epoch of the ticket unless told; kept until it is answered."""
        id_ = str(uuid.uuid4())
        under = epoch if epoch is not None else self.epoch(conversation_id)
        self.diary.note("said", client_id=id_, conversation_id=conversation_id, text=text, epoch=under)
        frame = {"type": "send", "client_id": id_, "conversation_id": conversation_id, "epoch": under, "text": text}
        await self.deliver(frame)
        return id_

    def epoch(self, conversation_id: str) -> int:
        """Of the ticket as this screen has it."""
        held = (ticket["epoch"] for ticket in self.mine if ticket["conversation_id"] == conversation_id)
        return int(next(held, self.chat(conversation_id).ticket.get("epoch", 0)))

    async def command(self, type_: str, limit_s: float = 10.0, **fields: Any) -> Frame:
        """What is for now or not at all; the answer. Raises AssertionError when none comes."""
        id_ = str(uuid.uuid4())
        assert await self.send({"type": type_, "client_id": id_, **fields}), f"{self.diary.who}: no connection"
        self._owe()
        await self.until(lambda: id_ in self.answers, f"answer to {type_}", limit_s)
        return self.answers[id_]

    async def claim(self, ticket_id: str | None = None) -> Frame:
        which: dict[str, Any] = {"ticket_id": ticket_id} if ticket_id else {}
        return await self.command("claim", **which)

    async def resolve(self, conversation_id: str) -> Frame:
        """The matter is settled. Raises StopIteration where the chat is not held."""
        ticket = next(ticket for ticket in self.mine if ticket["conversation_id"] == conversation_id)
        return await self.command("resolve", ticket_id=ticket["id"], epoch=ticket["epoch"])

    def take(self, frame: Frame) -> None:
        match frame["type"]:
            case "welcome":
                self.agent = frame["agent"]
                self.lists = {name: frame[name] for name in LISTS}
                self._opening = set()
            case "waiting" | "mine":
                self.lists[frame["type"]] = frame["tickets"]
            case "offers":
                self.lists["offers"] = frame["offers"]
            case "counts":
                self.lists["counts"] = {part: frame[part] for part in ("queues", "agents")}
            case "ack" | "refused":
                self._answered(frame)
            case "ticket" | "conversation":
                self.chat(frame["ticket"]["conversation_id"]).take(frame)
            case "message" | "messages" | "typing" | "notes" | "presence":
                self.chat(frame["conversation_id"]).take(frame)
        for message in self._came(frame):
            self._confirm(message)

    def closed(self) -> None:
        for chat in self.chats.values():
            chat.typing = False

    async def heard(self, frame: Frame) -> None:
        if frame["type"] == "welcome":
            # The line counts as ready only now; what is on the screen is followed again.
            for id_ in self.chats:
                await self.open(id_)
        for ticket in self.mine:
            if ticket["conversation_id"] not in self._opening:
                await self.open(ticket["conversation_id"])
        for chat in self.chats.values():
            await self._fill(chat)

    async def open(self, conversation_id: str) -> None:
        """Show a conversation and follow it."""
        after = self.chat(conversation_id).thread.last_seq
        if await self.send({"type": "open", "conversation_id": conversation_id, "after_seq": after}):
            self._opening.add(conversation_id)

    async def until_quiet(self, limit_s: float = 10.0) -> None:
        """Connected, all that was said is answered, and nothing comes any more."""
        await self.silence(limit_s)
        for chat in self.chats.values():
            if chat.thread.has_gap:
                self.diary.note("gap", conversation_id=chat.id, after_seq=chat.thread.last_seq)

    async def holds(self, count: int = 1, limit_s: float = 10.0) -> list[dict[str, Any]]:
        """The agent's tickets, once there are so many and their conversations are on the screen."""

        await self.until(lambda: len(self.mine) == count and self.all_open(), f"{count} chats of their own", limit_s)
        return self.mine

    def all_open(self) -> bool:
        """Every chat of the agent's own is on the screen."""
        return all(self.chat(ticket["conversation_id"]).open for ticket in self.mine)

    def screen(self) -> dict[str, Any]:
        """What the page shows now. A chat that went to somebody else is no longer kept up to date."""
        held = sorted(ticket["conversation_id"] for ticket in self.mine)
        return {**self.lists, "chats": {id_: self.chat(id_).screen() for id_ in held}}

    async def compare(self, limit_s: float = SAME_S) -> bool:
        """Load the page anew beside this one; both screens go into the diary. True when they are the same."""
        loop = asyncio.get_running_loop()
        until, same = loop.time() + limit_s, False
        while not same:
            await self.until_quiet()
            fresh = DeskPage(self.urls, self.login, f"{self.diary.who}, fresh", self.pace)
            fresh.cookies = self.cookies
            async with fresh:
                await fresh.until_ready()
                await fresh.until(fresh.all_open, "own chats")
                await fresh.until_quiet()
                shown, loaded = self.screen(), fresh.screen()
            for id_ in shown["chats"].keys() & loaded["chats"].keys():
                mine, theirs = shown["chats"][id_], loaded["chats"][id_]
                mine["messages"] = newest(mine["messages"], theirs["messages"])
            same = shown == loaded
            if loop.time() > until:
                break
        self.diary.note("screen", screen=shown, fresh=loaded)
        return same

    async def _fill(self, chat: DeskChat) -> None:
        if chat.gap_to_fetch and await self.send(
            {"type": "fetch", "conversation_id": chat.id, "after_seq": chat.thread.last_seq}
        ):
            chat.fetched_after = chat.thread.last_seq

    def _answered(self, frame: Frame) -> None:
        client_id = frame.get("client_id")
        said = self.outbox.get(client_id) if client_id else None
        if client_id is not None:
            self.answers[client_id] = frame
        if frame["type"] == "ack" and "seq" in frame:
            self.diary.note("acked", client_id=client_id, seq=frame["seq"], message_id=frame["message_id"])
            if said is not None:
                self.chat(said["conversation_id"]).sent(said, frame, self.agent["name"])
        elif frame["type"] == "refused":
            final = frame["code"] not in AGAIN
            self.diary.note("refused", client_id=client_id, code=frame["code"], final=final)
            if said is not None and not final:
                return self._later(said, frame)
        if client_id is not None:
            self.settle(client_id)
        return None

    def _later(self, said: Frame, refusal: Frame) -> None:
        """The agent presses *retry*; until then it stays unsent."""

        async def again() -> str:
            await asyncio.sleep(min(float(refusal.get("retry_after") or 0.2), self.pace.most_s))
            if said["client_id"] in self.outbox:
                await self.deliver(said)
            return str(said["client_id"])

        task = asyncio.create_task(again())
        self._again.add(task)
        task.add_done_callback(self._again.discard)

    async def __aexit__(self, *error: object) -> None:
        for task in self._again:
            task.cancel()
        await super().__aexit__(*error)

    def _came(self, frame: Frame) -> list[dict[str, Any]]:
        found = [*frame.get("messages", []), *([frame["message"]] if frame["type"] == "message" else [])]
        return [message for message in found if message.get("client_id") in self.outbox]

    def _confirm(self, message: dict[str, Any]) -> None:
        """What came back from the record was sent."""
        self.settle(message["client_id"])
        told = {"seq": message["seq"], "message_id": message["id"]}
        self.diary.note("acked", client_id=message["client_id"], **told)


def _headers(url: str) -> dict[str, str]:
    return {"Origin": url, "X-Firsthand": "1"}
