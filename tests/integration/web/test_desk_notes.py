"""Private notes over the socket: every agent who looks has them all, the customer's socket not a word."""

import json
from uuid import uuid4

import pytest

from tests.integration.web.chats import handed_off, opened
from tests.integration.web.conftest import Gateway

SECRET = "두 번이나 환불을 요구한 고객이에요. 010-1234-5678"


async def test_a_note_is_on_every_desk_that_looks_and_not_with_the_customer(
    gateway: Gateway, second: Gateway, caplog: pytest.LogCaptureFixture
) -> None:
    async with (
        gateway.customer() as customer,
        gateway.at_the_desk("서연", "one@shop.example") as agent,
        second.at_the_desk("지우", "chief@shop.example", "supervisor") as chief,
    ):
        ticket = await handed_off(customer, agent)
        for screen in (agent, chief):
            await opened(screen, ticket)
            assert (await screen.until("notes"))["notes"] == []
        whispered = await chief.answered(
            await chief.say("note", conversation_id=ticket["conversation_id"], text=SECRET)
        )
        assert whispered["note"]["agent"]["name"] == "지우"
        for screen in (agent, chief):
            heard = await screen.until("notes", lambda frame: len(frame["notes"]) == 1)
            assert heard["notes"] == [whispered["note"]]
        await customer.write("계세요?")
        await agent.until("message", lambda frame: frame["message"].get("text") == "계세요?")
        assert "환불을 요구한" not in json.dumps(customer.heard, ensure_ascii=False)
        async with gateway.customer() as again:
            again.token = customer.token
            assert "환불을 요구한" not in json.dumps(await again.open(), ensure_ascii=False)
    assert "환불을 요구한" not in caplog.text
    assert "환불을 요구한" not in json.dumps(gateway.assistant.requests, ensure_ascii=False)


async def test_a_note_sent_twice_is_one_note_and_only_readers_write(gateway: Gateway) -> None:
    async with (
        gateway.customer() as customer,
        gateway.at_the_desk("서연", "one@shop.example") as agent,
        gateway.at_the_desk("민준", "two@shop.example") as stranger,
    ):
        ticket = await handed_off(customer, agent)
        await opened(agent, ticket)
        said = {"conversation_id": ticket["conversation_id"], "text": "확인함", "client_id": str(uuid4())}
        answers = []
        for _ in range(2):
            await agent.say("note", **said)
            answers.append(await agent.answered(said["client_id"]))
            agent.heard.remove(answers[-1])
        assert answers[0] == answers[1]
        assert (await agent.answered(await agent.say("note", **{**said, "client_id": str(uuid4()), "text": " "})))[
            "code"
        ] == "empty"
        refused = await stranger.answered(await stranger.say("note", **{**said, "client_id": str(uuid4())}))
        assert refused["code"] == "forbidden"
        await agent.leave()
        await agent.open()
        await opened(agent, ticket)
        assert [note["text"] for note in (await agent.until("notes"))["notes"]] == ["확인함"]
