"""How long things took: in the open time of a team, and shared between chats that were held at once."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.numbers.contact_events import JourneyEvent
from escalation.numbers.durations import Desk, Hold, Times, times_of
from escalation.numbers.outcomes import ContactFacts, classify
from escalation.promises.hours import Hours, Span

NINE = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)  # Monday 09:00 in Seoul
NINE_TO_SIX = Hours(week=((Span(time(9), time(18)),),) * 5 + ((), ()))


def event(kind: str, minute: float, /, **data: Any) -> JourneyEvent:
    return JourneyEvent(kind, NINE + timedelta(minutes=minute), data)


def hold(agent: str, begin: float, end: float | None, contact: str = "other") -> Hold:
    until = None if end is None else NINE + timedelta(minutes=end)
    return Hold(agent, contact, NINE + timedelta(minutes=begin), until)


HANDED = [event("contact_started", 0), event("handoff_requested", 2, queue="orders", ticket_id="t")]
TAKEN = event("ticket_claimed", 5, ticket_id="t", agent_id="a")
DONE = event("ticket_resolved", 65, ticket_id="t", code="passed_on")


def handled(*others: Hold) -> float | None:
    end = NINE + timedelta(minutes=65)
    return times_of([*HANDED, TAKEN, DONE], end, [end], Desk(holds=others)).handle_s


@pytest.mark.parametrize(
    ("others", "minutes"),
    [
        ((), 60),
        ((hold("a", 5, 65),), 30),  # two chats all the time
        ((hold("a", 35, None),), 45),  # the second one for half of it, and still open
        ((hold("a", 0, 20), hold("a", 0, 35)), 5 + 7.5 + 30),  # three, then two, then alone
        ((hold("b", 0, 90),), 60),  # another agent's
        ((hold("a", 65, 90), hold("a", -30, 5)), 60),  # before and after
    ],
)
def test_parallel_chats_share_time(others: tuple[Hold, ...], minutes: float) -> None:
    assert handled(*others) == pytest.approx(minutes * 60)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), min_size=1, max_size=5))
def test_what_agents_are_charged_is_the_time_they_worked(spans: list[tuple[int, int]]) -> None:
    """Over all chats of one agent the shares add up to the time in which there was any."""
    holds = [hold("a", begin, begin + length, str(n)) for n, (begin, length) in enumerate(spans)]
    charged = 0.0
    for one in holds:
        assert one.until is not None
        events = [JourneyEvent("ticket_claimed", one.since, {"agent_id": "a"})]
        others = [other for other in holds if other is not one]
        charged += times_of(events, one.until, [], Desk(holds=others)).handle_s or 0.0
    busy = {minute for begin, length in spans for minute in range(begin, begin + length)}
    assert charged == pytest.approx(60 * len(busy))


def test_open_time_counts_the_hours_of_the_team() -> None:
    friday_evening = event("handoff_requested", 4 * 1440 + 8 * 60 + 30, queue="orders", ticket_id="t")
    monday = event("ticket_claimed", 7 * 1440 + 15, ticket_id="t", agent_id="a")
    begun = JourneyEvent("contact_started", friday_evening.at)
    found = times_of([begun, friday_evening, monday], monday.at, [monday.at], Desk({"orders": NINE_TO_SIX}))
    assert found.queue_wait_s == timedelta(days=2, hours=15, minutes=45).total_seconds()
    assert found.queue_wait_open_s == found.resolved_open_s == 45 * 60


def test_the_bot_is_always_there() -> None:
    found = times_of([event("contact_started", 0), event("turn_answered", 1)], NINE, [NINE + timedelta(days=6)], Desk())
    assert (found.first_bot_response_s, found.resolved_open_s) == (60.0, 6 * 86400.0)
    assert found.queue_wait_s is None


def classified(*events: JourneyEvent) -> ContactFacts:
    found = classify([event("contact_started", 0), *events], NINE + timedelta(hours=3))
    assert found is not None
    return found


def answered(minute: float, *intents: tuple[str, str]) -> JourneyEvent:
    return event("turn_answered", minute, intents=[{"intent": intent, "gate": gate} for intent, gate in intents])


def test_the_first_and_the_last_time_it_was_resolved() -> None:
    again = event("ticket_resolved", 90, ticket_id="t")
    found = classified(*HANDED[1:], TAKEN, DONE, event("ticket_claimed", 80, agent_id="a"), again)
    assert (found.times.first_resolved_s, found.times.resolved_s) == (65 * 60, 90 * 60)
    silent = classified(answered(1, ("order_track", "sure")), answered(9, ("greet", "sure")))
    assert (silent.times.first_resolved_s, silent.times.resolved_s) == (60, 60)
    assert classified(answered(1, ("order_track", "not_sure"))).times == Times(first_bot_response_s=60)


def test_what_the_bot_took_on_and_did_not_understand() -> None:
    found = classified(
        answered(1, ("order_track", "sure")), answered(2, ("order_track", "not_sure")),
        answered(3, ("out_of_scope", "sure")), answered(4, ("thank", "sure")),
    )  # fmt: skip
    assert (found.asked_bot, found.answered_by_bot, found.bot_turns, found.fallback_turns) == (True, True, 4, 2)
    greeted = classified(answered(1, ("greet", "sure")))
    assert (greeted.asked_bot, greeted.answered_by_bot) == (False, False)
    assert classified(event("turn_failed", 1, code="timeout")).asked_bot


def test_what_customers_and_agents_said_of_it() -> None:
    rated = event("contact_rated", 70, score=4, solved=None, effort=6)
    found = classified(answered(1, ("order_track", "sure")), event("solved_answered", 2, solved=True), rated)
    assert (found.csat, found.solved, found.effort, found.not_first) == (4, True, 6, None)
    doubted = classified(*HANDED[1:], TAKEN, DONE, event("contact_rated", 70, score=4, solved=False))
    assert (doubted.solved, doubted.effort, doubted.not_first) == (False, None, "passed_on")
    settled = event("ticket_resolved", 66, code="solved")
    assert classified(*HANDED[1:], TAKEN, settled).not_first is None  # no registered reason
