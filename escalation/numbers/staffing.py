"""How many agents the chats of now need: Erlang C over the seats that agents have, several chats at once each."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from escalation.numbers.erlang import expected, needed

SHARE, WITHIN_S = 0.8, 60.0
"""Four of five customers are answered by a person within a minute."""
USUAL_AT_ONCE = 4
"""Chats at once of an agent, where nobody is there to be asked."""


@dataclass(frozen=True, slots=True)
class Load:
    """Handoffs an hour, how long an agent holds a chat (s; None while nobody held one), and how many chats each of the
    agents who take some now holds at once."""

    arrivals_per_hour: float
    handle_s: float | None
    capacities: Sequence[int]

    @property
    def there(self) -> int:
        """Agents who take chats now."""
        return len(self.capacities)

    @property
    def seats(self) -> int:
        """Chats that all of them can hold at once."""
        return sum(self.capacities)


def staffing(load: Load) -> dict[str, Any]:
    """What is needed and what is to be expected of those there, as JSON. Both are None where nothing is known of how
    long a chat takes; a wait is None where more comes than they can do."""
    per_second, handle_s = load.arrivals_per_hour / 3600, load.handle_s
    return {
        "arrivals_per_hour": round(load.arrivals_per_hour, 1),
        "handle_s": None if handle_s is None else round(handle_s, 1),
        "at_once": round(statistics.fmean(load.capacities)) if load.capacities else USUAL_AT_ONCE,
        "target": {"share": SHARE, "within_s": int(WITHIN_S)},
        "needed": _needed(load, per_second, handle_s) if handle_s else None,
        "there": load.there,
        "expected": _expected(load, per_second, handle_s) if handle_s else None,
    }


def _needed(load: Load, per_second: float, handle_s: float) -> int:
    """The fewest agents whose seats are enough, where they hold as many chats on average as those there."""
    if per_second == 0:
        return 0
    there, seats = (load.there, load.seats) if load.seats else (1, USUAL_AT_ONCE)
    return -(-needed(SHARE, per_second, handle_s, WITHIN_S).agents * there // seats)


def _expected(load: Load, per_second: float, handle_s: float) -> dict[str, Any] | None:
    if load.seats == 0:
        return None
    found = expected(load.seats, per_second, handle_s, WITHIN_S)
    return {
        "share": round(found.in_time, 4),
        "wait_s": None if math.isinf(found.wait_s) else round(found.wait_s, 1),
    }
