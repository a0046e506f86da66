"""Short questions that live on what was said before, and words that point at one of several orders."""

from typing import Any

import pytest
from rasa_sdk.events import SlotSet

from tests.unit.actions.records import DELIVERED, DUPLICATE, LATE, PAID, PAYMENT, SUBSCRIPTION
from tests.unit.actions.stage import Stage, said, uttered

WHICH = {
    "kind": "order_cancel",
    "wants": "order_number",
    "reference": None,
    "submission": None,
    "strikes": 0,
    "reminders": 0,
}
THREE = [PAID, LATE, {**DELIVERED, "items": [{**PAID["items"][0], "name": "Nuri Camera"}]}]


async def test_when_it_comes_is_told_of_the_order_spoken_of(stage: Stage) -> None:
    stage.shop.orders = THREE
    read = [said("order_track", "어디예요"), uttered("utter_order_paid")]
    again = await stage.play(
        "action_asks_when", "asks_when", text="그럼 언제 와요?", events=read, order_number="FH-100202"
    )
    assert again.names == ["utter_order_when"]
    assert "3월 13일" in again.texts[0]
    first = await stage.play("action_asks_when", "asks_when", text="언제 와요?", order_number="FH-100201")
    assert first.names == ["utter_order_late"]


async def test_when_it_comes_without_an_order_asks_which(stage: Stage) -> None:
    stage.shop.orders = THREE
    played = await stage.play("action_asks_when", "asks_when", text="언제 와요?")
    assert played.names == ["utter_choose_order"]


async def test_when_it_comes_after_talk_of_a_refund_is_when_the_money_comes(stage: Stage) -> None:
    talk = [said("billing_refund_status", "환불 어떻게 됐어요"), uttered("utter_ask_solved")]
    first = await stage.play("action_asks_when", "asks_when", text="언제 들어와요?", events=talk)
    assert first.names == ["utter_no_refunds"]
    read = [*talk, uttered("utter_refund_approved")]
    again = await stage.play("action_asks_when", "asks_when", text="언제 들어와요?", events=read)
    assert (again.names, again.payloads) == (["utter_wait_for_refund"], ["/human_agent"])


@pytest.mark.parametrize(("number", "names"), [("FH-100202", ["utter_order_price"]), (None, ["utter_price_of_what"])])
async def test_what_it_cost(stage: Stage, number: str | None, names: list[str]) -> None:
    stage.shop.orders = THREE
    played = await stage.play("action_asks_price", "asks_price", text="얼마였죠?", order_number=number)
    assert played.names == names
    assert ("62,000원" in played.texts[0]) == (number is not None)


async def test_what_it_cost_after_talk_of_the_subscription_is_its_price(stage: Stage) -> None:
    stage.shop.subscription = SUBSCRIPTION
    talk = [said("billing_change_plan", "요금제를 낮추고 싶어요"), uttered("utter_subscription_active")]
    played = await stage.play(
        "action_asks_price", "asks_price", text="그건 얼마예요?", events=talk, order_number="FH-100202"
    )
    assert played.names[0] == "utter_subscription_active"
    assert "9,900원" in played.texts[0]


async def test_another_order_for_the_same_request(stage: Stage) -> None:
    stage.shop.orders = THREE[:2]
    events = [said("order_track", "FH-100202 어디예요"), uttered("utter_order_paid")]
    other = await stage.play("action_other_order", "other_order", events=events, order_number="FH-100202")
    assert other.names == ["utter_order_late"]
    assert SlotSet("order_number", "FH-100201") in other.events
    stage.shop.orders = [PAID]
    none = await stage.play("action_other_order", "other_order", events=events, order_number="FH-100202")
    assert none.names == ["utter_no_other_order"]


async def test_another_order_while_one_waits_for_a_yes(stage: Stage) -> None:
    stage.shop.orders = [PAID, {**PAID, "number": "FH-1"}, {**PAID, "number": "FH-2"}]
    task = {**WHICH, "wants": "confirmation", "reference": "FH-100202"}
    played = await stage.play("action_other_order", "other_order", text="아니 다른 주문", task=task)
    assert (played.names, len(played.payloads)) == (["utter_choose_order"], 2)
    assert played.events[0] == SlotSet("task", WHICH)


