"""Goals, improvements and alarms over HTTP: saved, read with how they do, refused by their fields."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event, insert, select, update

from connectors.web import app as application
from connectors.web import keys
from connectors.web.authorization import Act
from escalation.numbers.alarms import raise_alarm
from escalation.numbers.contacts import import_contacts
from escalation.numbers.filter import ZONE
from escalation.numbers.history import PastContact
from escalation.numbers.outcomes import HandledBy, Issue, Outcome
from escalation.tables import audit, contact
from escalation.tables import goal as kept_goal
from tests.integration.web.conftest import Gateway
from tests.integration.web.golden_answers import assert_golden
from tests.integration.web.ops_pages import OpsPage, at_the_numbers, changed

NOBODY = "00000000-0000-4000-8000-000000000000"
FIRST = date(2026, 3, 1)
GOAL = {"metric": "csat", "filter": {}, "target": 0.75, "direction": "at_least"}


@pytest.fixture
async def ops(gateway: Gateway) -> AsyncIterator[OpsPage]:
    async with at_the_numbers(gateway) as page:
        yield page


def today(days: int = 0) -> str:
    return (datetime.now(UTC).astimezone(ZONE).date() + timedelta(days=days)).isoformat()


async def rated_contacts(gateway: Gateway) -> None:
    """A hundred contacts of the ten days up to yesterday; from six days ago on customers are happier."""
    now = datetime.now(UTC)
    past = [
        PastContact(
            external_id=f"g{n}", customer_id=f"c{n}", channel="chat",
            started_at=now - timedelta(days=11, minutes=9) + n * timedelta(days=0.1),
            ended_at=now - timedelta(days=11) + n * timedelta(days=0.1),
            outcome=Outcome.ASSUMED, handled_by=HandledBy.BOT, issues=(Issue("orders"),), escalation_reasons=(),
            csat=(1 if n % 3 else 5) if n < 50 else (5 if n % 5 else 1),
        )
        for n in range(100)
    ]  # fmt: skip
    async with gateway.app[keys.ENGINE].begin() as connection:
        await import_contacts(connection, past)
        for n, one in enumerate(past):
            waited = {"queue_wait_s": 100.0 + n % 10 if n < 50 else 40.0 + n % 10}
            left = {"abandoned_after_s": 500.0}
            its = update(contact).where(contact.c.id == one.id)
            await connection.execute(its.values(waited if n % 20 else left))


async def test_a_goal_for_a_time_is_as_sure_as_its_median(gateway: Gateway, ops: OpsPage) -> None:
    await rated_contacts(gateway)
    days = {"first_day": today(-20), "last_day": today(-1), "metric": "queue_wait", "direction": "at_most"}
    for target in (30.0, 102.0):
        await ops.ask("POST", "goals", {**GOAL, **days, "target": target})
    certain, unsure = (await ops.get("goals"))["goals"]
    low, high = unsure["reading"]["interval"]
    assert 40 <= low <= unsure["reading"]["value"] <= high <= 109
    assert low <= 102 <= high
    assert (certain["uncertain"], unsure["uncertain"]) == (False, True)


async def test_a_goal_is_set_read_and_removed(gateway: Gateway, ops: OpsPage) -> None:
    await rated_contacts(gateway)
    set_ = await ops.ask("POST", "goals", {**GOAL, "first_day": today(-20), "last_day": today(10)})
    assert set_.status == 200
    (goal,) = (await ops.get("goals"))["goals"]
    assert_golden("goals", {"goals": [goal]}, unknown={".goals[].missed_at"})
    read = goal["reading"]
    assert (goal["id"], goal["state"], read["denominator"]) == (set_.body["id"], "behind", 100)
    assert goal["distance"] == pytest.approx(read["value"] - 0.75)
    assert goal["uncertain"] is (read["interval"][0] <= 0.75 <= read["interval"][1])
    assert 0.6 < goal["elapsed"] < 0.75
    assert goal["created_by"]["name"] == "하은"
    async with gateway.app[keys.ENGINE].begin() as connection:  # as an older version may have left one
        gone = {"metric": "joy", "target": 1, "direction": "at_least", "first_day": FIRST, "last_day": FIRST}
        await connection.execute(insert(kept_goal).values(**gone, id=uuid4(), created_at=datetime.now(UTC)))
    assert [one["id"] for one in (await ops.get("goals"))["goals"]] == [goal["id"]]
    removed = await ops.ask("DELETE", f"goals/{goal['id']}")
    assert removed.body == {"ok": True}
    assert (await ops.get("goals"))["goals"] == []
    assert (await ops.ask("DELETE", f"goals/{goal['id']}")).refused == (404, "not_found", "id")
    assert await actions(gateway) == ["goal_added", "goal_archived"]


async def actions(gateway: Gateway) -> list[str]:
    async with gateway.app[keys.ENGINE].connect() as connection:
        found = await connection.scalars(select(audit.c.action).order_by(audit.c.id))
        return [action for action in found if not action.startswith("agent")]


REFUSED_GOALS: list[tuple[dict[str, Any], str]] = [
    ({"metric": "joy"}, "metric"),
    ({"metric": ""}, "metric"),
    ({"target": 1.5}, "target"),
    ({"target": -0.1}, "target"),
    ({"target": "high"}, "target"),
    ({"target": 10**400}, "target"),
    ({"direction": "exactly"}, "direction"),
    ({"first_day": "2026-13-01"}, "first_day"),
    ({"first_day": "1026-01-01"}, "first_day"),
    ({"first_day": "2026-03-31", "last_day": "2026-03-01"}, "last_day"),
    ({"first_day": "2020-01-01"}, "last_day"),
    ({"last_day": 20260331}, "last_day"),
    ({"filter": {"mood": "sunny"}}, "filter.mood"),
    ({"filter": "orders"}, "filter"),
    ({"metric": "queue_wait", "target": 31 * 86_400}, "target"),
    ({"metric": "contacts", "target": 1e10}, "target"),
]
REFUSED_IMPROVEMENTS: list[tuple[dict[str, Any], str]] = [
    ({"title": " "}, "title"),
    ({"title": "x" * 121}, "title"),
    ({"note": "x" * 2001}, "note"),
    ({"metric": "joy"}, "metric"),
    ({"started_on": "soon"}, "started_on"),
    ({"started_on": "2199-01-01"}, "started_on"),
    ({"filter": {"tier": [""] * 41}}, "filter.tier"),
]


async def test_goals_of_the_same_days_and_filter_are_read_together(gateway: Gateway, ops: OpsPage) -> None:
    for metric in ("contacts", "escalation_rate", "containment"):
        assert (await ops.ask("POST", "goals", changed("goal_save", metric=metric, target=0.5))).status < 300
    counted: list[str] = []

    @event.listens_for(gateway.app[keys.ENGINE].sync_engine, "before_cursor_execute")
    def note(*said: Any) -> None:
        counted.extend([said[2]] if " AS n0" in said[2] else [])

    found = await ops.get("goals")
    assert len(counted) == 1
    assert sorted(goal["metric"] for goal in found["goals"]) == ["contacts", "containment", "escalation_rate"]


async def test_what_is_wrong_is_refused_by_its_field(ops: OpsPage) -> None:
    for others, field in REFUSED_GOALS:
        refused = await ops.ask("POST", "goals", changed("goal_save", **others))
        assert refused.refused == (400, "bad_frame", field), others
    for others, field in REFUSED_IMPROVEMENTS:
        refused = await ops.ask("POST", "improvements", changed("improvement_save", **others))
        assert refused.refused == (400, "bad_frame", field), others
    for method, path in (
        ("DELETE", "goals"), ("DELETE", "improvements"), ("POST", "alarms/{}/seen"),
        ("POST", "improvements/{}/verdict"),
    ):  # fmt: skip
        for unknown in (NOBODY, "none"):
            where = path.format(unknown) if "{}" in path else f"{path}/{unknown}"
            assert (await ops.ask(method, where, {"verdict": "kept"})).refused == (404, "not_found", "id"), where


async def test_an_improvement_is_proven_by_before_and_after(gateway: Gateway, ops: OpsPage) -> None:
    await rated_contacts(gateway)
    about = {"title": "친절한 답", "metric": "csat", "filter": {"topic": "orders"}, "started_on": today(-6)}
    saved = (await ops.ask("POST", "improvements", about)).body["id"]
    (found,) = (await ops.get("improvements"))["improvements"]
    assert_golden("improvements", {"improvements": [found]})
    assert (found["id"], found["days"], found["verdict"], found["note"]) == (saved, 6, None, "")
    assert found["change"]["proven"] is True
    assert found["change"]["low"] < found["change"]["value"] < found["change"]["high"]
    assert found["before"]["interval"][1] < found["after"]["interval"][0]
    assert (await ops.ask("POST", f"improvements/{saved}/verdict", {"verdict": "maybe"})).refused[2] == "verdict"
    for verdict in ("withdrawn", "kept"):
        assert (await ops.ask("POST", f"improvements/{saved}/verdict", {"verdict": verdict})).body == {"ok": True}
    assert (await ops.get("improvements"))["improvements"][0]["verdict"] == "kept"
    assert (await ops.ask("DELETE", f"improvements/{saved}")).body == {"ok": True}
    assert (await ops.get("improvements"))["improvements"] == []
    await waits_are_compared_by_their_medians(ops)
    assert (await actions(gateway))[:4] == [
        *("improvement_added", "improvement_decided", "improvement_decided", "improvement_archived")
    ]


async def waits_are_compared_by_their_medians(ops: OpsPage) -> None:
    await ops.ask(
        "POST", "improvements", changed("improvement_save", started_on=today(-6), metric="queue_wait", filter={})
    )
    (found,) = (await ops.get("improvements"))["improvements"]
    before, after = found["before"], found["after"]
    assert 100 <= before["interval"][0] <= before["value"] <= before["interval"][1] <= 109
    assert 40 <= after["interval"][0] <= after["value"] <= after["interval"][1] <= 49
    assert found["change"]["low"] < after["value"] - before["value"] < found["change"]["high"] < 0
    assert found["change"]["proven"]


async def test_an_improvement_of_today_and_a_time_of_which_nothing_is_known_say_so(ops: OpsPage) -> None:
    await ops.example("improvement_save")
    await ops.ask("POST", "improvements", changed("improvement_save", started_on=today(), metric="fcr"))
    await ops.ask("POST", "improvements", changed("improvement_save", started_on=today(-3), metric="queue_wait"))
    await ops.ask("POST", "improvements", changed("improvement_save", started_on=today(-4), metric="contacts"))
    new, waits, counted, old = (await ops.get("improvements"))["improvements"]
    assert (counted["before"]["value"], counted["before"]["interval"][0]) == (0, 0)
    assert counted["before"]["interval"][1] == pytest.approx(3.84, abs=0.01)  # of nothing seen: z squared
    assert (new["before"], new["after"], new["change"], new["days"]) == (None, None, None, 0)
    assert (waits["before"]["value"], waits["after"]["value"], waits["change"]) == (None, None, None)
    assert old["change"] is None


async def test_alarms_are_seen_once(gateway: Gateway, ops: OpsPage) -> None:
    record = gateway.app[keys.SERVICE].record
    async with record.change() as change:
        first = await raise_alarm(change, "topic_rises", "shipping:2026-03-21", {"topic": "shipping", "factor": 2.1})
        assert await raise_alarm(change, "topic_rises", "shipping:2026-03-21", {}) is None
        assert await raise_alarm(change, "topic_rises", "billing:2026-03-21", {"topic": "billing"}) is not None
    alarms = (await ops.get("alarms"))["alarms"]
    assert_golden("alarms", {"alarms": alarms}, unknown={".alarms[].data"} | {f".alarms[].data.{n}" for n in ("day",)})
    assert [alarm["seen_at"] for alarm in alarms] == [None, None]
    assert (await ops.ask("POST", f"alarms/{first}/seen", {})).body == {"ok": True}
    unseen, seen = (await ops.get("alarms"))["alarms"]
    assert (unseen["data"]["topic"], unseen["seen_at"]) == ("billing", None)
    assert await ops.ask("POST", f"alarms/{first}/seen", {})
    assert (await ops.get("alarms"))["alarms"][1]["seen_at"] == seen["seen_at"]


async def test_agents_neither_read_nor_save_any_of_the_numbers(gateway: Gateway) -> None:
    routes = [route for route in application.ROUTES if route.act in (Act.OPS_READ, Act.OPS_WRITE)]
    assert len([route for route in routes if route.act is Act.OPS_WRITE]) >= 8
    async with at_the_numbers(gateway, "agent") as page:
        for route in routes:
            path = re.sub(r"{\w+}", NOBODY, route.path).removeprefix("/ops/api/")
            assert (await page.ask(route.method, path, {})).status == 403, route
