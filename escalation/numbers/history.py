"""Contacts from elsewhere: what a good line is, an object of JSON, and what is wrong with a bad one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from escalation.numbers.not_first import NOT_FIRST
from escalation.numbers.outcomes import HandledBy, Issue, Outcome
from escalation.queue.topics import SMALLTALK, TOPICS, topic_of
from escalation.store.people import LOCALES
from escalation.store.texts import storable

NAMESPACE = UUID("6f2f3c1e-6a55-5d0e-9a2b-2f1a5c9d7e10")  # imported ids are derived, so a second import finds the first


DEVICES = ("phone", "tablet", "desktop")
DURATIONS = (
    *("first_bot_response_s", "queue_wait_s", "first_human_response_s", "abandoned_after_s", "handle_s", "resolved_s"),
)
OPTIONAL = ("solved", "effort", "not_first", "negative", *DURATIONS)
"""What a line may say besides, under these names; `language`, `device` and `tier` too."""
LONGEST_S = 366 * 24 * 3600.0


class LineError(ValueError):
    """A line that cannot be imported; the text names the field, what was expected and what came."""


@dataclass(frozen=True, slots=True)
class PastContact:
    """One imported contact. Times in UTC, durations in seconds; `csat` 1..5, `effort` 1..7, `negative` 0..1."""

    external_id: str
    customer_id: str | None
    channel: str
    started_at: datetime
    ended_at: datetime
    outcome: Outcome
    handled_by: HandledBy
    issues: tuple[Issue, ...]
    escalation_reasons: tuple[str, ...]
    csat: int | None
    solved: bool | None = None
    effort: int | None = None
    not_first: str | None = None
    negative: float | None = None
    language: str | None = None
    device: str | None = None
    tier: str | None = None
    first_bot_response_s: float | None = None
    queue_wait_s: float | None = None
    first_human_response_s: float | None = None
    abandoned_after_s: float | None = None
    handle_s: float | None = None
    resolved_s: float | None = None

    @property
    def id(self) -> UUID:
        return uuid5(NAMESPACE, self.external_id)

    def with_issues(self, issues: tuple[Issue, ...]) -> "PastContact":
        """The same contact about these issues."""
        return replace(self, issues=issues)

    def said(self) -> dict[str, Any]:
        """The data of its `contact_closed` event."""
        return {
            "source": "import",
            "started_at": self.started_at.isoformat(),
            "outcome": self.outcome.value,
            "handled_by": self.handled_by.value,
            "issues": [{"topic": issue.topic, "reference": issue.reference or None} for issue in self.issues],
            "escalation_reasons": list(self.escalation_reasons),
            "csat": self.csat,
            **{name: value for name in OPTIONAL if (value := getattr(self, name)) is not None},
        }


def contact_of(data: Mapping[str, Any]) -> PastContact:
    """The contact that the fields of a line say. Raises LineError."""
    started, ended = _time(data, "started_at"), _time(data, "ended_at")
    if ended < started:
        raise LineError(f"ended_at: expected a time not before started_at, came {data['ended_at']!r}")
    return PastContact(
        external_id=_text(data, "contact_id"),
        customer_id=_optional_text(data, "customer_id"),
        channel=_optional_text(data, "channel") or "chat",
        started_at=started,
        ended_at=ended,
        outcome=Outcome(_one_of(data, "outcome", tuple(Outcome))),
        handled_by=HandledBy(_one_of(data, "handled_by", tuple(HandledBy))),
        issues=(Issue(_topic(data), _optional_text(data, "reference") or ""),),
        escalation_reasons=_words(data, "escalation_reasons"),
        csat=_whole(data, "csat", 5),
        solved=_truth(data, "solved"),
        effort=_whole(data, "effort", 7),
        not_first=_known(data, "not_first", tuple(NOT_FIRST)),
        negative=_decimal(data, "negative", 1.0),
        language=_known(data, "language", LOCALES),
        device=_known(data, "device", DEVICES),
        tier=_optional_text(data, "tier"),
        **{name: _decimal(data, name, LONGEST_S) for name in DURATIONS},
    )


def _text(data: Mapping[str, Any], field: str) -> str:
    value = data.get(field)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        raise LineError(f"{field}: expected a text, came {value!r}")
    return _storable(value.strip(), field)


def _storable(text: str, field: str) -> str:
    if storable(text) != text:
        raise LineError(f"{field}: expected a text without NUL and half characters, came {text!r}")
    return text


def _optional_text(data: Mapping[str, Any], field: str) -> str | None:
    return None if data.get(field) in (None, "") else _text(data, field)


def _time(data: Mapping[str, Any], field: str) -> datetime:
    value = data.get(field)
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        if moment is not None:
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass  # said below, as for what is no text at all
    raise LineError(f"{field}: expected an ISO 8601 time, came {value!r}")


def _one_of(data: Mapping[str, Any], field: str, allowed: tuple[str, ...]) -> str:
    value = data.get(field)
    if value not in allowed:
        raise LineError(f"{field}: expected one of {', '.join(allowed)}, came {value!r}")
    return str(value)


def _topic(data: Mapping[str, Any]) -> str:
    """A topic group; an intent of the taxonomy stands for its group, a foreign topic is kept by its own name."""
    name = _text(data, "topic")
    group = topic_of(name)
    if group == SMALLTALK:
        raise LineError(f"topic: expected a topic such as {', '.join(TOPICS[:3])}, came {name!r}")
    return group or name


def _words(data: Mapping[str, Any], field: str) -> tuple[str, ...]:
    value = data.get(field) or []
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise LineError(f"{field}: expected a list of texts, came {value!r}")
    return tuple(_storable(word, field) for word in value)


def _known(data: Mapping[str, Any], field: str, allowed: tuple[str, ...]) -> str | None:
    return None if data.get(field) in (None, "") else _one_of(data, field, allowed)


def _whole(data: Mapping[str, Any], field: str, most: int) -> int | None:
    value = data.get(field)
    if value is None:
        return None
    if isinstance(value, bool) or value not in range(1, most + 1):
        raise LineError(f"{field}: expected a whole number from 1 to {most} or nothing, came {value!r}")
    return int(value)


def _truth(data: Mapping[str, Any], field: str) -> bool | None:
    value = data.get(field)
    if value is not None and not isinstance(value, bool):
        raise LineError(f"{field}: expected true, false or nothing, came {value!r}")
    return value


def _decimal(data: Mapping[str, Any], field: str, most: float) -> float | None:
    value = data.get(field)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise LineError(f"{field}: expected a number from 0 to {most:.0f} or nothing, came {value!r}")
    return float(value)
