"""Why a conversation goes, or might go, to a person. The words for each code stand in the desk's catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ASKED_FOR_PERSON = "asked_for_person"
REPEATED_FAILURE = "repeated_failure"
BOT_UNAVAILABLE = "bot_unavailable"
NOT_UNDERSTOOD = "not_understood"
ACTION_FAILED = "action_failed"
ANGER = "anger"
IDENTITY_GUESSES = "identity_guesses"
VALIDATION_FAILED = "validation_failed"
POLICY = "policy"
HANDOFF_BY_BOT = "handoff_by_bot"

CODES = frozenset(
    {
        ASKED_FOR_PERSON,
        REPEATED_FAILURE,
        BOT_UNAVAILABLE,
        NOT_UNDERSTOOD,
        ACTION_FAILED,
        ANGER,
        IDENTITY_GUESSES,
        VALIDATION_FAILED,
        POLICY,
        HANDOFF_BY_BOT,
    }
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a code of CODES and what belongs to it."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def wire(self) -> dict[str, Any]:
        """As it is stored and sent."""
        return {"code": self.code, "params": dict(self.params)}