@pytest.mark.parametrize(
    ("text", "metadata", "number"),
    [
        ("램프 산 거요", {}, "FH-100202"),
        ("the camera", {}, "FH-100203"),
        ("스피커랑 램프", {}, None),
        ("두번째꺼", {"place": 2}, "FH-100201"),
        ("마지막 거", {"place": -1}, "FH-100203"),
        ("다섯번째", {"place": 5}, None),
    ],
)
async def test_words_point_at_an_order(stage: Stage, text: str, metadata: dict[str, Any], number: str | None) -> None:
    stage.shop.orders = THREE
    task = {**WHICH, "kind": "order_track"}
    for action in ("action_choose_order", "action_not_understood", "action_out_of_scope", "action_ask_back"):
        played = await stage.play(action, text=text, metadata=metadata, task=task)
        assert (SlotSet("order_number", number) in played.events) == (number is not None), action


async def test_a_request_that_names_what_is_in_the_order_needs_no_choice(stage: Stage) -> None:
    stage.shop.orders = THREE
    played = await stage.play("action_order_track", "order_track", text="램프 언제 와요")
    assert played.names == ["utter_order_paid", "utter_ask_solved"]


async def test_what_is_not_for_us_while_a_task_waits_leads_back_to_it(stage: Stage) -> None:
    stage.shop.orders = [PAID, {**PAID, "number": "FH-2"}]
    first = await stage.play("action_out_of_scope", "out_of_scope", text="저번에 산 거", task=WHICH)
    assert first.names == ["utter_not_understood_in_task", "utter_remind_order_number"]
    events = [said("out_of_scope", "저번에 산 거"), *(uttered(name) for name in first.names)]
    second = await stage.play("action_out_of_scope", "out_of_scope", task={**WHICH, "strikes": 1}, events=events)
    assert second.names == ["utter_not_understood_in_task_again", "utter_remind_order_number"]
    third = await stage.play("action_out_of_scope", "out_of_scope", task={**WHICH, "strikes": 2})
    assert third.signals[0]["handoff"]["reason"] == "validation_failed"


@pytest.mark.parametrize("name", ["out_of_scope", "noise", "ask_back"])
async def test_the_same_sentence_is_not_said_twice_in_a_row(stage: Stage, name: str) -> None:
    first = await stage.play(f"action_{name}", name)
    events = [said(name, "..."), uttered(f"utter_{name}")]
    second = await stage.play(f"action_{name}", name, events=events)
    assert (first.names, second.names) == ([f"utter_{name}"], [f"utter_{name}_again"])


@pytest.mark.parametrize("wants", ["address", "ownership"])
async def test_what_belongs_in_the_card_is_not_taken_from_the_chat(stage: Stage, wants: str) -> None:
    task = {**WHICH, "wants": wants, "reference": "FH-100202"}
    played = await stage.play("action_out_of_scope", "out_of_scope", text="서울시 중구 1", task=task)
    assert played.names == ["utter_only_in_the_card", f"utter_remind_{wants}"]


async def test_another_order_is_named_instead_of_a_yes(stage: Stage) -> None:
    stage.shop.orders = [PAID, {**PAID, "number": "FH-2", "items": [{**PAID["items"][0], "name": "누리 카메라"}]}]
    task = {**WHICH, "wants": "confirmation", "reference": "FH-100202"}
    other = await stage.play("action_ask_back", text="카메라요", task=task)
    same = await stage.play("action_not_understood", text="램프요", task=task)
    assert other.replies[0]["buttons"][0]["confirms"]["reference"] == "FH-2"
    assert same.names == ["utter_not_understood_in_task", "utter_confirm_cancel_order"]


async def test_nearly_understood_and_an_order_named_is_understood(stage: Stage) -> None:
    stage.shop.orders = THREE
    played = await stage.play("action_ask_back", text="램프는 언제 와요", metadata={"candidates": ["order_track"]})
    assert played.names == ["utter_order_paid", "utter_ask_solved"]


