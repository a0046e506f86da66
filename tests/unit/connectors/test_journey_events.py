"""Segment `track` calls: what they become, and what is refused."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from connectors.shapes import ShapeError
from connectors.web.journey_events import TRACK, event_of
from escalation.numbers.touchpoints import STAGES, kept, stage_of, touchpoint_of
from escalation.store.refusals import Refused

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
CALL: dict[str, Any] = {"event": "Order Completed", "messageId": "m1", "userId": "c1"}


@pytest.mark.parametrize(
    ("event", "properties", "stage"),
    [
        ("Order Completed", {}, "purchase"),
        (" product viewed", {}, "consideration"),
        ("Email Opened", {}, "awareness"),
        ("Signed Up", {}, "post_purchase"),
        ("Product Reviewed", {}, "loyalty"),
        ("Lamp Lit", {"stage": "loyalty"}, "loyalty"),
        ("Lamp Lit", {"stage": "nonsense"}, None),
        ("Lamp Lit", {}, None),
    ],
)
def test_stages(event: str, properties: dict[str, Any], stage: str | None) -> None:
    assert stage in (*STAGES, None)
    assert stage_of(event, properties) == stage


def test_a_call_becomes_an_event() -> None:
    found = event_of(
        {**CALL, "properties": {"total": 39000, "note": "call 010-1234-5678", "deep": {}}}, "batch[0]", NOW
    )
    assert (found.type, found.stage, found.touchpoint) == ("touchpoint_reached", "purchase", "order_completed")
    assert found.data["properties"] == {"total": 39000, "note": "call [phone]"}
    assert (found.customer_id, found.source_id, found.at) == ("c1", "track:m1", NOW)


def test_the_senders_clock_is_corrected_and_never_ahead() -> None:
    slow = {"timestamp": "2026-03-02T01:00:00Z", "sentAt": "2026-03-02T01:00:10Z"}  # two hours slow
    assert event_of({**CALL, **slow}, "batch[0]", NOW).at == NOW - timedelta(seconds=10)
    assert event_of({**CALL, "timestamp": "2026-03-03T00:00:00Z"}, "batch[0]", NOW).at == NOW


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"event": "Lamp Lit"}, "batch[3].event"),
        ({"userId": ""}, "batch[3].userId"),
        ({"timestamp": "soon"}, "batch[3].timestamp"),
    ],
)
def test_what_is_wrong_is_named(change: dict[str, str], field: str) -> None:
    with pytest.raises(Refused) as caught:
        event_of({**CALL, **change}, "batch[3]", NOW)
    assert caught.value.field == field


def test_the_shape_of_a_call() -> None:
    with pytest.raises(ShapeError, match="messageId"):
        TRACK({"event": "Order Completed"}, "")
    with pytest.raises(ShapeError, match="type"):
        TRACK({**CALL, "type": "identify"}, "")


def test_names_and_sizes() -> None:
    assert touchpoint_of("Payment Info Entered!") == "payment_info_entered"
    assert len(kept({f"p{n}": n for n in range(100)})) == 40
    assert len(kept({"long": "가" * 900})["long"]) == 200


def test_what_the_record_cannot_hold_is_made_storable() -> None:
    told = {"note": "a\x00b\ud800", "key\x00": 1, "huge": 10**400, "channel": "we\x00b"}
    found = event_of({**CALL, "properties": told}, "batch[0]", NOW)
    assert found.data["properties"] == {"note": "ab\ufffd", "key": 1, "channel": "web"}
    assert found.channel == "web"


def test_a_time_past_all_calendars_is_refused() -> None:
    wild = {"timestamp": "9999-12-31T23:59:59Z", "sentAt": "0001-01-01T00:00:00Z"}
    with pytest.raises(Refused, match=r"batch\[0\]\.timestamp"):
        event_of({**CALL, **wild}, "batch[0]", NOW)
