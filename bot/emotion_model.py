"""The numbers of the emotion head: shades of feeling from n-grams, sentence vector and lexicon."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.emotion_examples import Shade
from bot.emotion_lexicon import Lexicon
from bot.encoder import Vectors, encode
from bot.intent_model import IntentModel, Recipe
from bot.text import normalise

RECIPE = Recipe(at_least=2, vector_scale=1.0, costs=(2.0,), folds=3)
VECTOR_SCALE, LEXICON_SCALE = 0.4, 0.3
"""Beside n-gram blocks of length one. The sentence vector tells topics better than feelings, so it weighs little."""
REQUEST = "request"
"""The shade of calm requests to a shop; it is neutral."""
REQUEST_NEGATIVE = 0.15


@dataclass(frozen=True)
class EmotionModel:
    """Replaceable: nothing else knows how `label` and `negative` come about."""

    shades: dict[str, tuple[str, float]]
    """For each shade its label and how negative it is."""
    head: IntentModel
    """The same layer as for intents, its classes being shades."""
    lexicon: Lexicon

    @classmethod
    def learn(cls, shades: Sequence[Shade], lexicon: Lexicon, calm: Sequence[str]) -> EmotionModel:
        """From the sentences of the shades, and `calm` requests to a shop beside them.

        Raises ValueError where a shade, or `calm`, has fewer sentences than there are folds.
        """
        told = [(s, shade.name) for shade in shades for listed in shade.sentences.values() for s in listed]
        pairs = [(normalise(text), name) for text, name in told + [(text, REQUEST) for text in calm]]
        texts = [text for text, _ in pairs]
        features = _features(lexicon, texts, encode(texts))
        head = IntentModel.learn(texts, features, [name for _, name in pairs], RECIPE)
        known = {shade.name: (shade.label, shade.negative) for shade in shades}
        return cls(known | {REQUEST: ("neutral", REQUEST_NEGATIVE)}, head, lexicon)

    def score(self, texts: Sequence[str], vectors: Vectors) -> list[dict[str, Any]]:
        """{"label", "negative"} for each text: the likeliest label, and the negativity to be expected."""
        rankings = self.head.rank(texts, list(_features(self.lexicon, texts, vectors)))
        return [self._verdict(ranking) for ranking in rankings]

    def write(self, folder: Path) -> None:
        self.head.write(folder)
        told = {"shades": self.shades, "words": dict(self.lexicon.told)}
        (folder / "emotion.json").write_text(json.dumps(told, ensure_ascii=False))

    @classmethod
    def read(cls, folder: Path) -> EmotionModel:
        told = json.loads((folder / "emotion.json").read_text())
        shades = {name: (label, float(negative)) for name, (label, negative) in told["shades"].items()}
        return cls(shades, IntentModel.read(folder), Lexicon(told["words"]))

    def _verdict(self, ranking: Sequence[tuple[str, float]]) -> dict[str, Any]:
        labels: dict[str, float] = {}
        for name, p in ranking:
            label, _ = self.shades[name]
            labels[label] = labels.get(label, 0.0) + p
        negative = sum(p * self.shades[name][1] for name, p in ranking)
        return {"label": max(labels, key=labels.__getitem__), "negative": round(min(1.0, negative), 4)}


def _features(lexicon: Lexicon, texts: Sequence[str], vectors: Vectors) -> npt.NDArray[np.float32]:
    beside = np.asarray(vectors, dtype=np.float32).reshape(len(texts), -1)
    return np.hstack([beside * VECTOR_SCALE, lexicon.features(texts) * LEXICON_SCALE]).astype(np.float32)
