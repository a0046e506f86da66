"""The numbers of the intent classifier: learning, calibrating, ranking, keeping."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.model_selection import StratifiedKFold

from bot.encoder import Vectors
from bot.ngrams import Ngrams
from bot.softmax_regression import Features, fit, logits

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Recipe:
    """How to learn. `vector_scale`: weight of the sentence vector beside n-gram blocks of length one.

    `costs`: the values of C to try; `folds`: one part of so many is held out to judge them by (a fifth leaves
    thousands of examples). `steps` at most to learn from nothing, `further` from weights that
    were learnt from most of the examples or with another C.
    """

    at_least: int = 2
    jamo: bool = True
    vector_scale: float = 1.0
    costs: tuple[float, ...] = (10.0,)
    folds: int = 5
    steps: int = 40
    further: int = 15
    seed: int = 7


@dataclass(frozen=True)
class HeldOut:
    """Logits of examples the model had not learnt from, their labels, and the weights it had."""

    logits: Floats
    labels: Labels
    weights: npt.NDArray[np.float32]


@dataclass
class IntentModel:
    """One linear layer over n-grams and vector; `temperature` makes its probabilities honest."""

    intents: list[str]
    ngrams: Ngrams
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    vector_scale: float
    temperature: float
    facts: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def learn(cls, texts: Sequence[str], vectors: Vectors, intents: Sequence[str], recipe: Recipe) -> IntentModel:
        """Raises ValueError where an intent has fewer examples than there are folds."""
        _check_counts(intents, recipe.folds)
        names = sorted(set(intents))
        labels = np.searchsorted(np.array(names), np.array(intents))
        ngrams, features, centre = _features(texts, vectors * recipe.vector_scale, recipe)
        cost, held = _choose_cost(features, labels, recipe)
        temperature = _temperature(held.logits, held.labels)
        weights = fit(features, labels, cost, classes=len(names), steps=recipe.further, start=held.weights)
        facts: dict[str, Any] = {"examples": len(texts), "intents": len(names), "features": features.width}
        facts |= {"cost": cost, "held_out_accuracy": round(float((held.logits.argmax(1) == held.labels).mean()), 4)}
        facts |= {"temperature": round(temperature, 3), "recipe": asdict(recipe)}
        bias = weights[-1] - centre @ weights[len(ngrams.columns) : -1]
        return cls(names, ngrams, weights[:-1], bias, recipe.vector_scale, temperature, facts)

    def rank(self, texts: Sequence[str], vectors: Sequence[Any]) -> list[list[tuple[str, float]]]:
        """All intents of each text with their probabilities, likeliest first."""
        if not texts:
            return []
        probabilities = softmax(self._logits(texts, np.asarray(vectors, dtype=np.float32)) / self.temperature, axis=1)
        order = np.argsort(-probabilities, axis=1, kind="stable")
        return [[(self.intents[i], float(p[i])) for i in best] for p, best in zip(probabilities, order, strict=True)]

    def calibrate(self, texts: Sequence[str], vectors: Vectors, intents: Sequence[str]) -> None:
        """Makes the probabilities honest on sentences that the model has not learnt from."""
        held = self._logits(texts, vectors)
        labels = np.searchsorted(np.array(self.intents), np.array(intents))
        self.temperature = _temperature(held, labels)
        self.facts |= {"calibrated_on": len(texts), "temperature": round(self.temperature, 3)}

    def write(self, folder: Path) -> None:
        names = sorted(self.ngrams.columns, key=self.ngrams.columns.__getitem__)
        told = {
            "intents": self.intents,
            "vector_scale": self.vector_scale,
            "temperature": self.temperature,
            "jamo": self.ngrams.jamo,
            "facts": self.facts,
            "ngrams": names,
        }
        (folder / "model.json").write_text(json.dumps(told, ensure_ascii=False))
        np.savez(folder / "model.npz", weights=self.weights, bias=self.bias, idf=self.ngrams.idf)

    @classmethod
    def read(cls, folder: Path) -> IntentModel:
        told = json.loads((folder / "model.json").read_text())
        with np.load(folder / "model.npz", allow_pickle=False) as kept:
            weights, bias, idf = kept["weights"], kept["bias"], kept["idf"]
        ngrams = Ngrams({name: i for i, name in enumerate(told["ngrams"])}, idf, told["jamo"])
        return cls(told["intents"], ngrams, weights, bias, told["vector_scale"], told["temperature"], told["facts"])

    def _logits(self, texts: Sequence[str], vectors: Vectors) -> Floats:
        known = len(self.ngrams.columns)
        logits = np.asarray(vectors @ self.weights[known:] * self.vector_scale + self.bias, dtype=np.float64)
        for i, text in enumerate(texts):
            columns, values = self.ngrams.row(text)
            logits[i] += values @ self.weights[columns]
        return logits


def cross_validate(texts: Sequence[str], vectors: Vectors, intents: Sequence[str], recipe: Recipe) -> list[str]:
    """What each example is taken for by a model that has not learnt from it (the n-grams have seen all)."""
    _, features, _ = _features(texts, vectors * recipe.vector_scale, recipe)
    names = np.array(sorted(set(intents)))
    labels = np.searchsorted(names, np.array(intents))
    found = np.zeros(len(labels), dtype=np.int64)
    for learnt, held in _folds(labels, recipe):
        weights = fit(features[learnt], labels[learnt], recipe.costs[-1], classes=len(names), steps=recipe.steps)
        found[held] = logits(features[held], weights).argmax(axis=1)
    return [str(name) for name in names[found]]


def _check_counts(intents: Sequence[str], folds: int) -> None:
    names, counts = np.unique(np.array(intents), return_counts=True)
    scarce = [str(name) for name, count in zip(names, counts, strict=True) if count < folds]
    if scarce or len(names) < 3:
        raise ValueError(f"expected three intents or more with {folds} examples each, too few: {scarce or list(names)}")


def _features(
    texts: Sequence[str], vectors: Vectors, recipe: Recipe
) -> tuple[Ngrams, Features, npt.NDArray[np.float32]]:
    """The n-grams, the features, and the mean that was taken from the vectors: without it, learning is quicker."""
    ngrams, rows = Ngrams.learn_matrix(texts, at_least=recipe.at_least, jamo=recipe.jamo)
    centre = np.asarray(vectors.mean(axis=0), dtype=np.float32)
    return ngrams, Features(rows, np.asarray(vectors - centre, dtype=np.float32)), centre


def _folds(labels: Labels, recipe: Recipe) -> Iterator[tuple[Labels, Labels]]:
    """Rows to learn from and rows to hold out, each row held out once."""
    folds = StratifiedKFold(recipe.folds, shuffle=True, random_state=recipe.seed)
    yield from folds.split(np.zeros((len(labels), 1)), labels)


def _choose_cost(features: Features, labels: Labels, recipe: Recipe) -> tuple[float, HeldOut]:
    """The C with the likeliest held-out labels after calibration, and what was held out."""
    learnt, held = next(_folds(labels, recipe))
    classes, rows, beyond = int(labels.max()) + 1, features[learnt], features[held]
    weights, tried = None, []
    for cost in recipe.costs:
        steps = recipe.steps if weights is None else recipe.further
        weights = fit(rows, labels[learnt], cost, classes=classes, steps=steps, start=weights)
        told = np.asarray(logits(beyond, weights), dtype=np.float64)
        tried.append((cost, HeldOut(told, labels[held], weights)))
    return min(tried, key=lambda pair: _calibrated_surprise(pair[1].logits, pair[1].labels))


def _surprise(told: Floats, labels: Labels, temperature: float) -> float:
    """Mean negative log likelihood (nats)."""
    return -float(log_softmax(told / temperature, axis=1)[np.arange(len(labels)), labels].mean())


def _calibrated_surprise(told: Floats, labels: Labels) -> float:
    return _surprise(told, labels, _temperature(told, labels))


def _temperature(told: Floats, labels: Labels) -> float:
    """The divisor of the logits that makes the labels likeliest (Guo et al. 2017, temperature scaling)."""
    found = minimize_scalar(lambda t: _surprise(told, labels, np.exp(t)), bounds=(-3, 3), method="bounded")
    return float(np.exp(found.x))
