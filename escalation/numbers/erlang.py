"""Erlang C (Erlang 1917): how many agents a load needs so that most are answered soon. Rates per second, times in
seconds. Nobody gives up in this model, so it overstates the waits where customers do."""

import math
from dataclasses import dataclass

MOST_AGENTS = 10_000


@dataclass(frozen=True, slots=True)
class Expected:
    """What `agents` achieve: the share that waits at all, the share answered in time, the mean wait of everybody."""

    agents: int
    waits: float
    in_time: float
    wait_s: float


def expected(agents: int, arrivals_per_s: float, handle_s: float, within_s: float) -> Expected:
    """What that many agents achieve, each with one contact at a time. With no more agents than load the line never
    ends: everybody waits, for ever."""
    load = arrivals_per_s * handle_s
    if load == 0:
        return Expected(agents, 0.0, 1.0, 0.0)
    if agents <= load:
        return Expected(agents, 1.0, 0.0, math.inf)
    blocked = 1.0  # Erlang B by its recursion, which does not overflow
    for one in range(1, agents + 1):
        blocked = load * blocked / (one + load * blocked)
    waits = blocked / (1 - (load / agents) * (1 - blocked))
    in_time = 1 - waits * math.exp(-(agents - load) * within_s / handle_s)
    return Expected(agents, waits, in_time, waits * handle_s / (agents - load))


def needed(share: float, arrivals_per_s: float, handle_s: float, within_s: float) -> Expected:
    """The fewest agents with whom at least `share` (below 1) is answered within so many seconds."""
    if not 0 <= share < 1:
        raise ValueError(f"share: expected 0 or more and below 1, got {share}")
    for agents in range(math.floor(arrivals_per_s * handle_s), MOST_AGENTS + 1):
        found = expected(agents, arrivals_per_s, handle_s, within_s)
        if found.in_time >= share:
            return found
    raise ValueError(f"expected a load that {MOST_AGENTS} agents can carry, got {arrivals_per_s * handle_s:.0f}")
