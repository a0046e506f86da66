"""The gate: a table of verdicts, and laws that hold for any ranking."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gate import NEARLY, NOT_SURE, SURE, Thresholds, answered, candidates, judge, naming_an_order

LIMITS = Thresholds(sure=0.5, lead=0.15, nearly=0.25, candidate=0.08)
VERDICTS = {SURE: 2, NEARLY: 1, NOT_SURE: 0}


@pytest.mark.parametrize(
    ("ranking", "verdict"),
    [
        ([("order_track", 0.97), ("order_cancel", 0.02)], SURE),
        ([("order_track", 0.52), ("order_cancel", 0.45)], NEARLY),
        ([("order_track", 0.49), ("order_cancel", 0.10)], NEARLY),
        ([("order_track", 0.24), ("order_cancel", 0.20)], NOT_SURE),
        ([("order_track", 0.40)], NOT_SURE),
        ([], NOT_SURE),
    ],
)
def test_verdicts(ranking: list[tuple[str, float]], verdict: str) -> None:
    assert judge(ranking, LIMITS) == verdict


@pytest.mark.parametrize(
    ("ranking", "with_order"),
    [
        ([("shipping_period", 0.6), ("order_track", 0.3)], [("order_track", 0.9)]),
        ([("billing_refund_policy", 0.5), ("a", 0.4)], [("billing_refund_status", 0.5), ("a", 0.4)]),
        ([("order_cancel", 0.7), ("order_track", 0.2)], [("order_cancel", 0.7), ("order_track", 0.2)]),
        (
            [("order_cancel", 0.4), ("shipping_period", 0.35), ("order_track", 0.2)],
            [("order_track", 0.55), ("order_cancel", 0.4)],
        ),
    ],
)
def test_a_general_question_with_an_order_in_it_is_about_that_order(
    ranking: list[tuple[str, float]], with_order: list[tuple[str, float]]
) -> None:
    found = naming_an_order(ranking)
    assert [name for name, _ in found] == [name for name, _ in with_order]
    assert [p for _, p in found] == pytest.approx([p for _, p in with_order])


def test_noise_is_never_sure() -> None:
    assert judge([("order_track", 1.0)], LIMITS, noise=True) == NOT_SURE


@pytest.mark.parametrize(
    ("ranking", "offered"),
    [
        ([("a", 0.4), ("b", 0.3), ("c", 0.1), ("d", 0.09)], ["a", "b", "c"]),
        ([("a", 0.4), ("b", 0.3), ("c", 0.05)], ["a", "b"]),
        ([("a", 0.45), ("b", 0.05), ("c", 0.04)], ["a", "b"]),
        ([("out_of_scope", 0.4), ("a", 0.3), ("b", 0.2)], ["a", "b"]),
        ([("a", 0.4)], []),
    ],
)
def test_candidates(ranking: list[tuple[str, float]], offered: list[str]) -> None:
    assert candidates(ranking, LIMITS) == offered


def test_out_of_scope_is_not_an_answer() -> None:
    assert answered(SURE, "order_track")
    assert not answered(SURE, "out_of_scope")
    assert not answered(NEARLY, "order_track")


@pytest.mark.parametrize(
    "wrong", [{"sure": 1.2}, {"nearly": 0.9}, {"lead": -0.1}, {"candidate": 0.5}], ids=lambda wrong: next(iter(wrong))
)
def test_thresholds_out_of_order_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="expected 0 <= candidate"):
        Thresholds(**wrong)


shares = st.lists(st.floats(0.001, 1), min_size=2, max_size=8)


@given(shares)
def test_asking_back_always_has_two_or_three_choices(weights: list[float]) -> None:
    total = sum(weights)
    ranking = sorted(((f"i{i}", w / total) for i, w in enumerate(weights)), key=lambda pair: -pair[1])
    if judge(ranking, LIMITS) == NEARLY:
        assert 2 <= len(candidates(ranking, LIMITS)) <= 3


@given(st.floats(0, 1))
def test_a_higher_probability_never_gives_a_lower_verdict(second: float) -> None:
    verdicts = [VERDICTS[judge([("a", first / 50), ("b", min(second, first / 50))], LIMITS)] for first in range(51)]
    assert all(low <= high for low, high in pairwise(verdicts))
