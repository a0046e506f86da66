"""GET /ops/api/churn: in the shape the page knows, before anything is known and after."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from connectors.web import keys
from escalation.insight.keeper import keep
from escalation.insight.risk_refresher import KEY
from escalation.insight.risk_view import STALE
from escalation.tables import risk
from tests.integration.web.conftest import PASSWORD, Gateway
from tests.integration.web.golden_answers import assert_golden
from tests.integration.web.test_ops import fetch

JUDGED = {"id": "leave-1", "n": 4100, "events": 620, "too_few": False} | {
    "auc": 0.78,
    "calibration_error": 0.021,
    "brier": 0.11,
}
WORKED_OUT = {
    "model": JUDGED,
    "again": {**JUDGED, "id": "again-1", "auc": 0.71},
    "usual": {"leave": 0.15, "again": 0.2},
    "survival": [{"day": 0, "share": 1.0, "low": 1.0, "high": 1.0}],
    "bands": [{"from": 0.0, "to": 0.1, "customers": 2100, "expected": 0.06, "happened": 0.055}],
    "bands_again": [{"from": 0.1, "to": 0.2, "customers": 900, "expected": 0.16, "happened": 0.17}],
}
NOT_LEAVING = {
    **WORKED_OUT,
    "model": {**JUDGED, "too_few": True, "auc": None, "calibration_error": None, "brier": None},
    "usual": {"leave": None, "again": 0.2},
    "bands": [],
}
NOBODY_YET = {".computed_at", ".model", ".survival", ".bands", ".again", ".by", ".customers"}
CUSTOMER = {
    "leave": 0.61,
    "again": 0.35,
    "reasons": [{"code": "late_order", "effect": 0.9}],
    "next_step": "call_back",
    "why": {"about": "leave"},
    "model": "leave-1",
}


async def told(gateway: Gateway, asked: str = "") -> dict[str, Any]:
    async with gateway.agent() as page:
        await page.sign_in("ops@shop.example", PASSWORD)
        status, answer = await fetch(page, f"/ops/api/churn{asked}")
    assert status == 200
    return dict(answer)


async def written(gateway: Gateway, kept: dict[str, Any], at: datetime, *customers: dict[str, Any]) -> None:
    async with gateway.app[keys.ENGINE].begin() as connection:
        await keep(connection, KEY, kept, at)
        for number, more in enumerate(customers, start=1):
            row = {**CUSTOMER, "customer_id": f"c-{number}00", "computed_at": at, **more}
            await connection.execute(insert(risk), [row])


async def test_who_may_leave_or_ask_again_in_the_golden_shape(gateway: Gateway) -> None:
    await gateway.hire("하은", "ops@shop.example", "ops")
    assert_golden("churn", await told(gateway), unknown=NOBODY_YET)
    await written(gateway, WORKED_OUT, datetime.now(UTC), {}, {"leave": 0.9, "again": 0.1})
    answer = await told(gateway)
    assert_golden("churn", answer)
    assert [one["customer"] for one in answer["customers"]] == ["c-200", "c-100"]
    again = answer["again"]
    assert (again["model"]["auc"], again["model"]["usual"], again["bands"][0]["happened"]) == (0.71, 0.2, 0.17)
    by_again = await told(gateway, "?by=again")
    assert by_again["by"] == "again"
    assert [one["customer"] for one in by_again["customers"]] == ["c-100", "c-200"]


async def test_where_only_asking_again_is_known_customers_are_listed_by_that(gateway: Gateway) -> None:
    await gateway.hire("하은", "ops@shop.example", "ops")
    nobody_leaves: dict[str, Any] = {"leave": None, "why": {"about": "again"}}
    await written(gateway, NOT_LEAVING, datetime.now(UTC), nobody_leaves, {**nobody_leaves, "again": 0.7})
    answer = await told(gateway)
    assert answer == await told(gateway, "?by=leave")
    assert answer["by"] == "again"
    assert [(one["customer"], one["about"]) for one in answer["customers"]] == [("c-200", "again"), ("c-100", "again")]


async def test_of_what_is_stale_no_customer_is_told(gateway: Gateway) -> None:
    await gateway.hire("하은", "ops@shop.example", "ops")
    at = datetime.now(UTC) - STALE - timedelta(minutes=1)
    await written(gateway, WORKED_OUT, at, {})
    answer = await told(gateway)
    assert (answer["stale"], answer["customers"]) == (True, [])
    assert (answer["computed_at"], answer["model"]["auc"]) == (at.isoformat(), 0.78)


async def test_what_an_older_version_kept_is_not_told(gateway: Gateway) -> None:
    await gateway.hire("하은", "ops@shop.example", "ops")
    older = {name: value for name, value in WORKED_OUT.items() if name != "bands_again"}
    await written(gateway, older, datetime.now(UTC), {})
    assert (await told(gateway))["customers"] == []


async def test_an_order_that_nobody_knows_is_refused(gateway: Gateway) -> None:
    await gateway.hire("하은", "ops@shop.example", "ops")
    async with gateway.agent() as page:
        await page.sign_in("ops@shop.example", PASSWORD)
        assert (await fetch(page, "/ops/api/churn?by=mood"))[0] == 400


async def test_agents_do_not_read_it(gateway: Gateway) -> None:
    await gateway.hire()
    async with gateway.agent() as page:
        await page.sign_in("agent@shop.example", PASSWORD)
        assert (await fetch(page, "/ops/api/churn"))[0] == 403
