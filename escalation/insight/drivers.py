"""Drivers: which circumstances of contacts go along with how satisfied customers are, and how strongly each.

Shares of the explained variance by the Shapley value over all orders of entering (LMG: Lindeman, Merenda and Gold 1980;
Grömping 2007), from the matrix of correlations alone. It is an association, never called a cause.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from escalation.insight.shrinkage import Floats

MOST = 12
RESAMPLES = 200
EDGES = (2.5, 97.5)
FEWEST = 100
"""Rows; below them shares of variance are noise."""
FLAT = 1e-9
"""Variance left of a driver that the others in a set say already: it adds nothing."""


def drivers(
    names: Sequence[str], rows: Sequence[Sequence[float | None]], outcome: Sequence[float], seed: int = 7
) -> dict[str, Any]:
    """`n`, `r2`, `too_few`, and of each driver that varies, the strongest first: `id`, `share` of R² with `low` and
    `high`, and `effect`, its standardised coefficient with all the others held, with `sure`: whether the interval of
    that keeps off zero. None counts as the average: who did not wait for a person says nothing of waiting. Raises
    ValueError for more than 12 drivers."""
    if len(names) > MOST:
        raise ValueError(f"expected at most {MOST} drivers, came {len(names)}")
    x, y = np.asarray(rows, float).reshape(len(rows), len(names)), np.asarray(outcome, float)
    x = _filled(x)
    varies = [place for place in range(len(names)) if len(x) and np.ptp(x[:, place]) > 0]
    if len(x) < FEWEST or not varies or np.ptp(y) == 0:
        return {"n": len(x), "r2": 0.0, "too_few": True, "drivers": []}
    table = np.column_stack([x[:, varies], y])
    whole = correlations(table)[None]
    drawn = _resampled(table, np.random.default_rng(seed))
    (parts,), (effects,) = shapley(whole), coefficients(whole)
    r2 = float(parts.sum())
    shares = _relative(shapley(drawn))
    betas = coefficients(drawn)
    low, high = np.percentile(shares, EDGES, axis=0)
    least, most = np.percentile(betas, EDGES, axis=0)
    found = [
        {
            "id": names[place],
            "share": round(float(parts[at] / r2), 4) if r2 > 0 else 0.0,
            "low": round(float(low[at]), 4),
            "high": round(float(high[at]), 4),
            "effect": round(float(effects[at]), 4),
            "sure": bool(least[at] > 0 or most[at] < 0),
        }
        for at, place in sorted(enumerate(varies), key=lambda pair: -parts[pair[0]])
    ]
    return {"n": len(x), "r2": round(r2, 4), "too_few": False, "drivers": found}


def _filled(x: Floats) -> Floats:
    known = ~np.isnan(x)
    means = np.where(known, x, 0.0).sum(axis=0) / np.maximum(1, known.sum(axis=0))
    return np.where(known, x, means)


def correlations(table: Floats) -> Floats:
    """Of the columns, the outcome last; a column without variance goes along with nothing."""
    centred = table - table.mean(axis=0)
    scale = np.sqrt((centred**2).sum(axis=0))
    scale[scale == 0] = np.inf
    unit = centred / scale
    found: Floats = unit.T @ unit
    np.fill_diagonal(found, 1.0)
    return found


def _resampled(table: Floats, random: np.random.Generator) -> Floats:
    picks = random.integers(0, len(table), (RESAMPLES, len(table)))
    return np.array([correlations(table[pick]) for pick in picks])


def shapley(matrices: Floats) -> Floats:
    """Each driver's part of R², for a stack of correlation matrices with the outcome last: parts sum to R².

    All 2^p sets, by sweeping one driver after the other out of what is left.
    """
    count = matrices.shape[1] - 1
    explained = np.zeros((1 << count, len(matrices)))
    _walk(matrices, list(range(count)), 0, np.zeros(len(matrices)), explained)
    sizes = np.array([subset.bit_count() for subset in range(1 << count)])
    weights = _weights(count)
    parts = np.empty((len(matrices), count))
    everything = np.arange(1 << count)
    for driver in range(count):
        without = everything[(everything >> driver) & 1 == 0]
        gains = explained[without | (1 << driver)] - explained[without]
        parts[:, driver] = weights[sizes[without]] @ gains
    return parts


def _walk(left: Floats, open_to: list[int], taken: int, gained: Floats, explained: Floats) -> None:
    """Write R² of `taken`, then of every set that adds some of `open_to`; `left` is what those and the outcome hold
    beyond `taken`."""
    explained[taken] = gained
    for place, driver in enumerate(open_to):
        own = left[:, place, place]
        usable = own > FLAT
        slope = np.where(usable[:, None], left[:, place, :] / np.where(usable, own, 1.0)[:, None], 0.0)
        rest = left[:, place + 1 :, place + 1 :] - left[:, place + 1 :, place, None] * slope[:, None, place + 1 :]
        gain = slope[:, -1] * left[:, place, -1]
        _walk(rest, open_to[place + 1 :], taken | 1 << driver, gained + gain, explained)


def _weights(count: int) -> Floats:
    """Of sets by their size: the share of all orders in which exactly they enter before a driver."""
    found = np.empty(count)
    weight = 1.0 / count
    for size in range(count):
        found[size] = weight
        weight *= (size + 1) / (count - size - 1) if size + 1 < count else 1.0
    return found


def coefficients(matrices: Floats) -> Floats:
    """Standardised coefficients of all drivers together; what repeats others is shared out (least squares)."""
    inverse: NDArray[np.float64] = np.linalg.pinv(matrices[:, :-1, :-1], rcond=1e-8, hermitian=True)
    found: Floats = np.einsum("bij,bj->bi", inverse, matrices[:, :-1, -1])
    return found


def _relative(parts: Floats) -> Floats:
    whole = parts.sum(axis=1, keepdims=True)
    found: Floats = np.divide(parts, whole, out=np.zeros_like(parts), where=whole > 0)
    return found
