"""Which order is meant, and what happens until that is known."""

from rasa_sdk.events import SlotSet

from tests.unit.actions.fake_shop import Call
from tests.unit.actions.records import DELIVERED, LATE, PAID
from tests.unit.actions.stage import TURN, Stage

TASK = {
    "kind": "order_track",
    "wants": "order_number",
    "reference": None,
    "submission": None,
    "strikes": 0,
    "reminders": 0,
}
OWNERSHIP = {**TASK, "wants": "ownership"}


async def test_the_number_in_the_message_is_looked_up(stage: Stage) -> None:
    stage.shop.orders = [PAID, LATE]
    await stage.play("action_order_track", "order_track", entities={"order_number": "FH-100201"})
    assert stage.shop.calls == [Call("GET", "/orders/FH-100201", TURN)]


async def test_the_order_spoken_of_before_is_meant_when_none_is_named(stage: Stage) -> None:
    stage.shop.orders = [PAID, LATE]
    played = await stage.play("action_order_track", "order_track", order_number="FH-100202")
    assert played.replies[0]["reference"] == "FH-100202"


async def test_several_recent_orders_become_buttons(stage: Stage) -> None:
    stage.shop.orders = [PAID, LATE]
    played = await stage.play("action_order_track", "order_track")
    assert played.names == ["utter_choose_order"]
    assert played.replies[0]["buttons"] == [
        {"title": "루미 램프 (FH-100202)", "payload": '/choose_order{"order_number": "FH-100202"}'},
        {"title": "소리 스피커 외 1건 (FH-100201)", "payload": '/choose_order{"order_number": "FH-100201"}'},
    ]
    assert played.events == [SlotSet("task", TASK), SlotSet("follow_up", True)]


async def test_a_long_number_is_cut_on_the_button_only(stage: Stage) -> None:
    number = "b9a6c5f5df52c7226ac85aee7524c27f"
    stage.shop.orders = [PAID, {**LATE, "number": number}]
    button = (await stage.play("action_order_track", "order_track")).replies[0]["buttons"][1]
    assert button == {
        "title": "소리 스피커 외 1건 (b9a6c5f5df52c…)",
        "payload": f'/choose_order{{"order_number": "{number}"}}',
    }


async def test_the_only_order_is_the_one(stage: Stage) -> None:
    stage.shop.orders = [PAID]
    assert (await stage.play("action_order_track", "order_track")).names == ["utter_order_paid", "utter_ask_solved"]


async def test_only_orders_that_can_be_cancelled_are_offered_for_it(stage: Stage) -> None:
    stage.shop.orders = [DELIVERED, PAID, LATE]
    played = await stage.play("action_order_cancel", "order_cancel")
    assert played.names == ["utter_confirm_cancel_order"]
    assert "FH-100202" in played.texts[0]


async def test_choosing_an_order_answers_the_question_that_waited(stage: Stage) -> None:
    stage.shop.orders = [PAID, LATE]
    played = await stage.play(
        "action_choose_order",
        "choose_order",
        entities={"order_number": "FH-100202"},
        task={**TASK, "kind": "order_cancel"},
    )
    assert played.names == ["utter_confirm_cancel_order"]


async def test_a_number_out_of_nowhere_asks_where_that_order_is(stage: Stage) -> None:
    stage.shop.orders = [PAID, LATE]
    played = await stage.play("action_choose_order", "choose_order", entities={"order_number": "FH-100202"})
    assert played.names[0] == "utter_order_paid"


async def test_an_answered_task_does_not_wait_any_more(stage: Stage) -> None:
    stage.shop.orders = [PAID, LATE]
    played = await stage.play("action_choose_order", "choose_order", entities={"order_number": "FH-100202"}, task=TASK)
    assert played.events == [SlotSet("task", None), SlotSet("follow_up", False)]


async def test_no_orders_at_all_is_said(stage: Stage) -> None:
    played = await stage.play("action_order_track", "order_track")
    assert played.names == ["utter_no_orders"]
    assert played.events == []


async def test_the_third_unknown_number_calls_a_person(stage: Stage) -> None:
    wrong = {"order_number": "FH-999999"}
    first = await stage.play("action_order_track", "order_track", entities=wrong)
    assert first.names == ["utter_order_not_found"]
    assert first.events == [
        SlotSet("order_number", None),
        SlotSet("task", {**TASK, "strikes": 1}),
        SlotSet("follow_up", True),
    ]
    third = await stage.play(
        "action_choose_order", "choose_order", text="FH-999999", entities=wrong, task={**TASK, "strikes": 2}
    )
    assert third.names == ["utter_handoff"]
    assert third.signals == [
        {"handoff": {"reason": "validation_failed", "topic": "order_track", "summary": "FH-999999 [FH-999999]"}},
        {"reference": "FH-999999"},
    ]
    assert third.events == [
        SlotSet("order_number", None),
        SlotSet("task", None),
        SlotSet("pending_requests", None),
        SlotSet("follow_up", True),
    ]


async def test_a_visitor_gets_the_card_that_posts_to_the_gateway(stage: Stage) -> None:
    stage.shop.verified = False
    stage.shop.orders = [PAID]
    for entities in ({}, {"order_number": "FH-100202"}):
        played = await stage.play("action_order_track", "order_track", entities=entities)
        assert played.names == ["utter_verify_order"]
        assert played.replies[0]["card"] == {"kind": "verify_order"}
        assert played.events == [SlotSet("task", OWNERSHIP), SlotSet("follow_up", True)]


async def test_a_proven_order_is_answered_about_at_once(stage: Stage) -> None:
    stage.shop.verified = False
    stage.shop.orders, stage.shop.proven = [PAID, LATE], {"FH-100202"}
    played = await stage.play(
        "action_ownership_verified",
        "ownership_verified",
        entities={"order_number": "FH-100202"},
        task={**OWNERSHIP, "kind": "order_cancel"},
    )
    assert played.names == ["utter_ownership_verified", "utter_confirm_cancel_order"]


async def test_a_visitor_is_told_nothing_about_other_orders(stage: Stage) -> None:
    stage.shop.verified = False
    stage.shop.orders, stage.shop.proven = [PAID, LATE], {"FH-100202"}
    for number in ("FH-100201", "FH-999999"):
        played = await stage.play("action_order_track", "order_track", entities={"order_number": number})
        assert played.names == ["utter_verify_order"]


async def test_a_shop_that_is_down_is_a_failure_with_a_sentence(stage: Stage) -> None:
    stage.shop.down = True
    played = await stage.play("action_order_track", "order_track")
    assert played.names == ["utter_shop_unavailable"]
    assert played.signals == [{"failure": {"code": "shop_unavailable"}}]
    assert played.events == []
