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
    """Answers given at about the same confidence: their mean confidence, the share that was right, how many."""

    confidence: float
    right: float
    count: int


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


def reliability(confidences: Sequence[float], right: Sequence[bool], bins: int = BINS) -> list[Bin]:
    """Equal steps of confidence; empty ones are left out."""
    held: dict[int, list[tuple[float, bool]]] = {}
    for p, good in zip(confidences, right, strict=True):
        held.setdefault(min(int(p * bins), bins - 1), []).append((p, good))
    return [
        Bin(sum(p for p, _ in pairs) / len(pairs), share([good for _, good in pairs]), len(pairs))
        for _, pairs in sorted(held.items())
    ]


def calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = BINS) -> float:
    """Expected calibration error: the mean distance of confidence and truth (Naeini et al. 2015)."""
    found = reliability(confidences, right, bins)
    return sum(one.count * abs(one.confidence - one.right) for one in found) / max(1, len(confidences))


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
