"""What is not over yet: held against lifelines, which works it out on its own."""

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter

from escalation.numbers.metrics import wilson
from escalation.numbers.provisional import Provisional, provisional
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
    assert found.low is not None
    assert found.high is not None
    assert found.value is not None
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.low < found.high, "no finite number of contacts is without doubt"


def test_fcr_told_early_by_hand() -> None:
    none = provisional(0, 0, [], [])
    assert (none.value, none.n) == (None, 0)
    assert provisional(5, 0, [], []).value == 0.0
    found = provisional(10, 8, [2.0], [1.0, 1.0, 7.0, 7.0, 7.0, 7.0, 7.0])
    assert found.value == pytest.approx(0.8 * 5 / 6)  # two were left out of sight before anybody came again


@pytest.mark.parametrize(
    ("repeats", "followed", "n"),
    [
        ([], [7.0] * 10, 10),  # all resolved, and nobody came again
        ([], [0.0, 0.0], 2),  # they ended this moment
        ([3.0, 5.0], [], 2),  # everybody came again
        ([], [], 4),  # nobody was resolved
    ],
)
def test_without_exception_there_is_doubt(repeats: list[float], followed: list[float], n: int) -> None:
    found = provisional(n, len(repeats) + len(followed), repeats, followed)
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.value <= found.high
    assert found.high - found.low > 0.15


def test_of_those_all_followed_the_second_factor_is_wilsons() -> None:
    found = provisional(40, 40, [1.0, 2.0, 2.0, 5.0], [7.0] * 36)
    share, kept = wilson(40, 40), wilson(36, 40)
    assert share is not None
    assert kept is not None
    assert found.low == pytest.approx(0.9 * math.exp(-math.hypot(math.log(1 / share[0]), math.log(0.9 / kept[0]))))
    assert found.high == pytest.approx(kept[1])


def history(rng: random.Random, n: int, resolved: float, repeat: float) -> Provisional:
    """What is told of `n` contacts of the last two windows, of which some came again and were still seen."""
    repeats, followed = list[float](), list[float]()
    for _ in range(n):
        if rng.random() < resolved:
            seen, after = min(7.0, rng.uniform(0, 14)), min(6.99, rng.expovariate(0.7))
            comes = rng.random() < repeat and after <= seen
            (repeats if comes else followed).append(after if comes else seen)
    return provisional(n, len(repeats) + len(followed), repeats, followed)


@pytest.mark.parametrize(("resolved", "repeat"), [(0.85, 0.15), (1.0, 0.03), (0.5, 0.5)])
@pytest.mark.parametrize("n", [12, 60])
def test_fcr_told_early_is_held_as_often_as_said(n: int, resolved: float, repeat: float) -> None:
    rng, held = random.Random(13), 0
    for _ in range(400):
        found = history(rng, n, resolved, repeat)
        assert found.low is not None
        assert found.high is not None
        held += found.low <= resolved * (1 - repeat) <= found.high
    assert held >= 0.9 * 400
