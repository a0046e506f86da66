"""Intercom conversations, as its REST API gives them (2.x).

https://developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations/conversation
"""

from datetime import datetime
from typing import Any

from escalation.numbers.helpdesks.record_fields import (
    REASSIGNED,
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

RECORDS = "conversations"
BESIDE: dict[str, tuple[str, str]] = {}
CHANNELS = {"conversation": "chat", "messenger": "chat", "phone_call": "phone", "phone_switch": "phone"}
BY_THE_AI = {"confirmed_resolution": "confirmed", "assumed_resolution": "assumed"}
TO_A_TEAM = "routed_to_team"


def line_of(conversation: Record) -> Line:
    """A closed conversation as a contact. Raises PassedOver, LineError."""
    if plain(conversation, "state") != "closed":
        raise PassedOver("still open")
    if plain(conversation, "source.delivered_as") not in (None, "customer_initiated"):
        raise PassedOver("begun by the shop")
    started = time_of(conversation.get("created_at"), "created_at")
    replied = maybe_time(found(conversation, "statistics.first_admin_reply_at"), "first_admin_reply_at")
    ended = _ended(conversation, started)
    channel = str(plain(conversation, "source.type") or "chat")
    reopened = bool(found(conversation, "statistics.count_reopens"))
    return {
        "contact_id": named("intercom", conversation, "id"),
        "customer_id": plain(conversation, "contacts.contacts.0.external_id")
        or plain(conversation, "contacts.contacts.0.id"),
        "topic": topic_among(_tags(conversation), conversation.get("title")),
        "channel": CHANNELS.get(channel, channel),
        "started_at": started.isoformat(),
        "ended_at": ended.isoformat(),
        "outcome": "unresolved" if reopened else _outcome(conversation, replied),
        "handled_by": _handled_by(conversation, replied),
        "escalation_reasons": _reasons(conversation, reopened),
        "csat": plain(conversation, "conversation_rating.rating") or plain(conversation, "ai_agent.rating"),
        "first_human_response_s": seconds_between(started, replied),
        "resolved_s": seconds_between(started, ended),
    }


def _ended(conversation: Record, started: datetime) -> datetime:
    closed = found(conversation, "statistics.last_close_at") or conversation.get("updated_at")
    return max(started, time_of(closed, "last_close_at"))


def _tags(conversation: Record) -> list[Any]:
    tags = found(conversation, "tags.tags")
    return [plain(tag, "name") for tag in tags] if isinstance(tags, list) else []


def _outcome(conversation: Record, replied: datetime | None) -> str:
    """A person's answer counts as theirs to close; without one it is what Intercom says of its own answer."""
    if replied is not None:
        return "resolved_by_agent"
    return BY_THE_AI.get(str(found(conversation, "ai_agent.resolution_state")), "unresolved")


def _handled_by(conversation: Record, replied: datetime | None) -> str:
    if not conversation.get("ai_agent_participated"):
        return "agent"
    return "both" if replied is not None else "bot"


def _reasons(conversation: Record, reopened: bool) -> list[str]:
    routed = found(conversation, "ai_agent.resolution_state") == TO_A_TEAM
    assigned = found(conversation, "statistics.count_assignments")
    moved = isinstance(assigned, int) and assigned > 1
    named = (("handoff_by_bot", routed), (REASSIGNED, moved), (REOPENED, reopened))
    return [name for name, holds in named if holds]
