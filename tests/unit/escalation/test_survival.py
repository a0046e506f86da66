"""What is not over yet: held against lifelines, which works it out on its own."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter

from escalation.numbers.provisional import provisional
from escalation.numbers.survival import quantile, survival

durations = st.lists(st.integers(1, 40).map(float), max_size=40)


@settings(max_examples=20)
@given(durations.filter(bool), durations)
def test_the_curve_is_that_of_lifelines(over: list[float], lasting: list[float]) -> None:
    theirs = KaplanMeierFitter().fit(over + lasting, [1] * len(over) + [0] * len(lasting))
    steps = survival(over, lasting)
    for duration, share in steps:
        assert share == pytest.approx(float(theirs.predict(duration)), abs=1e-9)
    if any(abs(share - 0.5) < 1e-9 for _, share in steps):
        return  # at exactly a half, rounding decides what theirs is
    median = quantile(steps, 0.5)
    assert (math.inf if median is None else median) == pytest.approx(float(theirs.median_survival_time_))


def test_who_still_waits_makes_the_wait_longer() -> None:
    taken = [10.0, 20.0, 30.0, 40.0]
    assert quantile(survival(taken, []), 0.5) == 20.0
    assert quantile(survival(taken, [25.0, 25.0, 25.0]), 0.5) == 30.0
    assert quantile(survival(taken, [5.0] * 3 + [50.0] * 30), 0.5) is None  # too many for it to be known


@given(
    st.lists(st.floats(60, 600), min_size=1, max_size=60), st.lists(st.floats(1, 600), max_size=60), st.integers(0, 40)
)
def test_fcr_told_early_is_that_of_lifelines(repeats: list[float], followed: list[float], failed: int) -> None:
    resolved = len(repeats) + len(followed)
    found = provisional(resolved + failed, resolved, repeats, followed)
    fitted = KaplanMeierFitter().fit(repeats + followed, [1] * len(repeats) + [0] * len(followed))
    kept = float(fitted.predict(600.0))
    assert found.kept == pytest.approx(kept, abs=1e-9)
    assert found.value == pytest.approx(resolved / (resolved + failed) * kept, abs=1e-9)
    if found.low is not None and found.high is not None and found.value is not None:
        assert 0 <= found.low <= found.value <= found.high <= 1


def test_fcr_told_early_by_hand() -> None:
    none = provisional(0, 0, [], [])
    assert (none.value, none.n) == (None, 0)
    assert provisional(5, 0, [], []).value == 0.0
    found = provisional(10, 8, [2.0], [1.0, 1.0, 7.0, 7.0, 7.0, 7.0, 7.0])
    assert found.value == pytest.approx(0.8 * 5 / 6)  # two were left out of sight before anybody came again
