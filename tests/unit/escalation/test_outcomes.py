"""The classifier of contacts: tables of event sequences and what they must come to."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.numbers.contact_events import JourneyEvent
from escalation.numbers.outcomes import ContactFacts, HandledBy, Issue, Outcome, classify

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def event(kind: str, minute: float = 0, /, **fields: Any) -> JourneyEvent:
    emotion, topic = fields.pop("emotion", None), fields.pop("topic", None)
    return JourneyEvent(kind, START + timedelta(minutes=minute), fields, topic, "c1", "v1", emotion)


def answered(intent: str, gate: str = "sure", minute: float = 1, **more: Any) -> JourneyEvent:
    return event("turn_answered", minute, intents=[{"intent": intent, "gate": gate}], **more)


def facts(*events: JourneyEvent) -> ContactFacts:
    found = classify([event("contact_started"), event("message_received"), *events], START + timedelta(minutes=40))
    assert found is not None
    return found


HANDOFF = event("handoff_requested", 2, reasons=["asked_for_person"], ticket_id="t", topic="billing")
CLAIM = event("ticket_claimed", 5, ticket_id="t")
REPLY = event("agent_replied", 6, ticket_id="t", first=True)
LEFT = event("ticket_abandoned", 4, ticket_id="t", waited_s=120.0, by="customer")
RESOLVED = event("ticket_resolved", 10, ticket_id="t")
PASSED_ON = event("ticket_transferred", 7, ticket_id="t")
REOPENED = event("ticket_reopened", 2, ticket_id="t", topic="shipping", reference="FH-1")


@pytest.mark.parametrize(
    ("events", "outcome", "handled_by"),
    [
        ([answered("order_track")], Outcome.ASSUMED, HandledBy.BOT),
        ([answered("order_track"), event("solved_answered", 2, solved=True)], Outcome.CONFIRMED, HandledBy.BOT),
        ([answered("order_track"), event("solved_answered", 2, solved=False)], Outcome.UNRESOLVED, HandledBy.BOT),
        ([answered("order_track"), answered("thank", minute=2)], Outcome.ASSUMED, HandledBy.BOT),
        ([answered("order_track"), event("message_received", 2)], Outcome.UNRESOLVED, HandledBy.BOT),
        ([answered("order_track", "not_sure")], Outcome.UNRESOLVED, HandledBy.BOT),
        ([answered("out_of_scope")], Outcome.UNRESOLVED, HandledBy.BOT),
        ([answered("order_track", emotion=0.9)], Outcome.UNRESOLVED, HandledBy.BOT),
        ([answered("order_track", failures=[{"code": "shop_unavailable"}])], Outcome.UNRESOLVED, HandledBy.BOT),
        ([answered("order_track"), event("contact_rated", 3, score=1)], Outcome.UNRESOLVED, HandledBy.BOT),
        ([answered("order_track"), event("contact_rated", 3, score=5)], Outcome.ASSUMED, HandledBy.BOT),
        ([event("turn_failed", 2, code="timeout")], Outcome.UNRESOLVED, HandledBy.BOT),
        ([HANDOFF], Outcome.ABANDONED, HandledBy.BOT),
        ([HANDOFF, event("message_received", 3), LEFT], Outcome.ABANDONED, HandledBy.BOT),
        ([HANDOFF, LEFT, event("message_received", 5), answered("order_track")], Outcome.ASSUMED, HandledBy.BOT),
        ([HANDOFF, LEFT, event("message_received", 5)], Outcome.UNRESOLVED, HandledBy.BOT),
        ([HANDOFF, CLAIM, REPLY], Outcome.ABANDONED, HandledBy.AGENT),
        ([HANDOFF, CLAIM, REPLY, RESOLVED], Outcome.RESOLVED_BY_AGENT, HandledBy.AGENT),
        ([answered("order_track"), HANDOFF, CLAIM, REPLY, RESOLVED], Outcome.RESOLVED_BY_AGENT, HandledBy.BOTH),
        ([HANDOFF, CLAIM, event("ticket_returned", 7), answered("order_track")], Outcome.ASSUMED, HandledBy.BOT),
        ([HANDOFF, CLAIM, REPLY, PASSED_ON], Outcome.ABANDONED, HandledBy.AGENT),
        ([REOPENED, CLAIM, REPLY, RESOLVED], Outcome.RESOLVED_BY_AGENT, HandledBy.AGENT),
        ([REOPENED], Outcome.ABANDONED, HandledBy.BOT),
    ],
)  # fmt: skip
def test_outcome(events: list[JourneyEvent], outcome: Outcome, handled_by: HandledBy) -> None:
    assert (facts(*events).outcome, facts(*events).handled_by) == (outcome, handled_by)


def test_a_greeting_alone_does_not_count() -> None:
    assert not facts(answered("greet")).counts
    assert facts(answered("greet"), answered("order_track")).counts
    assert facts(answered("order_track", "not_sure")).counts


def test_a_reference_absorbs_the_same_topic_without_one() -> None:
    found = facts(
        answered("order_track"),
        answered("order_cancel", minute=2, reference="FH-1"),
        answered("billing_refund_policy", minute=3),
    )
    assert found.issues == (Issue("orders", "FH-1"), Issue("billing"))


def test_a_person_asked_for_without_a_subject_is_a_support_issue() -> None:
    handoff = event("handoff_requested", 2, reasons=["asked_for_person"])
    assert facts(answered("human_agent"), handoff).issues == (Issue("support"),)


def test_waits_and_handling_are_measured_from_the_handoff() -> None:
    found = facts(HANDOFF, CLAIM, REPLY, RESOLVED)
    assert (found.times.queue_wait_s, found.times.first_human_response_s, found.times.handle_s) == (180.0, 240.0, 300.0)
    assert found.escalation_reasons == ("asked_for_person",)


def test_who_left_the_queue_waits_anew_in_the_next_one() -> None:
    again = event("handoff_requested", 20, reasons=["asked_for_person"], ticket_id="u", topic="billing")
    found = facts(HANDOFF, LEFT, again, event("ticket_claimed", 21), event("agent_replied", 22))
    assert (found.times.queue_wait_s, found.times.first_human_response_s) == (60.0, 120.0)
    assert found.times.abandoned_after_s == 120.0


def test_what_was_reopened_is_the_same_issue_again_and_counts() -> None:
    found = facts(REOPENED, CLAIM, REPLY, RESOLVED)
    assert (found.counts, found.issues) == (True, (Issue("shipping", "FH-1"),))
    assert facts(event("ticket_reopened", 2)).issues == (Issue("support"),)


def test_a_transfer_ends_the_handling_of_the_first_and_begins_that_of_the_second() -> None:
    found = facts(
        HANDOFF, CLAIM, REPLY, PASSED_ON, event("ticket_claimed", 17, ticket_id="t"), event("ticket_resolved", 20)
    )
    assert found.times.handle_s == 120.0 + 180.0


def test_an_imported_contact_is_what_its_file_said() -> None:
    closed = event(
        "contact_closed", 30, source="import", outcome="assumed", handled_by="agent", csat=4,
        issues=[{"topic": "billing", "reference": None}], escalation_reasons=["policy"],
    )  # fmt: skip
    found = classify([event("contact_started"), closed], START)
    assert found is not None
    assert (found.outcome, found.handled_by, found.csat) == (Outcome.ASSUMED, HandledBy.AGENT, 4)
    assert (found.issues, found.ended_at) == ((Issue("billing"),), START + timedelta(minutes=30))


def test_nothing_comes_of_nothing() -> None:
    assert classify([], START) is None


KINDS = [
    answered("order_track"), answered("greet"), answered("order_track", "nearly"), HANDOFF, CLAIM, REPLY, RESOLVED,
    event("solved_answered", 3, solved=True), event("solved_answered", 3, solved=False), event("turn_failed", 3),
    event("message_received", 3), event("ticket_returned", 9), event("contact_rated", 9, score=2),
    PASSED_ON, REOPENED,
]  # fmt: skip


@given(st.lists(st.sampled_from(KINDS), max_size=12))
def test_silence_is_never_confirmed_and_no_answer_never_resolved(events: list[JourneyEvent]) -> None:
    found = facts(*events)
    said_solved = any(e.type == "solved_answered" and e.data["solved"] for e in events)
    assert (found.outcome is not Outcome.CONFIRMED) or said_solved
    helped = said_solved or any(e in (RESOLVED, KINDS[0]) for e in events)
    assert helped or not found.outcome.resolved
