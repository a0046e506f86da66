"""The emotion of a message: a trained head on the encoding of the intent, beside a lexicon (`emotion_model.py`)."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.component import LearntComponent
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
class EmotionClassifier(LearntComponent[EmotionModel]):
    """Gives each message its emotion."""

    def read(self, folder: Path) -> EmotionModel:
        return EmotionModel.read(folder)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from data/emotion and emotion.yml; the intents' examples show what calm requests look like."""
        model = EmotionModel.learn(read_shades(), read_lexicon(), calm_requests(training_data))
        log.info("emotions: %d features", len(model.layer.weights))
        return self.keep(model)

    def process(self, messages: list[Message]) -> list[Message]:
        if not messages:
            return messages
        scores = self.learnt.score([m.get(READING) for m in messages], np.array([m.get(VECTOR) for m in messages]))
        for message, score in zip(messages, scores, strict=True):
            quiet = {"label": "neutral", "negative": min(_NOISE_AT_MOST, score["negative"])}
            message.set(EMOTION, quiet if message.get(NOISE) else score, add_to_output=True)
        return messages
