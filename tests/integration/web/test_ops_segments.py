"""Segments over HTTP: saved once a name, listed with who saved them, archived, and every change in the audit log."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select

from connectors.web import keys
from escalation.tables import audit
from tests.integration.web.conftest import Gateway
from tests.integration.web.ops_pages import OpsPage, at_the_numbers

NOBODY = "00000000-0000-4000-8000-000000000000"
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"name": "Gold"}, "filter"),
    ({"name": "", "filter": {"tier": "gold"}}, "name"),
    ({"name": "x" * 81, "filter": {"tier": "gold"}}, "name"),
    ({"filter": {"tier": "gold"}}, "name"),
    ({"name": "x", "filter": {}}, "filter"),
    ({"name": "x", "filter": {"tier": ""}}, "filter"),
    ({"name": "x", "filter": {"mood": "sunny"}}, "filter.mood"),
    ({"name": "x", "filter": {"returning": "maybe"}}, "filter.returning"),
    ({"name": "x", "filter": {"returning": ["yes"]}}, "filter.returning"),
    ({"name": "x", "filter": {"tier": ["gold,silver"]}}, "filter.tier"),
    ({"name": "x", "filter": {"tier": [1]}}, "filter.tier[0]"),
    ({"name": "x", "filter": {"tier": {"is": "gold"}}}, "filter.tier"),
    ({"name": "x", "filter": {"tier": ",".join(map(str, range(41)))}}, "filter.tier"),
]


@pytest.fixture
async def ops(gateway: Gateway) -> AsyncIterator[OpsPage]:
    async with at_the_numbers(gateway) as page:
        yield page


async def test_a_segment_is_saved_listed_and_archived(gateway: Gateway, ops: OpsPage) -> None:
    saved = (await ops.example("segment_save"))["id"]
    await ops.ask("POST", "segments", {"name": "  휴대폰   고객 ", "filter": {"device": "phone", "returning": "no"}})
    listed = (await ops.example("segments"))["segments"]
    assert [(one["name"], one["filter"]) for one in listed] == [
        ("Gold", {"tier": ["gold"]}),
        ("휴대폰 고객", {"device": ["phone"], "returning": "no"}),
    ]
    assert {one["created_by"]["name"] for one in listed} == {"하은"}
    await ops.example("segment_remove", f"segments/{saved}")
    assert [one["name"] for one in (await ops.get("segments"))["segments"]] == ["휴대폰 고객"]
    assert (await ops.ask("DELETE", f"segments/{saved}")).refused == (404, "not_found", "id")
    assert (await ops.ask("POST", "segments", {"name": "Gold", "filter": {"tier": "gold"}})).status == 200
    async with gateway.app[keys.ENGINE].connect() as connection:
        entries = (await connection.execute(select(audit.c.action, audit.c.before).order_by(audit.c.id))).all()
    assert [entry.action for entry in entries if "segment" in entry.action] == [
        *("segment_added", "segment_added", "segment_archived", "segment_added")
    ]
    assert entries[-2].before == {"name": "Gold", "filter": {"tier": ["gold"]}}


async def test_what_cannot_be_kept_is_refused_by_its_field(ops: OpsPage) -> None:
    for body, field in REFUSED:
        assert (await ops.ask("POST", "segments", body)).refused == (400, "bad_frame", field), body


async def test_a_name_is_taken_in_any_case(ops: OpsPage) -> None:
    await ops.example("segment_save")
    again = await ops.ask("POST", "segments", {"name": "gOLD", "filter": {"language": "ko"}})
    assert again.refused == (409, "conflict", "name")


async def test_an_unknown_id_is_not_found(ops: OpsPage) -> None:
    for path in (f"segments/{NOBODY}", "segments/none"):
        assert (await ops.ask("DELETE", path)).refused == (404, "not_found", "id")
