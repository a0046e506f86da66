"""A missed goal is said once: an alarm, a letter to each who reads the numbers, a delivery to each webhook."""

import uuid
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select, update

from connectors.outbound.envelopes import Envelopes
from escalation.insight.goal_watch import refresher
from escalation.insight.keeper import Keeper
from escalation.insight.workshop import Workshop
from escalation.numbers.contacts import import_contacts
from escalation.numbers.goal_book import GoalBook
from escalation.numbers.goals import State
from escalation.numbers.history import PastContact
from escalation.numbers.missed_goals import say_missed
from escalation.numbers.outcomes import HandledBy, Issue, Outcome
from escalation.outbound.webhooks import Webhooks
from escalation.tables import agent, alarm, delivery, goal, mail
from tests.integration.escalation.world import START, World

FIRST = START.date() - timedelta(days=30)
PAGE = "https://shop.example/ops"


@pytest.fixture
async def workshop() -> AsyncIterator[Workshop]:
    opened = Workshop()
    yield opened
    await opened.close()


async def rated(world: World, good: int, bad: int) -> None:
    """Contacts of the day after the first, with five stars and with one."""
    at = START - timedelta(days=29)
    past = [
        PastContact(
            external_id=f"g{n}", customer_id=f"c{n}", channel="chat", started_at=at, ended_at=at + timedelta(minutes=9),
            outcome=Outcome.ASSUMED, handled_by=HandledBy.BOT, issues=(Issue("orders"),), escalation_reasons=(),
            csat=5 if n < good else 1,
        )
        for n in range(good + bad)
    ]  # fmt: skip
    async with world.engine.begin() as connection:
        await import_contacts(connection, past)


async def wanted(world: World, reader: UUID, *, last_day: date, **fields: Any) -> UUID:
    about = {"metric": "csat", "filter": {}, "target": 0.9, "direction": "at_least", "first_day": FIRST}
    return await GoalBook(world.service.record).add(actor=reader, fields={**about, "last_day": last_day, **fields})


async def rows(world: World, table: Any) -> list[Any]:
    async with world.engine.connect() as connection:
        return list((await connection.execute(select(table))).all())


async def test_it_is_said_once_to_all_who_should_know(world: World, workshop: Workshop) -> None:
    ops = await world.agent("하은", roles=("ops",))
    admin = await world.agent("Kim", roles=("admin", "agent"), languages=("en",))
    await world.agent("민지")  # reads no numbers
    gone = await world.agent("지우", roles=("ops",))
    async with world.engine.begin() as connection:
        await connection.execute(update(agent).where(agent.c.id == gone.id).values(disabled_at=world.clock.now))
    webhooks = Webhooks(world.service.record)
    hears, _ = await webhooks.add("https://shop.example/a", ["goal_missed"])
    await webhooks.add("https://shop.example/b", ["resolved"])
    await rated(world, 60, 40)
    missed = await wanted(world, ops.id, last_day=FIRST + timedelta(days=20), filter={"topic": "orders"})
    await wanted(world, ops.id, last_day=FIRST + timedelta(days=20), target=0.5)  # met
    await wanted(world, ops.id, last_day=START.date() + timedelta(days=9))  # behind, and not over
    keeper = Keeper(world.service.record, workshop, [refresher()])
    for _ in range(2):
        assert await keeper.step() == ["goals"]
        world.clock.pass_(601)
    [said] = await rows(world, alarm)
    assert (said.kind, said.key, said.seen_at) == ("goal_missed", str(missed), None)
    assert (said.data["metric"], said.data["value"], said.data["uncertain"]) == ("csat", 0.6, False)
    [told] = await rows(world, delivery)
    assert (told.webhook_id, told.type, told.body["type"]) == (hears, "goal_missed", "goal_missed")
    assert told.body["data"] == said.data
    letters = {row.recipient: row for row in await rows(world, mail)}
    assert {(row.recipient, row.locale) for row in letters.values()} == {(ops.email, "ko"), (admin.email, "en")}
    envelopes = Envelopes("help@shop.example", {"goal_missed": lambda _: PAGE}, world.clock)
    korean, english = [await envelopes.message(letters[one.email]) for one in (ops, admin)]
    assert korean["Subject"] == "[목표 미달] 만족도 (CSAT) 60.0% (목표 90.0% 이상)"
    text = english.get_body(("plain",))
    assert text is not None
    assert "Narrowed to: orders" in text.get_content()
    assert {row.id for row in await rows(world, goal) if row.missed_at is not None} == {missed}


async def test_a_goal_waits_until_its_contacts_can_be_judged(world: World) -> None:
    ops = await world.agent("하은", roles=("ops",))
    await rated(world, 5, 0)
    at = START - timedelta(days=10)
    later = [
        PastContact(
            external_id=f"l{n}", customer_id=f"l{n}", channel="chat", started_at=at, ended_at=at,
            outcome=Outcome.UNRESOLVED, handled_by=HandledBy.BOT, issues=(Issue("orders"),), escalation_reasons=(),
            csat=None,
        )
        for n in range(40)
    ]  # fmt: skip
    async with world.engine.begin() as connection:
        await import_contacts(connection, later)
    set_ = await wanted(world, ops.id, metric="fcr", last_day=(START - timedelta(days=9)).date())
    world.clock.now = START - timedelta(days=5)
    assert await say_missed(world.service.record, world.clock()) == 0
    [shown] = await GoalBook(world.service.record).all()
    assert (shown["state"], shown["reading"]["pending"]) == (State.TOO_EARLY, 40)
    world.clock.now = START - timedelta(days=2)
    assert await say_missed(world.service.record, world.clock()) == 1
    [shown] = await GoalBook(world.service.record).all()
    assert (shown["id"], shown["state"], shown["missed_at"]) == (str(set_), "missed", world.clock().isoformat())


async def test_of_a_few_contacts_nobody_is_told_that_a_goal_was_missed(world: World) -> None:
    ops = await world.agent("하은", roles=("ops",))
    await rated(world, 1, 28)
    await wanted(world, ops.id, last_day=FIRST + timedelta(days=9))
    assert await say_missed(world.service.record, world.clock()) == 0
    [shown] = await GoalBook(world.service.record).all()
    assert (shown["state"], shown["elapsed"], shown["missed_at"]) == ("too_early", 1, None)


async def test_one_that_was_removed_meanwhile_or_was_said_by_another_gateway_is_not_said(world: World) -> None:
    ops = await world.agent("하은", roles=("ops",))
    await rated(world, 1, 40)
    removed = await wanted(world, ops.id, last_day=FIRST + timedelta(days=9))
    said = await wanted(world, ops.id, last_day=FIRST + timedelta(days=8))
    await GoalBook(world.service.record).archive(actor=ops.id, goal_id=removed)
    key = {"id": uuid.uuid4(), "kind": "goal_missed", "key": str(said), "at": world.clock.now}
    async with world.engine.begin() as connection:
        await connection.execute(insert(alarm).values(key))
    await say_missed(world.service.record, world.clock())
    assert await rows(world, mail) == []
    assert len(await rows(world, alarm)) == 1
