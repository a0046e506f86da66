"""Who else looks and writes, over two gateways; nothing of it is for the customer."""

import json
from typing import Any
from uuid import UUID, uuid4

from connectors.web import keys
from escalation.desk.presence import present_frame
from escalation.store.keys import backstage
from tests.integration.web.chats import handed_off, opened
from tests.integration.web.conftest import Gateway
from tests.integration.web.screens import AgentScreen, Frame


def names(frame: Frame) -> list[tuple[str, bool]]:
    return [(agent["name"], agent["writing"]) for agent in frame["agents"]]


async def sees(screen: AgentScreen, *others: tuple[str, bool]) -> None:
    """The last word on it is this."""

    def last() -> list[tuple[str, bool]]:
        told = [names(frame) for frame in screen.heard if frame["type"] == "presence"]
        return told[-1] if told else []

    await screen.until_true(lambda: last() == list(others), f"presence {others}")


async def test_two_agents_on_two_gateways_see_each_other_look_and_write(gateway: Gateway, second: Gateway) -> None:
    async with (
        gateway.customer() as customer,
        gateway.at_the_desk("서연", "one@shop.example") as agent,
        second.at_the_desk("지우", "chief@shop.example", "supervisor") as chief,
    ):
        ticket = await handed_off(customer, agent)
        conversation = {"conversation_id": ticket["conversation_id"]}
        await opened(agent, ticket)
        await opened(chief, ticket)
        await sees(agent, ("지우", False))
        await sees(chief, ("서연", False))
        await agent.say("drafting", **conversation, on=True)
        await sees(chief, ("서연", True))
        await agent.say("drafting", **conversation, on=False)
        await sees(chief, ("서연", False))
        await chief.say("look", conversation_ids=[])
        await sees(agent)
        await opened(chief, ticket)
        await sees(agent, ("지우", False))
        await chief.leave()
        await sees(agent)
        spoken = json.dumps(customer.heard, ensure_ascii=False)
        assert "지우" not in spoken
        assert {"presence", "notes"}.isdisjoint(frame["type"] for frame in customer.heard)


async def test_a_second_tab_of_ones_own_is_nobody_else(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.at_the_desk() as agent, gateway.agent() as tab:
        ticket = await handed_off(customer, agent)
        await tab.sign_in("agent@shop.example", "correct horse battery staple")
        await tab.open()
        await opened(agent, ticket)
        await opened(tab, ticket)
        stranger = present_frame(uuid4(), uuid4(), "민준", writing=True)
        await gateway.app[keys.PUSH].publish(backstage(UUID(ticket["conversation_id"])), stranger)
        await sees(agent, ("민준", True))
        await sees(tab, ("민준", True))


async def test_what_is_not_open_on_the_desk_is_neither_looked_at_nor_drafted_in(gateway: Gateway) -> None:
    async with (
        gateway.customer() as customer,
        gateway.at_the_desk("서연", "one@shop.example") as agent,
        gateway.at_the_desk("민준", "two@shop.example") as stranger,
    ):
        ticket = await handed_off(customer, agent)
        await opened(agent, ticket)
        await stranger.say("look", conversation_ids=[ticket["conversation_id"]])
        drafted: dict[str, Any] = {"conversation_id": ticket["conversation_id"], "on": True}
        assert (await stranger.answered(await stranger.say("drafting", **drafted)))["code"] == "forbidden"
        await agent.answered(await agent.say("status", status="online"))
        assert [frame for frame in agent.heard + stranger.heard if frame["type"] == "presence"] == []
