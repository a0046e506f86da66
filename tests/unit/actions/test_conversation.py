"""The thread of a dialogue: interruptions, a yes or a no, what was not understood, and whether that solved it."""

from typing import Any

import pytest
from rasa_sdk.events import SlotSet

from tests.unit.actions.records import PAID
from tests.unit.actions.stage import Stage, said, uttered

CANCEL = {
    "kind": "order_cancel",
    "wants": "confirmation",
    "reference": "FH-100202",
    "submission": None,
    "strikes": 0,
    "reminders": 0,
}
WHICH = {**CANCEL, "wants": "order_number", "reference": None}


async def test_an_answer_is_followed_by_did_that_solve_it_once(stage: Stage) -> None:
    first = await stage.play("action_follow_up")
    second = await stage.play("action_follow_up", follow_up=False)
    assert (first.names, first.events) == (["utter_ask_solved"], [SlotSet("follow_up", False)])
    assert (second.names, second.events) == ([], [SlotSet("follow_up", True)])


async def test_nothing_is_asked_between_two_requests_of_one_message(stage: Stage) -> None:
    played = await stage.play("action_follow_up", metadata={"more": True})
    assert (played.names, played.events) == ([], [])


@pytest.mark.parametrize(
    ("task", "response"),
    [
        (CANCEL, "utter_confirm_cancel_order"),
        ({**CANCEL, "kind": "billing_refund_request"}, "utter_confirm_request_refund"),
        (WHICH, "utter_remind_order_number"),
        ({**WHICH, "wants": "ownership"}, "utter_remind_ownership"),
        ({**CANCEL, "kind": "shipping_change_address", "wants": "address"}, "utter_remind_address"),
    ],
)
async def test_an_interruption_leads_back_to_the_task(stage: Stage, task: dict[str, Any], response: str) -> None:
    played = await stage.play("action_follow_up", "shipping_period", task=task)
    assert played.names == [response]
    assert played.events == [SlotSet("task", {**task, "reminders": 1}), SlotSet("follow_up", True)]


async def test_an_order_asked_about_in_between_leads_back_too(stage: Stage) -> None:
    stage.shop.orders = [PAID]
    played = await stage.play("action_order_track", "order_track", task=CANCEL)
    assert played.names == ["utter_order_paid", "utter_confirm_cancel_order"]


async def test_a_task_left_alone_twice_is_let_go(stage: Stage) -> None:
    played = await stage.play("action_follow_up", task={**WHICH, "reminders": 2})
    assert played.names == ["utter_ask_solved"]
    assert played.events == [SlotSet("task", None), SlotSet("follow_up", False)]


@pytest.mark.parametrize("value", [True, "true"])
async def test_yes_it_is_solved(stage: Stage, value: Any) -> None:
    played = await stage.play("action_solved", "solved", entities={"solved": value})
    assert (played.names, played.signals) == (["utter_solved_yes"], [{"solved": True}])
    assert played.events == [SlotSet("follow_up", True)]


async def test_no_it_is_not_and_a_person_is_offered(stage: Stage) -> None:
    played = await stage.play("action_solved", "solved", entities={"solved": False})
    assert (played.names, played.signals) == (["utter_solved_no"], [{"solved": False}])
    assert played.payloads == ["/human_agent"]


ASKED = [said("shipping_period", "배송 얼마나 걸려요"), uttered("utter_shipping_period"), uttered("utter_ask_solved")]


async def test_typed_words_answer_did_that_solve_it_as_well(stage: Stage) -> None:
    yes = await stage.play("action_affirm", "affirm", text="네", events=ASKED)
    no = await stage.play("action_deny", "deny", text="아니요", events=ASKED)
    assert (yes.signals, no.signals) == ([{"solved": True}], [{"solved": False}])


async def test_a_question_of_two_messages_ago_is_not_answered_any_more(stage: Stage) -> None:
    events = [*ASKED, said("greet", "안녕"), uttered("utter_greet")]
    assert (await stage.play("action_affirm", "affirm", events=events)).names == ["utter_affirm"]
    assert (await stage.play("action_deny", "deny", events=events)).names == ["utter_deny"]


