"""The journey log as a file over HTTP: each format is of its standard, whole, masked, and of the period asked for."""

import asyncio
import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from xml.etree import ElementTree

import pytest

from connectors.web import keys, ops_export
from escalation.exports.formats import FORMATS, check_size, statement_of
from escalation.exports.table import COLUMNS
from escalation.numbers import profiles
from escalation.numbers.contacts import import_contacts
from escalation.numbers.filter import Filter, QuestionError
from escalation.numbers.history import PastContact
from escalation.numbers.outcomes import HandledBy, Issue, Outcome
from escalation.numbers.traits import Told
from escalation.store import journey
from tests.integration.web.conftest import PASSWORD, Gateway
from tests.integration.web.golden_answers import EXAMPLES
from tests.integration.web.screens import AgentScreen
from tests.unit.escalation.exports.standards import XES, wrong_cloud_events, wrong_ocel, wrong_xes

DAY = timedelta(days=1)


def past(now: datetime, number: int) -> PastContact:
    start = now - (20 - 2 * number) * DAY
    return PastContact(
        external_id=f"h{number}", customer_id=f"c{number % 3}", channel="chat", started_at=start,
        ended_at=start + timedelta(minutes=8), outcome=Outcome.ASSUMED, handled_by=HandledBy.BOT,
        issues=(Issue("billing" if number % 2 else "orders", f"FH-{number}"),), escalation_reasons=(), csat=None,
    )  # fmt: skip


async def some_journeys(gateway: Gateway) -> None:
    """Eight contacts, two events each, and three tags of the shop: one before its visitor was known, one of nobody."""
    now = datetime.now(UTC)
    tags = [
        journey.Event(
            "touchpoint_reached", now - days * DAY, {"properties": {"note": "call 010-1234-5678"}}, None, who, browser,
            stage="purchase", touchpoint="order_completed", channel="web", source_id=f"track:{days}",
        )
        for days, who, browser in ((9, "c1", None), (8, None, "a1"), (40, None, "a2"))
    ]  # fmt: skip
    async with gateway.app[keys.ENGINE].begin() as connection:
        await import_contacts(connection, [past(now, number) for number in range(8)])
        await journey.append(connection, tags)
        await profiles.keep(connection, [Told("c1", now, {}, anonymous_id="a1")])


async def fetched(screen: AgentScreen, query: str) -> tuple[int, str, str]:
    async with screen.http.get(f"{screen.url}/ops/api/export?{query}") as response:
        return response.status, response.content_type, await response.text()


async def file(gateway: Gateway, query: str) -> str:
    async with gateway.agent() as screen:
        await screen.sign_in("ops@shop.example", PASSWORD)
        status, _, text = await fetched(screen, query)
        assert status == 200, text
        return text


@pytest.fixture
async def told(gateway: Gateway) -> Gateway:
    await gateway.hire("하은", "ops@shop.example", "ops")
    await some_journeys(gateway)
    return gateway


async def test_the_contracts_request_is_answered_with_a_table(told: Gateway) -> None:
    asked = EXAMPLES["export"]["request"]
    assert asked["path"] == "/ops/api/export"
    rows = list(csv.DictReader(io.StringIO((await file(told, urlencode(asked["query"]))).removeprefix("\ufeff"))))
    assert set(rows[0]) == set(COLUMNS)
    assert {row["part"] for row in rows} <= {"numerator", "denominator", "pending"}


async def test_cloud_events_hold_the_periods_events_masked(told: Gateway) -> None:
    text = await file(told, "format=cloudevents")
    assert wrong_cloud_events(text) == []
    events = [json.loads(line) for line in text.splitlines()]
    assert len(events) == 18  # the tag of forty days ago is not of these thirty
    assert [event["time"] for event in events] == sorted(event["time"] for event in events)
    assert "1234" not in text
    year = (datetime.now(UTC) - 300 * DAY).date()
    assert len((await file(told, f"format=cloudevents&from={year}")).splitlines()) == 19


async def test_a_narrowing_keeps_only_the_events_of_its_contacts(told: Gateway) -> None:
    events = [json.loads(line) for line in (await file(told, "format=cloudevents&topic=billing")).splitlines()]
    assert {event["data"]["topic"] for event in events} == {"billing"}
    assert len(events) == 8


