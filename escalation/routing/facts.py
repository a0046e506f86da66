"""What a turn showed: the only thing about it that the router sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from escalation.queue.topics import is_subject

VALIDATION_FAILED = "validation_failed"  # a failure code that says: asked three times, never got a usable answer
NOTHING_SAID = "nothing_said"  # our own code for an answer without words


@dataclass(frozen=True, slots=True)
class Heard:
    """One request of a message: the best intent of the taxonomy, and how sure the gate is (sure, nearly, not_sure)."""

    intent: str
    gate: str


@dataclass(frozen=True, slots=True)
class Emotion:
    """A label, and how negative it is, 0 to 1."""

    label: str
    negative: float

    @staticmethod
    def read(value: Mapping[str, Any] | None) -> "Emotion | None":
        return None if value is None else Emotion(str(value["label"]), float(value["negative"]))

    def wire(self) -> dict[str, Any]:
        return {"label": self.label, "negative": self.negative}


@dataclass(frozen=True, slots=True)
class BotHandoff:
    """The bot itself asks for a person."""

    reason: str
    topic: str | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class OrderFact:
    """What the shop told about an order. The amount is in the currency's smallest unit; late in whole days."""

    reference: str
    amount: int
    currency: str
    late_days: int = 0

    @staticmethod
    def read(value: Mapping[str, Any] | None) -> "OrderFact | None":
        if value is None:
            return None
        return OrderFact(value["reference"], value["amount"], value["currency"], value.get("late_days", 0))

    def wire(self) -> dict[str, Any]:
        return {
            "reference": self.reference,
            "amount": self.amount,
            "currency": self.currency,
            "late_days": self.late_days,
        }


@dataclass(frozen=True, slots=True)
class TurnFacts:
    """One turn. `failures` are codes; `unavailable` means that the outage window passed without any answer."""

    intents: tuple[Heard, ...] = ()
    failures: tuple[str, ...] = ()
    emotion: Emotion | None = None
    handoff: BotHandoff | None = None
    reference: str | None = None
    language: str | None = None
    solved: bool | None = None
    unavailable: bool = False
    bot_offered: bool = False  # the bot's own words already hold a button for a person
    noise: bool = False  # not a word was said: laughter, emoji, question marks, a hand on the keyboard
    wants_person: bool | None = None  # the typed answer to our own offer of a person (offers.py)
    words: tuple[str, ...] = ()  # what the customer typed, masked; empty where only buttons were pressed
    order: OrderFact | None = None  # the last one shown in this turn

    @property
    def failed(self) -> bool:
        """An error, a time-out, a failure code or nothing to say. Running out of tries in a form is no failure."""
        return self.unavailable or any(code != VALIDATION_FAILED for code in self.failures)

    @property
    def not_understood(self) -> bool:
        """Words that were not understood; where there are none, there was nothing to understand."""
        return bool(self.intents) and not self.noise and all(heard.gate == "not_sure" for heard in self.intents)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The intents that say what it is about."""
        told = (heard.intent for heard in self.intents if heard.gate != "not_sure")
        return tuple(intent for intent in told if is_subject(intent))

    def is_sure_of(self, intent: str) -> bool:
        return any(heard.intent == intent and heard.gate == "sure" for heard in self.intents)

    def wire(self) -> dict[str, Any]:
        """As the turn's row keeps it for a replay: all but the customer's words, which are messages, and the bot's."""
        handoff = self.handoff
        full = {
            "intents": [[heard.intent, heard.gate] for heard in self.intents],
            "failures": list(self.failures),
            "emotion": None if self.emotion is None else self.emotion.wire(),
            "handoff": None if handoff is None else {"reason": handoff.reason, "topic": handoff.topic},
            "reference": self.reference,
            "language": self.language,
            "unavailable": self.unavailable,
            "bot_offered": self.bot_offered,
            "noise": self.noise,
            "order": None if self.order is None else self.order.wire(),
        }
        solved = {} if self.solved is None else {"solved": self.solved}
        return {name: value for name, value in full.items() if value} | solved

    @staticmethod
    def read(value: Mapping[str, Any], words: tuple[str, ...] = ()) -> "TurnFacts":
        """From the stored form and the words of the turn's messages."""
        handoff = value.get("handoff")
        return TurnFacts(
            intents=tuple(Heard(intent, gate) for intent, gate in value.get("intents", ())),
            failures=tuple(value.get("failures", ())),
            emotion=Emotion.read(value.get("emotion")),
            handoff=None if handoff is None else BotHandoff(handoff["reason"], handoff["topic"]),
            reference=value.get("reference"),
            language=value.get("language"),
            solved=value.get("solved"),
            unavailable=value.get("unavailable", False),
            bot_offered=value.get("bot_offered", False),
            noise=value.get("noise", False),
            words=words,
            order=OrderFact.read(value.get("order")),
        )
