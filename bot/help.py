"""The help centre: a message that fits no intent is looked up among the articles, or has no answer there."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.encoder import READING, VECTOR, Vectors, encode
from bot.gate import NEARLY, NOT_SURE
from bot.help_articles import ARTICLES, read_articles
from bot.help_index import Found, HelpIndex
from bot.intent import RANKING, VERDICT
from bot.noise import NOISE
from bot.text import normalise

HELP = "help"
"""Message attribute: what was found (bot/help_index.py) or None."""

_LETTER = re.compile(r"[^\W\d_]")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class HelpCentre(GraphComponent):
    """Looks up what the gate is not sure of, by the vector that the other heads read.

    `folder`: the articles. `near`: the cosine from which a passage is the answer. `letters`: what a message needs at
    least, for the vectors of short words are near to anything. `convincing`: a probability of the first intent from
    which a nearly sure message is asked back rather than looked up.
    """

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._folder = Path(config["folder"])
        self._near = float(config["near"])
        self._letters = int(config["letters"])
        self._convincing = float(config["convincing"])
        self._storage = storage
        self._resource = resource
        self._index: HelpIndex | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"folder": str(ARTICLES), "near": 0.62, "letters": 5, "convincing": 0.5}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> HelpCentre:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> HelpCentre:
        centre = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            centre._index = HelpIndex.read(folder)
        return centre

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Tells Rasa's cache that the articles changed."""
        digest = hashlib.sha256()
        for path in sorted(Path(config["folder"]).glob("*.md")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        """Indexes the articles. Raises ArticleError for a bad one."""
        self._index = HelpIndex.of(read_articles(self._folder), encoded)
        with self._storage.write_to(self._resource) as folder:
            self._index.write(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        if self._index is None:
            raise RuntimeError("the help centre has not been trained")
        for message in messages:
            found = self._index.nearest(message.get(VECTOR)) if self._is_open(message) else None
            message.set(HELP, found if self._is_near(found) else None)
        return messages

    def _is_open(self, message: Message) -> bool:
        """Whether no intent fits: never noise, never what the gate is sure of (out of scope included)."""
        if message.get(NOISE) or len(_LETTER.findall(message.get(READING))) < self._letters:
            return False
        first = message.get(RANKING)[0]["confidence"]
        verdict = message.get(VERDICT)
        return bool(verdict == NOT_SURE or (verdict == NEARLY and first < self._convincing))

    def _is_near(self, found: Found | None) -> bool:
        return found is not None and found.score >= self._near


def encoded(texts: Sequence[str]) -> Vectors:
    """Vectors of texts read as a customer's message is."""
    return encode([normalise(text) for text in texts])
