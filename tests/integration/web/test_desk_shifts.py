"""Agents come and go over real sockets: nobody waits for somebody who has left, and nobody loses a chat by staying."""

from tests.integration.web.chats import handed_off
from tests.integration.web.conftest import PASSWORD, Gateway

EMAIL = "agent@shop.example"


async def test_who_signs_out_gives_the_chat_back_at_once(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.at_the_desk() as agent:
        ticket = await handed_off(customer, agent)
        async with gateway.at_the_desk("지우", "other@shop.example", status="online") as other:
            async with await agent.post("/desk/logout", {}) as response:
                assert response.status == 200
            await customer.notice("agent_left")
            offered = await other.until("offers", lambda frame: len(frame["offers"]) == 1)
            assert offered["offers"][0]["ticket"]["id"] == ticket["id"]
            assert (await customer.owner("queue"))["state"]["queue"]["position"] == 1


async def test_who_signs_in_again_keeps_the_chat(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.at_the_desk() as agent:
        ticket = await handed_off(customer, agent)
        await agent.sign_in(EMAIL, PASSWORD)
        assert await agent.until_closed() == 4401
        welcome = await agent.open()
        assert [held["id"] for held in welcome["mine"]] == [ticket["id"]]
        assert welcome["agent"]["status"] == "busy"


async def test_who_signs_in_and_is_online_is_asked_at_once(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        await customer.open()
        await customer.write("상담원 연결해 주세요")
        await customer.notice("handed_off")
        async with gateway.at_the_desk(status="online") as agent:
            offered = await agent.until("offers", lambda frame: len(frame["offers"]) == 1)
            ticket_id = offered["offers"][0]["ticket"]["id"]
            answer = await agent.answered(await agent.say("accept", ticket_id=ticket_id))
            assert answer["ticket"]["agent"]["name"] == "서연"
            assert (await customer.notice("agent_joined"))["params"] == {"name": "서연"}


async def test_the_next_chat_is_the_one_that_was_offered(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.at_the_desk(status="online") as agent:
        await customer.open()
        await customer.write("상담원 연결해 주세요")
        offered = await agent.until("offers", lambda frame: len(frame["offers"]) == 1)
        assert (await agent.claim())["id"] == offered["offers"][0]["ticket"]["id"]
        await agent.until("offers", lambda frame: frame["offers"] == [])
