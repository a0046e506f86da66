"""The journey events of a contact, and what one of them says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from escalation.queue.topics import SMALLTALK, topic_of

BEGIN_A_TICKET = ("handoff_requested", "ticket_reopened")
LET_GO = ("ticket_resolved", "ticket_returned", "ticket_requeued", "ticket_transferred")
HOLDING = ("ticket_claimed", *LET_GO)
NOT_AN_ISSUE = frozenset({"human_agent", "out_of_scope"})  # a wish for a person, or nothing the desk answers


@dataclass(frozen=True, slots=True)
class JourneyEvent:
    """One row of the journey log, as the classifier reads it. `at` is UTC and aware."""

    type: str
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)
    topic: str | None = None
    customer_id: str | None = None
    anonymous_id: str | None = None
    emotion: float | None = None  # 0..1, how negative the customer sounded


def asks(event: JourneyEvent) -> bool:
    """Whether a turn held a request, understood or not: anything but small talk."""
    return any(topic_of(i["intent"]) != SMALLTALK for i in event.data.get("intents") or ())


def answered_topics(event: JourneyEvent) -> list[str]:
    """Topic groups of the requests that a turn answered for sure."""
    topics = [topic_of(intent) for intent in _sure(event) if intent not in NOT_AN_ISSUE]
    return [topic for topic in topics if topic is not None and topic != SMALLTALK]


def fell_back(event: JourneyEvent) -> bool:
    """Whether a turn held a request and the bot understood nothing of it, or nothing that the desk answers."""
    return asks(event) and all(intent == "out_of_scope" for intent in _sure(event))


def resolved_at(events: Sequence[JourneyEvent], *, assumed: bool) -> tuple[datetime, ...]:
    """When a contact was resolved, each time: by an agent, by the customer's word, or, where that is `assumed`, with
    the bot's last answer."""
    said = [
        event.at
        for event in events
        if event.type == "ticket_resolved" or (event.type == "solved_answered" and event.data.get("solved"))
    ]
    answered = [event.at for event in events if event.type == "turn_answered" and answered_topics(event)]
    return (*said, *(answered[-1:] if assumed else ()))


def _sure(event: JourneyEvent) -> list[str]:
    return [i["intent"] for i in event.data.get("intents") or () if i.get("gate") == "sure"]
