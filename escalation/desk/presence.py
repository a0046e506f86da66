"""Who looks at a conversation, and who writes a reply to it: told from desk to desk, and kept nowhere.

A desk says so when it begins and again while it goes on; one that says nothing any more is forgotten, so nobody is
shown whose gateway has died. None of it reaches the customer.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from escalation.store.wire import Wire

BEAT_S = 10.0
"""A desk repeats what it looks at this often."""
LIFE_S = 25.0
"""What was not repeated for so long is over."""
WRITING_S = 10.0
"""A desk repeats every few seconds that somebody writes."""


def present_frame(screen: UUID, agent_id: UUID, name: str, writing: bool) -> dict[str, Any]:
    """What a desk says of itself; `screen` is one tab of the agent's."""
    who = {"id": str(agent_id), "name": name}
    return {"type": "present", "screen": str(screen), "agent": who, "writing": writing}


def who_frame(screen: UUID) -> dict[str, Any]:
    """Asks the other desks to say who they are."""
    return {"type": "who", "screen": str(screen)}


def gone_frame(screen: UUID) -> dict[str, Any]:
    """What it says when it looks elsewhere."""
    return {"type": "gone", "screen": str(screen)}


@dataclass(frozen=True, slots=True)
class _Seen:
    agent_id: str
    name: str
    writing: bool
    until: float


class Onlookers:
    """The others at one conversation, as one desk has heard of them. Times in seconds of a clock that only goes on."""

    def __init__(self, me: UUID) -> None:
        self._me = str(me)
        self._seen: dict[str, _Seen] = {}

    def heard(self, frame: dict[str, Any], now: float) -> None:
        """Somebody said something of themselves; one's own other tabs do not count."""
        if frame["type"] == "gone":
            self._seen.pop(frame["screen"], None)
        elif frame["type"] == "present" and frame["agent"]["id"] != self._me:
            who = frame["agent"]
            self._seen[frame["screen"]] = _Seen(who["id"], who["name"], bool(frame["writing"]), now + LIFE_S)

    def at(self, now: float) -> list[Wire]:
        """Who looks at this moment, each agent once, by name."""
        self._seen = {screen: one for screen, one in self._seen.items() if one.until > now}
        found: dict[str, Wire] = {}
        for one in sorted(self._seen.values(), key=lambda one: (one.name, one.agent_id)):
            person = found.setdefault(one.agent_id, {"id": one.agent_id, "name": one.name, "writing": False})
            person["writing"] = person["writing"] or one.writing
        return list(found.values())
