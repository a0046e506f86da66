"""One event of the journey log on its way out: what happened, to whom, by whose hand, masked once more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from escalation.store.masking import mask

SHORTEST_PERSONAL = 6  # characters: the shortest address, `a@b.co`
TAG = "touchpoint_reached"
BY_THE_BOT = frozenset({"turn_answered", "turn_failed", "reply_dropped", "decision_made", "answer_overdue"})
BY_THE_CUSTOMER = frozenset(
    {
        *(TAG, "message_received", "contact_rated", "solved_answered", "callback_requested", "customer_identified"),
        *("file_received", "ownership_verified", "ownership_refused", "ticket_abandoned"),
    }
)

_mask = lru_cache(4096)(mask)  # codes and names come again and again


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as exports need it. `at` is UTC; `negative` 0..1; `case` is what its trace is called, where one is."""

    id: str
    at: datetime
    type: str
    stage: str
    touchpoint: str
    channel: str
    topic: str | None = None
    customer_id: str | None = None
    anonymous_id: str | None = None
    contact_id: str | None = None
    negative: float | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    case: str | None = None

    @property
    def activity(self) -> str:
        """What happened, in one word: of the shop's own tags the touchpoint, they are all of one type."""
        return self.touchpoint if self.type == TAG else self.type

    @property
    def agent_id(self) -> str | None:
        """The agent it names."""
        named = self.data.get("agent_id")
        return named if isinstance(named, str) and named else None

    @property
    def actor(self) -> str:
        """Whose hand it was: an agent's id, `bot`, `customer`, or `system`."""
        if self.agent_id is not None:
            return self.agent_id
        return "bot" if self.type in BY_THE_BOT else "customer" if self.type in BY_THE_CUSTOMER else "system"

    @property
    def orders(self) -> tuple[str, ...]:
        """The orders it names: by its own reference, a tag's `order_id`, or the issues of a closed contact."""
        properties, issues = self.data.get("properties"), self.data.get("issues")
        named = [self.data.get("reference")]
        named += [properties.get("order_id")] if isinstance(properties, Mapping) else []
        named += [i.get("reference") for i in issues if isinstance(i, Mapping)] if isinstance(issues, list) else []
        return tuple(dict.fromkeys(str(one) for one in named if isinstance(one, str | int) and one))


def masked(value: Any, name: str = "") -> Any:
    """`value` with personal data taken out of every text in it; ids stay as they are."""
    if isinstance(value, str):
        return value if name.endswith("id") or len(value) < SHORTEST_PERSONAL else _mask(value)
    if isinstance(value, Mapping):
        return {key: masked(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [masked(inner, name) for inner in value]
    return value
