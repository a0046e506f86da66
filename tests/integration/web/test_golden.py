"""Every frame a real conversation brings is one the golden files know: the same fields, of the same kinds."""

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from tests.integration.web.conftest import Gateway
from tests.integration.web.screens import Frame

CONTRACTS = Path(__file__).parents[2] / "contracts"
FREE = {"params", "facts", "reasons"}
"""Objects whose fields depend on a code, not on the frame."""
AMONG_AGENTS = {"offers", "ticket", "notes", "presence", "alert"}
"""Frames that one agent alone would not hear."""
LATER = {"beat"}
"""Said when a line has been quiet for ten seconds and more."""

Known = dict[str, dict[str, set[str]]]


def fields(value: Any, place: str = "") -> list[tuple[str, str]]:
    """Every place in a frame with the kind of what stands there; list items share a place."""
    found = [
        (place, "number" if isinstance(value, int | float) and not isinstance(value, bool) else type(value).__name__)
    ]
    if isinstance(value, dict) and place.rsplit(".", 1)[-1] not in FREE:
        for name, inner in value.items():
            found += fields(inner, f"{place}.{name}")
    if isinstance(value, list) and place.rsplit(".", 1)[-1] not in FREE:
        for inner in value:
            found += fields(inner, f"{place}[]")
    return found


def named(place: str) -> str:
    """The place, where a list of something counts as the thing itself."""
    place = re.sub(r"^\.(offers\[\]\.ticket|tickets\[\]|waiting\[\]|mine\[\])", ".ticket", place)
    return place.replace("messages[]", "message")


def known(name: str) -> Known:
    """Frame type -> place -> kinds that the examples show."""
    places: Known = defaultdict(lambda: defaultdict(set))
    for frame in json.loads((CONTRACTS / name).read_text("utf-8"))["server"].values():
        for place, kind in fields(frame):
            places[frame["type"]][named(place)].add(kind)
    for held in list(places.values()):  # a message, a ticket has one shape, wherever it stands
        for place in [place for place in held if place.startswith((".message.", ".ticket."))]:
            for other in places.values():
                other[place] |= held[place]
    return places


def strangers(frames: list[Frame], places: Known) -> set[str]:
    return {
        f"{frame['type']}{place}: {kind}"
        for frame in frames
        for place, kind in fields(frame)
        if kind not in places[frame["type"]][named(place)]
    }


async def test_a_whole_contact_speaks_golden_frames_only(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.at_the_desk() as agent:
        await customer.open()
        for text in ("buttons", "verify", "상담원 연결해 주세요"):
            await customer.write(text)
            await customer.reads(text)
        (waiting,) = await agent.sees_waiting(1)
        ticket = await agent.claim(ticket_id=waiting["id"])
        await customer.owner("agent")
        await agent.until("mine", lambda frame: len(frame["tickets"]) == 1)
        await agent.say("open", conversation_id=ticket["conversation_id"], after_seq=0)
        await agent.until("conversation")
        for who in (True, False):
            await agent.say("typing", conversation_id=ticket["conversation_id"], on=who)
            await customer.say("typing", on=who)
        said = {"conversation_id": ticket["conversation_id"], "epoch": ticket["epoch"]}
        await agent.answered(await agent.say("send", **said, text="안녕하세요"))
        await agent.until("mine", lambda frame: any("first_reply_at" in ticket for ticket in frame["tickets"]))
        await agent.answered(await agent.say("send", **{**said, "epoch": 0}, text="late"))
        await agent.say("fetch", conversation_id=ticket["conversation_id"], after_seq=0)
        await customer.write("x" * 2001)
        await customer.say("fetch", after_seq=0)
        await customer.write("아직도 안 왔어요")
        await agent.until("card_changed")
        await agent.answered(await agent.say("resolve", ticket_id=ticket["id"], epoch=ticket["epoch"]))
        asked = await customer.until("state", lambda frame: "rating" in frame["state"])
        contact_id = asked["state"]["rating"]["contact_id"]
        await customer.say("rating_shown", contact_id=contact_id)
        await customer.answered(await customer.say("rate", contact_id=contact_id, score=4, solved=True, effort=6))
        await customer.until("state", lambda frame: frame["state"].get("rating", {}).get("effort") == 6)
        assert {frame["type"] for frame in customer.heard} == set(known("widget_frames.json")) - LATER
        assert strangers(customer.heard, known("widget_frames.json")) == set()
        assert {frame["type"] for frame in agent.heard} >= set(known("desk_frames.json")) - {
            "lease_lost",
            *AMONG_AGENTS,
            *LATER,
        }
        assert strangers(agent.heard, known("desk_frames.json")) == set()


async def test_what_agents_do_among_themselves_speaks_golden_frames_only(gateway: Gateway) -> None:
    async with (
        gateway.customer() as customer,
        gateway.at_the_desk("서연", "one@shop.example", status="online") as one,
        gateway.at_the_desk("지우", "chief@shop.example", "supervisor") as chief,
    ):
        await customer.open()
        await customer.write("상담원 연결해 주세요")
        offered = await one.until("offers", lambda frame: len(frame["offers"]) == 1)
        ticket_id = offered["offers"][0]["ticket"]["id"]
        ticket = (await one.answered(await one.say("accept", ticket_id=ticket_id)))["ticket"]
        conversation = {"conversation_id": ticket["conversation_id"]}
        for screen in (one, chief):
            await screen.say("open", **conversation, after_seq=0)
            await screen.until("conversation")
            await screen.say("look", conversation_ids=[ticket["conversation_id"]])
        await one.say("drafting", **conversation, on=True)
        await chief.until("presence", lambda frame: any(agent["writing"] for agent in frame["agents"]))
        await chief.answered(await chief.say("note", **conversation, text="주문 번호를 먼저 확인해 주세요."))
        await one.until("notes", lambda frame: len(frame["notes"]) == 1)
        await one.answered(await one.say("priority", ticket_id=ticket_id, priority="urgent"))
        await chief.until("ticket", lambda frame: frame["ticket"]["priority"] == "urgent")
        await chief.answered(await chief.say("status", status="online"))
        (me,) = [frame["agent"] for frame in chief.heard if frame["type"] == "welcome"]
        held = {"ticket_id": ticket_id, "epoch": ticket["epoch"]}
        moved = await one.answered(await one.say("transfer", **held, agent_id=me["id"], note="부탁드려요"))
        await chief.until("alert", lambda frame: frame["code"] == "assigned")
        ended = {"code": "solved", "first_contact_solved": True}
        await chief.answered(await chief.say("resolve", ticket_id=ticket_id, epoch=moved["ticket"]["epoch"], **ended))
        await chief.until("ticket", lambda frame: frame["ticket"]["state"] == "resolved")
        await chief.answered(await chief.say("reopen", ticket_id=ticket_id))
        heard = one.heard + chief.heard
        assert {frame["type"] for frame in heard} >= AMONG_AGENTS
        assert strangers(heard, known("desk_frames.json")) == set()
