"""Segment calls: what they become, and what is refused."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors import tags
from connectors.shapes import ShapeError
from connectors.web.journey_events import sorted_out
from escalation.numbers.touchpoints import STAGES, kept, stage_of, touchpoint_of
from escalation.numbers.traits import Told
from escalation.store.journey import Event

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
CALL: dict[str, Any] = {"event": "Order Completed", "messageId": "m1", "userId": "c1"}


def event(call: Any, *, live: bool = True) -> Event:
    found = tags.read(call, NOW, live=live)
    assert isinstance(found, Event)
    return found


def told(**call: Any) -> Told:
    found = tags.read({"type": "identify", "messageId": "i1", "userId": "c1", **call}, NOW)
    assert isinstance(found, Told)
    return found


@pytest.mark.parametrize(
    ("name", "properties", "stage"),
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
def test_stages(name: str, properties: dict[str, Any], stage: str | None) -> None:
    assert stage in (*STAGES, None)
    assert stage_of(name, properties) == stage


def test_a_track_becomes_an_event() -> None:
    found = event({**CALL, "properties": {"total": 39000, "note": "call 010-1234-5678", "deep": {}}})
    assert (found.type, found.stage, found.touchpoint) == ("touchpoint_reached", "purchase", "order_completed")
    assert found.data["properties"] == {"total": 39000, "note": "call [phone]"}
    assert (found.customer_id, found.source_id, found.at) == ("c1", "track:m1", NOW)


def test_a_page_is_an_event_of_its_stage_without_the_query_of_its_address() -> None:
    page = {"type": "page", "messageId": "p1", "anonymousId": "a1", "name": "Help", "category": "Docs"}
    secret = {"url": "https://shop.example/reset?token=s", "path": "/reset#t", "search": "?token=s", "title": "T"}
    found = event({**page, "properties": secret})
    assert (found.stage, found.touchpoint, found.anonymous_id) == ("awareness", "page_viewed", "a1")
    assert found.data["properties"] == {"url": "https://shop.example/reset", "path": "/reset", "title": "T"}
    assert (found.data["name"], found.data["category"]) == ("Help", "Docs")
    assert event({**page, "properties": {"stage": "post_purchase"}}).stage == "post_purchase"


def test_an_identify_tells_traits_a_tier_and_whose_browser_it_was() -> None:
    traits = {"tier": "gold", "orders": 3, "note": "hong@example.com", "firstName": "x", "e-mail": "a", "address": {}}
    found = told(anonymousId="a1", traits=traits)
    assert (found.customer_id, found.anonymous_id, found.tier, found.at) == ("c1", "a1", "gold", NOW)
    assert found.traits == {"tier": "gold", "orders": 3, "note": "[email]"}
    assert told(traits={"plan": "pro"}).tier == "pro"
    assert told(traits={"tier": 3}).tier is None
    assert told().traits == {}


@pytest.mark.parametrize(
    ("times", "at"),
    [
        ({}, NOW),
        ({"timestamp": "2026-03-02T02:00:00Z"}, NOW - timedelta(hours=1)),
        ({"timestamp": "2026-03-02T02:00:00"}, NOW - timedelta(hours=1)),
        ({"timestamp": "2026-03-02T01:00:00Z", "sentAt": "2026-03-02T01:00:10Z"}, NOW - timedelta(seconds=10)),
        ({"timestamp": "2030-01-01T00:00:00Z", "sentAt": "2030-01-01T00:01:00Z"}, NOW - timedelta(minutes=1)),
        ({"originalTimestamp": "2020-01-01T00:00:00Z", "sentAt": "2020-01-01T00:00:05Z"}, NOW - timedelta(seconds=5)),
        ({"sentAt": "2020-01-01T00:00:00Z"}, NOW),
        ({"timestamp": "2026-03-03T00:00:00Z"}, NOW),
        (
            {
                "timestamp": "2026-03-01T00:00:00Z",
                "originalTimestamp": "2020-03-01T00:00:00Z",
                "sentAt": "2020-03-01T00:00:00Z",
                "receivedAt": "2026-03-01T00:00:01Z",
            },
            datetime(2026, 3, 1, tzinfo=UTC),
        ),
        (
            {
                "originalTimestamp": "2020-03-01T00:00:00Z",
                "sentAt": "2020-03-01T00:00:04Z",
                "receivedAt": "2026-03-01T00:00:04Z",
            },
            datetime(2026, 3, 1, tzinfo=UTC),
        ),
    ],
)
def test_the_senders_clock_is_corrected_and_never_ahead(times: dict[str, str], at: datetime) -> None:
    assert event({**CALL, **times}).at == at


def test_a_file_was_never_sent_and_must_say_its_times() -> None:
    old = {"timestamp": "2020-01-01T00:00:00Z", "sentAt": "2020-01-01T00:00:09Z"}
    assert event({**CALL, **old}, live=False).at == datetime(2020, 1, 1, tzinfo=UTC)
    with pytest.raises(ShapeError, match="timestamp: expected a time"):
        event(CALL, live=False)


@pytest.mark.parametrize(
    ("change", "field", "expected", "came"),
    [
        ({"event": "Lamp Lit"}, "event", "an event of the list, or `properties.stage`", "a text of 8 characters"),
        ({"event": ""}, "event", "a text of 1 to 120", "a text of 0 characters"),
        ({"event": "!!", "properties": {"stage": "loyalty"}}, "event", "an event of the list", "a text of 2"),
        ({"userId": None}, "userId", "this or anonymousId", "nothing"),
        ({"userId": 7}, "userId", "a text", "a number"),
        ({"messageId": None}, "messageId", "a text", "nothing"),
        ({"type": "alias"}, "type", "one of track, page, identify", "a text of 5 characters"),
        ({"type": "identify", "userId": None, "anonymousId": "a"}, "userId", "a text", "nothing"),
        ({"properties": [1]}, "properties", "an object", "a list of 1"),
        ({"timestamp": "soon"}, "timestamp", "an ISO 8601 time", "a text of 4 characters"),
        ({"timestamp": "1969-01-01T00:00:00Z"}, "timestamp", "a time from 1971 on", "a text"),
        (
            {"timestamp": "9999-12-31T23:59:59Z", "sentAt": "0001-01-01T00:00:00Z"},
            "timestamp", "a time near sentAt", "a text",
        ),
        ({"properties": {"a": "x" * 40_000}}, "", "a call of at most 32 KiB", "an object"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(change: dict[str, Any], field: str, expected: str, came: str) -> None:
    with pytest.raises(ShapeError) as caught:
        tags.read({**CALL, **change}, NOW)
    assert caught.value.field == field
    assert caught.value.expected.startswith(expected)
    assert caught.value.came.startswith(came)


def test_names_and_sizes() -> None:
    assert touchpoint_of("Payment Info Entered!") == "payment_info_entered"
    assert len(kept({f"p{n}": n for n in range(100)})) == 40
    assert len(kept({"long": "가" * 900})["long"]) == 200


def test_a_name_tells_nobody_s_address() -> None:
    found = event({**CALL, "event": "Invited mina@example.com", "properties": {"stage": "loyalty"}})
    assert "mina" not in found.data["event"]
    assert "mina" not in found.touchpoint


def test_what_the_record_cannot_hold_is_made_storable() -> None:
    given = {"note": "a\x00b\ud800", "key\x00": 1, "huge": 10**400, "channel": "we\x00b"}
    found = event({**CALL, "properties": given})
    assert found.data["properties"] == {"note": "ab\ufffd", "key": 1, "channel": "web"}
    assert found.channel == "web"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(["type", "event", "messageId", "userId", "anonymousId", "timestamp", "sentAt", "properties"])
CALLS = st.dictionaries(FIELDS, ANYTHING | st.sampled_from(["track", "page", "identify", "Signed Up"]), max_size=8)


@given(st.lists(ANYTHING | CALLS | CALLS.map(lambda change: {**CALL, **change}), max_size=8))
def test_whatever_comes_is_taken_or_named(calls: list[Any]) -> None:
    taken, refused = sorted_out(calls, NOW)
    assert len(taken) + len(refused) == len(calls)
    assert [one["index"] for one in refused] == sorted({one["index"] for one in refused})
    for one in taken:
        assert one.at <= NOW + tags.SLOWEST_CLOCK
        assert one.customer_id or one.anonymous_id
    for fault in refused:
        assert fault["expected"]
        assert fault["came"]
        with pytest.raises(ShapeError):
            tags.read(calls[fault["index"]], NOW)
