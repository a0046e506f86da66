"""Entities by spaCy's blank multi-language pipeline with an entity ruler: what slots are filled from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import dates, money
from bot.entity_values import VALUES
from bot.numbers import label_of
from bot.text import fold
from bot.tokens import Tokenizer

NAMED = ("product", "plan")
"""Entities that are lists of names: Rasa lookup tables of the same name in data/nlu."""

_ONE_TOKEN = {
    "email": ("email",),
    "phone": ("phone",),
    "amount": tuple(money.KINDS),
    "product": ("product",),
    "plan": ("plan",),
}
_DATES = list(dates.KINDS)
_NUMBERS = ["hex32", "waybill", "dated_number", "spaced_code", "code", "dashed_number", "number"]


@dataclass(frozen=True)
class Entity:
    """A value and where it stands (characters of the folded text, end exclusive)."""

    entity: str
    value: str
    start: int
    end: int


class Extractor:
    """Finds entities; `names` holds the shop's own names of products and plans."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self._nlp = spacy.blank("xx")
        self._spelling = {_squeezed(name): name for listed in names.values() for name in listed}
        self._nlp.tokenizer = Tokenizer(self._nlp.vocab, names)
        ruler = self._nlp.add_pipe("entity_ruler", config={"overwrite_ents": False, "validate": True})
        ruler.add_patterns(_patterns())

    def find(self, text: str) -> list[Entity]:
        """All entities of a text in their order, none overlapping another."""
        doc = self._nlp(fold(text))
        found = []
        for span in doc.ents:
            label = label_of(doc, span.start) if span.label_ == "number" or span.label_ == "phone" else span.label_
            if label is None:
                continue
            value = self._spelt(span.text) if label in NAMED else VALUES[label](span.text)
            if value:
                found.append(Entity(label, value, span.start_char, span.end_char))
        return found

    def _spelt(self, name: str) -> str:
        """The name as the shop spells it; "lamps" is "lamp"."""
        squeezed = _squeezed(name)
        return self._spelling.get(squeezed) or self._spelling.get(squeezed.removesuffix("s"), name)


def _squeezed(name: str) -> str:
    return "".join(name.split()).lower()


def _patterns() -> list[dict[str, Any]]:
    single = [{"label": label, "pattern": [{"TAG": {"IN": list(kinds)}}]} for label, kinds in _ONE_TOKEN.items()]
    numbers = {"label": "number", "pattern": [{"TAG": {"IN": _NUMBERS}}]}
    return [*single, numbers, {"label": "date", "pattern": [{"TAG": {"IN": _DATES}, "OP": "+"}]}]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class EntityExtractor(GraphComponent):
    """Sets the entities of each message; learns the names from the lookup tables."""

    def __init__(self, storage: ModelStorage, resource: Resource, names: Mapping[str, Sequence[str]]) -> None:
        self._storage = storage
        self._resource = resource
        self._extractor = Extractor(names)

    @classmethod
    def required_packages(cls) -> list[str]:
        return ["spacy"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EntityExtractor:
        return cls(model_storage, resource, {})

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> EntityExtractor:
        with model_storage.read_from(resource) as folder:
            names = json.loads((folder / "names.json").read_text())
        return cls(model_storage, resource, names)

    def train(self, training_data: TrainingData) -> Resource:
        """Keeps the lookup tables `product` and `plan`."""
        tables = {table["name"]: list(table["elements"]) for table in training_data.lookup_tables}
        names = {name: tables.get(name, []) for name in NAMED}
        with self._storage.write_to(self._resource) as folder:
            (folder / "names.json").write_text(json.dumps(names, ensure_ascii=False))
        self._extractor = Extractor(names)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = [asdict(entity) for entity in self._extractor.find(message.get(TEXT) or "")]
            message.set(ENTITIES, found, add_to_output=True)
        return messages
