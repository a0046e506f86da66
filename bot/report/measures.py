"""What is measured: shares, F1, calibration, ranking. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from scipy.stats import rankdata

from bot.report.sets import Place

BINS = 10


@dataclass(frozen=True)
class Bin:
    """Answers given at about the same confidence: its mean, the share that was right, how many, and their weight."""

    confidence: float
    right: float
    count: int
    weight: float


def share(hits: Sequence[bool]) -> float:
    """The part that is true; 0 of nothing."""
    return sum(hits) / len(hits) if hits else 0.0


def f1(hit: int, wanted: int, found: int) -> float:
    """The harmonic mean of precision and recall; 1 where nothing was wanted and nothing found."""
    return 2 * hit / (wanted + found) if wanted + found else 1.0


def macro_f1(wanted: Sequence[str], found: Sequence[str]) -> float:
    """The mean F1 of the labels that are wanted."""
    hits = Counter(want for want, got in zip(wanted, found, strict=True) if want == got)
    want, got = Counter(wanted), Counter(found)
    return sum(f1(hits[label], want[label], got[label]) for label in want) / len(want)


def reliability(
    confidences: Sequence[float], right: Sequence[bool], weights: Sequence[float] | None = None
) -> list[Bin]:
    """Equal steps of confidence; empty ones are left out. A row counts as its weight says, or as one."""
    held: dict[int, list[tuple[float, bool, float]]] = {}
    for p, good, weight in zip(confidences, right, weights or [1.0] * len(right), strict=True):
        held.setdefault(min(int(p * BINS), BINS - 1), []).append((p, good, weight))
    return [_bin(rows) for _, rows in sorted(held.items())]


def calibration_error(
    confidences: Sequence[float], right: Sequence[bool], weights: Sequence[float] | None = None
) -> float:
    """Expected calibration error: the mean distance of confidence and truth (Naeini et al. 2015)."""
    found = reliability(confidences, right, weights)
    return sum(one.weight * abs(one.confidence - one.right) for one in found) / max(1e-9, sum(b.weight for b in found))


def balanced(positive: Sequence[bool]) -> list[float]:
    """Weights under which the two kinds count the same, however many rows of each there are; they add up to the rows.

    A score cannot know how many of a public set's rows are positive (63% of the airline tweets are complaints), so its
    honesty is judged as if half of them were.
    """
    ups = sum(positive)
    if not 0 < ups < len(positive):
        raise ValueError("expected rows of both kinds")
    return [len(positive) / (2 * (ups if up else len(positive) - ups)) for up in positive]


def _bin(rows: Sequence[tuple[float, bool, float]]) -> Bin:
    weight = sum(w for _, _, w in rows)
    mean, right = sum(p * w for p, _, w in rows) / weight, sum(w for _, good, w in rows if good) / weight
    return Bin(mean, right, len(rows), weight)


def area_under_curve(scores: Sequence[float], positive: Sequence[bool]) -> float:
    """How often a positive one scores above another (Mann-Whitney); ties count half."""
    ups = sum(positive)
    downs = len(positive) - ups
    if not ups or not downs:
        raise ValueError("expected rows of both kinds")
    ranks = rankdata(scores)
    total = sum(float(rank) for rank, up in zip(ranks, positive, strict=True) if up)
    return (total - ups * (ups + 1) / 2) / (ups * downs)


def entity_f1(wanted: Sequence[AbstractSet[Place]], found: Sequence[AbstractSet[Place]]) -> dict[str, float]:
    """Exact match of kind, start and end: F1 of each kind, and `all`."""
    want = Counter(place[0] for places in wanted for place in places)
    got = Counter(place[0] for places in found for place in places)
    hit = Counter(place[0] for w, f in zip(wanted, found, strict=True) for place in w & f)
    each = {kind: f1(hit[kind], want[kind], got[kind]) for kind in sorted(want | got)}
    return each | {"all": f1(hit.total(), want.total(), got.total())}
