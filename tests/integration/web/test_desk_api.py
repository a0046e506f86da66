"""What the desk reads over HTTP: search and the card of a customer, for those who may, with and without a shop."""

import asyncio
import dataclasses
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from connectors.settings import Settings
from connectors.web import keys
from escalation.store.people import Customer
from tests.integration.shop.conftest import TOKEN, Process, process
from tests.integration.web.conftest import PASSWORD, Gateway
from tests.integration.web.screens import AgentScreen
from tests.integration.web.test_golden import fields

__all__ = ["process"]
GOLDEN = json.loads((Path(__file__).parents[2] / "contracts" / "desk_api.json").read_text("utf-8"))
NOBODY = "00000000-0000-4000-8000-000000000000"


async def fetch(screen: AgentScreen, name: str, **query: str) -> tuple[int, Any]:
    async with screen.http.get(f"{screen.url}/desk/api/{name}", params=query) as response:
        return response.status, await response.json()


def fits(answer: Any, *examples: str) -> bool:
    """Every place in the answer is one that the golden examples show, of the same kind."""
    known = {place for name in examples for place in fields(GOLDEN[name]["response"])}
    strangers = set(fields(answer)) - known
    assert not strangers, strangers
    return True


async def talked(gateway: Gateway, customer: Customer | None, *texts: str) -> str:
    """A conversation in which the customer said this and the bot answered."""
    service = gateway.app[keys.SERVICE]
    visitor_id, _ = await service.open_visitor(token=None)
    conversation_id = await service.open_conversation(visitor_id=visitor_id, customer=customer, locale="ko")
    for words in texts:
        ack = await service.receive_text(conversation_id=conversation_id, client_id=uuid4(), text=words)
        await answered(gateway, conversation_id, ack.seq)
    return str(conversation_id)


async def answered(gateway: Gateway, conversation_id: UUID, seq: int) -> None:
    async with asyncio.timeout(10):
        while True:
            told = await gateway.app[keys.SERVICE].snapshot(conversation_id=conversation_id, after_seq=seq)
            if told["messages"]:
                return
            await asyncio.wait([asyncio.ensure_future(asyncio.sleep(0.02))])


@pytest.fixture
async def boss(gateway: Gateway) -> AsyncIterator[AgentScreen]:
    """A supervisor who is signed in."""
    await gateway.hire("지원", "boss@shop.example", "supervisor")
    async with gateway.agent() as screen:
        await screen.sign_in("boss@shop.example", PASSWORD)
        yield screen


async def test_what_was_said_is_found(gateway: Gateway, boss: AgentScreen) -> None:
    conversation_id = await talked(gateway, Customer("C-1001", "하은", "vip"), "FH-100201 배송비가 두 번 나갔어요")
    status, page = await fetch(boss, "search", q="fh100201 배송비는")
    assert status == 200
    result = next(result for result in page["results"] if result["who"] == "customer")
    assert (result["conversation_id"], result["who"], result["marks"]) == (
        conversation_id,
        "customer",
        [[0, 9], [10, 13]],
    )
    assert fits(page, "search")


@pytest.mark.parametrize(
    ("query", "field"), [({}, "q"), ({"q": "x" * 201}, "q"), ({"q": "?"}, "q"), ({"q": "a", "cursor": "b"}, "cursor")]
)
async def test_a_bad_search_names_its_field(boss: AgentScreen, query: dict[str, str], field: str) -> None:
    status, body = await fetch(boss, "search", **query)
    assert (status, body["error"]["field"]) == (400, field)


async def test_only_the_desk_reads_and_agents_only_what_they_may(gateway: Gateway, boss: AgentScreen) -> None:
    conversation_id = await talked(gateway, None, "환불 언제 되나요")
    await gateway.hire("운영", "ops@shop.example", "ops")
    await gateway.hire("서연", "agent@shop.example", "agent")
    expected = {"": (401, 401), "ops@shop.example": (403, 403), "agent@shop.example": (200, 403)}
    for email, statuses in expected.items():
        async with gateway.agent() as screen:
            if email:
                await screen.sign_in(email, PASSWORD)
            search, body = await fetch(screen, "search", q="환불")
            customer, _ = await fetch(screen, "customer", conversation_id=conversation_id)
            assert (search, customer) == statuses, email
            assert body.get("results", []) == []
    assert len((await fetch(boss, "search", q="환불"))[1]["results"]) == 2  # the customer's words, and the bot's echo
    assert (await fetch(boss, "customer", conversation_id=conversation_id))[0] == 200
    assert (await fetch(boss, "customer", conversation_id=NOBODY))[0] == 404
    assert (await fetch(boss, "customer", conversation_id="x"))[0] == 400


