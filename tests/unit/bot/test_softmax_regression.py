"""The layer finds the least loss, of sparse and dense features alike."""

import numpy as np
from scipy.optimize import check_grad
from scipy.sparse import csr_matrix

from bot.softmax_regression import Features, Floats, _loss, fit, logits

RANDOM = np.random.default_rng(7)
NGRAMS = RANDOM.random((60, 8)).astype(np.float32)
VECTORS = RANDOM.normal(size=(60, 5)).astype(np.float32)
LABELS = (NGRAMS[:, 0] > 0.5).astype(np.int64) + (VECTORS[:, 0] > 0)
FEATURES = Features(csr_matrix(NGRAMS), VECTORS)
SHAPE = (FEATURES.width + 1, 3)


def loss(weights: Floats, cost: float) -> float:
    """The loss as its definition says it, in double precision."""
    table = weights.astype(np.float64)
    scores = np.hstack([NGRAMS, VECTORS, np.ones((60, 1))]) @ table
    surprise = np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(60), LABELS]
    return float(surprise.sum() + (table**2).sum() / (2 * cost))


def test_the_slope_is_that_of_the_loss() -> None:
    found = _loss(FEATURES, LABELS, 2.0, SHAPE)
    point = RANDOM.normal(size=SHAPE).astype(np.float32)
    value, slope = found(point.ravel())
    assert np.isclose(value, loss(point, 2.0), rtol=1e-4)
    off = check_grad(lambda w: loss(w.reshape(SHAPE), 2.0), lambda w: slope, point.ravel().astype(np.float64))
    assert off < 1e-2 * float(np.linalg.norm(slope))


def test_no_point_nearby_is_better() -> None:
    best = fit(FEATURES, LABELS, 2.0, classes=3, steps=100)
    for _ in range(50):
        nearby = best + RANDOM.normal(scale=0.3, size=SHAPE).astype(np.float32)
        assert loss(nearby, 2.0) > loss(best, 2.0)


def test_examples_are_learnt() -> None:
    weights = fit(FEATURES, LABELS, 100.0, classes=3, steps=100)
    assert float((logits(FEATURES, weights).argmax(axis=1) == LABELS).mean()) > 0.95


def test_going_on_from_weights_needs_fewer_steps() -> None:
    learnt = fit(FEATURES, LABELS, 2.0, classes=3, steps=100)
    few, further = (fit(FEATURES, LABELS, 2.0, classes=3, steps=2, start=start) for start in (None, learnt))
    assert loss(further, 2.0) < loss(few, 2.0)


def test_rows_of_features() -> None:
    some = FEATURES[np.array([3, 1])]
    assert np.allclose(some.ngrams.toarray(), NGRAMS[[3, 1]])
    assert np.allclose(some.vectors, VECTORS[[3, 1]])
