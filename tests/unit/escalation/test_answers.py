"""What an answer of the assistant shows the router, and what of it goes on record."""

from typing import Any

import pytest

from escalation.routing.facts import NOTHING_SAID
from escalation.store.drafts import notice
from escalation.turns.answers import broken_answer, read_answer


def response(*replies: dict[str, Any], **turn: Any) -> dict[str, Any]:
    """A response with these replies."""
    return {"replies": list(replies), "turn": {"intents": [], **turn}}


def test_replies_buttons_and_cards() -> None:
    confirms = {"action": "cancel_order", "reference": "FH-1042", "submission": None}
    answer = read_answer(
        response(
            {
                "text": "취소할까요?",
                "factual": False,
                "buttons": [{"title": "네", "payload": "/yes", "confirms": confirms}],
            },
            {"text": "", "factual": True, "card": {"kind": "order", "number": "FH-1042"}},
            {"text": " \x00 ", "factual": False},
        )
    )
    first, second = answer.replies
    assert (first.draft.kind, first.draft.text, first.factual) == ("text", "취소할까요?", False)
    assert first.draft.buttons[0].confirms == {"action": "cancel_order", "reference": "FH-1042"}
    assert (second.draft.kind, second.draft.text, second.factual) == ("card", None, True)


@pytest.mark.parametrize(
    ("turn", "failures", "failed"),
    [
        ({}, (NOTHING_SAID,), True),
        ({"failures": [{"code": "shop_unavailable"}]}, ("shop_unavailable",), True),
        ({"failures": [{"code": "validation_failed"}]}, ("validation_failed",), False),
        ({"handoff": {"reason": "policy"}}, (), False),
    ],
)
def test_silence_is_a_failure_unless_it_is_explained(
    turn: dict[str, Any], failures: tuple[str, ...], failed: bool
) -> None:
    facts = read_answer(response(**turn)).facts
    assert (facts.failures, facts.failed) == (failures, failed)


def test_what_goes_on_record_is_masked() -> None:
    heard = {"intent": "order_track", "confidence": 0.9, "gate": "sure", "text": "hong@example.com"}
    answer = read_answer(response({"text": "ok", "factual": False}, intents=[heard], reference="FH-1042"))
    assert answer.record["intents"][0]["text"] == "[email]"
    assert answer.record["reference"] == answer.facts.reference == "FH-1042"
    assert answer.topic == "orders"


@pytest.mark.parametrize(
    ("intent", "meaningful"), [("greet", False), ("thank", False), ("order_track", True), ("complaint", True)]
)
def test_a_greeting_alone_is_not_meaningful(intent: str, meaningful: bool) -> None:
    heard = {"intent": intent, "confidence": 0.9, "gate": "sure"}
    assert read_answer(response(intents=[heard])).meaningful is meaningful


@pytest.mark.parametrize("noise", [True, False])
def test_noise_is_nothing_that_was_not_understood_and_is_not_meaningful(noise: bool) -> None:
    heard = {"intent": "out_of_scope", "confidence": 1.0, "gate": "not_sure"}
    told = {"intents": [heard], **({"noise": True} if noise else {})}
    answer = read_answer(response({"text": "네?", "factual": False}, **told))
    assert (answer.facts.noise, answer.facts.not_understood, answer.meaningful) == (noise, not noise, not noise)
    assert answer.record.get("noise", False) is noise


def test_the_bots_own_offer_of_a_person_is_seen() -> None:
    offering = {"text": "도와드릴까요?", "factual": False, "buttons": [{"title": "상담원", "payload": "/human_agent"}]}
    assert read_answer(response(offering)).facts.bot_offered
    assert not read_answer(response({"text": "x", "factual": False})).facts.bot_offered


def test_an_error_of_the_assistant_is_a_failed_turn_without_words() -> None:
    answer = broken_answer("assistant_error")
    assert (answer.replies, answer.facts.failed, answer.meaningful) == ((), True, False)


def test_a_notice_has_a_code_and_no_words() -> None:
    draft = notice("offer_person", "talk_to_person", queue="orders")
    assert (draft.code, draft.text, draft.params) == ("offer_person", None, {"queue": "orders"})
    assert draft.says_something
