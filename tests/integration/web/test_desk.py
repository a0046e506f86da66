"""A customer and an agent side by side: claim, answer, resolve, return, and who may not."""

import asyncio
from uuid import uuid4

import pytest
from sqlalchemy import text

from connectors.web import keys
from tests.integration.web.chats import handed_off
from tests.integration.web.conftest import PASSWORD, Gateway


async def test_from_the_queue_to_a_rating(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.at_the_desk("서연") as agent:
        await customer.open()
        await customer.write("상담원 연결해 주세요")
        await customer.notice("handed_off")
        queued = await customer.owner("queue")
        assert queued["state"]["queue"]["position"] == 1

        (waiting,) = await agent.sees_waiting(1)
        assert waiting["reasons"][0]["code"] == "asked_for_person"
        ticket = await agent.claim(ticket_id=waiting["id"])
        assert (ticket["id"], ticket["agent"]["name"]) == (waiting["id"], "서연")

        joined = await customer.notice("agent_joined")
        assert joined["params"] == {"name": "서연"}
        assert (await customer.owner("agent"))["state"]["agent"] == {"name": "서연"}

        await agent.say("open", conversation_id=ticket["conversation_id"], after_seq=0)
        shown = await agent.until("conversation")
        assert shown["messages"][0]["text"] == "상담원 연결해 주세요"

        said = {"conversation_id": ticket["conversation_id"], "epoch": ticket["epoch"], "text": "무엇을 도와드릴까요?"}
        assert (await agent.answered(await agent.say("send", **said)))["type"] == "ack"
        reply = await customer.reads("무엇을 도와드릴까요?")
        assert (reply["sender"], reply["name"]) == ("agent", "서연")
        await agent.until("mine", lambda frame: bool(frame["tickets"] and frame["tickets"][0].get("first_reply_at")))

        turns = len(gateway.assistant.requests)
        await customer.write("주문이 늦어요")
        await agent.until("message", lambda frame: frame["message"].get("text") == "주문이 늦어요")

        held = {"ticket_id": ticket["id"], "epoch": ticket["epoch"]}
        assert (await agent.answered(await agent.say("resolve", **held)))["type"] == "ack"
        await customer.notice("resolved")
        asked = await customer.until("state", lambda frame: "rating" in frame["state"])
        assert len(gateway.assistant.requests) == turns, "the bot spoke while a person owned"

        contact_id = asked["state"]["rating"]["contact_id"]
        rated = await customer.answered(await customer.say("rate", contact_id=contact_id, score=5, comment="고마워요"))
        assert rated["type"] == "ack"
        await customer.until("state", lambda frame: frame["state"].get("rating", {}).get("score") == 5)


async def test_a_returned_customer_has_the_bot_again(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.at_the_desk() as agent:
        ticket = await handed_off(customer, agent)
        await agent.answered(await agent.say("return", ticket_id=ticket["id"], epoch=ticket["epoch"]))
        await customer.notice("returned_to_bot")
        await customer.write("thanks")
        await customer.reads("re: thanks")


async def test_a_released_ticket_waits_again_and_its_old_epoch_is_refused(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.at_the_desk() as agent:
        ticket = await handed_off(customer, agent)
        await agent.answered(await agent.say("release", ticket_id=ticket["id"], epoch=ticket["epoch"]))
        await customer.notice("agent_left")
        again = await agent.claim(ticket_id=ticket["id"])
        assert again["epoch"] > ticket["epoch"]
        late = {"conversation_id": ticket["conversation_id"], "epoch": ticket["epoch"], "text": "too late"}
        refused = await agent.answered(await agent.say("send", **late))
        assert refused["code"] == "stale_epoch"
        await agent.answered(await agent.say("send", **{**late, "epoch": again["epoch"], "text": "in time"}))
        await customer.reads("in time")
        assert not [message for message in customer.messages if message.get("text") == "too late"]


async def test_of_two_agents_one_gets_the_ticket(gateway: Gateway) -> None:
    async with (
        gateway.customer() as customer,
        gateway.at_the_desk("서연", "one@shop.example") as one,
        gateway.at_the_desk("민준", "two@shop.example") as two,
    ):
        await customer.open()
        await customer.write("상담원 연결해 주세요")
        (ticket,) = await one.sees_waiting(1)
        await two.sees_waiting(1)
        answers = await asyncio.gather(one.claim(ticket_id=ticket["id"]), two.claim(ticket_id=ticket["id"]))
        assert sorted(str(answer.get("code", answer.get("state"))) for answer in answers) == ["assigned", "lost_race"]
        winner, loser = (one, two) if answers[0].get("state") == "assigned" else (two, one)
        await loser.until("waiting", lambda frame: frame["tickets"] == [])
        await winner.until("mine", lambda frame: len(frame["tickets"]) == 1)


async def test_a_ticket_of_somebody_else_is_neither_read_nor_written(gateway: Gateway) -> None:
    async with (
        gateway.customer() as customer,
        gateway.at_the_desk("서연", "one@shop.example") as one,
        gateway.at_the_desk("민준", "two@shop.example") as two,
    ):
        ticket = await handed_off(customer, one)
        conversation = {"conversation_id": ticket["conversation_id"]}
        for frame, code in [
            ({"type_": "open", **conversation, "after_seq": 0}, "forbidden"),
            ({"type_": "fetch", **conversation, "after_seq": 0}, "forbidden"),
            ({"type_": "typing", **conversation, "on": True}, "forbidden"),
            ({"type_": "send", **conversation, "epoch": ticket["epoch"], "text": "hi"}, "not_owner"),
            ({"type_": "resolve", "ticket_id": ticket["id"], "epoch": ticket["epoch"]}, "not_owner"),
            ({"type_": "release", "ticket_id": ticket["id"], "epoch": ticket["epoch"]}, "not_owner"),
            ({"type_": "return", "ticket_id": ticket["id"], "epoch": ticket["epoch"]}, "not_owner"),
            ({"type_": "resolve", "ticket_id": str(uuid4()), "epoch": 1}, "not_found"),
        ]:
            refused = await two.answered(await two.say(**frame))
            assert refused["code"] == code, frame
        await customer.write("a secret for one")
        await one.until("message", lambda frame: frame["message"].get("text") == "a secret for one")
        assert not [frame for frame in two.heard if frame["type"] in ("message", "messages", "conversation")]


async def test_a_waiting_conversation_on_the_screen_closes_when_another_takes_it(gateway: Gateway) -> None:
    async with (
        gateway.customer() as customer,
        gateway.at_the_desk("서연", "one@shop.example") as one,
        gateway.at_the_desk("민준", "two@shop.example") as two,
    ):
        await customer.open()
        await customer.write("상담원 연결해 주세요")
        (ticket,) = await two.sees_waiting(1)
        await two.say("open", conversation_id=ticket["conversation_id"], after_seq=0)
        await two.until("conversation")
        await customer.write("still waiting")
        await two.until("message", lambda frame: frame["message"].get("text") == "still waiting")
        await one.claim(ticket_id=ticket["id"])
        await two.until("waiting", lambda frame: frame["tickets"] == [])
        await customer.write("only for the one who took it")
        await one.until("message", lambda frame: frame["message"].get("text") == "only for the one who took it")
        heard = [frame["message"].get("text") for frame in two.heard if frame["type"] == "message"]
        assert "only for the one who took it" not in heard


async def test_both_see_the_other_type(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.at_the_desk("서연") as agent:
        ticket = await handed_off(customer, agent)
        await customer.owner("agent")
        await agent.until("mine", lambda frame: len(frame["tickets"]) == 1)
        await agent.say("typing", conversation_id=ticket["conversation_id"], on=True)
        typing = await customer.until("typing", lambda frame: frame["who"] == "agent")
        assert (typing["name"], typing["on"]) == ("서연", True)
        await customer.say("typing", on=True)
        seen = await agent.until("typing")
        assert (seen["conversation_id"], seen["on"]) == (ticket["conversation_id"], True)


async def test_a_desk_that_reconnects_gets_what_it_missed(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.at_the_desk() as agent:
        ticket = await handed_off(customer, agent)
        conversation_id = ticket["conversation_id"]
        await customer.owner("agent")
        seen = max(message["seq"] for message in customer.messages)
        await agent.leave()
        await customer.write("while you were away")
        welcome = await agent.open({conversation_id: seen})
        assert [held["id"] for held in welcome["mine"]] == [ticket["id"]]
        missed = await agent.until("messages")
        assert [message["text"] for message in missed["messages"]] == ["while you were away"]
        await customer.write("welcome back")
        await agent.until("message", lambda frame: frame["message"].get("text") == "welcome back")


async def test_signing_out_closes_the_socket_of_that_session_only(gateway: Gateway) -> None:
    await gateway.hire()
    async with gateway.agent() as here, gateway.agent() as there:
        for screen in (here, there):
            await screen.sign_in("agent@shop.example", PASSWORD)
            await screen.open()
        async with await here.post("/desk/logout", {}) as response:
            assert response.status == 200
        assert await here.until_closed() == 4401
        assert (await there.answered(await there.say("status", status="online")))["type"] == "ack"
        async with await here.http.get(f"{gateway.url}/desk/me") as response:
            assert response.status == 401


async def test_a_session_that_is_over_ends_at_the_next_command(gateway: Gateway) -> None:
    async with gateway.at_the_desk() as agent:
        (cookie,) = [cookie.value for cookie in agent.http.cookie_jar if cookie.key == "firsthand"]
        await gateway.app[keys.SERVICE].close_session(token=cookie)
        refused = await agent.answered(await agent.say("claim"))
        assert refused["code"] == "unauthenticated"
        assert await agent.until_closed() == 4401


async def test_a_role_without_a_desk_gets_no_socket(gateway: Gateway) -> None:
    await gateway.hire("지우", "ops@shop.example", "ops")
    async with gateway.agent() as screen:
        await screen.sign_in("ops@shop.example", PASSWORD)
        async with await screen.http.get(f"{gateway.url}/ops/api/overview") as response:
            assert response.status == 200
        async with await screen.http.get(f"{gateway.url}/desk/socket", headers=screen.origin) as response:
            assert response.status == 403


@pytest.mark.parametrize("role", ["agent", "supervisor"])
async def test_only_some_roles_read_the_numbers(gateway: Gateway, role: str) -> None:
    await gateway.hire("지우", "someone@shop.example", role)
    async with gateway.agent() as screen:
        await screen.sign_in("someone@shop.example", PASSWORD)
        async with await screen.http.get(f"{gateway.url}/ops/api/overview") as response:
            assert response.status == (403 if role == "agent" else 200)


async def test_a_command_before_the_welcome_is_refused_without_harm(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.at_the_desk() as agent, gateway.agent() as hasty:
        ticket = await handed_off(customer, agent)
        await hasty.sign_in("agent@shop.example", PASSWORD)
        pass_ = await hasty.ticket()
        async with gateway.app[keys.ENGINE].begin() as connection:  # keeps the welcome waiting
            await connection.execute(text("SELECT 1 FROM agent FOR UPDATE"))
            await hasty.connect("/desk/socket")
            await hasty.say("hello", ticket=pass_, cursors={})
            asked = await hasty.say("open", conversation_id=ticket["conversation_id"], after_seq=0)
            answer = await hasty.until("refused")
            assert (answer["code"], answer["retry_after"]) == ("unavailable", 1.0)
        await hasty.until("welcome")
        await hasty.say("open", conversation_id=ticket["conversation_id"], after_seq=0, client_id=asked)
        await hasty.until("conversation")
