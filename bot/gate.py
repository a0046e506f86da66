"""The gate: whether the assistant answers, asks back, or says that it did not understand. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SURE, NEARLY, NOT_SURE = "sure", "nearly", "not_sure"
OUT_OF_SCOPE = "out_of_scope"

Ranking = Sequence[tuple[str, float]]
"""Intents with their calibrated probabilities, likeliest first."""


@dataclass(frozen=True)
class Thresholds:
    """Probabilities from 0 to 1. `lead`: what the first must have over the second to be sure.

    `candidate`: how likely an intent must be to be offered when asking back.
    """

    sure: float = 0.5
    lead: float = 0.15
    nearly: float = 0.25
    candidate: float = 0.08

    def __post_init__(self) -> None:
        if not 0 <= self.candidate <= self.nearly <= self.sure <= 1 or not 0 <= self.lead <= 1:
            raise ValueError(f"expected 0 <= candidate <= nearly <= sure <= 1 and 0 <= lead <= 1, got {self}")


OF_AN_ORDER = {"shipping_period": "order_track", "billing_refund_policy": "billing_refund_status"}
"""A general question, and what it asks where the message names an order: that order's own state."""


def naming_an_order(ranking: Ranking) -> list[tuple[str, float]]:
    """The ranking of a message with an order number in it: a general question's probability goes to the order's."""
    moved: dict[str, float] = {}
    for name, p in ranking:
        meant = OF_AN_ORDER.get(name, name)
        moved[meant] = moved.get(meant, 0.0) + p
    return sorted(moved.items(), key=lambda item: -item[1])


def judge(ranking: Ranking, thresholds: Thresholds, *, noise: bool = False) -> str:
    """sure, nearly or not_sure."""
    if noise or not ranking:
        return NOT_SURE
    first = ranking[0][1]
    second = ranking[1][1] if len(ranking) > 1 else 0.0
    if first >= thresholds.sure and first - second >= thresholds.lead:
        return SURE
    return NEARLY if first >= thresholds.nearly and candidates(ranking, thresholds) else NOT_SURE


def candidates(ranking: Ranking, thresholds: Thresholds) -> list[str]:
    """The two or three likeliest intents to offer as buttons; empty where there is no choice to offer."""
    named = [(name, p) for name, p in ranking if name != OUT_OF_SCOPE][:3]
    likely = [name for name, p in named if p >= thresholds.candidate]
    offered = likely if len(likely) >= 2 else [name for name, _ in named[:2]]
    return offered if len(offered) >= 2 else []


def answered(verdict: str, intent: str) -> bool:
    """True where the assistant answers the request rather than asking back or declining."""
    return verdict == SURE and intent != OUT_OF_SCOPE