async def test_yes_to_the_offer_of_a_person(stage: Stage) -> None:
    events = [said("not_understood", "음 그거 있잖아요"), uttered("utter_not_understood_again")]
    played = await stage.play("action_affirm", "affirm", text="네 연결해 주세요", events=events)
    assert played.signals == [
        {
            "handoff": {
                "reason": "asked_for_person",
                "topic": "affirm",
                "summary": "음 그거 있잖아요 / 네 연결해 주세요",
            }
        }
    ]


async def test_a_typed_yes_never_changes_an_order(stage: Stage) -> None:
    played = await stage.play("action_affirm", "affirm", text="네 취소해 주세요", task=CANCEL)
    assert played.names == ["utter_press_the_button", "utter_confirm_cancel_order"]
    assert stage.shop.calls == []


async def test_yes_while_a_number_is_wanted_asks_for_it_again(stage: Stage) -> None:
    assert (await stage.play("action_affirm", "affirm", task=WHICH)).names == ["utter_remind_order_number"]


async def test_never_mind_leaves_the_task(stage: Stage) -> None:
    played = await stage.play("action_deny", "deny", text="됐어요", task=WHICH)
    assert (played.names, played.events) == (["utter_task_dropped"], [SlotSet("task", None)])


async def test_nearly_understood_asks_back_with_titles(stage: Stage) -> None:
    for locale, titles in (
        ("ko", ["주문 배송 조회", "배송 기간", "여기에 없어요"]),
        ("en", ["Where is my order?", "How long delivery takes", "None of these"]),
    ):
        played = await stage.play(
            "action_ask_back",
            "ask_back",
            locale=locale,
            entities={"order_number": "FH-100202"},
            metadata={"candidates": ["order_track", "shipping_period"]},
        )
        assert [button["title"] for button in played.replies[0]["buttons"]] == titles
        assert played.payloads == [
            '/order_track{"order_number": "FH-100202"}',
            '/shipping_period{"order_number": "FH-100202"}',
            "/none_of_these",
        ]


async def test_not_understood_asks_once_and_then_says_so(stage: Stage) -> None:
    first = await stage.play("action_not_understood", "not_understood", text="뷁")
    second = await stage.play("action_not_understood", "not_understood", events=[said("not_understood", "뷁")])
    assert first.names == ["utter_not_understood"]
    assert (second.names, second.payloads) == (["utter_not_understood_again"], ["/human_agent"])


async def test_three_strikes_in_a_task_call_a_person(stage: Stage) -> None:
    for strikes in (0, 1):
        played = await stage.play("action_not_understood", "not_understood", task={**WHICH, "strikes": strikes})
        assert played.names == ["utter_not_understood_in_task", "utter_remind_order_number"]
        assert played.events[0] == SlotSet("task", {**WHICH, "strikes": strikes + 1})
    third = await stage.play("action_not_understood", "not_understood", text="몰라요", task={**WHICH, "strikes": 2})
    assert third.signals == [{"handoff": {"reason": "validation_failed", "topic": "order_cancel", "summary": "몰라요"}}]


async def test_a_number_is_taken_however_it_was_understood(stage: Stage) -> None:
    stage.shop.orders = [PAID]
    for action in ("action_not_understood", "action_ask_back"):
        played = await stage.play(action, entities={"order_number": "FH-100202"}, task=WHICH)
        assert played.names == ["utter_confirm_cancel_order"]


async def test_a_person_is_called_with_what_was_said(stage: Stage) -> None:
    events = [said("order_track", "FH-100202 어디쯤이에요?"), uttered("utter_order_paid"), said("", "/solved")]
    played = await stage.play(
        "action_human_agent", "human_agent", text="상담원이요", events=events, order_number="FH-100202", task=CANCEL
    )
    assert played.names == ["utter_handoff"]
    assert played.signals == [
        {
            "handoff": {
                "reason": "asked_for_person",
                "topic": "order_cancel",
                "summary": "FH-100202 어디쯤이에요? / 상담원이요 [FH-100202]",
            }
        },
        {"reference": "FH-100202"},
    ]
    assert played.events == [
        SlotSet("task", None),
        SlotSet("pending_requests", None),
        SlotSet("follow_up", True),
    ]


async def test_the_topic_of_a_handoff_is_the_last_request(stage: Stage) -> None:
    events = [said("billing_refund_policy", "환불 규정"), said("thank", "고마워요")]
    played = await stage.play("action_human_agent", "human_agent", text="사람 바꿔 주세요", events=events)
    assert played.signals[0]["handoff"]["topic"] == "billing_refund_policy"
