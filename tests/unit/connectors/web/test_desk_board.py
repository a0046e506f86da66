"""A board whose lists are not of one moment: what changed between two readings is told all the same."""

import asyncio
from builtins import ExceptionGroup
from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

import pytest
from aiohttp import web

from connectors.web import keys
from connectors.web.desk_board import MOST_OPENED, Board
from connectors.web.desk_counts import DeskCounts
from connectors.web.line import Line
from escalation.service import Service
from escalation.store.people import Agent
from escalation.store.push import Push
from escalation.store.refusals import Refused

CHAT = UUID(int=1)
ME = Agent(UUID(int=9), "서연", "one@shop.example", ("agent",), (), (), 4, "online")
HELD = {"id": str(UUID(int=2)), "conversation_id": str(CHAT), "state": "assigned"}
OVER = {**HELD, "state": "resolved"}


class Record:
    """Answers each list as told; the desk reads them one after the other."""

    def __init__(self) -> None:
        self.held: list[Any] = [HELD]
        self.opened: list[Any] = [HELD]
        self.asked = asyncio.Event()
        self.answers = asyncio.Event()
        self.answers.set()
        self.written: list[str] = []
        self.held_up: asyncio.Event | None = None
        """The next reading of the notes waits for it."""

    async def waiting(self, *, agent_id: UUID) -> list[Any]:
        return []

    async def offers(self, *, agent_id: UUID) -> list[Any]:
        return []

    async def mine(self, *, agent_id: UUID) -> list[Any]:
        return self.held

    async def tickets_of(self, *, agent: Agent, conversations: Sequence[UUID]) -> list[Any]:
        found = self.opened if conversations else []
        self.asked.set()
        await self.answers.wait()
        return found

    async def holder_of(self, *, conversation_id: UUID) -> dict[str, Any]:
        return {"state": "assigned", "agent": {"id": str(UUID(int=8)), "name": "도윤"}}

    async def notes(self, *, conversation_id: UUID) -> list[Any]:
        found, held_up, self.held_up = list(self.written), self.held_up, None
        if held_up is not None:
            await held_up.wait()
        return found

    async def snapshot(self, *, conversation_id: UUID, after_seq: int) -> dict[str, Any]:
        return {"messages": [], "last_seq": 0, "state": {"version": 0}, "reset": False, "customer": {"verified": False}}

    async def counts(self) -> dict[str, Any]:
        return {}


class Screen:
    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        self._news = asyncio.Event()

    def put(self, frame: dict[str, Any]) -> None:
        self.told.append(frame)
        self._news.set()

    async def shows(self, type_: str, **fields: Any) -> None:
        """Wait for a frame of this type with these fields."""
        wanted = {"type": type_, **fields}
        async with asyncio.timeout(5):
            while not any({**frame, **wanted} == frame for frame in self.told):
                self._news.clear()
                await self._news.wait()


async def goes_on(_: str) -> None:
    """The session of this desk, whichever is over."""


class Desk:
    """A board over a record made by hand, with one chat open."""

    def __init__(self) -> None:
        self.record, self.screen, push = Record(), Screen(), Push(None)
        app = web.Application()
        app[keys.SERVICE], app[keys.PUSH] = cast(Service, self.record), push
        app[keys.COUNTS] = DeskCounts(cast(Service, self.record), push)
        self.board = Board(app, cast(Line, self.screen), ME)

    async def __aenter__(self) -> "Desk":
        self._running = asyncio.create_task(self.board.run({}, goes_on))
        await self.screen.shows("welcome")
        return self

    async def __aexit__(self, *error: object) -> None:
        self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)


async def test_a_ticket_that_a_list_still_had_is_told_of_when_it_has_it_no_more() -> None:
    async with Desk() as desk:
        await desk.board.look_at(HELD, 0)
        await asyncio.sleep(0.3)
        desk.record.opened = [OVER]  # it ended after the list of one's own was read and before the open ones were
        desk.board.touch()
        await asyncio.sleep(0.5)
        assert {"type": "ticket", "ticket": OVER} not in desk.screen.told
        desk.record.held = []
        desk.board.touch()
        await desk.screen.shows("ticket", ticket=OVER)


async def test_a_chat_that_went_to_somebody_else_says_to_whom() -> None:
    offered = {**HELD, "state": "waiting", "offered_to": {"id": str(ME.id), "name": ME.name}}
    async with Desk() as desk:
        desk.record.held, desk.record.opened = [], [offered]
        await desk.board.look_at(offered, 0)
        desk.record.opened = []
        desk.board.touch()
        taken = {**HELD, "state": "assigned", "agent": {"id": str(UUID(int=8)), "name": "도윤"}}
        await desk.screen.shows("ticket", ticket=taken)
        await asyncio.sleep(0.3)
        assert not desk.board.follows(CHAT)


async def test_a_chat_that_is_opened_while_the_board_is_read_is_not_lost() -> None:
    async with Desk() as desk:
        desk.record.held = []
        desk.record.asked.clear()
        desk.record.answers.clear()
        desk.board.touch("opened")
        await desk.record.asked.wait()
        await desk.board.look_at(HELD, 0)
        desk.record.answers.set()
        await asyncio.sleep(0.3)
        assert [frame for frame in desk.screen.told if frame["type"] == "ticket"] == []
        assert desk.board.follows(CHAT)


async def test_what_is_on_the_screen_is_followed_whatever_else_is_opened() -> None:
    others = [
        {**HELD, "id": str(UUID(int=20 + n)), "conversation_id": str(UUID(int=40 + n))} for n in range(MOST_OPENED)
    ]
    async with Desk() as desk:
        desk.record.held, desk.record.opened = [], [HELD, *others]
        await desk.board.look_at(HELD, 0)
        await desk.board.presence.look([CHAT])
        for other in others:
            await desk.board.look_at(other, 0)
        followed = [desk.board.follows(UUID(str(ticket["conversation_id"]))) for ticket in (HELD, *others)]
        assert followed == [True, False, *(True for _ in others[1:])]


async def test_an_older_reading_of_the_notes_never_comes_last() -> None:
    async with Desk() as desk:
        await desk.board.look_at(HELD, 0)
        slow = desk.record.held_up = asyncio.Event()
        opening = asyncio.create_task(desk.board.look_at(HELD, 0))
        await asyncio.sleep(0.01)
        desk.record.written.append("note")
        again = asyncio.create_task(desk.board.look_at(HELD, 0))
        await asyncio.sleep(0.01)
        slow.set()
        await asyncio.gather(opening, again)
        told = [frame["notes"] for frame in desk.screen.told if frame["type"] == "notes"]
        assert told == [[], [], ["note"]]


async def test_a_session_that_ended_before_the_board_could_hear_of_it_is_shown_nothing() -> None:
    desk = Desk()

    async def over(mark: str) -> None:
        raise Refused("unauthenticated", f"expected a signed-in agent, got {mark}")

    with pytest.raises(ExceptionGroup) as ended:
        await desk.board.run({}, over)
    assert ended.group_contains(Refused, match="unauthenticated")
    assert desk.screen.told == []
