"""GET /ops/api/churn: in the shape the page knows, before anything is known and after."""

from datetime import UTC, datetime

from sqlalchemy import insert

from connectors.web import keys
from escalation.insight.keeper import keep
from escalation.insight.risk_refresher import KEY
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
    "again": JUDGED,
    "usual": {"leave": 0.15, "again": 0.2},
    "survival": [{"day": 0, "share": 1.0, "low": 1.0, "high": 1.0}],
    "bands": [{"from": 0.0, "to": 0.1, "customers": 2100, "expected": 0.06, "left": 0.055}],
}
NOBODY_YET = {".computed_at", ".model", ".survival", ".bands", ".customers"}


async def test_who_may_leave_in_the_golden_shape(gateway: Gateway) -> None:
    await gateway.hire("하은", "ops@shop.example", "ops")
    now = datetime.now(UTC)
    row = {
        "leave": 0.61,
        "again": 0.35,
        "reasons": [{"code": "late_order", "effect": 0.9}],
        "next_step": "call_back",
        "why": {},
        "model": "leave-1",
        "computed_at": now,
    }
    async with gateway.agent() as page:
        await page.sign_in("ops@shop.example", PASSWORD)
        status, nothing = await fetch(page, "/ops/api/churn")
        assert status == 200
        assert_golden("churn", nothing, unknown=NOBODY_YET)
        async with gateway.app[keys.ENGINE].begin() as connection:
            await keep(connection, KEY, WORKED_OUT, now)
            await connection.execute(insert(risk), [{**row, "customer_id": "c-100"}])
            await connection.execute(insert(risk), [{**row, "customer_id": "c-200", "leave": 0.9}])
        _, told = await fetch(page, "/ops/api/churn")
    assert_golden("churn", told)
    assert [one["customer"] for one in told["customers"]] == ["c-200", "c-100"]


async def test_agents_do_not_read_it(gateway: Gateway) -> None:
    await gateway.hire()
    async with gateway.agent() as page:
        await page.sign_in("agent@shop.example", PASSWORD)
        assert (await fetch(page, "/ops/api/churn"))[0] == 403
