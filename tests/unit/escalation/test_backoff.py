"""The delays between attempts, and when there are none left."""

from datetime import timedelta

import pytest

from escalation.outbound.backoff import ATTEMPTS, delay, longest_delay


@pytest.mark.parametrize(
    ("attempt", "longest"),
    [
        (1, timedelta(seconds=30)),
        (2, timedelta(minutes=2)),
        (3, timedelta(minutes=8)),
        (4, timedelta(minutes=32)),
        (5, timedelta(hours=2, minutes=8)),
        (6, timedelta(hours=8, minutes=32)),
        (7, timedelta(hours=34, minutes=8)),
    ],
)
def test_each_delay_is_a_share_of_four_times_the_one_before(attempt: int, longest: timedelta) -> None:
    assert longest_delay(attempt) == longest
    assert delay(attempt, 0.0) == timedelta()
    assert delay(attempt, 0.5) == longest / 2
    assert delay(attempt, 1.0) == longest


def test_the_attempts_spread_over_about_a_day() -> None:
    whole = sum((delay(attempt, 0.5) or timedelta() for attempt in range(1, ATTEMPTS)), timedelta())
    assert timedelta(hours=20) < whole < timedelta(hours=28)


@pytest.mark.parametrize("attempt", [8, 9, 100])
def test_after_the_eighth_there_is_none(attempt: int) -> None:
    assert delay(attempt, 0.5) is None


@pytest.mark.parametrize(("attempt", "chance"), [(0, 0.5), (-1, 0.5), (1, -0.1), (1, 1.1)])
def test_nonsense_is_refused(attempt: int, chance: float) -> None:
    with pytest.raises(ValueError, match="expected"):
        delay(attempt, chance)
