"""Clusters: texts of customers brought together by what they mean, Korean and English ones alike.

Vectors are the assistant's; what a language has in common is taken out of them first, so that a question stands beside
its translation. Without vectors the texts' own n-grams of characters serve. Average linkage of cosine distances: each
text stands in one cluster or, in too small a crowd, in none.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import issparse
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer

from escalation.insight.cluster_names import cluster_name, is_korean
from escalation.insight.shrinkage import Floats

NEAR = 0.72
"""Mean cosine distance up to which vectors belong together: of a thousand of our own questions in fifty intents, three
in four then stand in a cluster, and three in four clusters of five and more hold both languages."""
NEAR_LETTERS = 0.85
LEAST = 3
MOST_TEXTS = 3000
MOST_CLUSTERS = 30
EXAMPLES = 3
TINY = 1e-9
_SPACE = re.compile(r"\s+")

Row = dict[str, Any]
"""A text: `contact_id`, `text`, `feeling` (-1..1 or None)."""


def clusters(rows: Sequence[Row], vectors: Sequence[Sequence[float]] | None = None) -> list[dict[str, Any]]:
    """The clusters of the first MOST_TEXTS rows, the largest first: `name`, `size`, `share` of all, `feeling` (mean
    where known, else None), `language` counts and the `examples` nearest to its middle."""
    rows = list(rows)[:MOST_TEXTS]
    if len(rows) < LEAST:
        return []
    korean = np.array([is_korean(row["text"]) for row in rows])
    points, near = _points([row["text"] for row in rows], vectors, korean)
    model = AgglomerativeClustering(n_clusters=None, metric="precomputed", linkage="average", distance_threshold=near)
    labels = model.fit_predict(np.clip(1 - _likeness(points), 0.0, 2.0))
    sizes = Counter(labels.tolist())
    kept = [label for label, size in sizes.most_common(MOST_CLUSTERS) if size >= LEAST]
    everything = [row["text"] for row in rows]
    found = [_cluster(rows, points, korean, np.flatnonzero(labels == label), everything) for label in kept]
    return sorted(found, key=lambda cluster: (-cluster["size"], cluster["name"]))


def _points(texts: list[str], vectors: Sequence[Sequence[float]] | None, korean: Any) -> tuple[Any, float]:
    if vectors is None:
        plain = [_SPACE.sub(" ", text.casefold()) for text in texts]
        letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
        return letters.fit_transform(plain), NEAR_LETTERS
    points = np.asarray(vectors, float)[: len(texts)]
    for mine in (korean, ~korean):
        if mine.sum() > LEAST * 3:
            points[mine] -= points[mine].mean(axis=0)
    return _unit(points), NEAR


def _unit(points: Floats) -> Floats:
    """Of length one; what is nothing at all stays nothing."""
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    return np.divide(points, np.where(lengths < TINY, 1.0, lengths))


def _likeness(points: Any) -> Floats:
    """Cosines of all pairs. A text of which nothing is known is like nothing else."""
    product = points @ points.T
    found: Floats = product.toarray() if issparse(product) else product
    np.fill_diagonal(found, 1.0)
    return found


def _cluster(rows: list[Row], points: Any, korean: Any, mine: Any, everything: list[str]) -> dict[str, Any]:
    central = _likeness(points[mine]).mean(axis=0)
    nearest = [rows[place] for place in mine[np.argsort(-central, kind="stable")]]
    feelings = [row["feeling"] for row in nearest if row["feeling"] is not None]
    spoken = int(korean[mine].sum())
    language = {"ko": spoken, "en": len(mine) - spoken}
    return {
        "name": cluster_name([row["text"] for row in nearest], everything),
        "size": len(mine),
        "share": round(len(mine) / len(rows), 4),
        "feeling": round(float(np.mean(feelings)), 3) if feelings else None,
        "language": {name: number for name, number in language.items() if number},
        "examples": _examples(nearest),
    }


def _examples(nearest: list[Row]) -> list[dict[str, str]]:
    """The first of different words."""
    different: dict[str, Row] = {}
    for row in nearest:
        different.setdefault(_SPACE.sub("", row["text"].casefold()), row)
    return [{"contact_id": row["contact_id"], "text": row["text"]} for row in list(different.values())[:EXAMPLES]]
