"""Dialogues with the decision that each turn is to get: how one is written down."""

from dataclasses import dataclass, replace
from typing import Any

from escalation.routing.facts import Emotion, Heard, OrderFact, TurnFacts

GO, OFFER = ("continue",), ("offer_person",)
Expected = tuple[str, ...]
Said = tuple[TurnFacts, Expected]


@dataclass(frozen=True)
class Dialogue:
    """Turns with what is expected after each: kind, then of a handoff queue and priority, then codes of reasons that
    must be among those named. The last expectation of a handoff ends the dialogue."""

    name: str
    turns: tuple[Said, ...]
    tier: str | None = None


def said(words: str, intent: str = "", expected: Expected = GO, *, gate: str = "sure", **more: Any) -> Said:
    """One turn: the customer's words, what was understood, and what is to be decided."""
    intents = (Heard(intent, gate),) if intent else ()
    facts = TurnFacts(intents=intents, words=(words,), emotion=Emotion("neutral", 0.1))
    return replace(facts, **more), expected


def to(queue: str, priority: str, *codes: str) -> Expected:
    return ("handoff", queue, priority, *codes)


def offer(*codes: str) -> Expected:
    return (*OFFER, *codes)


def unsure(words: str, expected: Expected = GO) -> Said:
    return said(words, "out_of_scope", expected, gate="not_sure")


def angry(words: str, intent: str, expected: Expected, negative: float = 0.9) -> Said:
    return said(words, intent, expected, emotion=Emotion("angry", negative))


def felt(words: str, intent: str, negative: float, expected: Expected = GO) -> Said:
    return said(words, intent, expected, emotion=Emotion("sad", negative))


BIG = OrderFact("FH-9", 650_000, "KRW")
HUGE = OrderFact("FH-8", 2_400_000, "KRW")
LATE = OrderFact("FH-7", 40_000, "KRW", late_days=9)
JUST_LATE = OrderFact("FH-6", 40_000, "KRW", late_days=2)
DEAR = OrderFact("FH-5", 45_000, "USD")
TV = OrderFact("FH-4", 180_000, "USD", late_days=6)
BROKEN: dict[str, Any] = {"failures": ("shop_unavailable",)}
