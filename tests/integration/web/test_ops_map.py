"""The journey map over HTTP: in its golden shape, alone and beside another, refused by the field that is wrong."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, text

from connectors.web import keys
from escalation.numbers.contacts import import_contacts
from escalation.numbers.history import PastContact
from escalation.numbers.outcomes import HandledBy, Issue, Outcome
from escalation.store import journey
from escalation.tables import alias
from tests.integration.web.conftest import Gateway
from tests.integration.web.golden_answers import assert_golden
from tests.integration.web.ops_pages import OpsPage, at_the_numbers

CELL = ".stages[].touchpoints[]"
UNKNOWN = {f"{CELL}.{name}" for name in ("emotion", "effort", "fcr", "fcr.value", "fcr.interval", "pain", "saved")}
UNKNOWN |= {f"{CELL}.drop_off", f"{CELL}.drop_off.value", f"{CELL}.drop_off.interval", ".vs"}


@pytest.fixture
async def ops(gateway: Gateway) -> AsyncIterator[OpsPage]:
    async with at_the_numbers(gateway) as page:
        yield page


async def some_journeys(gateway: Gateway) -> None:
    now = datetime.now(UTC)
    events = [
        journey.Event(
            "touchpoint_reached", now - timedelta(days=20 - n / 2), stage="purchase", channel="web",
            touchpoint="order_completed", customer_id=f"c{n}" if n % 2 else None, anonymous_id=f"browser{n}",
        )
        for n in range(10)
    ]  # fmt: skip
    past = [
        PastContact(
            external_id=f"m{n}", customer_id=f"c{n if n < 6 else n + 10}", channel="chat",
            started_at=now - timedelta(days=19 - n / 2),
            ended_at=now - timedelta(days=19 - n / 2, minutes=-8), outcome=Outcome.UNRESOLVED,
            handled_by=HandledBy.BOT, issues=(Issue("orders"),), escalation_reasons=(), csat=2,
        )
        for n in range(8)
    ]  # fmt: skip
    known = [{"anonymous_id": f"browser{n}", "customer_id": f"c{n}", "at": now} for n in range(10)]
    async with gateway.app[keys.ENGINE].begin() as connection:
        await connection.execute(insert(alias), known)
        await journey.append(connection, events)
        await import_contacts(connection, past)


async def test_the_map_has_its_golden_shape_and_opens_its_contacts(gateway: Gateway, ops: OpsPage) -> None:
    await some_journeys(gateway)
    alone = await ops.get("map")
    assert_golden("map", alone, unknown=UNKNOWN)
    assert alone["vs"] is None
    purchase = next(stage for stage in alone["stages"] if stage["stage"] == "purchase")
    (order,) = purchase["touchpoints"]
    assert (purchase["customers"], order["events"], order["contacts"]) == (10, 10, 6)
    assert order["emotion"]["value"] == -0.5
    assert [stage["touchpoints"] for stage in alone["stages"] if stage["stage"] == "loyalty"] == [[]]
    rows = await ops.get(f"rows?{order['rows']}")
    assert rows["total"] == order["contacts"]
    assert (await ops.get("rows", touchpoint="support_chat"))["total"] == 8
    assert (await ops.get("rows", touchpoint="order_completed", stage="loyalty"))["total"] == 0


async def test_two_periods_and_two_segments_are_two_curves(gateway: Gateway, ops: OpsPage) -> None:
    await some_journeys(gateway)
    before = await ops.get("map", vs="before")
    assert before["vs"]["to"] == before["from"]
    assert sum(stage["customers"] for stage in before["vs"]["stages"]) == 0
    saved = (await ops.ask("POST", "segments", {"name": "Billing", "filter": {"topic": "billing"}})).body["id"]
    segments = await ops.get("map", vs_segment=saved)
    assert segments["vs"]["filter"] == {"topic": ["billing"]}
    assert (segments["vs"]["from"], segments["vs"]["to"]) == (segments["from"], segments["to"])
    assert sum(stage["customers"] for stage in segments["stages"]) > 0
    assert sum(stage["customers"] for stage in segments["vs"]["stages"]) == 0


async def test_a_statement_of_many_aggregates_is_not_compiled(gateway: Gateway) -> None:
    async with gateway.app[keys.ENGINE].connect() as connection:
        assert await connection.scalar(text("SHOW jit")) == "off"


async def test_what_cannot_be_compared_is_refused_by_its_field(ops: OpsPage) -> None:
    for query, field in (
        ({"vs": "after"}, "vs"),
        ({"from": "soon"}, "from"),
        ({"vs_from": "soon"}, "vs_from"),
        ({"vs_segment": "none"}, "vs_segment"),
        ({"segment": "none"}, "segment"),
        ({"window": "8"}, "window"),
    ):
        refused = await ops.ask("GET", "map", **query)
        assert refused.refused == (400, "bad_frame", field), query
