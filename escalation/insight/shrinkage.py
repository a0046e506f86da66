"""Shrinkage: what small groups say is drawn to what their parent says, as far as groups turn out to resemble it.

Empirical Bayes. Shares: k of n in a group, Beta(m M, (1 - m) M) before, where m is the parent's share and the
concentration M the one under which all groups together are likeliest (beta-binomial; Morris 1983). Means: a normal law
before, with the variance between groups by moments (DerSimonian and Laird 1986).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import betaln

Floats = NDArray[np.float64]
LOOSEST, TIGHTEST = 1.0, 5000.0
"""Of the concentration M: worth one contact, and so much that groups do not differ."""
LEAST_VARIANCE = 1e-6


def parent_means(sums: Floats, counts: Floats, parents: Sequence[str]) -> Floats:
    """For each group what its parent says: the parent's own mean, drawn half a step to that of all, so that a parent
    with one small group does not repeat it. Without any row: 0.5."""
    total = counts.sum()
    everybody = sums.sum() / total if total else 0.5
    found = np.empty(len(sums))
    for parent in set(parents):
        mine = np.array([each == parent for each in parents])
        weight = _prior_weight(counts)
        found[mine] = (sums[mine].sum() + weight * everybody) / (counts[mine].sum() + weight)
    return found


def _prior_weight(counts: Floats) -> float:
    """All groups together count in a parent as one of middling size."""
    some = counts[counts > 0]
    return float(max(1.0, np.median(some))) if len(some) else 1.0


def concentration(successes: Floats, counts: Floats, means: Floats) -> float:
    """M of the beta-binomial law, by its likelihood over the groups; the tightest where they do not differ."""
    some = counts > 0
    if some.sum() < 3:
        return LOOSEST * 10
    k, n, m = successes[some], counts[some], np.clip(means[some], 1e-4, 1 - 1e-4)

    def unlikeliness(log_m: float) -> float:
        a, b = m * np.exp(log_m), (1 - m) * np.exp(log_m)
        return -float(np.sum(betaln(k + a, n - k + b) - betaln(a, b)))

    best = minimize_scalar(unlikeliness, bounds=(np.log(LOOSEST), np.log(TIGHTEST)), method="bounded")
    return float(np.exp(best.x))


def shares(successes: Sequence[float], counts: Sequence[float], parents: Sequence[str]) -> dict[str, Any]:
    """The share of each group and the beta law it comes from: `value`, `a`, `b`, arrays as long as the groups."""
    k, n = np.asarray(successes, float), np.asarray(counts, float)
    means = np.clip(parent_means(k, n, parents), 1e-3, 1 - 1e-3)
    weight = concentration(k, n, means)
    a, b = means * weight + k, (1 - means) * weight + n - k
    return {"value": a / (a + b), "a": a, "b": b, "concentration": weight}


def averages(
    sums: Sequence[float], squares: Sequence[float], counts: Sequence[float], parents: Sequence[str]
) -> dict[str, Any]:
    """The mean of each group and its variance, from sums, sums of squares and counts: `value`, `variance`."""
    s, q, n = np.asarray(sums, float), np.asarray(squares, float), np.asarray(counts, float)
    centre = parent_means(s, n, parents)
    means = np.divide(s, n, out=centre.copy(), where=n > 0)
    within = max(LEAST_VARIANCE, float((q - n * means**2).sum() / max(1.0, n.sum() - len(n))))
    sampling = np.divide(within, n, out=np.full(len(n), np.inf), where=n > 0)
    between = _between(means, centre, sampling)
    kept = between / (between + sampling)
    value = kept * means + (1 - kept) * centre
    variance = np.where(np.isinf(sampling), between, kept * np.where(np.isinf(sampling), 0.0, sampling))
    return {"value": value, "variance": np.maximum(variance, LEAST_VARIANCE)}


def _between(means: Floats, centre: Floats, sampling: Floats) -> float:
    """The variance between groups around their parents, by moments; a little where they do not differ."""
    some = np.isfinite(sampling)
    if some.sum() < 2:
        return float(max(LEAST_VARIANCE, np.mean(sampling[some]) if some.any() else 1.0))
    weights = 1 / sampling[some]
    spread = float((weights * (means[some] - centre[some]) ** 2).sum()) - (some.sum() - 1)
    scale = float(weights.sum() - (weights**2).sum() / weights.sum())
    return max(LEAST_VARIANCE, spread / scale) if scale > 0 else LEAST_VARIANCE
