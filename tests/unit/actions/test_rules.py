"""Whole dialogues through Rasa's rules and the real action server, by buttons: no classifier, no gateway."""

import asyncio
import warnings
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiohttp.test_utils import TestServer

from actions.server import create_app
from actions.settings import Settings
from tests.unit.actions.fake_shop import SECRET, FakeShop
from tests.unit.actions.quiet_rasa import (
    ActionExecuted,
    Agent,
    BotUttered,
    CollectingOutputChannel,
    EndpointConfig,
    SlotSet,
    UserMessage,
    load_agent,
    train_core,
)
from tests.unit.actions.records import LATE, PAID

ACTIONS_SECRET = "actions-secret-of-the-tests"


class Customer:
    """Presses buttons and reads what comes back."""

    def __init__(self, agent: Agent, shop: FakeShop) -> None:
        self.agent = agent
        self.shop = shop
        self.dialogue = str(uuid4())

    async def press(self, payload: str, *, locale: str = "ko") -> list[str]:
        """Names of the responses to it, in order; a custom without words stands as its keys."""
        store = self.agent.tracker_store
        tracker = await store.get_or_create_tracker(self.dialogue)
        tracker.update(SlotSet("locale", locale))
        await store.save(tracker)
        before = len(tracker.events)
        metadata = {"turn_id": "t", "customer": {"verified": self.shop.verified}, "locale": locale}
        message = UserMessage(payload, CollectingOutputChannel(), self.dialogue, metadata=metadata)
        await self.agent.handle_message(message)
        events = list((await store.get_or_create_tracker(self.dialogue)).events)[before:]
        assert isinstance(events[-1], ActionExecuted)
        assert events[-1].action_name == "action_listen"
        assert events[-1].policy.endswith("RulePolicy"), "the customer's turn must be a rule's decision, not a leftover"
        return [_name(event) for event in events if isinstance(event, BotUttered)]


def _name(event: BotUttered) -> str:
    return str(event.metadata.get("utter_action") or "+".join(event.data["custom"]))


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Agent:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        trained = train_core(
            "domain.yml",
            str(Path(__file__).with_name("core_config.yml")),
            "data/rules",
            str(tmp_path_factory.mktemp("model")),
            fixed_model_name="rules",
        )
        assert trained
        return asyncio.run(load_agent(trained))


@pytest.fixture
async def customer(agent: Agent) -> AsyncIterator[Customer]:
    shop = FakeShop(orders=[PAID, LATE])
    async with TestServer(shop.app()) as gateway:
        environ = {
            "ACTIONS_SECRET": ACTIONS_SECRET,
            "INTERNAL_SECRET": SECRET,
            "GATEWAY_URL": str(gateway.make_url("")),
        }
        async with TestServer(create_app(Settings.read(environ, host="127.0.0.1", port=0))) as server:
            endpoint = EndpointConfig(
                str(server.make_url("/webhook")),
                headers={"Authorization": f"Bearer {ACTIONS_SECRET}"},
                enable_selective_domain=True,
            )
            agent.processor.action_endpoint = endpoint
            yield Customer(agent, shop)


TRACK: Any = '/order_track{"order_number": "FH-100202"}'


async def test_did_that_solve_it_is_not_asked_after_every_answer(customer: Customer) -> None:
    assert await customer.press("/greet") == ["utter_greet"]
    assert await customer.press("/shipping_period") == ["utter_shipping_period", "utter_ask_solved"]
    assert await customer.press("/shipping_options") == ["utter_shipping_options"]
    assert await customer.press(TRACK) == ["utter_order_paid"]
    assert await customer.press("/billing_refund_policy") == ["utter_billing_refund_policy", "utter_ask_solved"]
    assert await customer.press('/solved{"solved": true}') == ["utter_solved_yes", "solved"]
    assert await customer.press("/account_edit") == ["utter_account_edit", "utter_ask_solved"]
    assert await customer.press("/deny") == ["utter_solved_no", "solved"]


async def test_a_cancellation_interrupted_and_confirmed(customer: Customer) -> None:
    assert await customer.press("/order_cancel") == ["utter_confirm_cancel_order"]
    assert await customer.press("/billing_refund_policy") == [
        "utter_billing_refund_policy",
        "utter_confirm_cancel_order",
    ]
    assert await customer.press("/affirm") == ["utter_press_the_button", "utter_confirm_cancel_order"]
    assert [call for call in customer.shop.calls if call.method == "POST"] == []
    done = await customer.press('/confirm_action{"action": "cancel_order", "reference": "FH-100202"}')
    assert done == ["utter_order_cancel_done", "utter_order_cancelled", "utter_ask_solved"]
    assert [call.path for call in customer.shop.calls if call.method == "POST"] == ["/orders/FH-100202/cancel"]
    assert await customer.press("/thank") == ["utter_thank"]


async def test_an_order_is_chosen_after_an_aside(customer: Customer) -> None:
    assert await customer.press("/order_track") == ["utter_choose_order"]
    assert await customer.press("/shipping_period") == ["utter_shipping_period", "utter_remind_order_number"]
    chosen = await customer.press('/choose_order{"order_number": "FH-100201"}')
    assert chosen == ["utter_order_late"]
    assert await customer.press("/human_agent") == ["utter_handoff", "handoff", "reference"]


async def test_three_times_not_understood_while_a_number_is_wanted(customer: Customer) -> None:
    assert await customer.press("/order_track") == ["utter_choose_order"]
    reminder = "utter_remind_order_number"
    assert await customer.press("/not_understood") == ["utter_not_understood_in_task", reminder]
    assert await customer.press("/not_understood") == ["utter_not_understood_in_task_again", reminder]
    assert await customer.press("/not_understood") == ["utter_handoff", "handoff"]


async def test_a_visitor_proves_an_order_and_moves_it(customer: Customer) -> None:
    customer.shop.verified = False
    assert await customer.press("/shipping_change_address", locale="en") == ["utter_verify_order"]
    customer.shop.proven.add("FH-100202")
    shown = await customer.press('/ownership_verified{"order_number": "FH-100202"}', locale="en")
    assert shown == ["utter_ownership_verified", "utter_ask_address"]
    asked = await customer.press('/address_submitted{"reference": "FH-100202", "submission": "s-1"}', locale="en")
    assert asked == ["utter_confirm_change_address"]
    assert await customer.press("/decline_action", locale="en") == ["utter_task_dropped"]
    assert [call for call in customer.shop.calls if call.method == "POST"] == []


async def test_every_intent_gets_an_answer(customer: Customer) -> None:
    silent = []
    for intent in customer.agent.domain.intents:
        if intent not in RASA_OWN and not await customer.press(f"/{intent}{VALUES.get(intent, '')}"):
            silent.append(intent)
        await asyncio.sleep(0)
    assert silent == []


# Rasa adds these to every domain.
RASA_OWN = {"back", "nlu_fallback", "restart", "session_start"}
VALUES = {
    "address_submitted": '{"reference": "FH-100202", "submission": "s-1"}',
    "confirm_action": '{"action": "cancel_order", "reference": "FH-100202"}',
    "solved": '{"solved": true}',
}
