"""Another priority or another team: what was waited counts, nothing is forgiven, nothing is warned of twice."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.promises.hours import ALWAYS, SEOUL, Hours, Span
from escalation.promises.retargeting import retargeted
from escalation.promises.sla import TARGETS, Clocks, Promise, advance, look_again_at, tick
from escalation.queue.priority import ORDER, Priority

NOW = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)  # Tuesday, 10:00 in Seoul
PROMISES = {priority: Promise(ALWAYS, TARGETS[priority]) for priority in Priority}
NORMAL, URGENT, LOW = PROMISES[Priority.NORMAL], PROMISES[Priority.URGENT], PROMISES[Priority.LOW]
AFTERNOONS = Promise(Hours(((Span(time(14), time(18)),),) * 5 + ((), ()), SEOUL), TARGETS[Priority.NORMAL])


def minutes(count: float) -> datetime:
    return NOW + timedelta(minutes=count)


def opened(promise: Promise = NORMAL) -> Clocks:
    return advance({}, "opened", NOW, promise)[0]


def test_what_was_waited_counts_for_the_new_time() -> None:
    clocks, marks = retargeted(opened(), minutes(1), NORMAL, URGENT)
    assert (clocks["first"].due, clocks["full"].due) == (minutes(2), minutes(240))
    assert clocks["first"].warn_at == minutes(1.6)
    assert [f"{mark.clock} {mark.kind}" for mark in marks] == ["first moved", "full moved"]


def test_a_time_that_has_passed_already_is_over_now() -> None:
    clocks, _ = retargeted(opened(), minutes(10), NORMAL, URGENT)
    assert (clocks["first"].due, look_again_at(clocks)) == (minutes(10), minutes(10))
    _, marks = tick(clocks, minutes(10) + timedelta(seconds=1))
    assert [mark.kind for mark in marks if mark.clock == "first"] == ["breached"]


def test_more_time_takes_a_warning_back_and_gives_it_again() -> None:
    warned, _ = tick(opened(), minutes(13))
    assert warned["first"].state == "warning"
    clocks, _ = retargeted(warned, minutes(13), NORMAL, LOW)
    assert (clocks["first"].state, clocks["first"].due, clocks["first"].warn_at) == (
        "running",
        minutes(60),
        minutes(48),
    )


def test_a_breach_stays_and_what_is_met_stays() -> None:
    breached, _ = tick(opened(), minutes(20))
    clocks, _ = retargeted(breached, minutes(20), NORMAL, LOW)
    assert clocks["first"] == breached["first"]
    answered, _ = advance(opened(), "agent_replied", minutes(5), NORMAL)
    clocks, marks = retargeted(answered, minutes(6), NORMAL, URGENT)
    assert clocks["first"] == answered["first"]
    assert [mark.clock for mark in marks] == ["full"]


def test_a_pause_keeps_what_is_left_of_the_new_time() -> None:
    answered, _ = advance(opened(), "agent_replied", minutes(60), NORMAL)
    clocks, _ = retargeted(answered, minutes(70), NORMAL, URGENT)
    assert (clocks["full"].state, clocks["full"].left_s) == ("paused", 3 * 3600)
    resumed, _ = advance(clocks, "customer_wrote", minutes(100), URGENT)
    assert resumed["full"].due == minutes(280)


def test_another_team_promises_nothing_later() -> None:
    clocks, marks = retargeted(opened(), minutes(1), NORMAL, AFTERNOONS, no_later=True)
    assert (clocks, marks) == (opened(), [])
    clocks, _ = retargeted(opened(LOW), minutes(1), LOW, URGENT, no_later=True)
    assert clocks["first"].due == minutes(2)


@pytest.mark.parametrize("to", ORDER)
def test_the_same_as_if_it_had_been_promised_from_the_start(to: Priority) -> None:
    clocks, _ = retargeted(opened(), minutes(1), NORMAL, PROMISES[to])
    assert clocks == opened(PROMISES[to])


@given(st.lists(st.tuples(st.floats(0, 3000), st.sampled_from(ORDER)), max_size=8))
def test_changing_ones_mind_costs_and_wins_nothing(changes: list[tuple[float, Priority]]) -> None:
    """Back at the first priority, a clock that was never over is due when it was due at the start."""
    clocks, at, now = opened(), NOW, NORMAL
    for passed, priority in [*changes, (0.0, Priority.NORMAL)]:
        at += timedelta(seconds=passed)
        due = {name: clock.due for name, clock in clocks.items()}
        clocks, marks = retargeted(clocks, at, now, PROMISES[priority])
        now = PROMISES[priority]
        for mark in marks:
            assert mark.kind in ("moved", "warned", "breached")
            assert mark.kind != "breached" or at > due[mark.clock]
        assert all(clock.breached or clock.due >= at for clock in clocks.values())
