"""Board: what one agent's screen shows of the queue, of their own tickets, and of the conversations they look at.

Changes elsewhere only make its lists stale; those are then read again, whole, at most a few times a second. Whoever
looks at it therefore sees what a fresh page would show.
"""

import asyncio
from collections.abc import AsyncIterable, Awaitable, Callable, Collection, Mapping
from typing import Any
from uuid import UUID

from aiohttp import web

from connectors.web import keys
from connectors.web.authorization import may_see_all
from connectors.web.desk_pane import Pane
from connectors.web.desk_presence import Presence
from connectors.web.line import Line
from escalation.staff.agents import EVERY_SESSION
from escalation.store.keys import DESK_CHANNEL, WAITING_CHANNEL
from escalation.store.people import Agent

REST_S = 0.2
"""Between two readings of the board; in a rush every agent's screen would otherwise ask for every change."""
TICK_S = 2.0
"""Between two looks at who is still there; so late at most the lists show somebody's last words."""
MOST_OPENED = 8
"""Conversations looked at without holding them, beside those that are held."""
ALERTS = {"warned": "warning", "breached": "breach"}
"""What is said of a clock, by what happened to it."""

LISTS = ("waiting", "mine", "offers", "opened")
ELSEWHERE = ("waiting", "opened")
"""What changes when something happened in the queue; the agent's own channel tells of the rest."""
OF_A_CHAT = ("mine", "opened")
"""Where a chat that is followed stands."""

Ticket = dict[str, Any]
Lists = dict[str, list[dict[str, Any]]]
SessionClosed = Callable[[str], Awaitable[None]]


