"""One request as the tracker hears it: the intent the rules see, and what was really understood."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from rasa.shared.core.events import UserUttered

from bot.gate import NEARLY, NOT_SURE, OUT_OF_SCOPE, SURE
from bot.help_index import Found
from bot.numbers import bare_number
from bot.short_question import place_in_list, short_question
from bot.turn_request import Pressed, TurnRequest
from bot.turn_response import UNDERSTANDING
from bot.understanding import Reading, Utterance

ASK_BACK, NOT_UNDERSTOOD, NOISE, HELP_ARTICLE = "ask_back", "not_understood", "noise", "help_article"
"""Intents that no one types: what the gate tells the rules."""
CHOOSE_ORDER = "choose_order"
"""What a message is that holds nothing but an order number: the same as the button of that order."""
SMALL_TALK = frozenset({"greet", "goodbye", "thank", "affirm", "deny", "bot_challenge", OUT_OF_SCOPE})
"""Never offered when asking back: no customer came for it."""
HARMLESS = frozenset({"greet", "goodbye", "thank"})
"""Answered even where it is only likelier than not."""
LIKELY = 0.5
NOT_FAR_FETCHED = 0.05
"""What is offered has at least this probability."""
BESIDE_OTHERS = "feedback"
"""Offered only beside a request: a choice of nothing but praise is none."""
WORTH_ASKING = 0.15
"""What the likeliest request on offer must have: below it asking back would show only what nobody meant."""
CALM = {"label": "neutral", "negative": 0.0}


@dataclass(frozen=True)
class Request:
    """`heard`: the intent the rules see; `intent`: the best of the taxonomy; `reply`: language, if the text says."""

    text: str
    heard: str
    intent: str
    confidence: float
    verdict: str
    ranking: list[dict[str, Any]]
    entities: list[dict[str, Any]]
    candidates: list[str]
    emotion: dict[str, Any]
    reply: str | None
    help: Found | None = None
    place: int | None = None
    """The place in a list that the message names (`short_question.py`)."""
    rest: bool = False
    """It stands beside a request that is answered, and is not for us."""

    def event(self, turn: TurnRequest, *, more: bool = False) -> UserUttered:
        """The user message for the tracker. `more`: another request of the same turn follows it."""
        told = {"intent": self.intent, "confidence": self.confidence, "gate": self.verdict, "text": self.text}
        understood: dict[str, Any] = {"request": told, "ranking": self.ranking, "emotion": self.emotion}
        understood |= {"noise": True} if self.heard == NOISE else {}
        heard = {"name": self.heard, "confidence": self.confidence}
        metadata = turn.metadata | ({"more": True} if more else {})
        metadata |= {"candidates": self.candidates} if self.heard in (ASK_BACK, NOT_UNDERSTOOD) else {}
        metadata |= {"place": self.place} if self.place else {}
        metadata |= {"rest": True} if self.rest else {}
        if self.heard == HELP_ARTICLE and self.help:
            understood |= {"help": {"article": self.help.article, "score": self.help.score}}
            metadata |= {"help": self.help.as_json()["passages"]}
        parse_data = {"intent": heard, "entities": self.entities, "text": self.text, UNDERSTANDING: understood}
        return UserUttered(self.text, heard, self.entities, parse_data, input_channel="gateway", metadata=metadata)


def pressed(text: str, button: Pressed) -> Request:
    """A pressed button: certain, its values are entities."""
    ranking = [{"intent": button.intent, "confidence": 1.0}]
    entities = [{"entity": name, "value": value, "start": 0, "end": 0} for name, value in button.values.items()]
    return Request(text, button.intent, button.intent, 1.0, SURE, ranking, entities, [], CALM, None)


def asked(utterance: Utterance, *, busy: bool = False) -> list[Request]:
    """The requests of a typed message. `busy`: a task is open; a number is what it asked for and never gated."""
    if len(utterance.parts) == 1 and (short := _short(utterance.whole, busy)):
        return [short]
    requests = [_asked(part, utterance.whole, busy) for part in utterance.parts]
    return [replace(r, rest=n > 0 and r.heard == OUT_OF_SCOPE) for n, r in enumerate(requests)]


def _short(whole: Reading, busy: bool) -> Request | None:
    """A question that lives on what was said before: its words say it, whatever the classifier made of them."""
    place = place_in_list(whole.text) if busy else None
    kind = CHOOSE_ORDER if place else short_question(whole.text)
    if kind is None or whole.noise or _has_number(whole.entities):
        return None
    certain = replace(whole, intent="order_track", confidence=1.0, verdict=SURE, help=None)
    return replace(_asked(certain, whole, busy), heard=kind, place=place)


def _asked(part: Reading, whole: Reading, busy: bool) -> Request:
    entities = part.entities
    of_order = all(entity["entity"] == "order_number" for entity in entities)
    found = bare_number(part.text) if of_order else None
    if found and not entities:
        entities = [{"entity": "order_number", "value": found[0], "start": found[1], "end": found[2]}]
    candidates = _offered(part)
    heard = (
        CHOOSE_ORDER if found else part.intent if busy and _has_number(entities) else _heard(part, candidates, entities)
    )
    return Request(
        text=part.text,
        heard=heard,
        intent=part.intent,
        confidence=part.confidence,
        verdict=NOT_SURE if heard == NOT_UNDERSTOOD else part.verdict,
        ranking=[{"intent": r["name"], "confidence": r["confidence"]} for r in part.ranking],
        entities=entities,
        candidates=candidates,
        emotion=whole.emotion,
        reply=whole.reply,
        help=part.help,
    )


def _offered(part: Reading) -> list[str]:
    """The requests to offer, likeliest first: one that is likely is joined by the next if that is not far-fetched.

    None where they are all unlikely beside what is not for us.
    """
    likely = {r["name"]: r["confidence"] for r in part.ranking if r["name"] not in SMALL_TALK}
    near = [name for name, confidence in likely.items() if confidence >= NOT_FAR_FETCHED]
    offered = [name for name in part.candidates if name in near]
    if not offered or likely[offered[0]] < WORTH_ASKING:
        return []
    offered = offered if len(offered) > 1 else near[:2]
    return [] if offered == [BESIDE_OTHERS] else offered


def _heard(part: Reading, candidates: list[str], entities: list[dict[str, Any]]) -> str:
    if part.noise:
        return NOISE
    if part.help and not _has_number(entities):
        return HELP_ARTICLE
    if part.verdict == SURE or (part.verdict == NEARLY and part.intent in HARMLESS and part.confidence >= LIKELY):
        return part.intent
    return ASK_BACK if part.verdict == NEARLY and candidates else NOT_UNDERSTOOD


def _has_number(entities: list[dict[str, Any]]) -> bool:
    return any(entity["entity"] == "order_number" for entity in entities)
