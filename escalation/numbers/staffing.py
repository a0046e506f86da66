"""How many agents the chats of now need: Erlang C over the seats that agents have, several chats at once each."""

import math
from dataclasses import dataclass
from typing import Any

from escalation.numbers.erlang import expected, needed

SHARE, WITHIN_S = 0.8, 60.0
"""Four of five customers are answered by a person within a minute."""


@dataclass(frozen=True, slots=True)
class Load:
    """Handoffs an hour, how long an agent holds a chat (s; None while nobody held one), how many chats an agent holds
    at once, and how many agents take chats now."""

    arrivals_per_hour: float
    handle_s: float | None
    at_once: int
    there: int


def staffing(load: Load) -> dict[str, Any]:
    """What is needed and what is to be expected of those there, as JSON. Both are None where nothing is known of how
    long a chat takes; a wait is None where more comes than they can do."""
    per_second, handle_s = load.arrivals_per_hour / 3600, load.handle_s
    return {
        "arrivals_per_hour": round(load.arrivals_per_hour, 1),
        "handle_s": None if handle_s is None else round(handle_s, 1),
        "at_once": load.at_once,
        "target": {"share": SHARE, "within_s": int(WITHIN_S)},
        "needed": _needed(load, per_second, handle_s) if handle_s else None,
        "there": load.there,
        "expected": _expected(load, per_second, handle_s) if handle_s else None,
    }


def _needed(load: Load, per_second: float, handle_s: float) -> int:
    """The fewest agents whose seats are enough."""
    if per_second == 0:
        return 0
    return math.ceil(needed(SHARE, per_second, handle_s, WITHIN_S).agents / load.at_once)


def _expected(load: Load, per_second: float, handle_s: float) -> dict[str, Any] | None:
    if load.there == 0:
        return None
    found = expected(load.there * load.at_once, per_second, handle_s, WITHIN_S)
    return {
        "share": round(found.in_time, 4),
        "wait_s": None if math.isinf(found.wait_s) else round(found.wait_s, 1),
    }
