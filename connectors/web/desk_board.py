"""Board: what one agent's screen shows of the queue, of their own tickets, and of the conversations they look at.

Changes elsewhere only make the board stale; it is then read again, whole, at most a few times a second. Whoever
looks at it therefore sees what a fresh page would show.
"""

import asyncio
from collections.abc import AsyncIterable, Callable, Mapping
from typing import Any
from uuid import UUID

from aiohttp import web

from connectors.web import keys
from connectors.web.authorization import may_see_all
from connectors.web.follower import Follower
from connectors.web.line import Line
from escalation.people import Agent

REST_S = 0.2
"""Between two readings of the board; in a rush every agent's screen would otherwise ask for every change."""
MOST_OPENED = 8
"""Conversations looked at without holding them, beside those that are held."""

Ticket = dict[str, Any]


class Board:
    """Keeps one desk's line up to date."""

    def __init__(self, app: web.Application, line: Line, agent: Agent) -> None:
        self.agent = agent
        self._service = app[keys.SERVICE]
        self._push = app[keys.PUSH]
        self._line = line
        self._waiting: list[Ticket] = []
        self._mine: list[Ticket] = []
        self._shown: tuple[list[Ticket], list[Ticket]] = [], []
        self._stale = asyncio.Event()
        self._panes: dict[UUID, asyncio.Task[None]] = {}
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
        return [UUID(str(ticket["id"])) for ticket in self._mine]

    def touch(self) -> None:
        """Something changed: read again soon."""
        self._stale.set()

    def follows(self, conversation_id: UUID) -> bool:
        return conversation_id in self._panes

    def holds(self, conversation_id: UUID) -> bool:
        return conversation_id in _conversations(self._mine)

    def look_at(self, conversation_id: UUID, after_seq: int) -> None:
        """Follow a conversation that was opened; the one opened longest ago gives way."""
        self._opened = [*(other for other in self._opened if other != conversation_id), conversation_id]
        self._opened = self._opened[-MOST_OPENED:]
        self._follow(conversation_id, after_seq)
        self._prune()

    def took(self, ticket: Ticket) -> None:
        """The agent claimed this one: follow it at once, the lists come after."""
        self._mine = [*self._mine, ticket]
        self._follow(UUID(str(ticket["conversation_id"])), None)
        self.touch()

    async def run(self, cursors: Mapping[UUID, int], session_closed: Callable[[str], None]) -> None:
        """Welcome, then keep up until cancelled. `session_closed` hears the mark of a session that ended."""
        async with (
            self._push.subscribe("desk") as desk,
            self._push.subscribe(f"agent:{self.agent.id}") as own,
            self._tasks,
        ):
            await self._read()
            await self._welcome()
            for conversation_id in _conversations(self._mine):
                self._follow(conversation_id, cursors.get(conversation_id))
            self._tasks.create_task(self._hear(desk, session_closed))
            self._tasks.create_task(self._hear(own, session_closed))
            self._tasks.create_task(self._keep_reading())

    async def _read(self) -> None:
        self._waiting = await self._service.waiting(agent_id=self.agent.id)
        self._mine = await self._service.mine(agent_id=self.agent.id)

    async def _welcome(self) -> None:
        counts = await self._service.counts()
        lists = {"waiting": self._waiting, "mine": self._mine, "offers": [], "counts": counts}
        self._line.put({"type": "welcome", "agent": self.agent.wire(), **lists})
        self._shown = self._waiting, self._mine
        self._welcomed = True

    async def _hear(self, frames: AsyncIterable[dict[str, Any]], session_closed: Callable[[str], None]) -> None:
        async for frame in frames:
            match frame["type"]:
                case "session_closed":
                    session_closed(frame["session"])
                case "lease_lost":
                    self._line.put({"type": "lease_lost", "ticket_id": frame["ticket_id"]})
                    self.touch()
                case _:
                    self.touch()

    async def _keep_reading(self) -> None:
        while True:
            await self._stale.wait()
            self._stale.clear()
            await self._read()
            self._show()
            await asyncio.sleep(REST_S)

    def _show(self) -> None:
        """Only what is different from what was shown last."""
        waiting, mine = self._shown
        if self._mine != mine:
            self._line.put({"type": "mine", "tickets": self._mine})
        if self._waiting != waiting:
            self._line.put({"type": "waiting", "tickets": self._waiting})
        self._shown = self._waiting, self._mine
        for conversation_id in _conversations(self._mine):
            self._follow(conversation_id, None)
        if not self._stale.is_set():  # else this reading may be older than a claim of this very agent
            self._prune()

    def _follow(self, conversation_id: UUID, after_seq: int | None) -> None:
        """Without `after_seq` only what comes from now on: the page opens a conversation when it wants more."""
        if conversation_id not in self._panes:
            pane = Pane(self._line, conversation_id, quiet=after_seq is None)
            follower = Follower(self._service, self._push, conversation_id, pane)
            self._panes[conversation_id] = self._tasks.create_task(follower.run(after_seq or 0))

    def _prune(self) -> None:
        """Leave what may no longer be read: a waiting ticket that somebody else has taken."""
        readable = _conversations(self._mine) | _conversations(self._waiting)
        if may_see_all(self.agent.roles):
            readable |= set(self._opened)
        shown = _conversations(self._mine) | (readable & set(self._opened))
        for conversation_id in self._panes.keys() - shown:
            self._panes.pop(conversation_id).cancel()


class Pane:
    """One conversation on the desk."""

    def __init__(self, line: Line, conversation_id: UUID, quiet: bool) -> None:
        self._line = line
        self._conversation_id = conversation_id
        self._quiet = quiet

    def started(self, snapshot: dict[str, Any]) -> None:
        if snapshot["messages"] and not self._quiet:
            said = {part: snapshot[part] for part in ("messages", "last_seq")}
            self._line.put({"type": "messages", "conversation_id": self._conversation_id, **said})
        self._quiet = False

    def added(self, messages: list[dict[str, Any]]) -> None:
        for message in messages:
            self._line.put({"type": "message", "conversation_id": self._conversation_id, "message": message})

    def changed(self, state: dict[str, Any]) -> None:
        """The tickets of the board tell a desk who answers; the customer's state is the widget's."""

    def heard(self, frame: dict[str, Any]) -> None:
        if frame["type"] == "typing" and frame["who"] == "customer":
            self._line.put({"type": "typing", "conversation_id": self._conversation_id, "on": frame["on"]})


def _conversations(tickets: list[Ticket]) -> set[UUID]:
    return {UUID(str(ticket["conversation_id"])) for ticket in tickets}
