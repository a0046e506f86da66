"""Intervals: published and worked examples, what must always hold, and how often they hold the truth."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.numbers.intervals import Estimate, count_interval, feeling_interval, median_interval
from escalation.numbers.metrics import wilson


def share(successes: int, n: int) -> Estimate:
    interval = wilson(successes, n)
    assert interval is not None
    return Estimate(successes / n, *interval)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [  # Newcombe 1998, "Interval estimation for the difference between independent proportions", table II, method 10
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_difference_of_two_shares_is_newcombes(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    found = share(*first).difference(share(*second))
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(st.integers(0, 300), st.integers(1, 300), st.integers(0, 300), st.integers(1, 300))
def test_a_difference_lies_in_its_interval_and_turns_with_its_sides(a: int, n: int, b: int, m: int) -> None:
    one, other = share(min(a, n), n), share(min(b, m), m)
    forth, back = one.difference(other), other.difference(one)
    assert forth.low <= forth.value <= forth.high
    assert forth.low >= -1 - 1e-9
    assert forth.high <= 1 + 1e-9
    assert (back.low, back.high) == pytest.approx((-forth.high, -forth.low))


@given(st.integers(0, 100_000))
def test_a_count_lies_in_its_interval(n: int) -> None:
    low, high = count_interval(n)
    assert 0 <= low <= n <= high


def test_the_interval_of_a_count_is_where_its_score_test_stops_refusing() -> None:
    for edge in count_interval(20):
        assert abs(20 - edge) / math.sqrt(edge) == pytest.approx(1.959963984540054)


@given(st.lists(st.floats(0, 1e6), min_size=6, max_size=80))
def test_a_median_lies_in_its_interval(values: list[float]) -> None:
    interval = median_interval(values)
    assert interval is not None
    middle = sorted(values)[(len(values) - 1) // 2]
    assert min(values) <= interval[0] <= middle <= interval[1] <= max(values)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_of_fewer_than_six_no_two_values_hold_a_median_often_enough(n: int) -> None:
    assert median_interval([float(value) for value in range(n)]) is None
    assert median_interval([], [float(value) for value in range(n)]) is None


def test_the_ranks_of_a_median_are_the_nearest_that_hold_it_95_times_in_100() -> None:
    assert median_interval([5.0, 1.0, 2.0, 6.0, 3.0, 4.0]) == (1.0, 6.0)
    for n in range(6, 120):
        interval = median_interval([float(value) for value in range(1, n + 1)])
        assert interval is not None
        rank = int(interval[0])
        assert interval[1] == n + 1 - rank
        missed = [2 * sum(math.comb(n, k) for k in range(lowest)) / 2**n for lowest in (rank, rank + 1)]
        assert missed[0] <= 0.0505
        assert missed[1] > 0.045


def test_a_median_among_waits_that_last_has_no_upper_edge_until_enough_are_over() -> None:
    assert median_interval([]) is None
    assert median_interval([5.0], [9.0, 9.0, 9.0]) is None
    longer = median_interval([float(n) for n in range(100)], [200.0] * 10)
    shorter = median_interval([float(n) for n in range(100)])
    assert longer is not None
    assert shorter is not None
    assert longer[0] > shorter[0]
    assert longer[1] > shorter[1]


def test_medians_are_held_as_often_as_said() -> None:
    rng = random.Random(7)
    held = 0
    for _ in range(400):
        interval = median_interval([rng.expovariate(1.0) for _ in range(41)])
        assert interval is not None
        held += interval[0] <= math.log(2) <= interval[1]
    assert held >= 0.93 * 400


@given(st.lists(st.floats(-1, 1), max_size=60))
def test_a_feeling_lies_in_its_interval_and_both_in_their_range(values: list[float]) -> None:
    if not values:
        assert feeling_interval(0.0, 0) is None
        return
    mean = sum(values) / len(values)
    interval = feeling_interval(mean, len(values))
    assert interval is not None
    assert -1 - 1e-9 <= interval[0] <= mean + 1e-9
    assert mean - 1e-9 <= interval[1] <= 1 + 1e-9


def test_of_yes_and_no_a_feeling_is_wilsons() -> None:
    interval, wilsons = feeling_interval(0.5, 40), wilson(30, 40)
    assert interval is not None
    assert wilsons is not None
    assert interval == pytest.approx(tuple(2 * edge - 1 for edge in wilsons))
