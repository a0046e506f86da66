"""The policy at work: every signal alone and in pairs, whole dialogues, and that one more signal never weakens."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.queue.priority import ORDER
from escalation.routing import reasons as why
from escalation.routing.decisions import WEIGHT, Decision, DecisionKind
from escalation.routing.facts import BotHandoff, Emotion, Heard, OrderFact, TurnFacts
from escalation.routing.memory import Memory
from escalation.routing.policy_file import shipped_policy
from escalation.routing.router import decide
from tests.unit.escalation.dialogues import Dialogue
from tests.unit.escalation.english_dialogues import ENGLISH
from tests.unit.escalation.korean_dialogues import KOREAN

POLICY = shipped_policy()
START = Memory(subject="order_track", reference="FH-1", order=None)
CALM = Emotion("neutral", 0.1)
DEAR = OrderFact("FH-1", 5_000_000, "KRW")
PLAIN = TurnFacts(words=("음",))


def words(*texts: str) -> TurnFacts:
    return TurnFacts(words=texts)


# Each signal by itself: what it is seen in, what was remembered before, and what it does.
ALONE: dict[str, tuple[TurnFacts, Memory, str, str | None, str | None]] = {
    why.SAFETY_HAZARD: (words("감전됐어요"), START, "handoff", "technical", "urgent"),
    why.UNAUTHORISED_CHARGE: (words("this is fraud"), START, "handoff", "billing", "urgent"),
    why.LEGAL_THREAT: (words("I will sue"), START, "handoff", "complaints", "high"),
    why.REGULATOR_THREAT: (words("공정위에 갑니다"), START, "handoff", "complaints", "high"),
    why.PRESS_THREAT: (words("언론에 알릴게요"), START, "handoff", "complaints", "high"),
    why.DATA_ERASURE: (words("delete my data"), START, "handoff", "onboarding", "normal"),
    why.FOREIGN_LANGUAGE: (words("Где мой заказ"), START, "offer_person", None, None),
    why.ASKED_FOR_PERSON: (replace(PLAIN, wants_person=True), START, "handoff", "orders", "normal"),
    why.HANDOFF_BY_BOT: (replace(PLAIN, handoff=BotHandoff("own")), START, "handoff", "orders", "normal"),
    why.POLICY: (replace(PLAIN, handoff=BotHandoff("policy")), START, "handoff", "orders", "normal"),
    why.BOT_UNAVAILABLE: (replace(PLAIN, unavailable=True), START, "handoff", "orders", "normal"),
    why.ACTION_FAILED: (replace(PLAIN, failures=("x",)), START, "offer_person", None, None),
    why.REPEATED_FAILURE: (
        replace(PLAIN, failures=("x",)),
        replace(START, failed=1),
        *("handoff", "orders", "high"),
    ),
    why.VALIDATION_FAILED: (
        replace(PLAIN, failures=("validation_failed",)),
        *(START, "handoff", "orders", "normal"),
    ),
    why.ANGER: (replace(PLAIN, emotion=Emotion("anger", 0.9)), START, "offer_person", None, None),
    why.RISING_FRUSTRATION: (
        replace(PLAIN, emotion=Emotion("sad", 0.59)),
        replace(START, negatives=(0.2, 0.4)),
        *("offer_person", None, None),
    ),
    why.NOT_UNDERSTOOD: (
        replace(PLAIN, intents=(Heard("out_of_scope", "not_sure"),)),
        replace(START, not_understood=1),
        *("offer_person", None, None),
    ),
    why.SAME_POINT: (
        replace(PLAIN, intents=(Heard("order_track", "sure"),)),
        replace(START, asked={"order_track:FH-1": 2}),
        *("offer_person", None, None),
    ),
    why.LARGE_REFUND: (
        replace(PLAIN, intents=(Heard("billing_refund_request", "sure"),)),
        replace(START, order=replace(DEAR, amount=300_000)),
        *("offer_person", None, None),
    ),
    why.LARGE_ORDER: (replace(PLAIN, order=DEAR), START, "continue", None, None),
    why.ORDER_LATE: (
        replace(PLAIN, order=OrderFact("FH-1", 100, "KRW", late_days=5)),
        *(START, "offer_person", None, None),
    ),
}


def decided(facts: TurnFacts, memory: Memory, tier: str | None = None) -> Decision:
    return decide(facts, memory.after(facts, POLICY), tier, POLICY)


def codes(decision: Decision) -> list[str]:
    return [reason.code for reason in decision.reasons]


@pytest.mark.parametrize("code", sorted(ALONE))
def test_every_signal_alone(code: str) -> None:
    facts, memory, kind, queue, priority = ALONE[code]
    decision = decided(facts, memory)
    assert (decision.kind, decision.queue, decision.priority) == (kind, queue, priority)
    assert codes(decision) == ([] if kind == "continue" else [code])


def test_the_table_leaves_out_only_what_no_turn_shows() -> None:
    assert why.CODES - set(ALONE) == {why.IDENTITY_GUESSES, why.CUSTOMER_TIER}


def together(one: TurnFacts, other: TurnFacts) -> TurnFacts:
    """Two signals in one turn."""
    return TurnFacts(
        intents=one.intents + other.intents,
        failures=one.failures + other.failures,
        emotion=one.emotion or other.emotion,
        handoff=one.handoff or other.handoff,
        unavailable=one.unavailable or other.unavailable,
        wants_person=one.wants_person or other.wants_person,
        words=one.words + other.words,
        order=one.order or other.order,
    )


def remembered(one: Memory, other: Memory) -> Memory:
    return replace(
        one,
        failed=max(one.failed, other.failed),
        not_understood=max(one.not_understood, other.not_understood),
        negatives=one.negatives or other.negatives,
        asked={**one.asked, **other.asked},
        order=one.order or other.order,
    )


# Two of these need one and the same part of a turn, or one speaks for the other.
EXCLUSIVE = {
    frozenset(pair)
    for pair in (
        (why.ANGER, why.RISING_FRUSTRATION),
        (why.HANDOFF_BY_BOT, why.POLICY),
        (why.ACTION_FAILED, why.REPEATED_FAILURE),
        (why.ACTION_FAILED, why.BOT_UNAVAILABLE),
        (why.NOT_UNDERSTOOD, why.SAME_POINT),
        (why.NOT_UNDERSTOOD, why.LARGE_REFUND),
        (why.SAME_POINT, why.LARGE_REFUND),
        (why.LARGE_ORDER, why.ORDER_LATE),
        (why.LARGE_REFUND, why.ORDER_LATE),
    )
}
PAIRS = [pair for pair in itertools.combinations(sorted(ALONE), 2) if frozenset(pair) not in EXCLUSIVE]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_in_pairs_the_more_urgent_wins_and_all_reasons_are_named(first: str, second: str) -> None:
    (one, before, *_), (other, earlier, *_) = ALONE[first], ALONE[second]
    script = why.FOREIGN_LANGUAGE in (first, second)
    facts = together(one, other)
    decision = decided(facts, remembered(before, earlier))
    alone = [decided(one, before), decided(other, earlier)]
    strongest = max((each.kind for each in alone), key=WEIGHT.index)
    assert decision.kind is strongest
    if decision.kind is not DecisionKind.CONTINUE:
        # Beside other words a foreign script may no longer be what most letters are.
        assert {first, second} - ({why.FOREIGN_LANGUAGE} if script else set()) <= set(codes(decision))
    if decision.priority is not None:
        least = [ORDER.index(each.priority) for each in alone if each.priority is not None]
        assert ORDER.index(decision.priority) <= min(least)


@pytest.mark.parametrize("dialogue", [*KOREAN, *ENGLISH], ids=lambda dialogue: dialogue.name)
def test_a_dialogue_gets_the_expected_decisions(dialogue: Dialogue) -> None:
    memory = Memory()
    for facts, expected in dialogue.turns:
        memory = memory.after(facts, POLICY)
        decision = decide(facts, memory, dialogue.tier, POLICY)
        shown = [decision.kind.value]
        if decision.queue is not None and decision.priority is not None:
            shown += [decision.queue.value, decision.priority.value]
        wanted = list(expected[: len(shown)])
        assert shown == wanted, (facts.words, codes(decision))
        assert set(expected[len(shown) :]) <= set(codes(decision)), facts.words
        if decision.points:
            memory = memory.with_offer(decision.points, asking=True)


def test_there_are_twenty_in_each_language() -> None:
    assert (len(KOREAN), len(ENGLISH)) == (20, 20)


chosen = st.sets(st.sampled_from([code for code in sorted(ALONE) if not ALONE[code][0].intents]))
memories = st.builds(
    Memory,
    failed=st.integers(0, 3),
    not_understood=st.integers(0, 3),
    angry=st.integers(0, 2),
    negatives=st.sampled_from([(), (0.2, 0.4), (0.6, 0.3)]),
    declined=st.lists(st.sampled_from(sorted(why.CODES)), max_size=3).map(tuple),
    subject=st.sampled_from([None, "order_track", "complaint", "billing_get_invoice"]),
    order=st.sampled_from([None, DEAR]),
)


@given(chosen, chosen, memories, st.sampled_from([None, "vip"]))
def test_more_signals_never_make_it_less_urgent(
    some: set[str], more: set[str], memory: Memory, tier: str | None
) -> None:
    def facts_of(found: set[str]) -> TurnFacts:
        facts = PLAIN
        for code in sorted(found):
            facts = together(facts, ALONE[code][0])
        return facts

    # A first order, feeling or handoff in the turn hides a second one: then nothing was added.
    less, full = facts_of(some), facts_of(some | more)
    full = replace(
        full,
        order=less.order or full.order,
        emotion=less.emotion or full.emotion,
        handoff=less.handoff or full.handoff,
    )
    before, after = decided(less, memory, tier), decided(full, memory, tier)
    assert WEIGHT.index(after.kind) >= WEIGHT.index(before.kind)
    if before.priority is not None and after.priority is not None:
        assert ORDER.index(after.priority) <= ORDER.index(before.priority)


def test_a_declined_point_stays_declined_and_another_is_offered() -> None:
    late = TurnFacts(order=OrderFact("FH-1", 100, "KRW", late_days=8))
    memory = Memory().after(late, POLICY)
    decision = decide(late, memory, None, POLICY)
    assert decision.points == ("order_late:FH-1",)
    memory = memory.with_offer(decision.points, asking=True).with_decline()
    assert decide(late, memory.after(late, POLICY), None, POLICY).kind is DecisionKind.CONTINUE
    other = replace(late, order=OrderFact("FH-2", 100, "KRW", late_days=8))
    assert decide(other, memory.after(other, POLICY), None, POLICY).kind is DecisionKind.OFFER_PERSON


def test_what_is_offered_together_is_declined_together() -> None:
    both = replace(ALONE[why.ANGER][0], order=OrderFact("FH-1", 100, "KRW", late_days=8))
    memory = Memory().after(both, POLICY)
    decision = decide(both, memory, None, POLICY)
    assert set(decision.points) == {"anger", "order_late:FH-1"}
    memory = memory.with_offer(decision.points, asking=True).with_decline()
    assert decide(both, memory.after(both, POLICY), None, POLICY).kind is DecisionKind.CONTINUE


@given(st.sampled_from(sorted(ALONE)))
def test_facts_survive_their_stored_form(code: str) -> None:
    facts = replace(ALONE[code][0], wants_person=None)
    assert TurnFacts.read(facts.wire(), facts.words) == facts
