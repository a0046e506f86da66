"""What the shop's page says reaches the agent's card, is written with what is said, and decides nothing."""

import dataclasses
from typing import Any

import pytest
from sqlalchemy import text

from connectors.settings import Settings
from connectors.web import keys
from tests.integration.web.chats import handed_off, opened
from tests.integration.web.conftest import Gateway
from tests.integration.web.screens import AgentScreen, CustomerScreen
from tests.integration.web.test_desk_api import fetch, fits

SHOP = "https://shop.example"
ORDER_PAGE = {
    "page": {"url": f"{SHOP}/account/orders/FH-100234?key=secret", "title": "주문 상세"},
    "order": "FH-100234",
}
CART_PAGE = {"page": {"url": f"{SHOP}/cart"}, "cart": {"items": 2, "total": 118000, "currency": "KRW"}}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return dataclasses.replace(settings, widget_origins=(SHOP,))


async def kept(gateway: Gateway) -> list[Any]:
    async with gateway.app[keys.SERVICE].record.read() as connection:
        rows = await connection.execute(text("SELECT page_context::text FROM conversation"))
        return [row[0] for row in rows]


async def on_the_card(agent: AgentScreen, ticket: dict[str, Any]) -> dict[str, Any]:
    status, card = await fetch(agent, "customer", conversation_id=ticket["conversation_id"])
    assert status == 200
    assert fits({name: card[name] for name in card if name != "customer"}, "customer")
    context: dict[str, Any] = card.get("context", {})
    return {name: value for name, value in context.items() if name != "at"}


async def looks(customer: CustomerScreen, context: dict[str, Any]) -> None:
    """Says where the customer is, and waits until that was taken."""
    await customer.say("context", context=context)
    await customer.answered(await customer.say("send"))  # a frame without its text is refused, after what came before


async def test_it_is_written_with_what_begins_a_contact_and_not_with_a_visit(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        await customer.open()
        await looks(customer, ORDER_PAGE)
        assert await kept(gateway) == [None]
        await customer.write("배송 어디쯤이에요?")
        (context,) = await kept(gateway)
        assert "FH-100234" in context
        assert "secret" not in context


async def test_the_agent_sees_it_and_hears_when_the_customer_moves_on(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.at_the_desk() as agent:
        ticket = await handed_off(customer, agent)
        assert await on_the_card(agent, ticket) == {}
        await opened(agent, ticket)
        for said, shown in (
            (ORDER_PAGE, {**ORDER_PAGE, "page": {"url": f"{SHOP}/account/orders/FH-100234", "title": "주문 상세"}}),
            (CART_PAGE, CART_PAGE),
            ({"page": {"url": "https://evil.example/"}}, {}),
        ):
            agent.heard.clear()
            await customer.say("context", context=said)
            await agent.until("card_changed")
            assert await on_the_card(agent, ticket) == shown


async def test_the_same_page_is_neither_written_nor_told_again(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.at_the_desk() as agent:
        ticket = await handed_off(customer, agent)
        await opened(agent, ticket)
        await customer.say("context", context=CART_PAGE)
        await agent.until("card_changed")
        before = await kept(gateway)
        agent.heard.clear()
        await looks(customer, CART_PAGE)
        await customer.say("typing", on=True)
        await agent.until("typing")
        assert await kept(gateway) == before
        assert "card_changed" not in {frame["type"] for frame in agent.heard}


async def test_more_pages_than_a_person_opens_are_not_all_written(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        await customer.open()
        await customer.write("배송 어디쯤이에요?")
        for number in range(30):
            await customer.say("context", context={"order": f"FH-{number}"})
        await looks(customer, {"order": "FH-30"})
        (context,) = await kept(gateway)
        assert '"FH-30"' not in context
        await customer.write("오늘 오나요?")
        (context,) = await kept(gateway)
        assert '"FH-30"' in context, "the last one comes with what is said next"
