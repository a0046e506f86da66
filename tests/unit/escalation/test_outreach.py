"""Who is told, who is held back, and who is stuck."""

from datetime import UTC, datetime, timedelta

import pytest

from escalation.customers.outreach import GUIDES
from escalation.customers.outreach_rows import LATE_ORDER, is_held_back
from escalation.numbers.funnel import STEPS
from escalation.numbers.stuck_steps import FORGOTTEN_AFTER, STUCK_AFTER, stuck_on

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(("share", "low", "high"), [(0.0, 0, 0), (0.1, 150, 250), (0.5, 920, 1080), (1.0, 2000, 2000)])
def test_about_the_share_is_held_back_and_always_the_same_ones(share: float, low: int, high: int) -> None:
    customers = [f"c{n}" for n in range(2000)]
    held = [is_held_back(who, LATE_ORDER, share) for who in customers]
    assert low <= sum(held) <= high
    assert held == [is_held_back(who, LATE_ORDER, share) for who in customers]


def test_more_held_back_are_those_of_before_and_some_more() -> None:
    customers = [f"c{n}" for n in range(500)]
    few, more = ({who for who in customers if is_held_back(who, LATE_ORDER, share)} for share in (0.1, 0.3))
    assert few < more


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ({}, None),
        ({"signed_up": 23}, None),
        ({"signed_up": 24}, "signed_up"),
        ({"signed_up": 90, "verified": 23}, None),
        ({"signed_up": 90, "verified": 24}, "verified"),
        ({"signed_up": 90, "connected": 30}, "connected"),  # a shop whose tags leave a step out
        ({"signed_up": 90, "first_use": 80}, None),
        ({"signed_up": 31 * 24}, None),
    ],
)
def test_who_is_stuck(hours: dict[str, int], expected: str | None) -> None:
    assert stuck_on({step: NOW - timedelta(hours=ago) for step, ago in hours.items()}, NOW) == expected


def test_every_step_but_the_last_has_a_guide() -> None:
    assert list(GUIDES) == list(STEPS[:-1])
    assert STUCK_AFTER < FORGOTTEN_AFTER
