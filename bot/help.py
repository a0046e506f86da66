"""The help centre: a question that only a passage answers is looked up among the articles, or has no answer there."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.component import LearntComponent
from bot.encoder import READING, VECTOR, Vectors, encode
from bot.gate import OUT_OF_SCOPE, SURE
from bot.help_articles import ARTICLES, read_articles
from bot.help_index import Found, HelpIndex
from bot.help_rules import RULES, fixed_answers
from bot.intent import RANKING, VERDICT
from bot.noise import NOISE
from bot.text import normalise

HELP = "help"
"""Message attribute: what was found (bot/help_index.py) or None."""
NEAREST = "help_nearest"
"""Message attribute: the nearest passages, whether or not they answer; only where they were asked for."""
CROWD = "help_crowd"
"""Message attribute: how near it is to what is near to it anyway, mean and deviation; only with the passages."""
PASSAGES = "passages"
"""How many of them are asked for, in a message's metadata."""

LIKELY = 0.5
"""The probability from which an intent is likelier than not."""

_OUTSIDE, _FIXED = "outside.npy", "fixed.json"
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Shelves:
    """The articles, the vectors of the examples of what is out of scope, and the intents that a passage may overrule:
    those that the rules answer with the fixed text of an article.
    """

    index: HelpIndex
    outside: Vectors
    fixed: frozenset[str]

    @classmethod
    def read(cls, folder: Path) -> Shelves:
        outside = np.load(folder / _OUTSIDE, allow_pickle=False).astype(np.float32)
        return cls(HelpIndex.read(folder), outside, frozenset(json.loads((folder / _FIXED).read_text("utf-8"))))

    def write(self, folder: Path) -> None:
        self.index.write(folder)
        np.save(folder / _OUTSIDE, self.outside.astype(np.float16))
        (folder / _FIXED).write_text(json.dumps(sorted(self.fixed)), "utf-8")

    def nearest_outside(self, vector: Vectors) -> float:
        """How near the nearest of those examples is; 0 without any."""
        return float((self.outside @ vector).max()) if len(self.outside) else 0.0


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class HelpCentre(LearntComponent[Shelves]):
    """Looks up a message by its vector and its words, and decides whether the passage or the intent answers.

    `folder`: the articles; `rules`: which intents have a fixed answer (bot/help_rules.py). `letters`: what a message
    needs at least, for short words are near to anything; `cosine`: how near in meaning a passage must be, whatever
    words it shares. Scores (bot/help_nearness.py) from which it is the answer: `near` where the gate is not sure;
    `over_out_of_scope` where it is sure of that, if no example of it is nearer; `over_intent` where it is sure of an
    intent with a fixed text that says less. `lead`: by how much the article must be nearer than that of the intent
    which is likelier than not; an article about another intent then never answers. An intent that an action answers
    is never overruled: it knows the customer's own orders and plan.
    """

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, storage, resource)
        self._folder = Path(config["folder"])
        self._rules = Path(config["rules"])
        self._cosine = float(config["cosine"])
        self._near = float(config["near"])
        self._letters = int(config["letters"])
        self._over_out_of_scope = float(config["over_out_of_scope"])
        self._over_intent = float(config["over_intent"])
        self._lead = float(config["lead"])

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        scores = {"near": 0.2, "over_out_of_scope": 0.24, "over_intent": 0.3, "lead": 0.2}
        return {"folder": str(ARTICLES), "rules": str(RULES), "letters": 5, "cosine": 0.3, **scores}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Tells Rasa's cache that articles or rules changed. A node taken from that cache has no settings."""
        digest = hashlib.sha256()
        articles = Path(config.get("folder", ARTICLES)).glob("*.md")
        for path in sorted([*articles, *Path(config.get("rules", RULES)).glob("*.yml")]):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()

    def read(self, folder: Path) -> Shelves:
        return Shelves.read(folder)

    def train(self, training_data: TrainingData) -> Resource:
        """Indexes the articles and the examples of what is out of scope. Raises ArticleError for a bad article."""
        outside = [e.get(TEXT) for e in training_data.intent_examples if e.get(INTENT) == OUT_OF_SCOPE and e.get(TEXT)]
        index = HelpIndex.of(read_articles(self._folder), encoded)
        return self.keep(Shelves(index, encoded(outside), index.intents & fixed_answers(self._rules)))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = self._found(message) if self._is_open(message) else None
            answers = found and found.cosine >= self._cosine and self._answers(found, message)
            message.set(HELP, found if answers else None)
            self._look_around(message)
        return messages

    def _look_around(self, message: Message) -> None:
        """What the parse door asks for beside the answer."""
        most = (message.get("metadata") or {}).get(PASSAGES, 0)
        if not most or self._says_little(message):
            return
        reading, vector = message.get(READING), message.get(VECTOR)
        ranked = self.learnt.index.ranked(reading, vector, most)
        message.set(NEAREST, [found for found in ranked if found.cosine >= self._cosine])
        message.set(CROWD, self.learnt.index.crowd(reading, vector))

    def _found(self, message: Message) -> Found | None:
        return self.learnt.index.nearest(message.get(READING), message.get(VECTOR), _first(message))

    def _is_open(self, message: Message) -> bool:
        """Whether a passage may answer: never noise, a word or two, or an intent that an action answers."""
        if self._says_little(message):
            return False
        return message.get(VERDICT) != SURE or _first(message) in self.learnt.fixed | {OUT_OF_SCOPE}

    def _says_little(self, message: Message) -> bool:
        return bool(message.get(NOISE)) or len(_LETTER.findall(message.get(READING))) < self._letters

    def _answers(self, found: Found, message: Message) -> bool:
        """Whether the passage is a better answer than what the gate would do."""
        intent = _first(message)
        if message.get(VERDICT) != SURE:
            return found.score >= self._near and not self._is_about_another(found, message)
        if intent == OUT_OF_SCOPE:
            nearest = self.learnt.nearest_outside(message.get(VECTOR))
            return found.score >= self._over_out_of_scope and found.cosine >= nearest
        if found.intent == intent:
            return found.score >= self._over_intent and found.place > 0
        return found.score >= self._over_intent and found.lead >= self._lead and found.intent is None

    def _is_about_another(self, found: Found, message: Message) -> bool:
        """Whether the article is about another intent than the one that is likelier than not."""
        likely = message.get(RANKING)[0]["confidence"] >= LIKELY and _first(message) != OUT_OF_SCOPE
        return bool(likely and found.intent not in (None, _first(message)))


def _first(message: Message) -> str:
    return str(message.get(RANKING)[0]["name"])


def encoded(texts: Sequence[str]) -> Vectors:
    """Vectors of texts read as a customer's message is."""
    return encode([normalise(text) for text in texts])
