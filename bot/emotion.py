"""The emotion of a message: a trained head on the encoding of the intent, beside a lexicon (`emotion_model.py`)."""

from __future__ import annotations

import logging
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.emotion_examples import read_shades
from bot.emotion_lexicon import read_lexicon
from bot.emotion_model import EmotionModel
from bot.encoder import READING, VECTOR
from bot.noise import NOISE

log = logging.getLogger(__name__)

EMOTION = "emotion"
"""Message attribute: {"label", "negative"}; `negative` goes from 0 to 1."""
FELT = frozenset({"complaint", "feedback", "thank"})
"""Intents whose examples are not calm."""
EVERY = 24
"""One in so many of the intents' examples is learnt as calm: enough of them not to take a topic for a feeling."""
_NOISE_AT_MOST = 0.3
"""`negative` of a message that says nothing."""


def calm_requests(training_data: TrainingData) -> list[str]:
    """A fixed choice of the intents' examples."""
    texts = {e.get(TEXT) for e in training_data.intent_examples if e.get(TEXT) and e.get(INTENT) not in FELT}
    return sorted(texts)[::EVERY]


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
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, EmotionModel.read(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from data/emotion and emotion.yml; the intents' examples show what calm requests look like."""
        words = read_lexicon()
        self._model = EmotionModel.learn(read_shades(), words, calm_requests(training_data))
        log.info("emotions: %d features", len(self._model.layer.weights))
        with self._storage.write_to(self._resource) as folder:
            self._model.write(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        if self._model is None:
            raise RuntimeError("the emotion classifier has not been trained")
        if not messages:
            return messages
        scores = self._model.score([m.get(READING) for m in messages], np.array([m.get(VECTOR) for m in messages]))
        for message, score in zip(messages, scores, strict=True):
            quiet = {"label": "neutral", "negative": min(_NOISE_AT_MOST, score["negative"])}
            message.set(EMOTION, quiet if message.get(NOISE) else score, add_to_output=True)
        return messages
