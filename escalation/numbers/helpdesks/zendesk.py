"""Zendesk tickets, of the JSON export (a ticket a line) or of the incremental export with `metric_sets`.

https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/ and .../tickets/ticket_metrics/
"""

from typing import Any

from escalation.numbers.helpdesks.record_fields import (
    REASSIGNED,
    REOPENED,
    Line,
    PassedOver,
    Record,
    believable,
    found,
    named,
    plain,
    time_of,
    topic_among,
)

RECORDS = "tickets"
BESIDE = {"metric_sets": ("ticket_id", "metric_set")}
OVER = frozenset({"solved", "closed"})
CHANNELS = {"web": "form", "native_messaging": "chat", "messaging": "chat", "voice": "phone", "api": "chat"}
SCORES = {"good": 5, "bad": 1}
"""Zendesk asks for good or bad."""


def line_of(ticket: Record) -> Line:
    """A solved ticket as a contact. Raises PassedOver, LineError."""
    if plain(ticket, "status") == "deleted":
        raise PassedOver("deleted")
    if plain(ticket, "status") not in OVER:
        raise PassedOver("still open")
    channel = str(plain(ticket, "via.channel") or "email")
    reopened = bool(found(ticket, "metric_set.reopens"))
    return {
        "contact_id": named("zendesk", ticket, "id"),
        "customer_id": plain(ticket, "requester.external_id")
        or plain(ticket, "requester_id")
        or plain(ticket, "requester.id"),
        "topic": topic_among(ticket.get("tags"), ticket.get("type")),
        "reference": None,
        "channel": CHANNELS.get(channel, channel),
        "started_at": time_of(ticket.get("created_at"), "created_at").isoformat(),
        "ended_at": _ended(ticket),
        "outcome": "unresolved" if reopened else "resolved_by_agent",
        "handled_by": "agent",
        "escalation_reasons": _reasons(ticket, reopened),
        "csat": _score(found(ticket, "satisfaction_rating.score")),
        "first_human_response_s": _minutes(found(ticket, "metric_set.reply_time_in_minutes.calendar")),
        "resolved_s": _minutes(found(ticket, "metric_set.full_resolution_time_in_minutes.calendar")),
    }


def _ended(ticket: Record) -> str:
    solved = found(ticket, "metric_set.solved_at") or ticket.get("solved_at") or ticket.get("updated_at")
    return time_of(solved, "solved_at").isoformat()


def _reasons(ticket: Record, reopened: bool) -> list[str]:
    stations = [found(ticket, f"metric_set.{name}_stations") for name in ("group", "assignee")]
    moved = any(isinstance(count, int) and count > 1 for count in stations)
    return [*([REASSIGNED] if moved else []), *([REOPENED] if reopened else [])]


def _score(score: Any) -> int | None:
    if isinstance(score, int) and not isinstance(score, bool):
        return score  # the newer survey asks for 1 to 5
    return SCORES.get(str(score))


def _minutes(value: Any) -> float | None:
    return believable(value * 60.0) if isinstance(value, int | float) and not isinstance(value, bool) else None
