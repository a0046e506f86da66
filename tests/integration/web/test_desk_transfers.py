"""Passing on, assigning, resolving and reopening over sockets, each once however often it is sent."""

from typing import Any
from uuid import uuid4

import pytest

from tests.integration.web.chats import handed_off, opened
from tests.integration.web.conftest import Gateway
from tests.integration.web.screens import AgentScreen, Frame


def me(screen: AgentScreen) -> str:
    (welcome,) = [frame for frame in screen.heard if frame["type"] == "welcome"]
    return str(welcome["agent"]["id"])


async def twice(screen: AgentScreen, type_: str, **fields: Any) -> Frame:
    """Say it, lose the answer, say it again: both answers are the same."""
    client_id, answers = str(uuid4()), list[Frame]()
    for _ in range(2):
        await screen.say(type_, client_id=client_id, **fields)
        answers.append(await screen.answered(client_id))
        screen.heard.remove(answers[-1])
    assert answers[0] == answers[1]
    assert answers[0]["type"] == "ack", answers[0]
    return answers[0]


async def test_a_chat_goes_to_another_agent_with_a_note_and_a_late_word_is_refused(gateway: Gateway) -> None:
    async with (
        gateway.customer() as customer,
        gateway.at_the_desk("서연", "one@shop.example") as one,
        gateway.at_the_desk("민준", "two@shop.example") as two,
    ):
        ticket = await handed_off(customer, one)
        held = {"ticket_id": ticket["id"], "epoch": ticket["epoch"]}
        await one.until("mine", lambda frame: len(frame["tickets"]) == 1)
        refused = await one.answered(await one.say("transfer", **held, agent_id=me(two)))
        assert refused["code"] == "agent_away", "busy takes nothing new"
        await two.answered(await two.say("status", status="online"))
        moved = await twice(one, "transfer", **held, agent_id=me(two), note="환불 건이에요")
        assert moved["ticket"]["agent"]["name"] == "민준"
        alert = await two.until("alert")
        assert (alert["code"], alert["params"]["by"]) == ("assigned", "서연")
        await two.until("mine", lambda frame: len(frame["tickets"]) == 1)
        await one.until("mine", lambda frame: frame["tickets"] == [])
        await opened(two, ticket)
        await two.until("notes", lambda frame: [note["text"] for note in frame["notes"]] == ["환불 건이에요"])
        await customer.notice("transferred")
        late = {"conversation_id": ticket["conversation_id"], "epoch": ticket["epoch"], "text": "late"}
        assert (await one.answered(await one.say("send", **late)))["code"] == "not_owner"
        assert (await two.answered(await two.say("send", **late)))["code"] == "stale_epoch"
        await two.answered(await two.say("send", **{**late, "epoch": moved["ticket"]["epoch"], "text": "이어서요"}))
        assert (await customer.reads("이어서요"))["name"] == "민준"


