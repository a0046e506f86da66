"""One linear layer over n-grams and what stands beside them: a column for each shade, and one for being negative."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack, vstack
from scipy.special import expit, logit, softmax
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from bot.ngrams import Ngrams

Floats = npt.NDArray[np.float64]

COST = 2.0
"""C of the logistic regressions."""
FOLDS = 3
"""One part in so many is held out to learn how far the scores can be trusted."""
_NEVER_QUITE = 1e-4
"""No share is taken for 0 or 1: its logit would be infinite."""
_SEED, _TOLERANCE = 7, 0.5


@dataclass(frozen=True)
class Examples:
    """What is learnt from: `beside` holds the other features of each text, `negative` a share from 0 to 1."""

    texts: Sequence[str]
    beside: npt.NDArray[np.float32]
    shades: Sequence[str]
    negative: Floats


@dataclass(frozen=True)
class Layer:
    """`weights`: a row a feature, a column a shade in the order of `shades`, and a last one for being negative.

    `trust`: what the logit of being negative is worth, and a constant (Platt scaling).
    """

    shades: list[str]
    negative: npt.NDArray[np.float32]
    ngrams: Ngrams
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    trust: npt.NDArray[np.float32]

    @classmethod
    def learn(cls, examples: Examples) -> Layer:
        """Raises ValueError where a shade has fewer sentences than there are folds."""
        names, counts = np.unique(np.array(examples.shades), return_counts=True)
        scarce = [str(name) for name, count in zip(names, counts, strict=True) if count < FOLDS]
        if scarce:
            raise ValueError(f"expected {FOLDS} sentences or more of each shade, too few: {scarce}")
        labels = np.searchsorted(names, np.array(examples.shades))
        worth = np.array([examples.negative[labels == i].mean() for i in range(len(names))], dtype=np.float32)
        ngrams = Ngrams.learn(examples.texts, at_least=1)
        features = csr_matrix(hstack([ngrams.matrix(examples.texts), csr_matrix(examples.beside)]), dtype=np.float64)
        trust = _trust(features, labels, examples.negative, worth)
        weights, bias = _fit(features, labels, examples.negative)
        return cls([str(name) for name in names], worth, ngrams, weights, bias, trust)

    def score(self, texts: Sequence[str], beside: npt.NDArray[np.float32]) -> tuple[Floats, Floats]:
        """For each text the probability of each shade, and the chance that it is negative."""
        known = len(self.ngrams.columns)
        logits = np.asarray(beside @ self.weights[known:] + self.bias, dtype=np.float64)
        for i, text in enumerate(texts):
            columns, values = self.ngrams.row(text)
            logits[i] += values @ self.weights[columns]
        return softmax(logits[:, :-1], axis=1), expit(_opinions(logits, self.negative) @ self.trust)

    def write(self, folder: Path) -> None:
        names = sorted(self.ngrams.columns, key=self.ngrams.columns.__getitem__)
        told = {"shades": self.shades, "ngrams": names}
        (folder / "layer.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        numbers = {"weights": self.weights, "bias": self.bias, "trust": self.trust, "negative": self.negative}
        np.savez(folder / "layer.npz", idf=self.ngrams.idf, **numbers)

    @classmethod
    def read(cls, folder: Path) -> Layer:
        told = json.loads((folder / "layer.json").read_text(encoding="utf-8"))
        with np.load(folder / "layer.npz", allow_pickle=False) as kept:
            ngrams = Ngrams({name: i for i, name in enumerate(told["ngrams"])}, kept["idf"])
            return cls(told["shades"], kept["negative"], ngrams, kept["weights"], kept["bias"], kept["trust"])


def _opinions(logits: Floats, worth: npt.NDArray[np.float32]) -> Floats:
    """What speaks for being negative, as a logit: by way of the shades, and straight. The second column is one."""
    expected = np.clip(softmax(logits[:, :-1], axis=1) @ worth, _NEVER_QUITE, 1 - _NEVER_QUITE)
    return np.column_stack([logit(expected) + logits[:, -1], np.ones(len(logits))])


def _trust(
    features: csr_matrix, labels: npt.NDArray[np.int64], negative: Floats, worth: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """Learnt on sentences that were held out, so that among those given p a share of p is negative.

    They count as if half of them were negative: how many there are in data/emotion says nothing of customers.
    """
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=_SEED).split(features, labels)
    learnt, held = next(iter(folds))
    weights, bias = _fit(features[learnt], labels[learnt], negative[learnt])
    opinions = _opinions(np.asarray(features[held] @ weights + bias, dtype=np.float64), worth)
    twice, sides, shares = _both_ways(csr_matrix(opinions), negative[held])
    each = np.bincount(sides, weights=shares)
    platt = LogisticRegression(C=1e6, fit_intercept=False).fit(twice, sides, sample_weight=shares / each[sides])
    return np.asarray(platt.coef_[0], dtype=np.float32)


def _fit(
    features: csr_matrix, labels: npt.NDArray[np.int64], negative: Floats
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Weights and bias of every shade against the rest, and of negative against not."""
    shades = _regression().fit(features, labels)
    twice, sides, shares = _both_ways(features, negative)
    straight = _regression().fit(twice, sides, sample_weight=shares)
    weights = np.ascontiguousarray(np.vstack([shades.coef_, straight.coef_]).T, dtype=np.float32)
    return weights, np.concatenate([shades.intercept_, straight.intercept_]).astype(np.float32)


def _both_ways(features: csr_matrix, negative: Floats) -> tuple[csr_matrix, npt.NDArray[np.int64], Floats]:
    """Each row as a negative one and as another, each counting for its share."""
    shares = np.concatenate([negative, 1 - negative])
    sides = np.repeat(np.array([1, 0]), len(negative))
    counts = shares > 0
    return vstack([features, features], format="csr")[counts], sides[counts], shares[counts]


def _regression() -> LogisticRegression:
    return LogisticRegression(C=COST, solver="liblinear", dual=True, tol=_TOLERANCE, random_state=_SEED)
