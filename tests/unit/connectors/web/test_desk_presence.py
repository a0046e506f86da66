"""What one desk tells of itself, when, and when a dead one is forgotten, on a clock made by hand."""

from typing import Any, cast
from uuid import UUID, uuid4

from connectors.web.desk_presence import Presence
from connectors.web.line import Line
from escalation.desk.presence import BEAT_S, LIFE_S, WRITING_S, present_frame
from escalation.store.keys import backstage
from escalation.store.people import Agent
from escalation.store.push import Push

CHAT, OTHER_CHAT = UUID(int=1), UUID(int=2)
ME = Agent(UUID(int=9), "서연", "one@shop.example", ("agent",), (), (), 4, "online")


class Wire(Push):
    """Keeps what is published."""

    def __init__(self) -> None:
        super().__init__(None)
        self.told: list[tuple[str, str, bool | None]] = []

    async def publish_all(self, hints: Any) -> bool:
        self.told += [(channel, frame["type"], frame.get("writing")) for channel, frame in hints]
        return True

    def news(self) -> list[tuple[str, str, bool | None]]:
        told, self.told = self.told, []
        return told


class Screen:
    def __init__(self) -> None:
        self.shown: list[list[str]] = []

    def put(self, frame: dict[str, Any]) -> None:
        self.shown.append([agent["name"] for agent in frame["agents"]])


class Desk:
    def __init__(self) -> None:
        self.now = 100.0
        self.wire, self.screen = Wire(), Screen()
        self.presence = Presence(self.wire, cast(Line, self.screen), ME, lambda: self.now)

    async def looking(self) -> "Desk":
        await self.presence.follows(CHAT)
        await self.presence.look([CHAT])
        self.wire.news()
        return self


async def test_it_says_so_once_it_both_wants_and_may() -> None:
    desk = Desk()
    await desk.presence.look([CHAT, OTHER_CHAT])
    assert desk.wire.news() == []
    await desk.presence.follows(CHAT)
    assert desk.wire.news() == [(backstage(CHAT), "present", False), (backstage(CHAT), "who", None)]
    await desk.presence.look([OTHER_CHAT])
    assert desk.wire.news() == [(backstage(CHAT), "gone", None)]


async def test_what_is_opened_again_while_it_closes_is_still_looked_at() -> None:
    desk = await Desk().looking()
    await desk.presence.follows(CHAT)
    await desk.presence.leaves(CHAT)
    assert desk.wire.news() == []
    await desk.presence.leaves(CHAT)
    assert desk.wire.news() == [(backstage(CHAT), "gone", None)]


async def test_it_answers_whoever_asks_and_repeats_itself() -> None:
    desk = await Desk().looking()
    await desk.presence.hear(CHAT, {"type": "who", "screen": str(uuid4())})
    assert desk.wire.news() == [(backstage(CHAT), "present", False)]
    desk.now += BEAT_S - 1
    await desk.presence.tick()
    assert desk.wire.news() == []
    desk.now += 1
    await desk.presence.tick()
    assert desk.wire.news() == [(backstage(CHAT), "present", False)]


async def test_writing_is_told_at_its_beginning_and_ends_by_itself() -> None:
    desk = await Desk().looking()
    for _ in range(3):
        await desk.presence.write(CHAT, True)
    assert desk.wire.news() == [(backstage(CHAT), "present", True)]
    desk.now += WRITING_S
    await desk.presence.tick()
    assert set(desk.wire.news()) == {(backstage(CHAT), "present", False)}
    await desk.presence.write(CHAT, True)
    await desk.presence.write(CHAT, False)
    assert [writing for _, _, writing in desk.wire.news()] == [True, False]


async def test_who_falls_silent_with_their_gateway_goes_from_the_screen() -> None:
    desk = await Desk().looking()
    await desk.presence.hear(CHAT, present_frame(uuid4(), uuid4(), "민준", False))
    desk.now += LIFE_S - 1
    await desk.presence.tick()
    assert desk.screen.shown == [["민준"]]
    desk.now += 1
    await desk.presence.tick()
    assert desk.screen.shown == [["민준"], []]


async def test_what_may_have_been_missed_is_asked_again() -> None:
    desk = await Desk().looking()
    await desk.presence.hear(CHAT, {"type": "resync"})
    assert desk.wire.news() == [(backstage(CHAT), "present", False), (backstage(CHAT), "who", None)]
