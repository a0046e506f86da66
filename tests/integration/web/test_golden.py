"""Every frame a real conversation brings is one the golden files know: the same fields, of the same kinds."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from tests.integration.web.conftest import Gateway
from tests.integration.web.screens import Frame

CONTRACTS = Path(__file__).parents[2] / "contracts"
FREE = {"params", "facts", "reasons"}
"""Objects whose fields depend on a code, not on the frame."""
COMING = {"offers", "ticket", "counts", "notes", "presence", "alert"}

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


def known(name: str) -> Known:
    """Frame type -> place -> kinds that the examples show."""
    places: Known = defaultdict(lambda: defaultdict(set))
    for frame in json.loads((CONTRACTS / name).read_text("utf-8"))["server"].values():
        for place, kind in fields(frame):
            places[frame["type"]][place.replace("messages[]", "message")].add(kind)
    for held in list(places.values()):  # a message has one shape, wherever it stands
        for place in [place for place in held if place.startswith(".message.")]:
            for other in places.values():
                other[place] |= held[place]
    return places


def strangers(frames: list[Frame], places: Known) -> set[str]:
    return {
        f"{frame['type']}{place}: {kind}"
        for frame in frames
        for place, kind in fields(frame)
        if kind not in places[frame["type"]][place.replace("messages[]", "message")]
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
        await agent.answered(await agent.say("resolve", ticket_id=ticket["id"], epoch=ticket["epoch"]))
        asked = await customer.until("state", lambda frame: "rating" in frame["state"])
        contact_id = asked["state"]["rating"]["contact_id"]
        await customer.say("rating_shown", contact_id=contact_id)
        await customer.answered(await customer.say("rate", contact_id=contact_id, score=4, solved=True))
        await customer.until("state", lambda frame: frame["state"].get("rating", {}).get("solved") is True)
        assert {frame["type"] for frame in customer.heard} == set(known("widget_frames.json"))
        assert strangers(customer.heard, known("widget_frames.json")) == set()
        assert {frame["type"] for frame in agent.heard} == set(known("desk_frames.json")) - {"lease_lost", *COMING}
        assert strangers(agent.heard, known("desk_frames.json")) == set()
