"""The journey log in each format: what the standards demand, whatever the log holds, and what our reader needs."""

import csv
import io
import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.exports import cloudevents, ocel, xes
from escalation.exports.happenings import Happening, masked
from escalation.exports.table import as_csv, cell
from tests.unit.escalation.exports.standards import XES, wrong_cloud_events, wrong_ocel, wrong_xes

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
LOG_OF_XES = '<log xmlns="http://www.xes-standard.org/" xes.version="{}">{}</log>'
AGENT = "018f4c1e-2a55-7c7e-9a59-3a3ab5a3c00a"


def happening(number: int = 0, **more: Any) -> Happening:
    said = {
        "id": f"e{number}", "at": AT + timedelta(seconds=number), "type": "message_received", "stage": "post_purchase",
        "touchpoint": "support_chat", "channel": "chat", **more,
    }  # fmt: skip
    return Happening(**said)


LOG = [
    happening(1, customer_id="c1", contact_id="k1", case="k1", topic="orders", negative=0.7),
    happening(2, type="turn_answered", customer_id="c1", contact_id="k1", case="k1", data={"reference": "FH-1"}),
    happening(3, type="agent_replied", customer_id="c1", contact_id="k1", case="k1", data={"agent_id": AGENT}),
    happening(
        4, type="touchpoint_reached", touchpoint="order_completed", stage="purchase", channel="web", anonymous_id="a1",
        case="k2", data={"event": "Order Completed", "properties": {"order_id": "FH-2", "total": 39000}},
    ),
]  # fmt: skip


async def text_of(write: Callable[[AsyncIterator[Happening]], AsyncIterator[str]], log: list[Happening]) -> str:
    async def stream() -> AsyncIterator[Happening]:
        for one in log:
            yield one

    return "".join([piece async for piece in write(stream())])


async def test_cloud_events() -> None:
    text = await text_of(cloudevents.lines, LOG)
    assert wrong_cloud_events(text) == []
    first, *_, last = (json.loads(line) for line in text.splitlines())
    assert (first["id"], first["type"], first["subject"]) == ("e1", "firsthand.message_received", "c1")
    assert (last["subject"], last["data"]["properties"]["order_id"]) == ("a1", "FH-2")


async def test_xes() -> None:
    text = await text_of(xes.pieces, LOG)
    assert wrong_xes(text) == []
    traces = list(ElementTree.fromstring(text).iterfind(f"{XES}trace"))
    said = [
        [{one.get("key"): one.get("value") for one in event} for event in trace.iterfind(f"{XES}event")]
        for trace in traces
    ]
    assert [len(events) for events in said] == [3, 1]
    assert [event["concept:name"] for event in said[0]] == ["message_received", "turn_answered", "agent_replied"]
    assert [event["org:resource"] for event in said[0]] == ["customer", "bot", AGENT]
    assert said[1][0]["concept:name"] == "order_completed"
    assert said[0][0]["time:timestamp"] == "2026-03-02T03:00:01+00:00"


async def test_ocel() -> None:
    text = await text_of(ocel.pieces, LOG)
    assert wrong_ocel(text) == []
    log = json.loads(text)
    touched = {event["id"]: [one["objectId"] for one in event["relationships"]] for event in log["events"]}
    assert touched == {
        "e1": ["customer:c1", "contact:k1"],
        "e2": ["customer:c1", "contact:k1", "order:FH-1"],
        "e3": ["customer:c1", "contact:k1", f"agent:{AGENT}"],
        "e4": ["visitor:a1", "order:FH-2"],
    }
    contact = next(one for one in log["objects"] if one["id"] == "contact:k1")
    assert contact["relationships"] == [{"objectId": "customer:c1", "qualifier": "belongs to"}]
    assert {one["name"]: one["value"] for one in contact["attributes"]} == {"topic": "orders", "channel": "chat"}


@pytest.mark.parametrize("write", [cloudevents.lines, xes.pieces, ocel.pieces])
async def test_a_log_without_events_is_still_a_log(write: Any) -> None:
    text = await text_of(write, [])
    checks = {cloudevents.lines: wrong_cloud_events, xes.pieces: wrong_xes, ocel.pieces: wrong_ocel}
    assert checks[write](text) == []


