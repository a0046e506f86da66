"""From the log to what is known of each customer's risk: learnt in the workshop, kept in the record, said in words."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import batched
from statistics import fmean
from typing import Any

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.insight.keeper import Keeper, kept
from escalation.insight.risk_refresher import refresher
from escalation.insight.risk_view import NOTHING, STALE, churn_of, risk_of
from escalation.insight.workshop import LIMIT_S, Workshop
from escalation.numbers.contacts import import_contacts
from escalation.store import journey
from escalation.store.wire import Wire
from escalation.tables import risk
from tests.integration.escalation.world import START, World, until_somebody_waits
from tests.truth.leaving_log import Log, leaving_log


@pytest.fixture
async def workshop() -> AsyncIterator[Workshop]:
    opened = Workshop()
    yield opened
    await opened.close()


async def written(world: World, log: Log) -> None:
    async with world.engine.begin() as connection:
        for events in batched(log.visits, 5000):
            await journey.append(connection, events)
        await import_contacts(connection, log.contacts)


async def refreshed(world: World, workshop: Workshop) -> dict[str, Any]:
    assert await Keeper(world.service.record, workshop, [refresher()]).step() == ["risk"]
    async with world.engine.connect() as connection:
        return {row.customer_id: row for row in await connection.execute(select(risk))}


async def shown(world: World, customer: str, open_topic: str | None = None) -> Wire | None:
    async with world.engine.connect() as connection:
        return await risk_of(connection, customer, open_topic, world.clock())


async def test_who_may_leave_why_and_what_helps(world: World, workshop: Workshop) -> None:
    log = leaving_log(3, START, months=9, customers=400)
    await written(world, log)
    rows = await refreshed(world, workshop)
    assert set(rows) == log.troubled | log.calm
    troubled, calm = ([rows[one].leave for one in ones] for ones in (log.troubled, log.calm))
    assert fmean(troubled) == pytest.approx(0.55, abs=0.1)
    assert fmean(calm) == pytest.approx(0.06, abs=0.03)
    assert {rows[one].reasons[0]["code"] for one in log.troubled} == {"unsolved"}
    assert {rows[one].next_step for one in log.troubled} == {"call_back"}

    async with world.engine.connect() as connection:
        page = await churn_of(connection, world.clock())
    assert page["model"]["too_few"] is False
    assert page["model"]["auc"] > 0.75
    assert page["model"]["calibration_error"] < 0.08  # of four hundred customers
    assert page["customers"][0]["customer"] in log.troubled
    assert page["survival"][0]["share"] == 1.0
    assert page["again"]["model"]["id"] == "again-1"
    assert page["stale"] is False

    one = min(log.troubled)
    assert await shown(world, one) == {
        "about": "leave",
        "band": "high",
        "share": rows[one].leave,
        "usual": page["model"]["usual"],
        "reasons": [reason["code"] for reason in rows[one].reasons],
        "next_step": "call_back",
        "why": "unsettled",
        "computed_at": START.isoformat(),
    }
    about_money = await shown(world, one, "billing")
    assert about_money is not None
    assert (about_money["next_step"], about_money["why"]) == ("refund", "money_open")
    assert await shown(world, min(log.calm)) is None  # nothing out of the ordinary
    assert await shown(world, "somebody else") is None

    world.clock.pass_(STALE.total_seconds() + 1)
    assert await shown(world, one) is None
    async with world.engine.connect() as connection:
        old = await churn_of(connection, world.clock())
    assert (old["stale"], old["customers"]) == (True, [])
    assert {**old, "stale": False, "customers": page["customers"]} == page
    world.clock.pass_(timedelta(days=30).total_seconds())
    assert await refreshed(world, workshop) == {}  # all of them have left meanwhile


class Meanwhile(Workshop):
    """Two are erased while it works: one before it is done, one whose erasure is still under way then."""

    def __init__(self, world: World, soon: str, late: str) -> None:
        super().__init__()
        self._world, self._soon, self._late = world, soon, late
        self.erasing: asyncio.Task[None] | None = None

    async def run(self, function: str, *arguments: Any, limit_s: float = LIMIT_S) -> Any:
        found = await super().run(function, *arguments, limit_s=limit_s)
        async with self._world.engine.begin() as connection:
            await erase(connection, self._soon)
        begun = asyncio.Event()
        self.erasing = asyncio.create_task(self._erase_slowly(begun))
        await begun.wait()
        return found

    async def _erase_slowly(self, begun: asyncio.Event) -> None:
        async with self._world.engine.begin() as connection:
            await erase(connection, self._late)
            begun.set()
            await until_somebody_waits(self._world)


async def erase(connection: AsyncConnection, customer: str) -> None:
    await connection.execute(text("SELECT erase_person(:customer, NULL)"), {"customer": customer})
    await connection.execute(delete(risk).where(risk.c.customer_id == customer))


async def test_who_is_erased_while_risks_are_worked_out_does_not_come_back(world: World) -> None:
    log = leaving_log(3, START, months=9, customers=400)
    await written(world, log)
    soon, late, *_ = sorted(log.troubled)
    workshop = Meanwhile(world, soon, late)
    try:
        rows = await refreshed(world, workshop)
    finally:
        await workshop.close()
    assert workshop.erasing is not None
    await workshop.erasing
    assert set(rows) == (log.troubled | log.calm) - {soon, late}


async def test_with_too_few_customers_nothing_is_said_of_anybody(world: World, workshop: Workshop) -> None:
    log = leaving_log(3, START, months=6, customers=20)
    await written(world, log)
    assert await refreshed(world, workshop) == {}
    async with world.engine.connect() as connection:
        page = await churn_of(connection, world.clock())
        assert await kept(connection, "risk") is not None
    assert page["model"] == {
        "id": "leave-1",
        "n": 40,
        "events": page["model"]["events"],
        "too_few": True,
        "auc": None,
        "calibration_error": None,
        "brier": None,
        "usual": None,
    }
    assert (page["bands"], page["customers"]) == ([], [])
    assert page["survival"]
    assert await shown(world, min(log.troubled)) is None


async def test_before_the_first_time_nothing_is_known(world: World) -> None:
    async with world.engine.connect() as connection:
        assert await churn_of(connection, world.clock()) == NOTHING
    assert await shown(world, "c-1") is None
