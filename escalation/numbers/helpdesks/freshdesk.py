"""Freshdesk tickets with `stats`, of its API or of an account's export, where each stands in a `helpdesk_ticket`.

https://developers.freshdesk.com/api/#tickets
"""

from typing import Any

from escalation.numbers.helpdesks.record_fields import (
    REOPENED,
    Line,
    PassedOver,
    Record,
    found,
    maybe_time,
    named,
    plain,
    seconds_between,
    time_of,
    topic_among,
)

RECORDS = "tickets"
BESIDE = {"satisfaction_ratings": ("ticket_id", "satisfaction_rating")}
WRAPPED = "helpdesk_ticket"
OVER = frozenset({4, 5, "Resolved", "Closed"})
OUTBOUND = 10
CHANNELS = {1: "email", 2: "form", 3: "phone", 5: "twitter", 6: "facebook", 7: "chat", 9: "form"}
SCORES = {103: 5, 102: 4, 101: 4, 100: 3, -101: 2, -102: 2, -103: 1}
"""Freshdesk's seven steps on our five: what is happy there is at least 4 here."""


def line_of(record: Record) -> Line:
    """A resolved or closed ticket as a contact. Raises PassedOver, LineError."""
    ticket = record[WRAPPED] if isinstance(record.get(WRAPPED), dict) else record
    if ticket.get("deleted") or ticket.get("spam"):
        raise PassedOver("deleted or spam")
    if plain(ticket, "source") == OUTBOUND:
        raise PassedOver("begun by the shop")
    if plain(ticket, "status") not in OVER:
        raise PassedOver("still open")
    started = time_of(ticket.get("created_at"), "created_at")
    solved = (plain(ticket, path) for path in ("stats.resolved_at", "stats.closed_at", "updated_at"))
    ended = max(started, time_of(next(filter(None, solved), None), "resolved_at"))
    reopened = plain(ticket, "stats.reopened_at") is not None
    return {
        "contact_id": named("freshdesk", ticket, "id", "display_id"),
        "customer_id": plain(ticket, "unique_external_id") or plain(ticket, "requester_id"),
        "topic": topic_among(ticket.get("tags"), ticket.get("type"), ticket.get("ticket_type")),
        "channel": CHANNELS.get(plain(ticket, "source"), "email"),
        "started_at": started.isoformat(),
        "ended_at": ended.isoformat(),
        "outcome": "unresolved" if reopened else "resolved_by_agent",
        "handled_by": "agent",
        "escalation_reasons": [REOPENED] if reopened else [],
        "csat": _score(found(record, "satisfaction_rating.ratings.default_question")),
        "first_human_response_s": seconds_between(
            started, maybe_time(plain(ticket, "stats.first_responded_at"), "first_responded_at")
        ),
        "resolved_s": seconds_between(started, ended),
    }


def _score(rating: Any) -> int | None:
    return SCORES.get(rating) if isinstance(rating, int) else None
