"""Channel Talk's user chats, as its Open API gives them: times in milliseconds, customers beside under `users`.

https://developers.channel.io/reference/list-user-chats
"""

from typing import Any

from escalation.numbers.helpdesks.record_fields import (
    REASSIGNED,
    REOPENED,
    Line,
    PassedOver,
    Record,
    maybe_time,
    named,
    plain,
    seconds_between,
    time_of,
    topic_among,
)

RECORDS = "userChats"
BESIDE = {"users": ("id", "user")}
OF = "userId"  # what `id` of the list beside names in a chat


def line_of(chat: Record) -> Line:
    """A closed chat as a contact. Raises PassedOver, LineError."""
    if plain(chat, "state") in ("trash", "removed"):
        raise PassedOver("deleted or spam")
    if plain(chat, "state") != "closed":
        raise PassedOver("still open")
    opened = plain(chat, "firstOpenedAt") or plain(chat, "openedAt") or plain(chat, "createdAt")
    started = time_of(opened, "createdAt")
    ended = max(started, time_of(plain(chat, "closedAt") or plain(chat, "updatedAt"), "closedAt"))
    reopened = chat.get("firstOpenedAt") is not None and chat.get("openedAt") not in (None, chat.get("firstOpenedAt"))
    by_person = bool(chat.get("assigneeId") or chat.get("managerIds"))
    settled = "resolved_by_agent" if by_person else "assumed"
    answered = maybe_time(chat.get("firstRepliedAtAfterOpen"), "firstRepliedAtAfterOpen")
    return {
        "contact_id": named("channeltalk", chat, "id"),
        "customer_id": plain(chat, "user.memberId") or plain(chat, "memberId") or plain(chat, "userId"),
        "topic": topic_among(chat.get("tags")),
        "channel": "chat",
        "started_at": started.isoformat(),
        "ended_at": ended.isoformat(),
        "outcome": "unresolved" if reopened else settled,
        "handled_by": "agent" if by_person else "bot",
        "escalation_reasons": _reasons(chat, reopened),
        "csat": _score(chat),
        "language": _language(chat),
        "first_human_response_s": seconds_between(started, answered) if by_person else None,
        "resolved_s": seconds_between(started, ended),
    }


def _reasons(chat: Record, reopened: bool) -> list[str]:
    managers = chat.get("managerIds")
    moved = isinstance(managers, list) and len(managers) > 1
    return [*([REASSIGNED] if moved else []), *([REOPENED] if reopened else [])]


def _score(chat: Record) -> Any:
    return next((score for path in ("reviewScore", "review.score") if (score := plain(chat, path)) is not None), None)


def _language(chat: Record) -> str | None:
    said = plain(chat, "user.language")
    return said if said in ("ko", "en") else None
