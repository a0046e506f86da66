"""How long a contact's customer waited, and how long things took, in seconds: all of the time, and the open time of the
team that it was handed to (`_open_s`). None where it did not happen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from escalation.numbers.contact_events import LET_GO, JourneyEvent
from escalation.promises.hours import ALWAYS, Hours


@dataclass(frozen=True, slots=True)
class Hold:
    """An agent held a contact from `since` until `until`; none: still does."""

    agent_id: str
    contact_id: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Desk:
    """What is known beside a contact's own events: the hours of teams by queue, and other contacts' holds meanwhile."""

    hours: Mapping[str, Hours] = field(default_factory=dict)
    holds: Sequence[Hold] = ()


EMPTY_DESK = Desk()


@dataclass(frozen=True, slots=True)
class Times:
    """The durations of one contact, named as their columns."""

    first_bot_response_s: float | None = None
    queue_wait_s: float | None = None
    first_human_response_s: float | None = None
    abandoned_after_s: float | None = None  # how long the customer waited who then left the queue
    handle_s: float | None = None  # of chats held at once each has its share
    resolved_s: float | None = None
    first_resolved_s: float | None = None
    queue_wait_open_s: float | None = None
    first_human_response_open_s: float | None = None
    abandoned_after_open_s: float | None = None
    resolved_open_s: float | None = None


NO_TIMES = Times()
Span = tuple[datetime, datetime]
Measured = Callable[[Span | None], float | None]


def times_of(events: Sequence[JourneyEvent], ended_at: datetime, resolved: Sequence[datetime], desk: Desk) -> Times:
    """The durations of a contact from its events in order of time; `resolved` says when it was, each time."""
    handoffs = [event for event in events if event.type == "handoff_requested"]
    taken = _span(handoffs, [event for event in events if event.type == "ticket_claimed"])
    answered = _span(handoffs, [event for event in events if event.type == "agent_replied"])
    left = _span(handoffs, [event for event in events if event.type == "ticket_abandoned"][-1:])
    began = events[0].at
    settled = (began, max(resolved)) if resolved else None
    in_hours = _in_hours(handoffs, desk.hours)
    return Times(
        first_bot_response_s=next((_seconds((began, e.at)) for e in events if e.type == "turn_answered"), None),
        queue_wait_s=_seconds(taken),
        first_human_response_s=_seconds(answered),
        abandoned_after_s=_said_wait(events),
        handle_s=_handled(holds_of(events, ended_at), desk.holds),
        resolved_s=_seconds(settled),
        first_resolved_s=_seconds((began, min(resolved)) if resolved else None),
        queue_wait_open_s=in_hours(taken),
        first_human_response_open_s=in_hours(answered),
        abandoned_after_open_s=in_hours(left),
        resolved_open_s=in_hours(settled),
    )


def holds_of(events: Sequence[JourneyEvent], ended_at: datetime | None, contact_id: str = "") -> list[Hold]:
    """Who held the contact and when: from each claim until it was let go, claimed by another, or over."""
    found, claimed = [], None
    for event in events:
        if event.type == "ticket_claimed" or event.type in LET_GO:
            if claimed is not None:
                found.append(_hold(claimed, contact_id, event.at))
            claimed = event if event.type == "ticket_claimed" else None
    return [*found, _hold(claimed, contact_id, ended_at)] if claimed is not None else found


def _hold(claimed: JourneyEvent, contact_id: str, until: datetime | None) -> Hold:
    return Hold(str(claimed.data.get("agent_id") or ""), contact_id, claimed.at, until)


def _handled(own: Sequence[Hold], others: Sequence[Hold]) -> float | None:
    """The time of a contact's holds; while its agent held k chats at once, a k-th of it."""
    return sum(_share(hold, others) for hold in own) or None


def _share(own: Hold, others: Sequence[Hold]) -> float:
    assert own.until is not None
    until = own.until
    spans = [
        (max(other.since, own.since), min(other.until or until, until))
        for other in others
        if other.agent_id == own.agent_id and other.since < until and (other.until is None or other.until > own.since)
    ]
    edges = sorted({own.since, until, *(edge for span in spans for edge in span)})
    return sum(
        (end - begin).total_seconds() / (1 + sum(since <= begin and end <= over for since, over in spans))
        for begin, end in pairwise(edges)
    )


def _span(starts: Sequence[JourneyEvent], ends: Sequence[JourneyEvent]) -> Span | None:
    """To the first of `ends` from the start before it: who left a queue waits anew in the next one."""
    for end in ends:
        before = [start.at for start in starts if start.at <= end.at]
        if before:
            return before[-1], end.at
    return None


def _seconds(span: Span | None) -> float | None:
    return None if span is None else (span[1] - span[0]).total_seconds()


def _said_wait(events: Sequence[JourneyEvent]) -> float | None:
    waits = [float(event.data["waited_s"]) for event in events if event.type == "ticket_abandoned"]
    return waits[-1] if waits else None


def _in_hours(handoffs: Sequence[JourneyEvent], hours: Mapping[str, Hours]) -> Measured:
    """Measures spans in the open time of the team that had the contact last; the bot alone is always there."""
    queue = handoffs[-1].data.get("queue") if handoffs else None
    open_time = hours.get(str(queue), ALWAYS)
    return lambda span: None if span is None else open_time.open_seconds(*span)
