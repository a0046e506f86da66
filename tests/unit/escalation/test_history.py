"""Import lines: what is taken, and what is said of a line that is not."""

from datetime import UTC, datetime
from typing import Any

import pytest

from escalation.numbers.history import LineError, contact_of
from escalation.numbers.outcomes import HandledBy, Issue, Outcome

GOOD: dict[str, Any] = {
    "contact_id": "C-1", "customer_id": "7", "topic": "billing", "reference": "FH-100201", "channel": "chat",
    "started_at": "2026-03-02T10:00:00+09:00", "ended_at": "2026-03-02T10:20:00+09:00", "outcome": "assumed",
    "handled_by": "bot", "csat": 4, "escalation_reasons": [],
}  # fmt: skip


def line(**changes: Any) -> dict[str, Any]:
    return {**GOOD, **changes}


def test_a_good_line() -> None:
    found = contact_of(line())
    assert (found.external_id, found.customer_id, found.csat) == ("C-1", "7", 4)
    assert (found.outcome, found.handled_by) == (Outcome.ASSUMED, HandledBy.BOT)
    assert found.issues == (Issue("billing", "FH-100201"),)
    assert found.started_at == datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    assert found.id == contact_of(line(topic="orders")).id  # the id comes from contact_id alone


def test_an_intent_stands_for_its_group_and_a_foreign_topic_is_kept() -> None:
    assert contact_of(line(topic="order_track")).issues[0].topic == "orders"
    assert contact_of(line(topic="loyalty_programme")).issues[0].topic == "loyalty_programme"


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"contact_id": ""}, "contact_id: expected a text, came ''"),
        ({"started_at": "yesterday"}, "started_at: expected an ISO 8601 time, came 'yesterday'"),
        ({"ended_at": "2026-03-02T09:00:00+09:00"}, "ended_at: expected a time not before started_at"),
        ({"outcome": "solved"}, "outcome: expected one of confirmed, assumed"),
        ({"handled_by": None}, "handled_by: expected one of bot, agent, both, came None"),
        ({"topic": "greet"}, "topic: expected a topic such as billing"),
        ({"csat": 6}, "csat: expected a whole number from 1 to 5 or nothing, came 6"),
        ({"csat": True}, "csat: expected a whole number"),
        ({"csat": float("nan")}, "csat: expected a whole number"),
        ({"csat": float("inf")}, "csat: expected a whole number"),
        ({"contact_id": "a\x00b"}, "contact_id: expected a text without NUL"),
        ({"reference": "\ud800"}, "reference: expected a text without NUL"),
        ({"escalation_reasons": ["a\x00"]}, "escalation_reasons: expected a text without NUL"),
        ({"started_at": "0001-01-01T00:00:00+14:00"}, "started_at: expected an ISO 8601 time"),
        ({"escalation_reasons": "anger"}, "escalation_reasons: expected a list of texts, came 'anger'"),
    ],
)
def test_a_bad_field_is_named(changes: dict[str, Any], complaint: str) -> None:
    with pytest.raises(LineError) as caught:
        contact_of(line(**changes))
    assert complaint in str(caught.value)
