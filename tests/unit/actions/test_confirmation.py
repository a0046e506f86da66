"""Nothing is changed without a button pressed in a later turn, and what came of it is told as it is."""

from typing import Any

import pytest
from rasa_sdk.events import SlotSet

from tests.unit.actions.fake_shop import Call
from tests.unit.actions.records import LATE, PAID, REFUND
from tests.unit.actions.stage import TURN, Stage, said, uttered

SUBMISSION = "5f1d6a52-6f0b-4a39-9d07-7b8f5f0d7d01"


def task(kind: str, wants: str = "confirmation", submission: str | None = None) -> dict[str, Any]:
    return {
        "kind": kind,
        "wants": wants,
        "reference": "FH-100202",
        "submission": submission,
        "strikes": 0,
        "reminders": 0,
    }


@pytest.mark.parametrize(
    ("action", "intent", "confirms"),
    [
        ("action_order_cancel", "order_cancel", "cancel_order"),
        ("action_billing_refund_request", "billing_refund_request", "request_refund"),
    ],
)
async def test_a_change_is_proposed_with_a_button_that_names_it(
    stage: Stage, action: str, intent: str, confirms: str
) -> None:
    stage.shop.orders = [{**PAID, "can_cancel": intent == "order_cancel"}]
    for locale in ("ko", "en"):
        played = await stage.play(action, intent, locale=locale)
        yes, no = played.replies[0]["buttons"]
        assert yes["confirms"] == {"action": confirms, "reference": "FH-100202"}
        assert yes["payload"] == f'/confirm_action{{"action": "{confirms}", "reference": "FH-100202"}}'
        assert no["payload"] == "/decline_action"
        spoken_of = SlotSet("order_number", "FH-100202")
        assert played.events == [SlotSet("task", task(intent)), SlotSet("follow_up", True), spoken_of]
    assert [call.method for call in stage.shop.calls if call.method == "POST"] == []


async def test_a_new_address_is_typed_into_a_card_and_then_proposed(stage: Stage) -> None:
    stage.shop.orders = [PAID]
    asked = await stage.play("action_shipping_change_address", "shipping_change_address")
    assert asked.replies[0]["card"] == {"kind": "address", "reference": "FH-100202"}
    assert asked.events[0] == SlotSet("task", task("shipping_change_address", "address"))
    submitted = await stage.play(
        "action_address_submitted", entities={"reference": "FH-100202", "submission": SUBMISSION}
    )
    yes = submitted.replies[0]["buttons"][0]
    assert yes["confirms"] == {"action": "change_address", "reference": "FH-100202", "submission": SUBMISSION}
    assert submitted.events[0] == SlotSet("task", task("shipping_change_address", submission=SUBMISSION))


async def test_a_confirmed_cancellation_is_done_and_told(stage: Stage) -> None:
    stage.shop.orders = [PAID]
    played = await stage.play(
        "action_confirm", entities={"action": "cancel_order", "reference": "FH-100202"}, task=task("order_cancel")
    )
    assert stage.shop.calls == [Call("POST", "/orders/FH-100202/cancel", TURN, {})]
    assert played.names == ["utter_order_cancel_done", "utter_order_cancelled", "utter_ask_solved"]
    assert played.events == [SlotSet("task", None), SlotSet("follow_up", False)]


async def test_a_confirmed_address_goes_to_the_shop_by_its_submission(stage: Stage) -> None:
    stage.shop.orders = [PAID]
    entities = {"action": "change_address", "reference": "FH-100202", "submission": SUBMISSION}
    played = await stage.play("action_confirm", entities=entities)
    assert stage.shop.calls == [Call("POST", "/orders/FH-100202/address", TURN, {"submission": SUBMISSION})]
    assert played.names[0] == "utter_address_change_done"


async def test_a_confirmed_refund_is_requested_and_told(stage: Stage) -> None:
    stage.shop.orders = [PAID]
    played = await stage.play("action_confirm", entities={"action": "request_refund", "reference": "FH-100202"})
    assert played.names[:2] == ["utter_refund_request_done", "utter_refund_requested"]
    assert "62,000원" in played.texts[1]
    assert "3월 15일" in played.texts[1]


