"""The router's written policy: every signal alone, in pairs, and over whole dialogues."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.queue.priority import ORDER, Priority
from escalation.queue.topics import Queue
from escalation.routing import reasons as why
from escalation.routing.decisions import Decision, DecisionKind
from escalation.routing.facts import BotHandoff, Emotion, Heard, TurnFacts
from escalation.routing.memory import Memory
from escalation.routing.policy_file import shipped_policy
from escalation.routing.reasons import Reason
from escalation.routing.router import decide, hand_off

POLICY = shipped_policy()
CONTINUE, OFFER, HANDOFF = DecisionKind.CONTINUE, DecisionKind.OFFER_PERSON, DecisionKind.HANDOFF

GOOD = TurnFacts(intents=(Heard("order_track", "sure"),))
UNSURE = TurnFacts(intents=(Heard("order_track", "not_sure"),))
FAILED = replace(GOOD, failures=("shop_unavailable",))
ANGRY = replace(GOOD, emotion=Emotion("angry", 0.9))
NOISE = TurnFacts(intents=(Heard("out_of_scope", "not_sure"),), noise=True)
ASKED = TurnFacts(intents=(Heard("human_agent", "sure"),))


def play(*turns: TurnFacts, tier: str | None = None, decline: bool = False) -> list[Decision]:
    """The decisions over a dialogue; with `decline` the customer turns down every offer."""
    memory, decisions = Memory(), []
    for facts in turns:
        memory = memory.after(facts, POLICY)
        decision = decide(facts, memory, tier, POLICY)
        if decision.points:
            memory = memory.with_offer(decision.points, asking=decision.kind is OFFER)
        if decision.kind is OFFER and decline:
            memory = memory.with_decline()
        decisions.append(decision)
    return decisions


def kinds(*turns: TurnFacts, decline: bool = False) -> list[DecisionKind]:
    """Only what happens."""
    return [decision.kind for decision in play(*turns, decline=decline)]


@pytest.mark.parametrize(
    ("facts", "kind", "codes", "queue", "priority"),
    [
        (GOOD, CONTINUE, [], None, None),
        (TurnFacts(), CONTINUE, [], None, None),
        (UNSURE, CONTINUE, [], None, None),
        (TurnFacts(intents=(Heard("human_agent", "nearly"),)), CONTINUE, [], None, None),
        (replace(GOOD, wants_person=True), HANDOFF, [why.ASKED_FOR_PERSON], Queue.ORDERS, Priority.NORMAL),
        (replace(GOOD, wants_person=False), CONTINUE, [], None, None),
        (ASKED, HANDOFF, [why.ASKED_FOR_PERSON], Queue.GENERAL, Priority.NORMAL),
        (
            TurnFacts(intents=(Heard("billing_get_invoice", "sure"), Heard("human_agent", "sure"))),
            *(HANDOFF, [why.ASKED_FOR_PERSON], Queue.BILLING, Priority.NORMAL),
        ),
        (FAILED, OFFER, [why.ACTION_FAILED], None, None),
        (ANGRY, OFFER, [why.ANGER], None, None),
        (replace(ANGRY, emotion=Emotion("angry", 0.4)), CONTINUE, [], None, None),
        (replace(ANGRY, emotion=Emotion("satisfied", 0.9)), CONTINUE, [], None, None),
        (replace(GOOD, unavailable=True), HANDOFF, [why.BOT_UNAVAILABLE], Queue.ORDERS, Priority.NORMAL),
        (
            replace(GOOD, failures=("validation_failed",)),
            *(HANDOFF, [why.VALIDATION_FAILED], Queue.ORDERS, Priority.NORMAL),
        ),
        (
            TurnFacts(handoff=BotHandoff("asked_for_person", "billing")),
            *(HANDOFF, [why.ASKED_FOR_PERSON], Queue.BILLING, Priority.NORMAL),
        ),
        (
            TurnFacts(handoff=BotHandoff("fraud", "billing")),
            *(HANDOFF, [why.HANDOFF_BY_BOT], Queue.BILLING, Priority.NORMAL),
        ),
        (
            TurnFacts(intents=(Heard("complaint", "sure"),), handoff=BotHandoff("policy", "complaint")),
            *(HANDOFF, [why.POLICY], Queue.COMPLAINTS, Priority.HIGH),
        ),
    ],
)
def test_every_signal_alone(
    facts: TurnFacts, kind: DecisionKind, codes: list[str], queue: Queue | None, priority: Priority | None
) -> None:
    [decision] = play(facts)
    assert (decision.kind, decision.queue, decision.priority) == (kind, queue, priority)
    assert [reason.code for reason in decision.reasons] == codes


HARD = (
    ASKED,
    replace(GOOD, unavailable=True),
    replace(GOOD, failures=("validation_failed",)),
    TurnFacts(handoff=BotHandoff("policy")),
)


def both(one: TurnFacts, other: TurnFacts) -> TurnFacts:
    """Two signals in one turn."""
    return TurnFacts(
        intents=one.intents + other.intents,
        failures=one.failures + other.failures,
        emotion=one.emotion or other.emotion,
        handoff=one.handoff or other.handoff,
        unavailable=one.unavailable or other.unavailable,
    )


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations((*HARD, FAILED, ANGRY, UNSURE, GOOD), 2)))
def test_signals_in_pairs_give_the_stronger_answer_and_all_reasons(one: TurnFacts, other: TurnFacts) -> None:
    strength = [CONTINUE, OFFER, HANDOFF]
    [together], [first], [second] = play(both(one, other)), play(one), play(other)
    assert strength.index(together.kind) >= max(strength.index(first.kind), strength.index(second.kind))
    if first.kind is second.kind is HANDOFF:
        codes = {reason.code for reason in together.reasons}
        assert codes == {reason.code for reason in (*first.reasons, *second.reasons)}


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ([FAILED, FAILED], [OFFER, HANDOFF]),
        ([FAILED, GOOD, FAILED], [OFFER, CONTINUE, OFFER]),
        ([UNSURE, UNSURE, UNSURE], [CONTINUE, OFFER, HANDOFF]),
        ([UNSURE, GOOD, UNSURE, UNSURE], [CONTINUE, CONTINUE, CONTINUE, OFFER]),
        ([UNSURE, FAILED, UNSURE], [CONTINUE, OFFER, OFFER]),
        ([NOISE] * 5, [CONTINUE] * 5),
        ([UNSURE, NOISE, NOISE, UNSURE, NOISE, UNSURE], [CONTINUE, CONTINUE, CONTINUE, OFFER, CONTINUE, HANDOFF]),
        ([replace(NOISE, failures=("shop_unavailable",))] * 2, [OFFER, HANDOFF]),
        ([ANGRY, ANGRY], [OFFER, HANDOFF]),
        ([ANGRY, GOOD, ANGRY], [OFFER, CONTINUE, OFFER]),
    ],
)
def test_signals_over_turns(turns: list[TurnFacts], expected: list[DecisionKind]) -> None:
    assert kinds(*turns) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ([UNSURE] * 8, [CONTINUE, OFFER] + [CONTINUE] * 6),
        ([ANGRY] * 4, [OFFER, CONTINUE, CONTINUE, CONTINUE]),
        ([FAILED, GOOD, FAILED, FAILED], [OFFER, CONTINUE, CONTINUE, HANDOFF]),
        ([ANGRY, FAILED, ASKED], [OFFER, OFFER, HANDOFF]),
    ],
)
def test_a_declined_offer_is_not_repeated_for_the_same_point(
    turns: list[TurnFacts], expected: list[DecisionKind]
) -> None:
    assert kinds(*turns, decline=True) == expected


def test_an_action_that_fails_about_something_else_is_another_point() -> None:
    invoice = TurnFacts(intents=(Heard("billing_get_invoice", "sure"),), failures=("shop_unavailable",))
    assert kinds(FAILED, GOOD, invoice, decline=True) == [OFFER, CONTINUE, OFFER]


def test_a_bot_that_offers_a_person_itself_is_not_interrupted() -> None:
    offering = replace(UNSURE, bot_offered=True)
    decisions = play(UNSURE, offering, UNSURE)
    assert [decision.kind for decision in decisions] == [CONTINUE, CONTINUE, HANDOFF]
    assert decisions[1].reasons != ()


def test_what_it_is_about_is_remembered_for_the_queue() -> None:
    warranty = TurnFacts(intents=(Heard("warranty_repair", "sure"),))
    thanks = TurnFacts(intents=(Heard("thank", "sure"),))
    assert play(warranty, thanks, ASKED)[-1].queue is Queue.TECHNICAL
    vague = TurnFacts(intents=(Heard("human_agent", "sure"),), handoff=BotHandoff("asked_for_person", "support"))
    assert play(warranty, vague)[-1].queue is Queue.TECHNICAL


def test_anger_about_nothing_known_goes_to_complaints_and_a_favoured_customer_first() -> None:
    angry = TurnFacts(emotion=Emotion("Angry", 0.95))
    decision = play(angry, angry, tier="vip")[-1]
    assert (decision.queue, decision.priority) == (Queue.COMPLAINTS, Priority.URGENT)


def test_a_handoff_of_the_gateways_own_is_routed_alike() -> None:
    decision = hand_off((Reason(why.IDENTITY_GUESSES),), "order_track", None, POLICY)
    assert (decision.kind, decision.queue, decision.priority) == (HANDOFF, Queue.ORDERS, Priority.HIGH)


heard = st.builds(
    Heard,
    st.sampled_from(["order_track", "billing_get_invoice", "human_agent", "thank", "complaint", "unknown_one"]),
    st.sampled_from(["sure", "nearly", "not_sure"]),
)
failure_codes = st.sampled_from(["shop_unavailable", "nothing_said", "validation_failed"])
turn_facts = st.builds(
    TurnFacts,
    intents=st.lists(heard, max_size=3).map(tuple),
    failures=st.lists(st.sampled_from(["shop_unavailable", "nothing_said", "validation_failed"]), max_size=2).map(
        tuple
    ),
    emotion=st.none() | st.builds(Emotion, st.sampled_from(["angry", "neutral"]), st.floats(0, 1)),
    handoff=st.none() | st.builds(BotHandoff, st.sampled_from([*sorted(why.CODES), "other"])),
    unavailable=st.booleans(),
    bot_offered=st.booleans(),
    noise=st.booleans(),
    wants_person=st.sampled_from([None, True, False]),
)


@given(st.lists(turn_facts, max_size=12), st.booleans(), st.sampled_from([None, "vip"]))
def test_any_dialogue_gets_decisions_with_reasons(turns: list[TurnFacts], decline: bool, tier: str | None) -> None:
    for facts, decision in zip(turns, play(*turns, tier=tier, decline=decline), strict=True):
        assert (decision.kind is HANDOFF) == (decision.queue is not None) == (decision.priority in ORDER)
        assert {reason.code for reason in decision.reasons} <= why.CODES
        if decision.kind is not CONTINUE:
            assert decision.reasons
        if facts.unavailable or facts.handoff is not None or facts.is_sure_of("human_agent"):
            assert decision.kind is HANDOFF


@given(st.lists(turn_facts, max_size=8))
def test_memory_survives_its_stored_form(turns: list[TurnFacts]) -> None:
    memory = Memory()
    for facts in turns:
        memory = (
            memory.after(facts, POLICY).with_offer(("p",), asking=facts.noise)
            if facts.failed
            else memory.after(facts, POLICY).with_decline()
        )
    assert Memory.read(memory.wire()) == memory
