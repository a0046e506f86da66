"""Drivers: the shares are Shapley's over all orders, they add up, and what is planted comes out."""

import itertools
import math

import numpy as np
import pytest

from escalation.insight.drivers import correlations, drivers, shapley


def explained(x: np.ndarray, y: np.ndarray, subset: tuple[int, ...]) -> float:
    """R² by least squares, the long way."""
    table = np.column_stack([np.ones(len(y)), x[:, list(subset)]])
    left = y - table @ np.linalg.lstsq(table, y, rcond=None)[0]
    return float(1 - (left**2).sum() / ((y - y.mean()) ** 2).sum())


def planted(seed: int, n: int = 600) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    x = random.normal(size=(n, 5))
    x[:, 1] += x[:, 0]
    return x, x @ np.array([1, 0.5, 0, -0.8, 0]) + random.normal(size=n)


def test_shares_are_the_mean_gain_over_all_orders_of_entering() -> None:
    x, y = planted(1)
    expected = np.zeros(5)
    for order in itertools.permutations(range(5)):
        for place, driver in enumerate(order):
            expected[driver] += explained(x, y, order[: place + 1]) - explained(x, y, order[:place])
    (found,) = shapley(correlations(np.column_stack([x, y]))[None])
    assert found == pytest.approx(expected / math.factorial(5), abs=1e-9)


def test_signs_shares_and_intervals() -> None:
    x, y = planted(2)
    found = drivers(list("abcde"), x.tolist(), y.tolist())
    assert [driver["id"] for driver in found["drivers"][:3]] == ["a", "b", "d"]
    assert found["r2"] == pytest.approx(explained(x, y, (0, 1, 2, 3, 4)), abs=1e-4)
    assert sum(driver["share"] for driver in found["drivers"]) == pytest.approx(1, abs=1e-3)
    told = {driver["id"]: driver for driver in found["drivers"]}
    assert told["a"]["effect"] > 0 > told["d"]["effect"]
    assert told["a"]["sure"]
    assert told["d"]["sure"]
    assert not told["c"]["sure"]
    assert all(driver["low"] <= driver["share"] <= driver["high"] for driver in found["drivers"][:3])
    assert found == drivers(list("abcde"), x.tolist(), y.tolist())


def test_a_driver_that_repeats_another_shares_with_it() -> None:
    x, y = planted(3)
    found = drivers(["one", "same"], np.column_stack([x[:, 0], 2 * x[:, 0]]).tolist(), y.tolist())
    first, second = found["drivers"]
    assert first["share"] == pytest.approx(second["share"], abs=1e-6)
    assert first["effect"] == pytest.approx(second["effect"], abs=1e-6)


def test_too_few_rows_and_drivers_that_never_change_say_nothing() -> None:
    x, y = planted(4, 99)
    assert drivers(list("abcde"), x.tolist(), y.tolist()) == {"n": 99, "r2": 0.0, "too_few": True, "drivers": []}
    flat = drivers(["flat", "a"], [[1.0, value] for value in planted(5)[0][:, 0]], planted(5)[1].tolist())
    assert [driver["id"] for driver in flat["drivers"]] == ["a"]
    assert drivers(["flat"], [[1.0]] * 200, [1.0, 2.0] * 100)["too_few"]
    assert drivers([], [], [])["n"] == 0
    with pytest.raises(ValueError, match="at most 12"):
        drivers(list("abcdefghijklm"), [], [])
