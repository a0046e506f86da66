"""Chats between a customer and an agent, begun as they begin in life."""

from typing import Any
from uuid import uuid4

from tests.integration.web.screens import AgentScreen, CustomerScreen


async def handed_off(customer: CustomerScreen, agent: AgentScreen) -> dict[str, Any]:
    """A customer who asked for a person, and the ticket that the agent took."""
    await customer.open()
    await customer.write("상담원 연결해 주세요")
    await customer.notice("handed_off")
    await agent.sees_waiting(1)
    ticket = await agent.claim()
    assert ticket["state"] == "assigned", ticket
    return ticket


async def opened(agent: AgentScreen, ticket: dict[str, Any]) -> dict[str, Any]:
    """The conversation of a ticket on the agent's screen, and looked at once that is done."""
    conversation = {"conversation_id": ticket["conversation_id"], "after_seq": 0}
    await agent.say("open", **conversation)
    shown = await agent.until("conversation", lambda frame: frame["ticket"]["id"] == ticket["id"])
    await agent.say("look", conversation_ids=[ticket["conversation_id"]])

    await agent.answered(await agent.say("decline", ticket_id=str(uuid4())))  # what is asked later is answered later
    return shown
