"""Suggested replies over HTTP: in the golden form, for those who may read the conversation, and never late."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from connectors.web import keys
from tests.integration.web.conftest import PASSWORD, Gateway
from tests.integration.web.screens import AgentScreen
from tests.integration.web.test_desk_api import NOBODY, fetch, fits, talked

PASSAGE = "주문할 때 '선물이에요'를 고르면 무료로 포장해 드려요."


@pytest.fixture
async def agent(gateway: Gateway) -> AsyncIterator[AgentScreen]:
    """An agent who is signed in."""
    await gateway.hire("서연", "agent@shop.example", "agent")
    async with gateway.agent() as screen:
        await screen.sign_in("agent@shop.example", PASSWORD)
        yield screen


async def test_a_passage_is_suggested_to_whoever_may_take_the_chat(gateway: Gateway, agent: AgentScreen) -> None:
    conversation_id = await talked(gateway, None, "로봇청소기 선물 포장 되나요?", "상담원 연결해 주세요")
    status, answer = await fetch(agent, "suggestions", conversation_id=conversation_id)
    assert status == 200
    assert fits(answer, "suggestions")
    (suggestion,) = answer["suggestions"]
    assert (suggestion["source"], suggestion["reference"], suggestion["text"]) == ("help", "gift_wrapping", PASSAGE)


async def test_what_another_gateways_agent_resolved_is_learnt_and_suggested(
    gateway: Gateway, second: Gateway, agent: AgentScreen
) -> None:
    service, reply = second.app[keys.SERVICE], "포장은 무료이고, 주문하신 뒤에는 바꿀 수 없어요."
    known = await service.authenticate(email="agent@shop.example", password=PASSWORD)
    assert known is not None
    await talked(gateway, None, "선물 포장 되나요?", "상담원 연결해 주세요")
    ticket = await service.claim(agent_id=known.id, ticket_id=None)
    assert isinstance(ticket, dict)
    hold = {"agent_id": known.id, "epoch": ticket["epoch"]}
    await service.send_as_agent(conversation_id=ticket["conversation_id"], client_id=ticket["id"], text=reply, **hold)
    await service.resolve(ticket_id=ticket["id"], **hold)
    conversation_id = await talked(gateway, None, "포장해 주실 수 있어요?", "상담원 연결해 주세요")
    async with asyncio.timeout(20):
        while True:
            _, answer = await fetch(agent, "suggestions", conversation_id=conversation_id)
            if len(answer["suggestions"]) == 2:
                break
            await asyncio.wait([asyncio.ensure_future(asyncio.sleep(0.2))])
    assert fits(answer, "suggestions")
    assert {each["text"] for each in answer["suggestions"]} == {reply, PASSAGE}


async def test_an_agent_waits_two_seconds_at_most_and_hears_of_no_error(gateway: Gateway, agent: AgentScreen) -> None:
    conversation_id = await talked(gateway, None, "선물 포장 되나요?", "상담원 연결해 주세요")
    gateway.assistant.parse_s = 30.0
    started = time.perf_counter()
    assert await fetch(agent, "suggestions", conversation_id=conversation_id) == (200, {"suggestions": []})
    assert time.perf_counter() - started < 4.0
    gateway.assistant.parse_s, gateway.assistant.mode = 0.0, "away"
    assert await fetch(agent, "suggestions", conversation_id=conversation_id) == (200, {"suggestions": []})


async def test_nobody_gets_suggestions_for_a_chat_that_they_may_not_read(gateway: Gateway, agent: AgentScreen) -> None:
    bot_only = await talked(gateway, None, "선물 포장 되나요?")
    await gateway.hire("운영", "ops@shop.example", "ops")
    await gateway.hire("지원", "boss@shop.example", "supervisor")
    expected = {"": 401, "ops@shop.example": 403, "boss@shop.example": 200, "agent@shop.example": 403}
    for email, status in expected.items():
        async with gateway.agent() as screen:
            if email:
                await screen.sign_in(email, PASSWORD)
            assert (await fetch(screen, "suggestions", conversation_id=bot_only))[0] == status, email
    assert (await fetch(agent, "suggestions", conversation_id=NOBODY))[0] == 404
    for query in ({"conversation_id": "x"}, {}):
        status, body = await fetch(agent, "suggestions", **query)
        assert (status, body["error"]["field"]) == (400, "conversation_id")
