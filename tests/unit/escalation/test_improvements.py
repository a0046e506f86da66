"""Improvements: equal times on either side of the day, and proof only where chance is ruled out."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.numbers.filter import Narrowing
from escalation.numbers.improvements import MOST_DAYS, before_and_after, change, days_on_each_side, estimate
from escalation.numbers.metrics import Reading, Tally, reading
from escalation.numbers.registry import BY_ID

STARTED = date(2026, 3, 10)


def fcr(numerator: int, denominator: int) -> Reading:
    return reading(BY_ID["fcr"], Tally(numerator, denominator))


@pytest.mark.parametrize(
    ("now", "days"),
    [
        (datetime(2026, 3, 9, 15, tzinfo=UTC), 0),  # midnight in Seoul: its first day begins
        (datetime(2026, 3, 10, 14, 59, tzinfo=UTC), 0),
        (datetime(2026, 3, 10, 15, tzinfo=UTC), 1),
        (datetime(2026, 3, 31, 1, tzinfo=UTC), 21),
        (datetime(2026, 1, 1, tzinfo=UTC), 0),
        (datetime(2027, 3, 31, tzinfo=UTC), MOST_DAYS),
    ],
)
def test_whole_days_since(now: datetime, days: int) -> None:
    assert days_on_each_side(STARTED, now) == days


@given(st.integers(1, MOST_DAYS))
def test_both_sides_meet_at_the_day_and_are_as_long(days: int) -> None:
    before, after = before_and_after(STARTED, days, Narrowing())
    assert before.until == after.since == datetime(2026, 3, 9, 15, tzinfo=UTC)
    assert before.until - before.since == after.until - after.since == timedelta(days=days)


@pytest.mark.parametrize(
    ("before", "after", "metric", "proven"),
    [
        ((610, 1000), (280, 400), "fcr", True),
        ((61, 100), (28, 40), "fcr", False),
        ((280, 400), (610, 1000), "fcr", False),
        ((280, 400), (610, 1000), "unresolved", True),
        ((280, 400), (610, 1000), "escalation_rate", False),  # neither way is better
    ],
)
def test_a_share_is_proven_when_chance_is_ruled_out_in_the_better_direction(
    before: tuple[int, int], after: tuple[int, int], metric: str, proven: bool
) -> None:
    first, second = (estimate(reading(BY_ID[metric], Tally(*side))) for side in (before, after))
    found = change(first, second, BY_ID[metric].better, few=False)
    assert found is not None
    assert found.proven is proven
    assert found.low < found.value < found.high


def test_seconds_by_their_medians() -> None:
    rng = random.Random(3)
    slow, fast = ([rng.expovariate(1 / mean) for _ in range(200)] for mean in (120, 40))
    sides = [
        estimate(reading(BY_ID["queue_wait"], Tally(200, 200, measured=values)), values) for values in (slow, fast)
    ]
    found = change(sides[0], sides[1], "down", few=False)
    assert found is not None
    assert found.proven
    assert found.low < (40 - 120) * 0.693 < found.high


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 6])
def test_a_few_times_on_each_side_prove_nothing(n: int) -> None:
    slow, fast = ([mean + value for value in range(n)] for mean in (900.0, 20.0))
    sides = [reading(BY_ID["queue_wait"], Tally(n, n, measured=values)) for values in (slow, fast)]
    known = [estimate(found, values) for found, values in zip(sides, (slow, fast), strict=True)]
    found = change(known[0], known[1], "down", few=any(side.few for side in sides))
    assert (found is None) is (n < 6)
    assert found is None or (found.high < 0 and not found.proven)


def test_counts_by_their_own_interval() -> None:
    sides = [estimate(reading(BY_ID["contacts"], Tally(n, n))) for n in (400, 300)]
    found = change(sides[0], sides[1], "down", few=False)
    assert found is not None
    assert found.value == -100
    assert found.proven


@pytest.mark.parametrize(("before", "after"), [((0, 0), (5, 9)), ((5, 9), (0, 0))])
def test_without_rows_on_one_side_nothing_is_said(before: tuple[int, int], after: tuple[int, int]) -> None:
    assert change(estimate(fcr(*before)), estimate(fcr(*after)), "up", few=True) is None


def test_where_nothing_changed_little_is_proven() -> None:
    rng, proven = random.Random(5), 0
    for _ in range(400):
        sides = [estimate(fcr(sum(rng.random() < 0.7 for _ in range(150)), 150)) for _ in range(2)]
        found = change(sides[0], sides[1], "up", few=False)
        assert found is not None
        proven += found.proven
    assert proven <= 0.045 * 400  # one side of 5 %, and some room
