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
SAFETY_HAZARD = "safety_hazard"
UNAUTHORISED_CHARGE = "unauthorised_charge"
LEGAL_THREAT = "legal_threat"
REGULATOR_THREAT = "regulator_threat"
PRESS_THREAT = "press_threat"
DATA_ERASURE = "data_erasure"
SAME_POINT = "same_point"
RISING_FRUSTRATION = "rising_frustration"
LARGE_REFUND = "large_refund"
LARGE_ORDER = "large_order"
ORDER_LATE = "order_late"
CUSTOMER_TIER = "customer_tier"
FOREIGN_LANGUAGE = "foreign_language"

SAID = (SAFETY_HAZARD, UNAUTHORISED_CHARGE, LEGAL_THREAT, REGULATOR_THREAT, PRESS_THREAT, DATA_ERASURE)
"""Found in the customer's own words."""

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
        *SAID,
        SAME_POINT,
        RISING_FRUSTRATION,
        LARGE_REFUND,
        LARGE_ORDER,
        ORDER_LATE,
        CUSTOMER_TIER,
        FOREIGN_LANGUAGE,
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