@pytest.mark.parametrize(
    ("check", "bad"),
    [
        (wrong_xes, LOG_OF_XES.format("1.0", '<trace/><string key="a" value=""/>')),
        (wrong_xes, LOG_OF_XES.format("x", "")),
        (wrong_xes, LOG_OF_XES.format("1", '<int key="a" value="x"/>')),
        (wrong_xes, LOG_OF_XES.format("1", '<string key="a:b" value="x"/>')),
        (wrong_ocel, '{"events": [], "objects": [], "eventTypes": []}'),
        (
            wrong_ocel,
            '{"events": [{"id": "1", "type": "x", "time": "2026-01-01T00:00:00Z"}], "objects": [], "eventTypes": [], '
            '"objectTypes": []}',
        ),
        (
            wrong_ocel,
            '{"events": [{"id": "1", "type": "x", "time": "soon", "relationships": [{"objectId": "o", "qualifier": ""}'
            ']}], "objects": [], "eventTypes": [{"name": "x", "attributes": []}], "objectTypes": []}',
        ),
        (wrong_cloud_events, '{"specversion": "1.0", "id": "1", "source": "", "type": "x"}'),
        (wrong_cloud_events, '{"specversion": "1.0", "id": "1", "source": "s", "type": "x", "Data_Id": 1}'),
    ],
)  # fmt: skip
def test_the_checks_find_what_is_wrong(check: Callable[[str], list[str]], bad: str) -> None:
    assert check(bad) != []


TEXT = st.text(max_size=12)
HAPPENINGS = st.builds(
    happening,
    number=st.integers(0, 10**6),
    type=st.sampled_from(["message_received", "turn_answered", "touchpoint_reached", "agent_replied"]),
    touchpoint=TEXT.filter(bool),
    channel=TEXT,
    topic=st.none() | TEXT,
    customer_id=st.none() | TEXT,
    anonymous_id=st.none() | TEXT,
    contact_id=st.none() | TEXT,
    negative=st.none() | st.integers(0, 1) | st.floats(0, 1),
    data=st.dictionaries(st.sampled_from(["agent_id", "reference", "issues", "properties"]), st.none() | TEXT | st.just(
        [{"reference": "FH-1"}, {"reference": None}, 3]) | st.just({"order_id": 7})),
)  # fmt: skip


@given(st.lists(HAPPENINGS, max_size=6, unique_by=lambda one: one.id))
async def test_whatever_the_log_holds_the_file_is_of_its_standard(log: list[Happening]) -> None:
    ordered = sorted(log, key=lambda one: one.at)
    assert wrong_cloud_events(await text_of(cloudevents.lines, ordered)) == []
    assert wrong_ocel(await text_of(ocel.pieces, ordered)) == []
    cased = [happening(n, **{name: getattr(one, name) for name in ("touchpoint", "channel", "topic", "type")}, case="k")
             for n, one in enumerate(ordered)]  # fmt: skip
    assert wrong_xes(await text_of(xes.pieces, cased)) == []


def test_texts_are_masked_once_more_and_ids_are_not() -> None:
    raw = {"note": "010-1234-5678", "agent_id": AGENT, "list": ["hong@example.com"], "in": {"n": 3, "t": "a@b.co"}}
    assert masked(raw) == {"note": "[phone]", "agent_id": AGENT, "list": ["[email]"], "in": {"n": 3, "t": "[email]"}}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_runs_as_a_formula(start: str) -> None:
    assert cell(f"{start}SUM(A1)") == f"'{start}SUM(A1)"


async def test_a_table_opens_as_it_was() -> None:
    rows: list[dict[str, Any]] = [{"a": '한글, "x"\n', "b": None}, {"a": ["x", "y"], "b": 3}]

    async def one_by_one() -> AsyncIterator[list[dict[str, Any]]]:
        for row in rows:
            yield [row]

    text = "".join([piece async for piece in as_csv(("a", "b"), one_by_one())])
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff")))) == [
        *(["a", "b"], ['한글, "x"\n', ""], ["x y", "3"]),
    ]
