"""Every frame, as everybody, about what is their own and what is not: answered as the table says."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import aiohttp
import pytest

from connectors.shapes import Shape, ShapeError
from connectors.web import frames
from connectors.web.desk_commands import ACTS
from connectors.web.desk_socket import FRAME_ACTS
from tests.integration.web.conftest import Gateway
from tests.integration.web.gates.actors import Cast, Ids, filled
from tests.integration.web.gates.frames import DESK_FRAMES, DONE, FOREIGN, OWN, WAITING, WIDGET_FRAMES
from tests.integration.web.gates.routes import DESK, STAFF
from tests.integration.web.screens import AgentScreen, CustomerScreen

ACKNOWLEDGED = {*ACTS, "press", "submit", "rate", "outreach"}
LAST_WORD: dict[type, tuple[str, dict[str, Any]]] = {
    AgentScreen: ("status", {"status": "busy"}),
    CustomerScreen: ("rate", {"contact_id": str(uuid4()), "score": 1}),
}
"""What is always answered."""


def test_every_frame_has_its_line_and_every_desk_frame_an_act() -> None:
    assert set(WIDGET_FRAMES) == kinds(frames.WIDGET) - {"hello"}
    assert set(DESK_FRAMES) == kinds(frames.DESK) - {"hello"} == set(FRAME_ACTS)


def kinds(shape: Shape) -> set[str]:
    """The frames that a socket takes."""
    with pytest.raises(ShapeError) as refused:
        shape({"type": ""}, "")
    return set(refused.value.expected.removeprefix("one of ").split(", "))


async def test_each_frame_of_a_desk_is_answered_as_its_line_says(cast: Cast) -> None:
    for actor in sorted(set(cast.screens) - DESK - {"other"}):
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403" if actor in STAFF else "401"):
            await cast.screens[actor].connect("/desk/socket")
    found = [fault for role in sorted(DESK) for fault in await desk_faults(cast, role)]
    assert "\n".join(found) == ""


async def desk_faults(cast: Cast, role: str) -> list[str]:
    """Where a desk of this role is not answered as the table says."""
    spending = sum(frame.spends for frame in DESK_FRAMES.values()) + 1
    pool = await cast.waiting(3 * spending)
    places = {
        OWN: await cast.held(role, pool[:spending]),
        WAITING: pool[spending : 2 * spending],
        FOREIGN: await cast.held("other", pool[2 * spending :]),
    }
    screen = cast.screens[role]
    await screen.open()
    found: list[str] = []
    for place, chats in places.items():
        for kind, frame in sorted(DESK_FRAMES.items(), key=lambda line: line[1].spends):
            chat = chats.pop() if frame.spends else chats[0]
            answer = await said(screen, kind, filled(frame.said, {**chat.ids(), "other": str(cast.agent_ids["agent"])}))
            expected = frame.answer(role, place)
            if answer != expected:
                found.append(f"{role}, {kind}, {place}: expected {expected}, got {answer}")
    return found


async def said(screen: AgentScreen | CustomerScreen, kind: str, fields: dict[str, Any]) -> str:
    """`DONE`, or the code of the refusal. What is said later is answered later."""
    client_id = await screen.say(kind, **fields)
    last, with_fields = LAST_WORD[type(screen)]
    await screen.answered(await screen.say(last, **with_fields))
    answers = [frame for frame in screen.heard if frame.get("client_id") == client_id]
    refused = [frame["code"] for frame in answers if frame["type"] == "refused"]
    if kind in ACKNOWLEDGED and not refused:
        assert [frame["type"] for frame in answers] == ["ack"], (kind, answers)
    return refused[0] if refused else DONE


async def test_each_frame_of_a_visitor_is_about_their_own_conversation(gateway: Gateway, cast: Cast) -> None:
    found: list[str] = []
    async with gateway.customer() as visitor, gateway.customer() as other:
        mine, theirs = [await parts_of(screen) for screen in (visitor, other)]
        for kind, frame in WIDGET_FRAMES.items():
            if kind == "rating_shown":
                await asyncio.gather(*(has_ended(screen, cast) for screen in (visitor, other)))
            for place, ids, expected in ((FOREIGN, theirs, frame.foreign), (OWN, mine, frame.own)):
                if expected is not None:
                    answer = await said(visitor, kind, filled(frame.said, ids))
                    found += [] if answer == expected else [f"{kind}, {place}: expected {expected}, got {answer}"]
    assert "\n".join(found) == ""


async def has_ended(screen: CustomerScreen, cast: Cast) -> None:
    """An agent took the chat and resolved it."""
    chat = UUID((await screen.until("welcome"))["conversation_id"])
    await screen.write("상담원 연결해 주세요")
    waiting = await cast.ticket_of(chat)
    taken = await cast.service.claim(agent_id=cast.agent_ids["other"], ticket_id=waiting.id)
    assert isinstance(taken, dict), taken
    await cast.service.resolve(agent_id=cast.agent_ids["other"], ticket_id=waiting.id, epoch=taken["epoch"])
    await screen.owner("closed")


async def parts_of(screen: CustomerScreen) -> Ids:
    """What a visitor's frames can be about."""
    await screen.open()
    await screen.write("buttons")
    asked = await screen.message(lambda message: "buttons" in message)
    await screen.write("verify")
    form = await screen.message(lambda message: message.get("card", {}).get("kind") == "verify_order")
    told = await screen.until("state", lambda frame: "contact_id" in frame["state"])
    parts = {"message": asked["id"], "button": asked["buttons"][0]["id"], "form": form["id"]}
    return {**parts, "contact": told["state"]["contact_id"], "outreach": str(uuid4())}