async def test_xes_has_a_trace_a_contact_or_a_customer(told: Gateway) -> None:
    text = await file(told, "format=xes")
    assert wrong_xes(text) == []
    assert traces(text, 2) == {str(past(datetime.now(UTC), number).id) for number in range(8)}
    text = await file(told, "format=xes&case=customer")
    assert wrong_xes(text) == []
    assert traces(text) == {"c0", "c1", "c2"}
    of_c1 = next(
        trace for trace in ElementTree.fromstring(text).iterfind(f"{XES}trace") if trace[0].get("value") == "c1"
    )
    assert len(of_c1.findall(f"{XES}event")) == 8  # three contacts, the tag, and the one from before the login


def traces(text: str, events: int | None = None) -> set[str | None]:
    found = list(ElementTree.fromstring(text).iterfind(f"{XES}trace"))
    assert events is None or {len(trace.findall(f"{XES}event")) for trace in found} == {events}
    return {trace[0].get("value") for trace in found}


async def test_ocel_knows_customers_contacts_and_orders(told: Gateway) -> None:
    text = await file(told, "format=ocel")
    assert wrong_ocel(text) == []
    log = json.loads(text)
    kinds = [one["type"] for one in log["objects"]]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"customer": 3, "visitor": 1, "contact": 8, "order": 8}
    assert len(log["events"]) == 18
    for one in log["objects"]:
        assert one["type"] != "contact" or UUID(one["id"].removeprefix("contact:"))


@pytest.mark.parametrize(
    ("query", "field"), [("format=pdf", "format"), ("format=xes&case=order", "case"), ("format=ocel&from=soon", "from")]
)
async def test_what_cannot_be_answered_is_named(told: Gateway, query: str, field: str) -> None:
    async with told.agent() as screen:
        await screen.sign_in("ops@shop.example", PASSWORD)
        status, _, text = await fetched(screen, query)
    assert (status, json.loads(text)["error"]["field"]) == (400, field)


async def test_a_file_that_its_writer_cannot_remember_is_refused(told: Gateway) -> None:
    now, ocel = datetime.now(UTC), FORMATS["ocel"]
    statement = statement_of(ocel, Filter(now - 30 * DAY, now))
    async with told.app[keys.ENGINE].connect() as connection:
        await check_size(connection, replace(ocel, most=18), statement)
        with pytest.raises(QuestionError, match="from: must be later"):
            await check_size(connection, replace(ocel, most=17), statement)


async def test_a_table_comes_in_pieces(told: Gateway) -> None:
    """Nobody knows its length before its end."""
    async with told.agent() as screen:
        await screen.sign_in("ops@shop.example", PASSWORD)
        async with screen.http.get(f"{screen.url}/ops/api/export") as response:
            assert (response.status, response.content_length) == (200, None)
            assert len(list(csv.DictReader(io.StringIO(await response.text())))) == 8
        status, _, text = await fetched(screen, "metric=joy")
        assert (status, json.loads(text)["error"]["field"]) == (400, "metric")


async def test_only_a_few_files_are_written_at_once(told: Gateway) -> None:
    exports = told.app[ops_export.EXPORTS]
    async with told.agent() as screen:
        await screen.sign_in("ops@shop.example", PASSWORD)
        with exports.one_more(), exports.one_more():
            assert (await fetched(screen, "format=ocel"))[0] == 429
        assert (await fetched(screen, "format=ocel"))[0] == 200
        for _ in range(500):  # the file is read before its writer has left
            if exports.under_way:
                await asyncio.sleep(0.01)
    assert exports.under_way == 0


async def test_agents_take_no_files(told: Gateway) -> None:
    await told.hire("민서", "agent@shop.example", "agent")
    async with told.agent() as screen:
        await screen.sign_in("agent@shop.example", PASSWORD)
        for name in ("csv", "cloudevents", "xes", "ocel"):
            assert (await fetched(screen, f"format={name}"))[0] == 403


async def test_the_head_of_a_file_is_told_without_it(told: Gateway) -> None:
    kinds: dict[str, Any] = {"csv": "text/csv", "cloudevents": "application/x-ndjson", "xes": "application/xml"}
    async with told.agent() as screen:
        await screen.sign_in("ops@shop.example", PASSWORD)
        for name, kind in kinds.items():
            async with screen.http.head(f"{screen.url}/ops/api/export?format={name}") as response:
                assert (response.status, response.content_type, await response.read()) == (200, kind, b"")
                assert "attachment" in response.headers["Content-Disposition"]
