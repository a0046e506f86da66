"""A wait is a range that grows with the place and with silence."""

import random
import statistics
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.customers.wait import STEP_S, wait_range

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def starts(*seconds_ago: float) -> list[datetime]:
    """Moments before NOW."""
    return [NOW - timedelta(seconds=ago) for ago in seconds_ago]


def test_too_little_is_known() -> None:
    assert wait_range(1, starts(10, 20), NOW) is None
    assert wait_range(1, [], NOW) is None


def test_a_place_is_at_least_one() -> None:
    with pytest.raises(ValueError, match="got 0"):
        wait_range(0, starts(1, 2, 3), NOW)


def test_the_range_around_a_steady_pace() -> None:
    found = wait_range(5, starts(*range(60, 601, 60)), NOW)
    assert found is not None
    assert (found.low_s, found.high_s) == (285, 480)


def test_silence_makes_it_longer() -> None:
    busy = wait_range(3, starts(1, 10, 20, 30), NOW)
    silent = wait_range(3, starts(600, 610, 620, 630), NOW)
    assert busy is not None
    assert silent is not None
    assert silent.low_s > 10 * busy.low_s


@given(st.integers(1, 200), st.lists(st.floats(0, 7200), min_size=3, max_size=20))
def test_a_range_is_a_range_in_steps_and_grows_with_the_place(position: int, ago: list[float]) -> None:
    here, behind = wait_range(position, starts(*ago), NOW), wait_range(position + 1, starts(*ago), NOW)
    assert here is not None
    assert behind is not None
    assert 0 < here.low_s <= here.high_s
    assert here.low_s % STEP_S == here.high_s % STEP_S == 0
    assert behind.low_s >= here.low_s
    assert behind.high_s >= here.high_s


@pytest.mark.parametrize("position", [1, 3, 10])
def test_the_range_covers_what_it_says(position: int) -> None:
    """Customers of a queue with random gaps: half wait less than the low end, nine in ten less than the high one.

    A short wait is told a little too long, since it is rounded up to whole steps: never too short.
    """
    chance = random.Random(7)
    found = wait_range(position, starts(*range(30, 601, 30)), NOW)
    assert found is not None
    waits = [sum(chance.expovariate(1 / 30) for _ in range(position)) for _ in range(4000)]
    assert 0.48 < statistics.fmean(wait <= found.low_s for wait in waits) < 0.68
    assert 0.88 < statistics.fmean(wait <= found.high_s for wait in waits) < 0.97