async def test_a_chat_goes_to_a_queue_and_leaves_the_desk(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.at_the_desk() as agent:
        ticket = await handed_off(customer, agent)
        moved = await twice(agent, "transfer", ticket_id=ticket["id"], epoch=ticket["epoch"], queue="billing")
        assert (moved["ticket"]["queue"], moved["ticket"]["state"]) == ("billing", "waiting")
        await customer.notice("transferred")
        await agent.until("counts", lambda frame: frame["queues"]["billing"]["waiting"] == 1)
        assert (await customer.until("state", lambda frame: "queue" in frame["state"]))["state"]["queue"][
            "position"
        ] == 1


async def test_only_supervisors_assign(gateway: Gateway) -> None:
    async with (
        gateway.customer() as customer,
        gateway.at_the_desk("서연", "one@shop.example", status="away") as one,
        gateway.at_the_desk("지우", "chief@shop.example", "supervisor") as chief,
    ):
        await customer.open()
        await customer.write("상담원 연결해 주세요")
        (waiting,) = await chief.sees_waiting(1)
        given = {"ticket_id": waiting["id"], "agent_id": me(one)}
        assert (await one.answered(await one.say("assign", **given)))["code"] == "forbidden"
        assert (await chief.answered(await chief.say("assign", **given)))["code"] == "agent_away"
        await one.answered(await one.say("status", status="busy"))
        assert (await chief.answered(await chief.say("assign", **given)))["code"] == "agent_away"
        taken = await twice(chief, "assign", ticket_id=waiting["id"], agent_id=me(chief))
        assert taken["ticket"]["agent"]["name"] == "지우"


async def test_resolved_with_a_judgement_and_reopened(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.at_the_desk() as agent:
        ticket = await handed_off(customer, agent)
        await opened(agent, ticket)
        held = {"ticket_id": ticket["id"], "epoch": ticket["epoch"]}
        await twice(agent, "resolve", **held, code="refunded", first_contact_solved=False)
        over = await agent.until("ticket", lambda frame: frame["ticket"]["state"] == "resolved")
        assert (over["ticket"]["resolution_code"], over["ticket"]["first_contact_solved"]) == ("refunded", False)
        again = await twice(agent, "reopen", ticket_id=ticket["id"])
        assert (again["ticket"]["state"], "resolution_code" in again["ticket"]) == ("assigned", False)
        await agent.until(
            "mine", lambda frame: [held["epoch"] for held in frame["tickets"]] == [again["ticket"]["epoch"]]
        )
        said = {"conversation_id": ticket["conversation_id"], "epoch": again["ticket"]["epoch"], "text": "다시 볼게요"}
        await agent.answered(await agent.say("send", **said))
        await customer.reads("다시 볼게요")


@pytest.mark.parametrize("ending", ["return", "release", "resolve"])
async def test_an_ending_whose_answer_was_lost_is_answered_again(gateway: Gateway, ending: str) -> None:
    async with gateway.customer() as customer, gateway.at_the_desk() as agent:
        ticket = await handed_off(customer, agent)
        await twice(agent, ending, ticket_id=ticket["id"], epoch=ticket["epoch"])


async def test_priority_and_labels_are_seen_by_a_supervisor_who_listens_in(gateway: Gateway) -> None:
    async with (
        gateway.customer() as customer,
        gateway.at_the_desk("서연", "one@shop.example") as agent,
        gateway.at_the_desk("지우", "chief@shop.example", "supervisor") as chief,
        gateway.at_the_desk("민준", "two@shop.example") as stranger,
    ):
        ticket = await handed_off(customer, agent)
        await opened(chief, ticket)
        raised = await twice(agent, "priority", ticket_id=ticket["id"], priority="urgent")
        assert raised["ticket"]["clocks"]["first"]["due"] < ticket["clocks"]["first"]["due"]
        await chief.until("ticket", lambda frame: frame["ticket"]["priority"] == "urgent")
        unknown = await agent.answered(await agent.say("labels", ticket_id=ticket["id"], labels=["no such label"]))
        assert (unknown["code"], unknown["field"]) == ("not_found", "labels")
        for said in ({"type_": "priority", "priority": "low"}, {"type_": "labels", "labels": []}):
            refused = await stranger.answered(await stranger.say(**said, ticket_id=ticket["id"]))
            assert refused["code"] == "forbidden"
        assert (await stranger.answered(await stranger.say("reopen", ticket_id=ticket["id"])))["code"] == "forbidden"


async def test_an_offer_is_in_the_welcome_is_declined_and_accepted(gateway: Gateway) -> None:
    async with (
        gateway.customer() as customer,
        gateway.at_the_desk("서연", "one@shop.example", status="online") as one,
        gateway.at_the_desk("민준", "two@shop.example", status="away") as two,
    ):
        await customer.open()
        await customer.write("상담원 연결해 주세요")
        offered = await one.until("offers", lambda frame: len(frame["offers"]) == 1)
        (offer,) = offered["offers"]
        await one.leave()
        assert (await one.open())["offers"] == [offer]
        ticket_id = offer["ticket"]["id"]
        refused = await two.answered(await two.say("accept", ticket_id=ticket_id))
        assert refused["code"] == "lost_race"
        await two.answered(await two.say("status", status="online"))
        await twice(one, "decline", ticket_id=ticket_id)
        await one.until("offers", lambda frame: frame["offers"] == [])
        await two.until("offers", lambda frame: len(frame["offers"]) == 1)
        taken = await twice(two, "accept", ticket_id=ticket_id)
        assert taken["ticket"]["agent"]["name"] == "민준"
        await two.until("offers", lambda frame: frame["offers"] == [])