class Board:
    """Keeps one desk's line up to date."""

    def __init__(self, app: web.Application, line: Line, agent: Agent) -> None:
        self.agent = agent
        self._service = app[keys.SERVICE]
        self._push = app[keys.PUSH]
        self._counts = app[keys.COUNTS]
        self._line = line
        self.presence = Presence(self._push, line, agent)
        self._lists: Lists = {name: [] for name in LISTS}
        self._shown: Lists = dict(self._lists)
        self._stale = asyncio.Event()
        self._to_read: set[str] = set()
        self._spoken_in: set[str] = set()
        self._panes: dict[UUID, tuple[Pane, asyncio.Task[None]]] = {}
        self._opened: list[UUID] = []
        self._tasks = asyncio.TaskGroup()
        self._welcomed = False

    @property
    def welcomed(self) -> bool:
        """Has the desk been shown the board? Before, nothing can be followed."""
        return self._welcomed

    @property
    def held(self) -> list[UUID]:
        """Tickets that this screen believes to be the agent's."""
        return [UUID(str(ticket["id"])) for ticket in self._lists["mine"]]

    def touch(self, *lists: str) -> None:
        """Something changed: read these lists, or all, again soon."""
        self._to_read.update(lists or LISTS)
        self._stale.set()

    def follows(self, conversation_id: UUID) -> bool:
        return conversation_id in self._panes

    def holds(self, conversation_id: UUID) -> bool:
        return conversation_id in _conversations(self._lists["mine"])

    async def look_at(self, ticket: Ticket, after_seq: int) -> None:
        """Follow a conversation that was opened; of those that are not on the screen the one opened longest ago gives
        way."""
        conversation_id = UUID(str(ticket["conversation_id"]))
        self._opened = [*(other for other in self._opened if other != conversation_id), conversation_id]
        while len(self._opened) > MOST_OPENED:
            self._opened.remove(next(one for one in self._opened if one not in self.presence.wanted))
        self._lists["opened"] = self._shown["opened"] = [*self._lists["opened"], ticket]
        pane = self._follow(conversation_id, after_seq)
        self._prune()
        self.touch("opened")  # a reading under way does not know of it
        await pane.tell_notes()

    def took(self, ticket: Ticket) -> None:
        """The agent claimed this one: follow it at once, the lists come after."""
        self._lists["mine"] = [*self._lists["mine"], ticket]
        self._follow(UUID(str(ticket["conversation_id"])), None)
        self.touch()

    async def run(self, cursors: Mapping[UUID, int], session_closed: SessionClosed) -> None:
        """Welcome, then keep up until cancelled. `session_closed` hears the mark of a session that ended."""
        async with (
            self._push.subscribe(DESK_CHANNEL) as desk,
            self._push.subscribe(WAITING_CHANNEL) as waiting,
            self._push.subscribe(f"agent:{self.agent.id}") as own,
            self._tasks,
        ):
            await session_closed(EVERY_SESSION)  # perhaps it was, before this could hear of it
            with self._counts.heard_by(self._count):
                await self._read(LISTS)
                await self._welcome()
                for conversation_id in _conversations(self._lists["mine"]):
                    self._follow(conversation_id, cursors.get(conversation_id))
                self._tasks.create_task(self._hear_desk(desk))
                self._tasks.create_task(self._hear_waiting(waiting))
                self._tasks.create_task(self._keep_looking())
                self._tasks.create_task(self._keep_reading())
                await self._hear_own(own, session_closed)

    async def _read(self, lists: Collection[str]) -> None:
        """Nothing is put in its place before all is read: a list that changes meanwhile is stale again."""
        asked = set(self._opened)  # what is opened while this reads was not asked for, and is not lost
        found = {name: await self._found(name) for name in lists}
        if "opened" in found:
            await self._tell_lost(asked - _conversations(found["opened"]))
        self._lists = {**self._lists, **found}

    async def _tell_lost(self, lost: Collection[UUID]) -> None:
        """What may not be read any more leaves the screen with a word on who has it now."""
        for ticket in self._lists["opened"]:
            conversation_id = UUID(str(ticket["conversation_id"]))
            if conversation_id in lost and conversation_id in self._opened:
                self._opened.remove(conversation_id)
                known = {part: value for part, value in ticket.items() if part != "offered_to"}
                now = await self._service.holder_of(conversation_id=conversation_id)
                self._line.put({"type": "ticket", "ticket": {**known, **now}})

    async def _found(self, name: str) -> list[dict[str, Any]]:
        match name:
            case "waiting":
                return await self._service.waiting(agent_id=self.agent.id)
            case "mine":
                return await self._service.mine(agent_id=self.agent.id)
            case "offers":
                return await self._service.offers(agent_id=self.agent.id)
            case _:
                return await self._service.tickets_of(agent=self.agent, conversations=self._opened)

    async def _welcome(self) -> None:
        lists = {name: self._lists[name] for name in ("waiting", "mine", "offers")}
        counts = await self._counts.latest()
        self._line.put({"type": "welcome", "agent": self.agent.wire(), **lists, "counts": counts})
        self._shown = dict(self._lists)
        self._welcomed = True

    def _count(self, counted: dict[str, Any]) -> None:
        if self._welcomed:
            self._line.put({"type": "counts", **counted})

    async def _hear_desk(self, frames: AsyncIterable[dict[str, Any]]) -> None:
        """What is news for every desk; alerts are for those whom they concern."""
        async for frame in frames:
            match frame["type"]:
                case "alert":
                    if may_see_all(self.agent.roles):
                        self._alert(frame["code"], frame)
                case "sla":
                    if may_see_all(self.agent.roles) or frame["params"].get("agent_id") == str(self.agent.id):
                        self._alert(ALERTS[frame["kind"]], frame)
                    self.touch()
                case "waiting_changed" | "offered" | "staff_changed":
                    self.touch(*ELSEWHERE)
                case _:
                    self.touch()

    async def _hear_waiting(self, frames: AsyncIterable[dict[str, Any]]) -> None:
        async for _ in frames:
            self._spoken_in.add("waiting")

    async def _hear_own(self, frames: AsyncIterable[dict[str, Any]], session_closed: SessionClosed) -> None:
        async for frame in frames:
            match frame["type"]:
                case "session_closed":
                    await session_closed(frame["session"])
                case "lease_lost":
                    self._line.put({"type": "lease_lost", "ticket_id": frame["ticket_id"]})
                    self.touch()
                case "alert":
                    self._alert(frame["code"], frame)
                    self.touch()
                case _:
                    self.touch()

    def _alert(self, code: str, frame: dict[str, Any]) -> None:
        about: dict[str, Any] = {part: frame[part] for part in ("ticket_id", "params") if part in frame}
        self._line.put({"type": "alert", "code": code, **about})

    async def _keep_reading(self) -> None:
        while True:
            await self._stale.wait()
            self._stale.clear()
            lists, self._to_read = self._to_read, set()
            await self._read(lists)
            self._show()
            await asyncio.sleep(REST_S)

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            await self.presence.tick()
            if self._spoken_in:
                spoken_in, self._spoken_in = self._spoken_in, set()
                self.touch(*spoken_in)

    def _show(self) -> None:
        """Only what is different from what was shown last."""
        for name, field in (("mine", "tickets"), ("waiting", "tickets"), ("offers", "offers")):
            if self._lists[name] != self._shown[name]:
                self._line.put({"type": name, field: self._lists[name]})
        self._shown = {**self._lists, "opened": self._show_opened()}
        for conversation_id in _conversations(self._lists["mine"]):
            self._follow(conversation_id, None)
        if not self._stale.is_set():  # else this reading may be older than a claim of this very agent
            self._prune()

    def _speak(self) -> None:
        """Somebody wrote in a chat on the screen: too often to read the lists each time."""
        self._spoken_in.update(OF_A_CHAT)

    def _show_opened(self) -> list[Ticket]:
        """Tickets on the screen that stand in no list tell of themselves; those are the answer.

        The lists are not of one moment: one that a list still has is told of when it no longer stands there."""
        listed = _conversations(self._lists["mine"]) | _conversations(self._lists["waiting"])
        alone = [ticket for ticket in self._lists["opened"] if _conversations([ticket]).isdisjoint(listed)]
        for ticket in alone:
            if ticket not in self._shown["opened"]:
                self._line.put({"type": "ticket", "ticket": ticket})
        return alone

    def _follow(self, conversation_id: UUID, after_seq: int | None) -> Pane:
        """Without `after_seq` only what comes from now on: the page opens a conversation when it wants more."""
        if conversation_id not in self._panes:
            parts = self._service, self._push, self._line, self.presence, conversation_id
            pane = Pane(*parts, quiet=after_seq is None, touched=lambda: self.touch(*OF_A_CHAT), said=self._speak)
            self._panes[conversation_id] = pane, self._tasks.create_task(pane.run(after_seq or 0))
        return self._panes[conversation_id][0]

    def _prune(self) -> None:
        """Leave what may no longer be read: a waiting ticket that somebody else has taken."""
        opened = _conversations(self._lists["opened"]) & set(self._opened)
        shown = _conversations(self._lists["mine"]) | opened
        for conversation_id in self._panes.keys() - shown:
            self._panes.pop(conversation_id)[1].cancel()


def _conversations(tickets: list[Ticket]) -> set[UUID]:
    return {UUID(str(ticket["conversation_id"])) for ticket in tickets}
