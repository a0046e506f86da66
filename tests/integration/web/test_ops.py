"""The numbers over HTTP: who may read them, and that a tile, its rows and the export say the same."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert

from connectors.web import keys
from escalation.numbers.contacts import import_contacts
from escalation.numbers.history import PastContact
from escalation.numbers.outcomes import HandledBy, Issue, Outcome
from escalation.numbers.registry import METRICS
from escalation.tables import segment
from tests.integration.web.conftest import PASSWORD, Gateway
from tests.integration.web.golden_answers import assert_golden
from tests.integration.web.screens import AgentScreen


async def some_history(gateway: Gateway) -> None:
    """Twelve contacts of the last month, two of them of one customer about one order."""
    now = datetime.now(UTC)
    past = [
        PastContact(
            external_id=f"h{n}", customer_id=f"c{n % 11}", channel="chat",
            started_at=now - timedelta(days=29 - 2 * n), ended_at=now - timedelta(days=29 - 2 * n, minutes=-8),
            outcome=Outcome.ASSUMED if n % 3 else Outcome.RESOLVED_BY_AGENT,
            handled_by=HandledBy.BOT if n % 3 else HandledBy.AGENT, issues=(Issue("billing" if n % 2 else "orders"),),
            escalation_reasons=() if n % 3 else ("asked_for_person",), csat=5 if n == 4 else None,
        )
        for n in range(12)
    ]  # fmt: skip
    async with gateway.app[keys.ENGINE].begin() as connection:
        await import_contacts(connection, past)


async def fetch(screen: AgentScreen, path: str) -> tuple[int, Any]:
    async with screen.http.get(f"{screen.url}{path}") as response:
        body = await response.json() if response.content_type == "application/json" else await response.text()
        return response.status, body


async def read(gateway: Gateway, path: str, email: str = "ops@shop.example") -> tuple[int, Any]:
    async with gateway.agent() as screen:
        await screen.sign_in(email, PASSWORD)
        return await fetch(screen, path)


async def test_only_ops_supervisors_and_admins_read_the_numbers(gateway: Gateway) -> None:
    await gateway.hire("민서", "agent@shop.example", "agent")
    for role in ("ops", "supervisor", "admin"):
        await gateway.hire(role, f"{role}@shop.example", role)
    async with gateway.agent() as nobody, nobody.http.get(f"{gateway.url}/ops/api/overview") as response:
        assert response.status == 401
    assert (await read(gateway, "/ops/api/overview", "agent@shop.example"))[0] == 403
    assert (await read(gateway, "/ops/api/export", "agent@shop.example"))[0] == 403
    for role in ("ops", "supervisor", "admin"):
        assert (await read(gateway, "/ops/api/overview", f"{role}@shop.example"))[0] == 200


async def test_a_tile_its_rows_and_the_export_agree(gateway: Gateway) -> None:
    await gateway.hire("하은", "ops@shop.example", "ops")
    await some_history(gateway)
    async with gateway.agent() as screen:
        await screen.sign_in("ops@shop.example", PASSWORD)
        await tiles_agree_with_their_rows(screen)
        await an_export_opens_its_contacts(screen)


async def test_answers_are_those_of_the_contract(gateway: Gateway) -> None:
    await gateway.hire("하은", "ops@shop.example", "ops")
    await some_history(gateway)
    async with gateway.agent() as screen:
        await screen.sign_in("ops@shop.example", PASSWORD)
        _, page = await fetch(screen, "/ops/api/overview?by=handled_by")
        two = ("contacts", "fcr")  # as many as the example shows
        shown = [{**group, "metrics": {name: group["metrics"][name] for name in two}} for group in page["by"]]
        assert_golden("overview", {**page, "by": shown}, unknown=NOT_MEASURED)
        assert [tile["id"] for tile in page["metrics"]] == [metric.id for metric in METRICS]
        assert page["options"]["topic"] == ["billing", "orders"]
        assert {group["key"] for group in page["by"]} == {"agent", "bot"}
        _, rows = await fetch(screen, "/ops/api/rows?metric=fcr")
        assert_golden("rows", {**rows, "next": "100"}, unknown={".rows[].csat"})


NOT_MEASURED = {
    f"{place}.{name}"
    for place in (".metrics[]", ".metrics[].before", ".series[].points[]", ".by[].metrics.fcr", ".provisional")
    for name in ("value", "interval", "low", "high", "resolved", "kept")
} | {".metrics[].before", ".metrics[].percentiles", ".metrics[].better"}
"""Null where nothing was measured."""


async def test_a_segment_narrows_and_whatever_is_narrowed_stays_on_the_list(gateway: Gateway) -> None:
    await gateway.hire("하은", "ops@shop.example", "ops")
    await some_history(gateway)
    saved = insert(segment).values(
        id=uuid4(), name="문의: 결제", filter={"topic": ["billing"]}, created_at=datetime.now(UTC)
    )
    async with gateway.app[keys.ENGINE].begin() as connection:
        segment_id = await connection.scalar(saved.returning(segment.c.id))
    _, page = await read(gateway, f"/ops/api/overview?segment={segment_id}&tier=gold,unknown")
    assert page["filter"] == {"topic": ["billing"], "tier": ["gold", "unknown"]}
    assert page["metrics"][0]["value"] == 6
    assert page["options"]["tier"] == ["gold", "unknown"]
    for query in (f"segment={uuid4()}", "segment=mine", "returning=maybe"):
        status, body = await read(gateway, f"/ops/api/overview?{query}")
        assert (status, body["error"]["field"]) == (400, query.partition("=")[0])


async def test_rows_of_one_customer_and_page_by_page(gateway: Gateway) -> None:
    await gateway.hire("하은", "ops@shop.example", "ops")
    await some_history(gateway)
    assert (await read(gateway, "/ops/api/rows?customer=c0"))[1]["total"] == 2
    _, rest = await read(gateway, "/ops/api/rows?cursor=10")
    assert (len(rest["rows"]), rest["total"], "next" in rest) == (2, 12, False)
    assert (await read(gateway, "/ops/api/rows?part=half"))[1]["error"]["field"] == "part"
    assert (await read(gateway, "/ops/api/rows?customer=%00"))[1]["error"]["field"] == "customer"
    assert (await read(gateway, "/ops/api/rows?cursor=-1"))[1]["error"]["field"] == "cursor"


async def tiles_agree_with_their_rows(screen: AgentScreen) -> None:
    status, page = await fetch(screen, "/ops/api/overview")
    assert status == 200
    assert next(tile for tile in page["metrics"] if tile["id"] == "contacts")["value"] == 12
    for tile in page["metrics"]:
        _, numerator = await fetch(screen, f"/ops/api/rows?{tile['rows']}&part=numerator")
        _, denominator = await fetch(screen, f"/ops/api/rows?{tile['rows']}&part=denominator")
        assert (numerator["total"], denominator["total"]) == (tile["numerator"], tile["denominator"]), tile["id"]


async def an_export_opens_its_contacts(screen: AgentScreen) -> None:
    _, text = await fetch(screen, "/ops/api/export?metric=escalation_rate&part=numerator")
    exported = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(exported) == 4
    assert {row["reasons"] for row in exported} == {"asked_for_person"}
    status, contact = await fetch(screen, f"/ops/api/contacts/{exported[0]['contact_id']}")
    assert (status, contact["contact"]["outcome"]) == (200, "resolved_by_agent")
    assert [event["type"] for event in contact["events"]] == ["contact_started", "contact_closed"]


@pytest.mark.parametrize(
    ("query", "field"),
    [("window=8", "window"), ("from=soon", "from"), ("from=2026-02-02&to=2026-01-01", "from"), ("by=moon", "by")],
)
async def test_a_bad_question_is_a_400_that_names_its_field(gateway: Gateway, query: str, field: str) -> None:
    await gateway.hire("하은", "ops@shop.example", "ops")
    status, body = await read(gateway, f"/ops/api/overview?{query}")
    assert (status, body["error"]["field"]) == (400, field)


@pytest.mark.parametrize(
    ("query", "field"), [("from=1972-01-01&to=1980-01-01", "from"), ("from=9990-01-01&to=9999-12-30", "to")]
)
async def test_times_at_the_edge_of_what_can_be_told_are_refused(gateway: Gateway, query: str, field: str) -> None:
    """There is no period before the first, and no window after the last."""
    await gateway.hire("하은", "ops@shop.example", "ops")
    async with gateway.agent() as screen:
        await screen.sign_in("ops@shop.example", PASSWORD)
        for page in ("map?vs=before&", "overview?", "report?"):
            status, body = await fetch(screen, f"/ops/api/{page}{query}")
            assert (status, body["error"]["code"], body["error"]["field"]) == (400, "bad_frame", field), page


async def test_unknown_metrics_and_contacts(gateway: Gateway) -> None:
    await gateway.hire("하은", "ops@shop.example", "ops")
    assert (await read(gateway, "/ops/api/rows?metric=joy"))[0] == 400
    assert (await read(gateway, "/ops/api/contacts/none"))[0] == 404
    assert (await read(gateway, "/ops/api/contacts/00000000-0000-4000-8000-000000000000"))[0] == 404
