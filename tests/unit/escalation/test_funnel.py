"""How far one person came, and what that makes of everybody."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.numbers.funnel import STEPS, TOUCHPOINTS, Climb, Fate, StepReading, readings, share_wire

DAY = timedelta(days=1)
START = datetime(2026, 3, 1, tzinfo=UTC)
END = START + 31 * DAY
WEEK = 7 * DAY
NOW = START + 60 * DAY


def climb(*taken: tuple[str, float], now: datetime = NOW) -> Climb | None:
    return Climb.of([(name, START + day * DAY) for name, day in taken], START, END, WEEK)


def counts(step: StepReading) -> tuple[int, int, int, int]:
    return step.customers, step.went_on, step.left, step.pending


@pytest.mark.parametrize(
    ("taken", "days"),
    [
        ((), None),
        ((("account_verified", 1),), None),
        ((("signed_up", -1),), None),  # before the period
        ((("signed_up", 31),), None),  # its end is outside
        ((("signed_up", 0),), [0]),
        ((("signed_up", 3), ("signed_up", 1)), [1]),
        ((("signed_up", 1), ("account_verified", 8)), [1, 8]),  # the last moment counts
        ((("signed_up", 1), ("account_verified", 8.01)), [1]),
        ((("signed_up", 2), ("account_verified", 1)), [2]),  # closed: in order
        ((("signed_up", 2), ("account_verified", 1), ("account_verified", 3)), [2, 3]),
        ((("signed_up", 1), ("device_connected", 2)), [1]),  # a step cannot be skipped
        ((("signed_up", 1), ("account_verified", 1), ("device_connected", 1), ("first_used", 1)), [1, 1, 1, 1]),
        ((("signed_up", 30), ("account_verified", 36)), [30, 36]),  # after the period, within the days
    ],
)
def test_how_far_somebody_came(taken: tuple[tuple[str, float], ...], days: list[float] | None) -> None:
    found = climb(*taken)
    assert (found and [(at - START) / DAY for at in found.reached]) == days


def test_nobody_has_left_whose_days_have_not_passed() -> None:
    waiting = climb(("signed_up", 1))
    assert waiting is not None
    assert waiting.fate("signed_up", START + 7.9 * DAY) is Fate.PENDING
    assert waiting.fate("signed_up", START + 8 * DAY) is Fate.LEFT
    assert waiting.fate("verified", NOW) is None


def test_a_rate_waits_for_the_slow_ones_of_the_same_age() -> None:
    """Of two who signed up yesterday the one who went on at once does not count before the other is decided."""
    quick, slow = climb(("signed_up", 1), ("account_verified", 1.1)), climb(("signed_up", 1))
    assert quick is not None
    assert slow is not None
    young, old = readings([quick, slow], START + 2 * DAY), readings([quick, slow], NOW)
    assert [(step.customers, step.went_on, step.left, step.pending) for step in young][:2] == [
        (2, 0, 0, 2),
        (1, 0, 0, 1),
    ]
    old = readings([quick, slow], NOW)
    assert [(step.customers, step.went_on, step.left, step.pending) for step in old][:2] == [(2, 1, 1, 0), (1, 0, 1, 0)]
    assert old[0].median_s == pytest.approx(0.1 * 86400)


def test_a_share_of_nobody_is_no_share() -> None:
    assert (share_wire("x", 0, 0)["value"], share_wire("x", 0, 0)["interval"]) == (None, None)
    assert share_wire("x", 40, 80, 3)["interval"] == [0.393, 0.607]


events = st.lists(st.tuples(st.sampled_from([*TOUCHPOINTS.values(), "page_viewed"]), st.integers(-2, 40)), max_size=12)


@given(st.lists(events, max_size=12), st.integers(0, 60))
def test_every_step_is_held_by_those_before_it(people: list[list[tuple[str, int]]], today: int) -> None:
    found = [one for one in (climb(*taken) for taken in people) if one is not None]
    steps = readings(found, START + today * DAY)
    assert [step.step for step in steps] == list(STEPS)
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        assert following is None or step.customers >= following.customers >= step.went_on
        assert following is None or step.went_on + step.left + step.pending == step.customers
        assert (step.median_s is None) == (step.went_on == 0)
