"""The funnel and the paths over HTTP: in the golden shapes, and what cannot be asked."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import insert

from connectors.web import keys
from escalation.numbers.contacts import import_contacts
from escalation.numbers.history import PastContact
from escalation.numbers.outcomes import HandledBy, Issue, Outcome
from escalation.store import journey
from escalation.tables import outreach
from tests.integration.web.conftest import Gateway
from tests.integration.web.golden_answers import assert_golden
from tests.integration.web.test_ops import read

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


def event(who: str, name: str, day: float, stage: str = "post_purchase") -> journey.Event:
    at = NOW - 30 * DAY + day * DAY
    return journey.Event("touchpoint_reached", at, touchpoint=name, stage=stage, channel="web", customer_id=who)


async def some_onboarding(gateway: Gateway) -> None:
    """Six who sign up; one comes through, one is asked after, one stuck and helped, one stuck and left alone."""
    events = [event(f"c{n}", "signed_up", 2) for n in range(6)]
    events += [event("c0", name, 3) for name in ("account_verified", "device_connected", "first_used")]
    events.append(event("c2", "account_verified", 4))
    asked = PastContact(
        external_id="a", customer_id="c1", channel="chat", started_at=NOW - 26 * DAY, ended_at=NOW - 25.9 * DAY,
        outcome=Outcome.ASSUMED, handled_by=HandledBy.BOT, issues=(Issue("onboarding"),), escalation_reasons=(),
        csat=None,
    )  # fmt: skip
    stuck = {"kind": "stuck_step", "key": "signed_up", "created_at": NOW - 27 * DAY}
    rows = [{**stuck, "id": uuid4(), "customer_id": f"c{2 + n}", "held_back": bool(n)} for n in range(2)]
    async with gateway.app[keys.ENGINE].begin() as connection:
        await journey.append(connection, events)
        await import_contacts(connection, [asked])
        await connection.execute(insert(outreach), rows)


async def test_the_funnel_has_the_golden_shape(gateway: Gateway) -> None:
    await gateway.hire("하은", "ops@shop.example", "ops")
    await some_onboarding(gateway)
    status, page = await read(gateway, "/ops/api/funnel?days=7")
    assert status == 200
    assert_golden("funnel", page)
    first, *_, last = page["steps"]
    assert (first["customers"], first["went_on"]["numerator"], first["went_on"]["denominator"]) == (6, 2, 6)
    assert first["asked_next"] == [{"topic": "onboarding", "customers": 1}]
    _, behind = await read(gateway, f"/ops/api/rows?{first['rows']}")
    assert [row["customer"] for row in behind["rows"]] == ["c1"]
    assert (last["customers"], last["went_on"]) == (1, None)
    assert (page["rescue"]["went_on"]["numerator"], page["rescue"]["held_back"]["denominator"]) == (1, 1)


async def test_the_paths_have_the_golden_shape(gateway: Gateway) -> None:
    await gateway.hire("하은", "ops@shop.example", "ops")
    await some_onboarding(gateway)
    status, page = await read(gateway, "/ops/api/paths?support=0.3")
    assert status == 200
    assert_golden("paths", page, unknown={".journeys[].outcome.resolved", ".journeys[].outcome.repeat"})
    assert (page["customers"], page["of"], page["edges"]) == (6, 6, [{
        "from": "signed_up", "to": "account_verified", "customers": 2, "share": 0.3333, "median_s": 1.5 * 86400,
    }])  # fmt: skip
    assert [node["id"] for node in page["nodes"]] == ["signed_up", "account_verified"]
    assert sum(one["customers"] for one in page["journeys"]) == 3, "the other three only signed up"
    (asked,) = [one for one in page["journeys"] if "support_chat:onboarding" in one["steps"]]
    assert asked["outcome"] == {"resolved": 1.0, "repeat": 0.0, "ordered_again": 0.0}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("paths?support=1.5", "support"),
        ("paths?support=nan", "support"),
        ("paths?support=much", "support"),
        ("rows?step=third", "step"),
        ("funnel?days=0", "days"),
        ("funnel?days=91", "days"),
        ("funnel?days=two", "days"),
        ("funnel?window=8", "window"),
    ],
)
async def test_a_bad_question_names_its_field(gateway: Gateway, query: str, field: str) -> None:
    await gateway.hire("하은", "ops@shop.example", "ops")
    status, body = await read(gateway, f"/ops/api/{query}")
    assert (status, body["error"]["field"]) == (400, field)
