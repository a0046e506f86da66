"""The one classifier: from a contact's journey events to what the contact was and how it ended.

Tile, trend, drill-down and export all read what this module says, so they cannot disagree (DESIGN, "the numbers").
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from escalation.queue.topics import SMALLTALK, topic_of

NEGATIVE = 0.6  # an emotion score from here on is a negative sign
NOT_AN_ISSUE = frozenset({"human_agent", "out_of_scope"})  # a wish for a person, or nothing the desk answers
POOR_RATING = 2  # of 5; this and less is a negative sign
BEGIN_A_TICKET = ("handoff_requested", "ticket_reopened")
LET_GO = ("ticket_resolved", "ticket_returned", "ticket_requeued", "ticket_transferred")
WITH_A_PERSON = frozenset(
    (*BEGIN_A_TICKET, "ticket_requeued", "ticket_transferred", "ticket_claimed", "agent_replied", "ticket_abandoned")
)


class Outcome(StrEnum):
    """How a contact ended. `assumed` (answered, then silent) is never shown as `confirmed`."""

    CONFIRMED = "confirmed"
    ASSUMED = "assumed"
    RESOLVED_BY_AGENT = "resolved_by_agent"
    ABANDONED = "abandoned"
    UNRESOLVED = "unresolved"

    @property
    def resolved(self) -> bool:
        return self in (Outcome.CONFIRMED, Outcome.ASSUMED, Outcome.RESOLVED_BY_AGENT)


class HandledBy(StrEnum):
    """Who gave answers in the contact."""

    BOT = "bot"
    AGENT = "agent"
    BOTH = "both"


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """What a contact is about: a topic group and, where known, a reference such as the order number ("" = none)."""

    topic: str
    reference: str = ""


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


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """What one contact was. Times in UTC; durations in seconds; `csat` 1..5."""

    started_at: datetime
    ended_at: datetime
    outcome: Outcome
    handled_by: HandledBy
    issues: tuple[Issue, ...]
    escalation_reasons: tuple[str, ...]
    counts: bool  # greeting-only contacts do not
    customer_id: str | None = None
    anonymous_id: str | None = None
    csat: int | None = None
    queue_wait_s: float | None = None
    first_human_response_s: float | None = None
    abandoned_after_s: float | None = None  # how long the customer waited who then left the queue
    handle_s: float | None = None
    negative: float | None = None


def classify(events: Sequence[JourneyEvent], ended_at: datetime) -> ContactFacts | None:
    """The facts of one contact from its events in order of time; None when there are none.

    An imported contact carries its facts in its `contact_closed` event, which then decides.
    """
    if not events:
        return None
    imported = next((e for e in events if e.type == "contact_closed" and e.data.get("source") == "import"), None)
    if imported is not None:
        return _imported(events, imported)
    requests = [e for e in events if e.type == "turn_answered" and _asks(e)]
    handoffs = [e for e in events if e.type == "handoff_requested"]
    claims = [e for e in events if e.type == "ticket_claimed"]
    replies = [e for e in events if e.type == "agent_replied"]
    return ContactFacts(
        started_at=events[0].at,
        ended_at=ended_at,
        outcome=_outcome(events),
        handled_by=_handled_by(requests, replies),
        issues=_issues(events),
        escalation_reasons=_reasons(handoffs),
        counts=bool(requests or handoffs or _reopened(events) or _failed(events)),
        customer_id=_last(e.customer_id for e in events),
        anonymous_id=_last(e.anonymous_id for e in events),
        csat=_csat(events),
        queue_wait_s=_seconds(handoffs, claims),
        first_human_response_s=_seconds(handoffs, replies),
        abandoned_after_s=_abandoned_after(events),
        handle_s=_handle_seconds(events),
        negative=max((e.emotion for e in events if e.emotion is not None), default=None),
    )


def _outcome(events: Sequence[JourneyEvent]) -> Outcome:
    """The last sign that decides, read backwards from the end."""
    for event in reversed(events):
        match event.type:
            case "ticket_resolved":
                return Outcome.RESOLVED_BY_AGENT
            case "solved_answered":
                return Outcome.CONFIRMED if event.data.get("solved") else Outcome.UNRESOLVED
            case kind if kind in WITH_A_PERSON:
                return Outcome.ABANDONED  # a person was promised and nobody closed it
            case "turn_failed" | "message_received":
                return Outcome.UNRESOLVED
            case "turn_answered":
                return _answered(events, event)
    return Outcome.UNRESOLVED


def _answered(events: Sequence[JourneyEvent], last: JourneyEvent) -> Outcome:
    """The bot had the last word: assumed resolved, unless something says otherwise."""
    poor = (_csat(events) or POOR_RATING + 1) <= POOR_RATING
    annoyed = last.emotion is not None and last.emotion >= NEGATIVE
    if poor or annoyed or last.data.get("failures") or not _understood(events):
        return Outcome.UNRESOLVED
    return Outcome.ASSUMED


def _understood(events: Sequence[JourneyEvent]) -> bool:
    """Whether the latest request got a real answer: understood for sure, in scope."""
    asking = [e for e in events if e.type == "turn_answered" and _asks(e)]
    return bool(asking and _answered_topics(asking[-1]))


def _asks(event: JourneyEvent) -> bool:
    """Whether a turn held a request, understood or not: anything but small talk."""
    return any(topic_of(i["intent"]) != SMALLTALK for i in event.data.get("intents") or ())


def _answered_topics(event: JourneyEvent) -> list[str]:
    """Topic groups of the requests that a turn answered for sure."""
    sure = [i["intent"] for i in event.data.get("intents") or () if i.get("gate") == "sure"]
    topics = [topic_of(intent) for intent in sure if intent not in NOT_AN_ISSUE]
    return [topic for topic in topics if topic is not None and topic != SMALLTALK]


def _reopened(events: Iterable[JourneyEvent]) -> bool:
    return any(e.type == "ticket_reopened" for e in events)


def _failed(events: Iterable[JourneyEvent]) -> bool:
    return any(e.type == "turn_failed" for e in events)


def _handled_by(requests: Sequence[JourneyEvent], replies: Sequence[JourneyEvent]) -> HandledBy:
    if not replies:
        return HandledBy.BOT
    return HandledBy.BOTH if requests else HandledBy.AGENT


def _issues(events: Sequence[JourneyEvent]) -> tuple[Issue, ...]:
    """Distinct issues; one without a reference falls together with one of its topic that has it."""
    found: dict[Issue, None] = {}
    for event in events:
        reference = str(event.data.get("reference") or "")
        if event.type == "turn_answered":
            for topic in _answered_topics(event):
                found[Issue(topic, reference)] = None
        elif event.type in BEGIN_A_TICKET and event.topic:
            found[Issue(event.topic, reference)] = None
    if not found and any(e.type in BEGIN_A_TICKET for e in events):
        found[Issue("support")] = None
    referenced = {issue.topic for issue in found if issue.reference}
    return tuple(issue for issue in found if issue.reference or issue.topic not in referenced)


def _reasons(handoffs: Iterable[JourneyEvent]) -> tuple[str, ...]:
    named = [r["code"] if isinstance(r, Mapping) else str(r) for e in handoffs for r in e.data.get("reasons") or ()]
    return tuple(dict.fromkeys(named))


def _csat(events: Iterable[JourneyEvent]) -> int | None:
    scores = [int(e.data["score"]) for e in events if e.type == "contact_rated"]
    return scores[-1] if scores else None


def _seconds(starts: Sequence[JourneyEvent], ends: Sequence[JourneyEvent]) -> float | None:
    """To the first of `ends` from the start before it: who left a queue waits anew in the next one."""
    for end in ends:
        before = [e.at for e in starts if e.at <= end.at]
        if before:
            return (end.at - before[-1]).total_seconds()
    return None


def _abandoned_after(events: Iterable[JourneyEvent]) -> float | None:
    waits = [float(e.data["waited_s"]) for e in events if e.type == "ticket_abandoned"]
    return waits[-1] if waits else None


def _handle_seconds(events: Sequence[JourneyEvent]) -> float | None:
    """Time a person held the contact: from each claim until it was let go."""
    total, claimed = 0.0, None
    for event in events:
        if event.type == "ticket_claimed":
            claimed = event.at
        elif claimed is not None and event.type in LET_GO:
            total += (event.at - claimed).total_seconds()
            claimed = None
    return total or None


def _last(values: Iterable[str | None]) -> str | None:
    known = [value for value in values if value]
    return known[-1] if known else None


def _imported(events: Sequence[JourneyEvent], closed: JourneyEvent) -> ContactFacts:
    data = closed.data
    return ContactFacts(
        started_at=events[0].at,
        ended_at=closed.at,
        outcome=Outcome(data["outcome"]),
        handled_by=HandledBy(data["handled_by"]),
        issues=tuple(Issue(i["topic"], i.get("reference") or "") for i in data["issues"]),
        escalation_reasons=tuple(data.get("escalation_reasons") or ()),
        counts=True,
        customer_id=closed.customer_id,
        anonymous_id=closed.anonymous_id,
        csat=data.get("csat"),
    )
