"""The one classifier: from a contact's journey events to what the contact was and how it ended.

Tile, trend, drill-down and export all read what this module says, so they cannot disagree (DESIGN, "the numbers").
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum

from escalation.numbers.contact_events import (
    BEGIN_A_TICKET,
    JourneyEvent,
    answered_topics,
    asks,
    fell_back,
    resolved_at,
)
from escalation.numbers.durations import EMPTY_DESK, NO_TIMES, Desk, Times, times_of
from escalation.numbers.not_first import registered

NEGATIVE = 0.6  # an emotion score from here on is a negative sign
TIMES = tuple(one.name for one in fields(Times))
AMONG_AGENTS = frozenset({"reassigned", "reopened"})  # reasons of elsewhere that say nothing of a bot
POOR_RATING = 2  # of 5; this and less is a negative sign
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
class ContactFacts:
    """What one contact was. Times in UTC; `csat` 1..5; `effort` 1..7, 7 is easy."""

    started_at: datetime
    ended_at: datetime
    outcome: Outcome
    handled_by: HandledBy
    issues: tuple[Issue, ...]
    escalation_reasons: tuple[str, ...]
    counts: bool  # greeting-only contacts do not
    customer_id: str | None = None
    anonymous_id: str | None = None
    asked_bot: bool = False  # the bot got at least one request
    answered_by_bot: bool = False  # and gave at least one real answer
    bot_turns: int = 0
    fallback_turns: int = 0  # of them, those in which nothing was understood
    csat: int | None = None
    solved: bool | None = None
    effort: int | None = None
    not_first: str | None = None
    negative: float | None = None
    times: Times = NO_TIMES


def classify(events: Sequence[JourneyEvent], ended_at: datetime, desk: Desk = EMPTY_DESK) -> ContactFacts | None:
    """The facts of one contact from its events in order of time; None when there are none. `desk` is what else is
    known: when teams were there, and what their agents held besides.

    An imported contact carries its facts in its `contact_closed` event, which then decides.
    """
    if not events:
        return None
    imported = next((e for e in events if e.type == "contact_closed" and e.data.get("source") == "import"), None)
    if imported is not None:
        return _imported(events, imported)
    requests = [e for e in events if e.type == "turn_answered" and asks(e)]
    handoffs = [e for e in events if e.type == "handoff_requested"]
    replies = [e for e in events if e.type == "agent_replied"]
    answers = [e for e in events if e.type == "turn_answered"]
    outcome = _outcome(events)
    return ContactFacts(
        started_at=events[0].at,
        ended_at=ended_at,
        outcome=outcome,
        handled_by=_handled_by(requests, replies),
        issues=_issues(events),
        escalation_reasons=_reasons(handoffs),
        counts=bool(requests or handoffs or _reopened(events) or _failed(events)),
        customer_id=_last(e.customer_id for e in events),
        anonymous_id=_last(e.anonymous_id for e in events),
        asked_bot=bool(requests) or _failed(events),
        answered_by_bot=any(map(answered_topics, answers)),
        bot_turns=len(answers),
        fallback_turns=sum(map(fell_back, answers)),
        csat=_csat(events),
        solved=_solved(events),
        effort=_effort(events),
        not_first=_not_first(events),
        negative=max((e.emotion for e in events if e.emotion is not None), default=None),
        times=times_of(events, ended_at, resolved_at(events, assumed=outcome is Outcome.ASSUMED), desk),
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
    asking = [e for e in events if e.type == "turn_answered" and asks(e)]
    return bool(asking and answered_topics(asking[-1]))


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
            for topic in answered_topics(event):
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


def _solved(events: Iterable[JourneyEvent]) -> bool | None:
    """The customer's last answer to "was it solved?", to the bot or with the rating."""
    said = [e.data["solved"] for e in events if e.type in ("solved_answered", "contact_rated") and "solved" in e.data]
    known = [bool(answer) for answer in said if answer is not None]
    return known[-1] if known else None


def _effort(events: Iterable[JourneyEvent]) -> int | None:
    scores = [e.data["effort"] for e in events if e.type == "contact_rated" and e.data.get("effort") is not None]
    return int(scores[-1]) if scores else None


def _not_first(events: Iterable[JourneyEvent]) -> str | None:
    """The registered reason that the last agent who resolved it gave."""
    codes = [e.data.get("code") for e in events if e.type == "ticket_resolved"]
    return registered(codes[-1]) if codes else None


def _last(values: Iterable[str | None]) -> str | None:
    known = [value for value in values if value]
    return known[-1] if known else None


def _imported(events: Sequence[JourneyEvent], closed: JourneyEvent) -> ContactFacts:
    data = closed.data
    handled_by, reasons = HandledBy(data["handled_by"]), tuple(data.get("escalation_reasons") or ())
    return ContactFacts(
        started_at=events[0].at,
        ended_at=closed.at,
        outcome=Outcome(data["outcome"]),
        handled_by=handled_by,
        issues=tuple(Issue(i["topic"], i.get("reference") or "") for i in data["issues"]),
        escalation_reasons=reasons,
        counts=True,
        customer_id=closed.customer_id,
        anonymous_id=closed.anonymous_id,
        asked_bot=handled_by is not HandledBy.AGENT or any(reason not in AMONG_AGENTS for reason in reasons),
        answered_by_bot=handled_by is not HandledBy.AGENT,
        csat=data.get("csat"),
        solved=data.get("solved"),
        effort=data.get("effort"),
        not_first=registered(data.get("not_first")),
        negative=data.get("negative"),
        times=Times(**{name: data[name] for name in TIMES if data.get(name) is not None}),
    )
