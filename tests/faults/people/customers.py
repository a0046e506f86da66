"""Customer: the widget of `connectors/ui/src/widget` without a screen. It keeps what is not answered, comes back after
every loss, and applies frames as the page does."""

import asyncio
import math
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp

from tests.faults.people.connection import Connection, Frame
from tests.faults.people.diary import Diary
from tests.faults.people.pace import Denied, Pace, refuse_if_told
from tests.faults.people.shown_thread import Message, ShownThread, newest

AGAIN = ("unavailable", "rate_limited", "internal", "failed")
"""Refusals after which a person presses *retry*; the others are final."""
AGAIN_S = 0.2
TYPING_ENDS_S = 6.0
SAME_S = 5.0
"""So long a screen may differ from a fresh load: a hint is still on its way."""


def in_minutes(state: Mapping[str, Any]) -> dict[str, Any]:
    """A wait is shown in minutes, and told again when those change."""
    queue = state.get("queue") or {}
    if not queue.get("wait"):
        return dict(state)
    low_s, high_s = queue["wait"]["low_s"], queue["wait"]["high_s"]
    return {**state, "queue": {**queue, "wait": {"low_min": low_s // 60, "high_min": math.ceil(high_s / 60)}}}


class Customer(Connection):
    """One browser. `async with Customer(url, case.diary("customer 1")) as c` connects it.

    `identity` is what the page adds to `POST /widget/session` (a shop's `jwt`)."""

    path = "/widget/socket"

    def __init__(
        self,
        urls: str | Sequence[str],
        diary: Diary | str,
        pace: Pace | None = None,
        seed: int = 0,
        identity: dict[str, str] | None = None,
        token: str | None = None,
    ) -> None:
        super().__init__(urls, Diary(diary) if isinstance(diary, str) else diary, pace, seed)
        self.identity = identity or {}
        self.token = token
        self.locale = "ko"
        self.conversation_id = ""
        self.state: dict[str, Any] = {}
        self.known: dict[str, Any] = {}
        self.typing: dict[str, Any] | None = None
        self._typing_ends: asyncio.TimerHandle | None = None
        self.thread = ShownThread(self.diary)
        self.refusals: dict[str, str] = {}
        self._fetched_after = -1
        self._session: str | None = None
        self._again: set[asyncio.Task[None]] = set()

    def new_session(self) -> aiohttp.ClientSession:
        # A browser opens a new connection where an old one is dead; the pool of this client would not know.
        return aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(), connector=aiohttp.TCPConnector(force_close=True)
        )

    async def __aexit__(self, *error: object) -> None:
        for task in self._again:
            task.cancel()
        await super().__aexit__(*error)

    async def ticket(self, url: str) -> str:
        who = self.identity or ({"session": self._session} if self._session else {})
        body = {**({"visitor_token": self.token} if self.token else {}), "locale": self.locale, **who}
        headers = {"Origin": self.origin or url, "X-Firsthand": "1"}
        async with self.http.post(f"{url}/widget/session", json=body, headers=headers) as response:
            if response.status == 403:
                raise Denied("the gateway refuses this browser")
            await refuse_if_told(response)
            answer = await response.json()
        self.identity = {}  # a token of the shop's is used once
        self.token, self._session = answer["visitor_token"], answer.get("session")
        return str(answer["ticket"])

    def hello(self, ticket: str) -> Frame:
        whose = {"conversation_id": self.conversation_id} if self.conversation_id else {}
        last = {"last_seq": self.thread.last_seq, "locale": self.locale}
        return {"type": "hello", "ticket": ticket, **last, **whose}

    def probe(self) -> Frame | None:
        return {"type": "fetch", "after_seq": self.thread.last_seq}

    async def say(self, text: str, client_id: str | None = None) -> str:
        """Write and press Enter; answers the id at once, whatever becomes of it."""
        id_ = client_id or str(uuid.uuid4())
        self.diary.note("said", client_id=id_, conversation_id=self.conversation_id, text=text)
        await self.deliver({"type": "send", "client_id": id_, "text": text})
        return id_

    async def press(self, message_id: str, button_id: str) -> str:
        """Press a button of a message."""
        id_ = str(uuid.uuid4())
        self.diary.note("said", client_id=id_, conversation_id=self.conversation_id, button_id=button_id)
        frame = {"type": "press", "client_id": id_, "message_id": message_id, "button_id": button_id}
        await self.deliver(frame)
        return id_

    async def retell(self, client_id: str, text: str) -> None:
        """What no page does: other words under an id that was used."""
        self.diary.note("retold", client_id=client_id, text=text)
        await self.deliver({"type": "send", "client_id": client_id, "text": text})

    def take(self, frame: Frame) -> None:
        match frame["type"]:
            case "welcome":
                self._welcomed(frame)
            case "message":
                self._arrived([frame["message"]])
                self.thread.put(frame["message"])
            case "messages":
                self._arrived(frame["messages"])
                self.thread.take(frame["messages"], frame["last_seq"], frame["reset"])
            case "ack":
                self._acknowledged(frame)
            case "refused":
                self._refused(frame)
            case "state":
                self._changed(frame["state"])
            case "typing":
                self._types(frame)

    def _types(self, typing: Frame) -> None:
        """Who says no more of it for a while has stopped."""
        self.typing = typing if typing["on"] else None
        if self._typing_ends is not None:
            self._typing_ends.cancel()
        self._typing_ends = asyncio.get_running_loop().call_later(TYPING_ENDS_S, self.closed)

    def closed(self) -> None:
        self.typing = None

    async def heard(self, frame: Frame) -> None:
        """A gap is fetched, once from each place."""
        if not self.thread.has_gap:
            self._fetched_after = -1
        elif self._fetched_after != self.thread.last_seq:
            if await self.send({"type": "fetch", "after_seq": self.thread.last_seq}):
                self._fetched_after = self.thread.last_seq
        elif frame["type"] == "messages":
            self.diary.note("gap", conversation_id=self.conversation_id, after_seq=self.thread.last_seq)

    async def until_quiet(self, limit_s: float = 10.0) -> None:
        """Connected, all said is answered, and nothing comes any more."""
        await self.silence(limit_s)
        if self.thread.has_gap:
            self.diary.note("gap", conversation_id=self.conversation_id, after_seq=self.thread.last_seq)

    async def reads(self, text: str, limit_s: float = 10.0) -> Message:
        """The first message with these words on the screen."""

        def found() -> Message | None:
            return next((message for message in self.thread.messages if message.get("text") == text), None)

        await self.until(lambda: found() is not None, f"message {text!r}", limit_s)
        message = found()
        assert message is not None
        return message

    def screen(self) -> dict[str, Any]:
        """What the page shows now."""
        return {
            "conversation_id": self.conversation_id,
            "messages": self.thread.messages,
            "state": in_minutes(self.state),
            "customer": self.known,
            "typing": self.typing,
        }

    async def compare(self, limit_s: float = SAME_S) -> bool:
        """Load the page anew beside this one; both screens go into the diary. True when they are the same."""
        loop = asyncio.get_running_loop()
        until = loop.time() + limit_s
        same = False
        while not same:
            await self.until_quiet()
            async with self._fresh() as fresh:
                await fresh.until_quiet()
                shown, loaded = self.screen(), fresh.screen()
            shown["messages"] = newest(shown["messages"], loaded["messages"])
            same = shown == loaded
            if same or loop.time() > until:
                break
        self.diary.note("screen", screen=shown, fresh=loaded)
        return same

    def _fresh(self) -> "Customer":
        fresh = Customer(self.urls, Diary(f"{self.diary.who}, fresh"), self.pace, token=self.token)
        fresh._session, fresh.locale, fresh.origin = self._session, self.locale, self.origin
        return fresh

    def _welcomed(self, frame: Frame) -> None:
        if frame["conversation_id"] != self.conversation_id:
            self.conversation_id = frame["conversation_id"]
            self.thread.begin(self.conversation_id)
        self.state, self.known, self.typing = frame["state"], frame["customer"], None
        self._arrived(frame["messages"])
        self.thread.take(frame["messages"], frame["last_seq"], frame["reset"])
        self.diary.note("state", **self.state)

    def _changed(self, state: dict[str, Any]) -> None:
        """Never to an older one than is shown."""
        if state.get("version", 0) < self.state.get("version", 0):
            return
        self.state = state
        if self.typing is not None and self.typing["who"] != state["owner"]:
            self.typing = None
        self.diary.note("state", **state)

    def _arrived(self, messages: Sequence[Message]) -> None:
        """What comes back from the record was sent; and whoever spoke has stopped typing."""
        for message in messages:
            if message.get("client_id") in self.outbox and message["sender"] == "customer":
                self._confirm(message["client_id"], message["seq"], message["id"])
            if self.typing is not None and self.typing["who"] == message["sender"]:
                self.typing = None

    def _acknowledged(self, ack: Frame) -> None:
        frame = self.outbox.get(ack["client_id"])
        if "seq" in ack:
            self._confirm(ack["client_id"], ack["seq"], ack["message_id"])
        self.settle(ack["client_id"])
        if frame is None or frame["type"] != "send" or "seq" not in ack:
            return
        placed = {"id": ack["message_id"], "seq": ack["seq"], "sender": "customer", "kind": "text"}
        known = {"text": frame["text"], "client_id": ack["client_id"], "created_at": ack["created_at"]}
        if self.thread.find(ack["message_id"]) is None:
            self.thread.put({**placed, **known})

    def _confirm(self, client_id: str, seq: int, message_id: str) -> None:
        self.settle(client_id)
        self.diary.note("acked", client_id=client_id, seq=seq, message_id=message_id)

    def _refused(self, frame: Frame) -> None:
        client_id, code = frame.get("client_id"), frame["code"]
        final = code not in AGAIN
        self.diary.note("refused", client_id=client_id, code=code, final=final)
        said = self.settle(client_id) if client_id else None
        if said is None or client_id is None:
            return
        self.refusals[client_id] = code
        if not final:
            task = asyncio.create_task(self._retry(said, float(frame.get("retry_after") or AGAIN_S)))
            self._again.add(task)
            task.add_done_callback(self._again.discard)

    async def _retry(self, frame: Frame, after_s: float) -> None:
        """The person presses *retry*."""
        self.outbox.setdefault(frame["client_id"], frame)
        await asyncio.sleep(min(after_s, self.pace.most_s))
        if frame["client_id"] in self.outbox:
            await self.deliver(frame)
