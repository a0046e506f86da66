"""The emotion of a message: a small head on the sentence vector beside a lexicon, both from emotion.yml."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import read_config_file
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression

from bot.encoder import READING, VECTOR, Vectors, encode
from bot.noise import NOISE
from bot.text import normalise

EMOTION = "emotion"
"""Message attribute: {"label", "negative"}; `negative` goes from 0 to 1."""
LABELS = ("angry", "anxious", "confused", "frustrated", "neutral", "satisfied")
_WEIGHT = {"angry": 1.0, "frustrated": 0.9, "anxious": 0.6, "confused": 0.4, "neutral": 0.15, "satisfied": 0.0}
"""What each label adds to `negative`."""
_SOURCE = Path(__file__).with_name("emotion.yml")
_COST = 30.0
_LEXICON_PULL = 1.5
"""How far a word of weight 1 moves the logit of its label."""


@dataclass(frozen=True)
class Lexicon:
    """Words of each label and their weight; English ones match at the start of a word."""

    words: dict[str, dict[str, float]]

    @classmethod
    def of(cls, told: dict[str, dict[Any, list[str]]]) -> Lexicon:
        return cls(
            {
                label: {word.lower(): abs(float(w)) for w, listed in groups.items() for word in listed}
                for label, groups in told.items()
            }
        )

    def pulls(self, text: str) -> npt.NDArray[np.float64]:
        """For each label the weight of its heaviest words in the text, at most 1.5."""
        lowered = text.lower()
        found = [
            min(1.5, sum(w for word, w in self.words.get(label, {}).items() if _holds(lowered, word)))
            for label in LABELS
        ]
        return np.array(found) * _LEXICON_PULL


def _holds(text: str, word: str) -> bool:
    if not word.isascii():
        return word in text
    return word in text and re.search(rf"\b{re.escape(word)}", text) is not None


@dataclass(frozen=True)
class EmotionModel:
    """Scores texts. Replaceable: nothing else knows how `label` and `negative` come about."""

    weights: npt.NDArray[np.float64]
    bias: npt.NDArray[np.float64]
    lexicon: Lexicon

    @classmethod
    def learn(cls, source: dict[str, Any]) -> EmotionModel:
        texts = [(normalise(text), label) for label, listed in source["examples"].items() for text in listed]
        vectors = encode([text for text, _ in texts])
        head = LogisticRegression(C=_COST, max_iter=300, class_weight="balanced")
        head.fit(vectors, [label for _, label in texts])
        if tuple(head.classes_) != LABELS:
            raise ValueError(f"expected examples of {LABELS} in emotion.yml, got {tuple(head.classes_)}")
        return cls(head.coef_.T, head.intercept_, Lexicon.of(source["words"]))

    def score(self, texts: Sequence[str], vectors: Vectors) -> list[dict[str, Any]]:
        """{"label", "negative"} for each text."""
        pulls = np.array([self.lexicon.pulls(text) for text in texts])
        probabilities = softmax(np.asarray(vectors) @ self.weights + self.bias + pulls, axis=1)
        negative = probabilities @ np.array([_WEIGHT[label] for label in LABELS])
        return [
            {"label": LABELS[int(p.argmax())], "negative": round(float(n), 4)}
            for p, n in zip(probabilities, negative, strict=True)
        ]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class EmotionClassifier(GraphComponent):
    """Gives each message its emotion."""

    def __init__(self, storage: ModelStorage, resource: Resource, model: EmotionModel | None = None) -> None:
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EmotionClassifier:
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> EmotionClassifier:
        with model_storage.read_from(resource) as folder, np.load(folder / "emotion.npz") as kept:
            lexicon = Lexicon(json.loads((folder / "lexicon.json").read_text()))
            return cls(model_storage, resource, EmotionModel(kept["weights"], kept["bias"], lexicon))

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from emotion.yml; the intents' examples have no part in it."""
        self._model = EmotionModel.learn(read_config_file(_SOURCE))
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / "emotion.npz", weights=self._model.weights, bias=self._model.bias)
            (folder / "lexicon.json").write_text(json.dumps(self._model.lexicon.words, ensure_ascii=False))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        if self._model is None:
            raise RuntimeError("the emotion classifier has not been trained")
        if not messages:
            return messages
        scores = self._model.score([m.get(READING) for m in messages], np.array([m.get(VECTOR) for m in messages]))
        for message, score in zip(messages, scores, strict=True):
            quiet = {"label": "neutral", "negative": min(0.3, score["negative"])}
            message.set(EMOTION, quiet if message.get(NOISE) else score, add_to_output=True)
        return messages
