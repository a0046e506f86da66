"""Staffing against values worked out elsewhere, and the edges of a load."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.numbers.erlang import expected, needed


@pytest.mark.parametrize(
    ("per_hour", "handle_s", "agents", "waits", "in_time", "wait_s"),
    [
        (200, 180, 14, 0.1741, 0.8884, 7.8),
        (200, 180, 12, 0.4494, 0.6402, 40.4),
        (60, 600, 12, None, 0.5796, 134.8),
        (60, 600, 11, None, 0.3402, 409.3),
    ],
)
def test_published_values(
    per_hour: float, handle_s: float, agents: int, waits: float | None, in_time: float, wait_s: float
) -> None:
    found = expected(agents, per_hour / 3600, handle_s, 20)
    assert waits is None or found.waits == pytest.approx(waits, abs=5e-5)
    assert found.in_time == pytest.approx(in_time, abs=5e-5)
    assert found.wait_s == pytest.approx(wait_s, abs=0.05)


def test_a_line_without_end_and_no_line_at_all() -> None:
    assert expected(10, 200 / 3600, 180, 20).wait_s == math.inf
    assert needed(0.8, 0.0, 300, 60).agents == 0
    with pytest.raises(ValueError, match="share: expected"):
        needed(1.0, 0.1, 300, 60)


@given(st.floats(0.001, 0.5), st.floats(10, 900), st.floats(0.5, 0.99))
def test_one_agent_fewer_would_not_do(arrivals: float, handle_s: float, share: float) -> None:
    found = needed(share, arrivals, handle_s, 60)
    assert found.in_time >= share
    assert found.agents == 0 or expected(found.agents - 1, arrivals, handle_s, 60).in_time < share
