"""Entities by spaCy's blank multi-language pipeline with an entity ruler: what slots are filled from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.tokens import Doc, Span

from bot import dates, money
from bot.component import LearntComponent
from bot.days import SHOP_ZONE, days
from bot.entity_values import VALUES
from bot.names import Names
from bot.numbers import label_of
from bot.short_dates import is_date, is_short
from bot.text import fold
from bot.tokens import Tokenizer

NAMED = ("product", "plan")
"""Entities that are lists of names: Rasa lookup tables of the same name in data/nlu."""

_KEPT = "names.json"
_ONE_TOKEN = {
    "email": ("email",),
    "phone": ("phone",),
    "amount": tuple(money.KINDS),
    "product": ("product",),
    "plan": ("plan",),
}
_DATES = [kind for kind in (*dates.KINDS, *dates.SHORT) if kind not in dates.TODAY]
_NUMBERS = ["hex32", "waybill", "dated_number", "spaced_code", "code", "dashed_number", "spaced_number", "number"]
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-") | {0xA0: " "}
"""Dashes and the space that does not break, as a phone's keyboard and copied pages put them."""


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
        self._told = names
        self._nlp = spacy.blank("xx")
        self._names = Names(names)
        self._nlp.tokenizer = Tokenizer(self._nlp.vocab, self._names.patterns(), self._names.inside())
        ruler = self._nlp.add_pipe("entity_ruler", config={"overwrite_ents": False, "validate": True})
        ruler.add_patterns(_patterns())

    @classmethod
    def read(cls, folder: Path) -> Extractor:
        return cls(json.loads((folder / _KEPT).read_text()))

    def write(self, folder: Path) -> None:
        (folder / _KEPT).write_text(json.dumps(self._told, ensure_ascii=False))

    def find(self, text: str) -> list[Entity]:
        """All entities of a text in their order, none overlapping another."""
        doc = self._nlp(fold(text).translate(_DASHES))
        found = []
        for span in doc.ents:
            label = _label(doc, span)
            if label is None:
                continue
            value = self._names.spelt(span.text) if label in NAMED else VALUES[label](span.text)
            if value:
                found.append(Entity(label, value, span.start_char, span.end_char))
        return found


def _told(entity: Entity, today: date) -> dict[str, Any]:
    """The entity as Rasa carries it; a date whose days can be told has the first and last of them (ISO)."""
    span = days(entity.value, today) if entity.entity == "date" else None
    return asdict(entity) | ({"first": span[0].isoformat(), "last": span[1].isoformat()} if span else {})


def _label(doc: Doc, span: Span) -> str | None:
    """The entity a span is; None where the words around it say that it is none."""
    if span.label_ in ("number", "phone"):
        return label_of(doc, span.start)
    if len(span) == 1 and is_short(doc[span.start].tag_):
        return "date" if is_date(doc, span.start) else None
    return str(span.label_)


def _patterns() -> list[dict[str, Any]]:
    single = [{"label": label, "pattern": [{"TAG": {"IN": list(kinds)}}]} for label, kinds in _ONE_TOKEN.items()]
    numbers = {"label": "number", "pattern": [{"TAG": {"IN": _NUMBERS}}]}
    today = {"label": "date", "pattern": [{"TAG": {"IN": list(dates.TODAY)}}]}
    return [*single, numbers, today, {"label": "date", "pattern": [{"TAG": {"IN": _DATES}, "OP": "+"}]}]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class EntityExtractor(LearntComponent[Extractor]):
    """Sets the entities of each message; learns the names from the lookup tables."""

    @classmethod
    def required_packages(cls) -> list[str]:
        return ["spacy"]

    def read(self, folder: Path) -> Extractor:
        return Extractor.read(folder)

    def train(self, training_data: TrainingData) -> Resource:
        """Keeps the lookup tables `product` and `plan`."""
        tables = {table["name"]: list(table["elements"]) for table in training_data.lookup_tables}
        return self.keep(Extractor({name: tables.get(name, []) for name in NAMED}))

    def process(self, messages: list[Message]) -> list[Message]:
        today = datetime.now(SHOP_ZONE).date()
        for message in messages:
            found = [_told(entity, today) for entity in self.learnt.find(message.get(TEXT) or "")]
            message.set(ENTITIES, found, add_to_output=True)
        return messages
