"""Goals: how each kind of metric is judged, day by day, and that `missed` is only said of what is past its target."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.numbers.filter import Narrowing
from escalation.numbers.goals import Direction, Goal, State, problem_with, standing
from escalation.numbers.metrics import Reading, Tally, reading
from escalation.numbers.registry import BY_ID

MARCH = Goal("fcr", Narrowing(), 0.75, Direction.AT_LEAST, date(2026, 3, 1), date(2026, 3, 31))
BEGINS = datetime(2026, 2, 28, 15, tzinfo=UTC)  # midnight in Seoul
ENDS = BEGINS + timedelta(days=31)
MID = BEGINS + timedelta(days=15.5)


def fcr(numerator: int, denominator: int, pending: int = 0) -> Reading:
    return reading(BY_ID["fcr"], Tally(numerator, denominator, pending))


def wait(seconds: float, n: int = 100) -> Reading:
    return reading(BY_ID["queue_wait"], Tally(n, n, 0, percentiles={"p50": seconds}))


def contacts(n: int) -> Reading:
    return reading(BY_ID["contacts"], Tally(n, n))


@pytest.mark.parametrize(
    ("read", "now", "state"),
    [
        (fcr(80, 100), MID, State.ON_TRACK),
        (fcr(70, 100), MID, State.BEHIND),
        (fcr(20, 29), MID, State.TOO_EARLY),
        (fcr(0, 0), MID, State.TOO_EARLY),
        (fcr(0, 0), ENDS, State.TOO_EARLY),
        (fcr(80, 100, pending=3), ENDS, State.ON_TRACK),
        (fcr(70, 100, pending=3), ENDS, State.BEHIND),
        (fcr(70, 100, pending=3), ENDS + timedelta(days=7), State.MISSED),
        (fcr(70, 100), ENDS, State.MISSED),
        (fcr(20, 29), ENDS, State.TOO_EARLY),  # of so few neither is said, nor ever will be
        (fcr(29, 29), ENDS, State.TOO_EARLY),
        (fcr(20, 29, pending=3), ENDS + timedelta(days=7), State.TOO_EARLY),
        (fcr(20, 30), ENDS, State.MISSED),
        (fcr(75, 100), ENDS, State.MET),
        (fcr(75, 100), ENDS - timedelta(microseconds=1), State.ON_TRACK),
    ],
)
def test_a_share_is_judged_by_its_value_and_finally_when_all_can_be_judged(
    read: Reading, now: datetime, state: State
) -> None:
    assert standing(MARCH, read, now).state is state


@pytest.mark.parametrize(
    ("seconds", "now", "state"),
    [(59.0, MID, State.ON_TRACK), (60.0, ENDS, State.MET), (61.0, MID, State.BEHIND), (61.0, ENDS, State.MISSED)],
)
def test_a_time_shall_be_at_most(seconds: float, now: datetime, state: State) -> None:
    goal = replace(MARCH, metric="queue_wait", target=60.0, direction=Direction.AT_MOST)
    found = standing(goal, wait(seconds), now)
    assert (found.state, found.distance) == (state, seconds - 60)


@pytest.mark.parametrize(
    ("n", "direction", "now", "state"),
    [
        (500, Direction.AT_MOST, MID, State.ON_TRACK),
        (501, Direction.AT_MOST, MID, State.BEHIND),
        (1001, Direction.AT_MOST, MID, State.MISSED),
        (1000, Direction.AT_MOST, ENDS, State.MET),
        (1001, Direction.AT_MOST, ENDS, State.MISSED),
        (500, Direction.AT_LEAST, MID, State.ON_TRACK),
        (499, Direction.AT_LEAST, MID, State.BEHIND),
        (1000, Direction.AT_LEAST, MID, State.MET),
        (999, Direction.AT_LEAST, ENDS, State.MISSED),
    ],
)
def test_a_count_is_judged_by_what_there_should_be_by_now(
    n: int, direction: Direction, now: datetime, state: State
) -> None:
    goal = replace(MARCH, metric="contacts", target=1000.0, direction=direction)
    assert standing(goal, contacts(n), now).state is state


def test_a_value_whose_interval_holds_the_target_is_uncertain() -> None:
    assert standing(MARCH, fcr(74, 100), ENDS).uncertain
    assert not standing(MARCH, fcr(500, 1000), ENDS).uncertain
    assert standing(MARCH, fcr(74, 100), ENDS).distance == pytest.approx(-0.01)


@pytest.mark.parametrize(
    ("interval", "uncertain"), [((50.0, 70.0), True), ((61.0, 70.0), False), ((40.0, 59.0), False), (None, True)]
)
def test_a_time_is_as_uncertain_as_its_median(interval: tuple[float, float] | None, uncertain: bool) -> None:
    goal = replace(MARCH, metric="queue_wait", target=60.0, direction=Direction.AT_MOST)
    assert standing(goal, replace(wait(65.0), interval=interval), ENDS).uncertain is uncertain


def test_a_count_is_what_it_is() -> None:
    goal = replace(MARCH, metric="contacts", target=1000.0)
    assert not standing(goal, contacts(999), ENDS).uncertain


def test_time_passes_from_the_first_to_the_last_day() -> None:
    assert MARCH.elapsed(BEGINS - timedelta(days=1)) == 0
    assert MARCH.elapsed(MID) == 0.5
    assert MARCH.elapsed(ENDS + timedelta(days=9)) == 1


@given(
    st.integers(0, 400), st.integers(0, 400), st.integers(0, 9), st.floats(0, 1), st.sampled_from(Direction),
    st.floats(-5, 60),
)  # fmt: skip
def test_missed_is_past_the_target_and_met_is_not(
    numerator: int, rest: int, pending: int, target: float, direction: Direction, days: float
) -> None:
    goal = replace(MARCH, target=target, direction=direction)
    read = fcr(numerator, numerator + rest, pending)
    found = standing(goal, read, BEGINS + timedelta(days=days))
    if found.state in (State.MISSED, State.MET):
        assert read.value is not None
        assert days >= 31
        assert goal.reached_by(read.value) is (found.state is State.MET)
    if found.state is State.TOO_EARLY:
        assert read.value is None or read.few


@pytest.mark.parametrize(
    ("changed", "metric", "field"),
    [
        ({}, "fcr", None),
        ({"target": 1.01}, "fcr", "target"),
        ({"target": -0.01}, "fcr", "target"),
        ({"target": 86_400.0}, "queue_wait", None),
        ({"target": 31 * 86_400.0}, "queue_wait", "target"),
        ({"target": 1e10}, "contacts", "target"),
        ({"last_day": date(2026, 2, 28)}, "fcr", "last_day"),
        ({"last_day": date(2030, 2, 28)}, "fcr", "last_day"),
    ],
)
def test_what_is_wrong_with_a_goal_is_named(changed: dict[str, object], metric: str, field: str | None) -> None:
    problem = problem_with(replace(MARCH, **changed), BY_ID[metric])  # type: ignore[arg-type]
    assert (problem and problem[0]) == field