async def test_and_the_other_thing_asks_the_same_of_another_order(stage: Stage) -> None:
    stage.shop.orders = THREE
    unclear = {"candidates": ["warranty_repair"]}
    asked = await stage.play("action_ask_back", text="램프는요?", metadata=unclear, order_number="FH-100201")
    no_talk = await stage.play("action_ask_back", text="램프는요?", metadata=unclear)
    assert (asked.names[0], no_talk.names) == ("utter_order_paid", ["utter_ask_back"])


async def test_yes_while_a_card_waits_says_what_the_card_is_for(stage: Stage) -> None:
    played = await stage.play("action_affirm", "affirm", text="why?", task={**WHICH, "wants": "ownership"})
    assert played.names == ["utter_only_in_the_card", "utter_remind_ownership"]


async def test_what_is_cancelled_already_is_not_to_be_sent_back(stage: Stage) -> None:
    stage.shop.orders = [{**PAID, "status": "cancelled", "can_cancel": False}]
    played = await stage.play("action_order_cancel", "order_cancel")
    assert played.names == ["utter_refused_already_cancelled", "utter_order_cancelled"]


async def test_noise_while_a_task_waits_says_what_it_waits_for(stage: Stage) -> None:
    assert (await stage.play("action_noise", "noise", task=WHICH)).names == ["utter_remind_order_number"]


async def test_the_rest_of_a_message_is_declined_in_words_of_its_own(stage: Stage) -> None:
    played = await stage.play("action_out_of_scope", "out_of_scope", metadata={"rest": True})
    assert played.names == ["utter_out_of_scope_rest"]


async def test_a_task_that_opens_says_that_the_other_request_is_not_forgotten(stage: Stage) -> None:
    stage.shop.orders = [PAID]
    played = await stage.play("action_order_cancel", "order_cancel", text="취소하고", metadata={"more": True})
    assert played.names == ["utter_confirm_cancel_order", "utter_one_by_one"]


async def test_the_word_cancel_calls_off_what_waits(stage: Stage) -> None:
    stage.shop.orders = [PAID]
    task = {**WHICH, "kind": "order_track", "wants": "ownership"}
    dropped = await stage.play("action_order_cancel", "order_cancel", text="취소", task=task)
    meant = await stage.play("action_order_cancel", "order_cancel", text="주문을 취소할게요", task=task)
    pressed = await stage.play("action_order_cancel", "order_cancel", text="/order_cancel", task=task)
    assert dropped.names == ["utter_task_dropped"]
    assert meant.names == pressed.names == ["utter_confirm_cancel_order"]


async def test_yes_to_two_payments_for_one_purchase_calls_a_person(stage: Stage) -> None:
    stage.shop.payments = [PAYMENT, DUPLICATE]
    events = [said("billing_duplicate_charge", "두 번 결제됐어요"), uttered("utter_duplicate_found")]
    for action, intent in (("action_affirm", "affirm"), ("action_billing_refund_request", "billing_refund_request")):
        played = await stage.play(action, intent, text="네 돌려주세요", events=events)
        assert played.signals[0]["handoff"]["reason"] == "policy", action


async def test_the_invoice_of_the_order_spoken_of_comes_alone(stage: Stage) -> None:
    invoice = {"number": "INV-1", "order_number": "FH-1", "issued_at": "2026-03-09T05:01:00+00:00", "total": 1000}
    stage.shop.invoices = [
        {**invoice, "currency": "KRW", "url": "https://shop.example/1"},
        {**invoice, "currency": "KRW", "url": "https://shop.example/2", "number": "INV-2", "order_number": "FH-2"},
    ]
    one = await stage.play("action_billing_get_invoice", "billing_get_invoice", order_number="FH-2")
    both = await stage.play("action_billing_get_invoice", "billing_get_invoice", order_number="FH-3")
    assert (one.names.count("utter_invoice"), both.names.count("utter_invoice")) == (1, 2)
