"""The intent classifier: n-grams beside the scaled sentence vector, logistic regression, calibrated.

Rasa's stock classifier takes raw counts with a fixed C and was .06 worse on the same split.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.calibration import read_calibration
from bot.component import LearntComponent
from bot.encoder import READING, VECTOR, encode
from bot.gate import OUT_OF_SCOPE, Thresholds, candidates, judge, naming_an_order
from bot.intent_model import IntentModel, Recipe
from bot.noise import NOISE
from bot.text import normalise

log = logging.getLogger(__name__)

RANKING = "intent_ranking"
VERDICT = "verdict"
"""Message attribute: sure, nearly or not_sure."""
CANDIDATES = "candidates"
"""Message attribute: the intents to offer when asking back."""
RANKED = 5
"""How many intents a ranking keeps."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(LearntComponent[IntentModel]):
    """Ranks the intents of each message and passes it through the gate."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, storage, resource)
        self._recipe = Recipe(**config["recipe"])
        self._thresholds = Thresholds(**config["gate"])
        self._calibration = config["calibration"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"recipe": {}, "gate": {}, "calibration": None}

    def read(self, folder: Path) -> IntentModel:
        return IntentModel.read(folder)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples with the C that is best on held-out ones, then calibrates.

        On the folder `calibration` where one is named, else on what was held out.
        """
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        examples.sort(key=lambda e: (str(e.get(INTENT)), str(e.get(TEXT))))
        readings = [normalise(e.get(TEXT)) for e in examples]
        intents = [e.get(INTENT) for e in examples]
        model = IntentModel.learn(readings, encode(readings), intents, self._recipe)
        if self._calibration:
            told = read_calibration(Path(self._calibration), model.intents)
            beside = [normalise(text) for text, _ in told]
            model.calibrate(beside, encode(beside), [intent for _, intent in told])
        log.info("intents: %s", model.facts)
        return self.keep(model)

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets intent, ranking, verdict and candidates. Noise gets out_of_scope, never an answer."""
        rankings = self.learnt.rank([m.get(READING) for m in messages], [m.get(VECTOR) for m in messages])
        for message, ranking in zip(messages, rankings, strict=True):
            noise = bool(message.get(NOISE))
            ranked = naming_an_order(ranking) if _names_an_order(message) else ranking
            shown = [(OUT_OF_SCOPE, 1.0)] if noise else ranked[:RANKED]
            verdict = judge(shown, self._thresholds, noise=noise)
            named = [{"name": name, "confidence": round(p, 4)} for name, p in shown]
            message.set(INTENT, named[0], add_to_output=True)
            message.set(RANKING, named, add_to_output=True)
            message.set(VERDICT, verdict, add_to_output=True)
            message.set(CANDIDATES, [] if noise else candidates(shown, self._thresholds), add_to_output=True)
        return messages


def _names_an_order(message: Message) -> bool:
    return any(entity["entity"] == "order_number" for entity in message.get(ENTITIES) or ())