@pytest.mark.parametrize(
    ("reason", "response"),
    [
        ("already_shipped", "utter_refused_already_shipped"),
        ("already_packed", "utter_refused_already_packed"),
        ("already_cancelled", "utter_refused_already_cancelled"),
        ("a_reason_of_tomorrow", "utter_refused_not_possible"),
    ],
)
async def test_a_refusal_of_the_shop_is_explained(stage: Stage, reason: str, response: str) -> None:
    stage.shop.orders = [PAID]
    stage.shop.refusal = (422, {"code": "not_possible", "message": "", "reason": reason})
    played = await stage.play(
        "action_confirm", entities={"action": "cancel_order", "reference": "FH-100202"}, task=task("order_cancel")
    )
    assert played.names == [response]
    assert played.replies[0]["factual"] is True
    assert "/human_agent" in played.payloads
    assert played.events == [SlotSet("task", None)]


async def test_a_yes_the_gateway_does_not_accept_is_asked_for_again(stage: Stage) -> None:
    stage.shop.refusal = (409, {"code": "not_confirmed", "message": ""})
    played = await stage.play("action_confirm", entities={"action": "cancel_order", "reference": "FH-100202"})
    assert played.names == ["utter_not_confirmed", "utter_confirm_cancel_order"]


async def test_a_turn_that_is_over_is_a_failure_that_may_pass(stage: Stage) -> None:
    """The gateway waits no more, and asks for the same turn again."""
    stage.shop.refusal = (409, {"code": "turn_over", "message": ""})
    played = await stage.play("action_confirm", entities={"action": "cancel_order", "reference": "FH-100202"})
    assert played.signals == [{"failure": {"code": "action_failed"}}]


async def test_no_changes_nothing_and_closes_the_task(stage: Stage) -> None:
    played = await stage.play("action_decline", task=task("order_cancel"))
    assert played.names == ["utter_task_dropped"]
    assert played.events == [SlotSet("task", None)]
    assert stage.shop.calls == []


async def test_what_cannot_be_cancelled_is_said_with_its_state(stage: Stage) -> None:
    stage.shop.orders = [LATE]
    for action, response in (
        ("action_order_cancel", "utter_cannot_cancel"),
        ("action_shipping_change_address", "utter_cannot_change_address"),
    ):
        played = await stage.play(action)
        assert played.names == [response, "utter_order_late"]
        assert played.events == [SlotSet("order_number", "FH-100201")]


async def test_a_state_just_read_is_not_told_again(stage: Stage) -> None:
    stage.shop.orders = [LATE]
    events = [said("order_track", "어디예요"), uttered("utter_order_late")]
    assert (await stage.play("action_order_cancel", events=events)).names == ["utter_cannot_cancel"]


async def test_a_refund_of_an_order_that_has_not_left_is_a_cancellation(stage: Stage) -> None:
    stage.shop.orders = [PAID]
    played = await stage.play("action_billing_refund_request", "billing_refund_request")
    assert played.names == ["utter_refund_by_cancelling", "utter_confirm_cancel_order"]
    assert played.events[0] == SlotSet("task", task("order_cancel"))


async def test_nothing_paid_is_nothing_to_refund(stage: Stage) -> None:
    stage.shop.orders = [{**PAID, "status": "placed", "stage": "placed"}]
    played = await stage.play("action_billing_refund_request", "billing_refund_request")
    assert (played.names, played.payloads) == (
        ["utter_refused_not_paid"],
        ['/order_cancel{"order_number": "FH-100202"}'],
    )


async def test_a_refund_already_on_its_way_is_not_proposed_again(stage: Stage) -> None:
    stage.shop.orders, stage.shop.refunds = [LATE], [REFUND]
    played = await stage.play("action_billing_refund_request", "billing_refund_request")
    assert played.names == ["utter_refund_approved", "utter_ask_solved"]
