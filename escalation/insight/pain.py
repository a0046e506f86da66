"""Pain points: topics ranked by contacts x failed first contacts x negative feeling x minutes, parts shown.

Shares and minutes of small topics are shrunk to their parent. Interval and ranks come from simulation: contacts as a
Poisson count, the shares from their beta laws, minutes from a gamma law with their mean and variance.
"""

from typing import Any

import numpy as np

from escalation.insight.shrinkage import Floats, averages, shares

DRAWS = 4000
EDGES = (2.5, 97.5)

Group = dict[str, Any]
"""A topic: `topic`, `parent`, `contacts`; `failed`, `negative`: [k, n]; `minutes`: [sum, sum of squares, n]."""


def points(groups: list[Group], seed: int = 7) -> list[dict[str, Any]]:
    """The topics, the worst first. `score` is the product of the parts (contact minutes that went wrong and hurt),
    `share` its part of all scores; `low` and `high`, `share_low` and `share_high`, and `rank` 95 % intervals."""
    if not groups:
        return []
    parts = _parts(groups)
    scores = parts["contacts"] * parts["failed"]["value"] * parts["negative"]["value"] * parts["minutes"]["value"]
    drawn = _drawn(parts, np.random.default_rng(seed))
    low, high = np.percentile(drawn, EDGES, axis=0)
    whole = scores.sum()
    parted = scores / whole if whole else np.zeros(len(scores))
    least, most = np.percentile(_shared(drawn), EDGES, axis=0)
    ranks = (-drawn).argsort(axis=1).argsort(axis=1) + 1
    first, last = np.percentile(ranks, EDGES, axis=0, method="nearest").astype(int)
    found = [
        {
            **_shown(group, parts, place),
            "score": round(float(scores[place]), 1),
            "low": round(float(min(low[place], scores[place])), 1),
            "high": round(float(max(high[place], scores[place])), 1),
            "share": round(float(parted[place]), 4),
            "share_low": round(float(min(least[place], parted[place])), 4),
            "share_high": round(float(max(most[place], parted[place])), 4),
            "rank": [int(first[place]), int(last[place])],
        }
        for place, group in enumerate(groups)
    ]
    return sorted(found, key=lambda point: (-point["score"], point["topic"]))


def _parts(groups: list[Group]) -> dict[str, Any]:
    parents = [group["parent"] for group in groups]
    shrunk = {
        name: shares([group[name][0] for group in groups], [group[name][1] for group in groups], parents)
        for name in ("failed", "negative")
    }
    sums, squares, counts = zip(*(group["minutes"] for group in groups), strict=True)
    return {
        "contacts": np.array([group["contacts"] for group in groups], float),
        **shrunk,
        "minutes": averages(sums, squares, counts, parents),
    }


def _drawn(parts: dict[str, Any], random: np.random.Generator) -> Floats:
    size = (DRAWS, len(parts["contacts"]))
    mean, variance = np.maximum(parts["minutes"]["value"], 1e-3), parts["minutes"]["variance"]
    minutes = random.gamma(mean**2 / variance, variance / mean, size)
    failed = random.beta(parts["failed"]["a"], parts["failed"]["b"], size)
    negative = random.beta(parts["negative"]["a"], parts["negative"]["b"], size)
    drawn: Floats = random.gamma(parts["contacts"] + 0.5, 1.0, size) * failed * negative * minutes
    return drawn


def _shared(drawn: Floats) -> Floats:
    """Each draw's parts of its own whole: where others hurt more, a topic's share is less."""
    whole = drawn.sum(axis=1, keepdims=True)
    found: Floats = np.divide(drawn, whole, out=np.zeros_like(drawn), where=whole > 0)
    return found


def _shown(group: Group, parts: dict[str, Any], place: int) -> dict[str, Any]:
    return {
        "topic": group["topic"],
        "parent": group["parent"],
        "contacts": group["contacts"],
        **{name: _share(group[name], float(parts[name]["value"][place])) for name in ("failed", "negative")},
        "minutes": {"value": round(float(parts["minutes"]["value"][place]), 2), "n": group["minutes"][2]},
    }


def _share(counted: list[int], value: float) -> dict[str, Any]:
    """`raw` is as counted; without any row it is what the shrunk value is."""
    k, n = counted
    return {"value": round(value, 4), "raw": round(k / n, 4) if n else round(value, 4), "n": n}
