"""Small groups are drawn to their parent, large ones hardly; where groups do not differ, all are."""

import numpy as np
import pytest

from escalation.insight.shrinkage import averages, shares


def test_a_small_group_is_drawn_to_its_parent_and_a_large_one_stays() -> None:
    k, n = [3, 310, 90, 400, 20], [3, 1000, 300, 900, 200]
    value = shares(k, n, ["orders", "orders", "orders", "billing", "billing"])["value"]
    assert 0.31 < value[0] < 0.75  # three of three are not a hundred percent
    assert value[1] == pytest.approx(0.31, abs=0.01)
    assert value[3] == pytest.approx(400 / 900, abs=0.01)
    assert 0.1 < value[4] < 0.15


def test_a_group_without_rows_says_what_its_parent_says() -> None:
    value = shares([0, 50, 60], [0, 100, 100], ["a", "a", "a"])["value"]
    assert value[0] == pytest.approx(0.55, abs=0.02)
    assert shares([0, 0], [0, 0], ["a", "b"])["value"].tolist() == pytest.approx([0.5, 0.5])


def test_shrunk_shares_are_nearer_the_truth_than_raw_ones() -> None:
    random = np.random.default_rng(3)
    truth = random.beta(12, 28, 200)
    n = random.integers(3, 60, 200)
    k = random.binomial(n, truth)
    shrunk = shares(k.tolist(), n.tolist(), ["all"] * 200)
    wrong, raw = np.mean((shrunk["value"] - truth) ** 2), np.mean((k / n - truth) ** 2)
    assert wrong < raw / 2
    assert 20 < shrunk["concentration"] < 80  # planted: 40


def test_averages_shrink_by_how_sure_they_are() -> None:
    random = np.random.default_rng(4)
    rows = [random.gamma(4, mean / 4, n) for mean, n in ((6, 400), (6.5, 400), (30, 2), (6, 300))]
    sums, squares, counts = zip(*((x.sum(), (x**2).sum(), len(x)) for x in rows), strict=True)
    found = averages(sums, squares, counts, ["a"] * 4)
    assert found["value"][0] == pytest.approx(6, abs=0.4)
    assert found["value"][2] < sums[2] / counts[2]
    assert found["variance"][2] > found["variance"][0] > 0
    empty = averages([0.0, 12.0], [0.0, 80.0], [0, 2], ["a", "a"])
    assert empty["value"] == pytest.approx([6.0, 6.0])