async def test_a_card_without_the_shop_says_so_and_shows_the_rest(gateway: Gateway, boss: AgentScreen) -> None:
    conversation_id = await talked(gateway, Customer("C-1001", "하은", "vip"), "배송이 늦어요")
    status, card = await fetch(boss, "customer", conversation_id=conversation_id)
    assert status == 200
    assert card["customer"] == {"verified": True, "locale": "ko", "id": "C-1001", "name": "하은", "tier": "vip"}
    assert card["away"] == ["orders", "refunds", "subscription"]
    assert "orders" not in card
    assert [emotion["label"] for emotion in card["emotions"]] == ["neutral"]
    assert fits(card, "customer_while_the_shop_is_away")


async def test_somebody_unknown_has_no_purchases(gateway: Gateway, boss: AgentScreen) -> None:
    conversation_id = await talked(gateway, None, "배송이 늦어요")
    _, card = await fetch(boss, "customer", conversation_id=conversation_id)
    assert {name: card[name] for name in ("customer", "contacts")} == {
        "customer": {"verified": False, "locale": "ko"},
        "contacts": [],
    }
    assert fits(card, "customer_nobody_vouches_for", "customer_while_the_shop_is_away")
    assert "orders" not in card


class TestWithTheDemoShop:
    @pytest.fixture
    def settings(self, settings: Settings, process: Process) -> Settings:
        return dataclasses.replace(settings, shop_url=process.url, shop_token=TOKEN)

    async def test_a_card_shows_what_was_bought_and_earlier_contacts(self, gateway: Gateway, boss: AgentScreen) -> None:
        service = gateway.app[keys.SERVICE]
        email = await gateway.hire("서연", "agent@shop.example", "agent")
        conversation_id = await talked(gateway, Customer("C-1004", "은우"), "배송이 늦어요", "상담원 연결해 주세요")
        agent = await service.authenticate(email=email, password=PASSWORD)
        assert agent is not None
        ticket = await service.claim(agent_id=agent.id, ticket_id=None)
        assert isinstance(ticket, dict)
        await service.resolve(agent_id=agent.id, ticket_id=UUID(ticket["id"]), epoch=ticket["epoch"])
        status, card = await fetch(boss, "customer", conversation_id=conversation_id, locale="en")
        assert status == 200
        assert card["away"] == []
        order = next(order for order in card["orders"] if order["number"] == "FH-100207")
        assert (order["status"], order["items"][0]["name"]) == ("late", "Sori Speaker")
        (contact,) = card["contacts"]
        assert (contact["outcome"], contact["channel"]) == ("resolved_by_agent", "chat")
        assert fits(card, "customer", "customer_without_subscription")

    async def test_every_seeded_customer_speaks_the_golden_card(self, gateway: Gateway, boss: AgentScreen) -> None:
        for number in range(1001, 1009):
            conversation_id = await talked(gateway, Customer(f"C-{number}"))
            _, card = await fetch(boss, "customer", conversation_id=conversation_id)
            assert card["away"] == []
            assert fits(card, "customer", "customer_without_subscription")

    @pytest.mark.parametrize("stranger", ["nobody-knows", "../orders", "한글"])
    async def test_a_customer_the_shop_does_not_know_bought_nothing(
        self, gateway: Gateway, boss: AgentScreen, stranger: str
    ) -> None:
        conversation_id = await talked(gateway, Customer(stranger))
        _, card = await fetch(boss, "customer", conversation_id=conversation_id)
        assert (card["orders"], card["refunds"], card["subscription"], card["away"]) == ([], [], None, [])
