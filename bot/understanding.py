"""Understanding of whole messages: one run of Rasa's graph for all texts and their clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT
from rasa.shared.nlu.training_data.message import Message

from bot import split
from bot.emotion import EMOTION
from bot.encoder import VECTOR, Vectors
from bot.help import CROWD, HELP, NEAREST, PASSAGES
from bot.help_index import Found
from bot.intent import CANDIDATES, RANKING, VERDICT
from bot.language import LANGUAGE, REPLY_LANGUAGE
from bot.noise import NOISE
from bot.text import fold, neutralise

PART = 0.6
"""The probability from which a clause counts as a request of its own."""


class Graph(Protocol):
    """What is used of Rasa's message processor."""

    @property
    def graph_runner(self) -> Any: ...
    @property
    def model_metadata(self) -> Any: ...


@dataclass(frozen=True)
class Reading:
    """One text as understood; everything but the vector can be written as JSON."""

    text: str
    intent: str
    confidence: float
    verdict: str
    ranking: list[dict[str, Any]]
    candidates: list[str]
    entities: list[dict[str, Any]]
    language: str
    reply: str | None
    emotion: dict[str, Any]
    noise: bool
    vector: Vectors = field(compare=False, repr=False)
    help: Found | None = None
    """The passage of the help centre that answers, where no intent fits."""
    nearest: tuple[Found, ...] = ()
    """The nearest passages, where they were asked for."""
    crowd: tuple[float, float] | None = None
    """Mean and deviation of how near it is to what is near to it anyway; with the passages."""


@dataclass(frozen=True)
class Utterance:
    """A message as a whole, and the requests in it: one to three."""

    whole: Reading
    parts: tuple[Reading, ...]


def understand(graph: Graph, texts: Sequence[str], *, passages: int = 0) -> list[Utterance]:
    """Reads all texts and their clauses in one batch, then decides which messages hold several requests.

    `passages`: how many of the help centre are looked up for each text as a whole.
    """
    folded = [neutralise(fold(text)) for text in texts]
    pieces = [split.clauses(text) for text in folded]
    wanted = {PASSAGES: passages} if passages else None
    clauses = [UserMessage(piece) for found in pieces for piece in found]
    readings = iter(_read(graph, [*(UserMessage(text, metadata=wanted) for text in folded), *clauses]))
    wholes = [next(readings) for _ in folded]
    found = [[next(readings) for _ in cut] for cut in pieces]
    return [
        Utterance(whole, tuple(split.parts(whole, cut, least=PART))) for whole, cut in zip(wholes, found, strict=True)
    ]


def _read(graph: Graph, said: list[UserMessage]) -> list[Reading]:
    inputs = {
        PLACEHOLDER_MESSAGE: said,
        PLACEHOLDER_TRACKER: DialogueStateTracker("reading", []),
    }
    target = graph.model_metadata.nlu_target
    messages = graph.graph_runner.run(inputs=inputs, targets=[target])[target]
    return [_reading(each.text or "", message) for each, message in zip(said, messages, strict=True)]


def _reading(text: str, message: Message) -> Reading:
    return Reading(
        text=text,
        intent=message.get(INTENT)["name"],
        confidence=message.get(INTENT)["confidence"],
        verdict=message.get(VERDICT),
        ranking=message.get(RANKING),
        candidates=message.get(CANDIDATES),
        entities=message.get(ENTITIES),
        language=message.get(LANGUAGE),
        reply=message.get(REPLY_LANGUAGE),
        emotion=message.get(EMOTION),
        noise=message.get(NOISE),
        vector=np.asarray(message.get(VECTOR), dtype=np.float32),
        help=message.get(HELP),
        nearest=tuple(message.get(NEAREST) or ()),
        crowd=message.get(CROWD),
    )
