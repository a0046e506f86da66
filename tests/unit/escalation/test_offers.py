"""What is typed after our own offer of a person answers it; said at any other time it does not."""

from dataclasses import replace

import pytest

from escalation.routing import reasons as why
from escalation.routing.decisions import DecisionKind
from escalation.routing.facts import Emotion, Heard, TurnFacts
from escalation.routing.memory import Memory
from escalation.routing.offers import as_answer
from escalation.routing.policy_file import shipped_policy
from escalation.routing.router import decide

POLICY = shipped_policy()
OFFERED = replace(Memory(angry=1, not_understood=2, subject="order_track"), offered=("anger",), asking=True)
SAID = {
    "네": "affirm",
    "응": "affirm",
    "yes please": "affirm",
    "그래 연결해줘": "human_agent",
    "ok then connect me": "human_agent",
    "아니요": "deny",
    "괜찮아요, 계속할게요": "deny",
    "no thanks": "deny",
    "주문 언제 와요?": "order_track",
    "고마워요": "thank",
    "hello?": "greet",
}
"""Words after the offer, and what the assistant makes of them (tests/nlu/test_understanding.py has the plainest)."""


def heard(*intents: str, gate: str = "sure") -> TurnFacts:
    """A turn in which these were understood."""
    return TurnFacts(intents=tuple(Heard(intent, gate) for intent in intents))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        *((text, True) for text in ("네", "응", "yes please", "그래 연결해줘", "ok then connect me")),
        *((text, False) for text in ("아니요", "괜찮아요, 계속할게요", "no thanks")),
        *((text, None) for text in ("주문 언제 와요?", "고마워요", "hello?")),
    ],
)
def test_words_after_the_offer(text: str, wanted: bool | None) -> None:
    assert as_answer(heard(SAID[text]), OFFERED).wants_person is wanted


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        (heard("affirm", gate="nearly"), None),
        (heard("deny", gate="not_sure"), None),
        (heard("human_agent", gate="nearly"), None),
        (heard("affirm", "deny"), None),
        (heard("deny", "human_agent"), True),
        (heard("affirm", "billing_refund_status"), True),
        (heard("deny", "order_track"), False),
        (TurnFacts(), None),
    ],
)
def test_only_what_is_sure_answers(facts: TurnFacts, wanted: bool | None) -> None:
    assert as_answer(facts, OFFERED).wants_person is wanted


@pytest.mark.parametrize("intent", ["affirm", "deny"])
def test_without_an_open_offer_nothing_is_answered(intent: str) -> None:
    facts = heard(intent)
    assert as_answer(facts, replace(OFFERED, asking=False)) is facts
    assert as_answer(facts, OFFERED.with_decline()) is facts
    assert as_answer(facts, OFFERED.after(heard("order_track"), POLICY)) is facts


@pytest.mark.parametrize(("intent", "solved"), [("affirm", None), ("deny", None), ("order_track", True)])
def test_a_yes_to_the_offer_is_none_to_the_bots_question_above_it(intent: str, solved: bool | None) -> None:
    assert as_answer(replace(heard(intent), solved=True), OFFERED).solved is solved


def test_a_typed_yes_calls_a_person() -> None:
    facts = as_answer(heard("affirm"), OFFERED)
    decision = decide(facts, OFFERED.after(facts, POLICY), None, POLICY)
    assert decision.kind is DecisionKind.HANDOFF
    assert [reason.code for reason in decision.reasons] == [why.ASKED_FOR_PERSON]
    assert decision.topic == "order_track"


def test_a_typed_no_declines_as_the_button_does() -> None:
    facts = as_answer(replace(heard("deny"), emotion=Emotion("angry", 0.9)), OFFERED)
    memory = OFFERED.after(facts, POLICY)
    assert (memory.declined, memory.not_understood, memory.asking) == (("anger",), 0, False)
    assert decide(facts, memory, None, POLICY).kind is DecisionKind.CONTINUE
