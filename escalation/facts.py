"""What a turn showed: the only thing about it that the router sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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

    @property
    def failed(self) -> bool:
        """An error, a time-out, a failure code or nothing to say. Running out of tries in a form is no failure."""
        return self.unavailable or any(code != VALIDATION_FAILED for code in self.failures)

    @property
    def not_understood(self) -> bool:
        """Words that were not understood; where there are none, there was nothing to understand."""
        return bool(self.intents) and not self.noise and all(heard.gate == "not_sure" for heard in self.intents)

    def is_sure_of(self, intent: str) -> bool:
        return any(heard.intent == intent and heard.gate == "sure" for heard in self.intents)
