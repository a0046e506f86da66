"""Webhooks hear of what happened, in the transaction in which it happened, and each only what it wants."""

import uuid
from typing import Any

import pytest
from sqlalchemy import select, text

from escalation.outbound.lanes import delivery_lane
from escalation.outbound.webhooks import Webhooks
from escalation.tables import delivery
from tests.integration.escalation.world import World, refused_code


async def deliveries(world: World) -> list[Any]:
    async with world.engine.connect() as connection:
        return list((await connection.execute(select(delivery).order_by(delivery.c.created_at))).all())


async def resolved(world: World) -> Any:
    """A conversation that a person took and settled."""
    conversation_id = await world.handed_off()
    agent = await world.agent()
    ticket = await world.claimed(agent)
    world.clock.pass_(60)
    await world.service.desk.resolve(agent_id=agent.id, ticket_id=uuid.UUID(ticket["id"]), epoch=ticket["epoch"])
    return conversation_id


async def test_all_four_events_are_told_once_in_order(world: World) -> None:
    await Webhooks(world.service.record).add("https://shop.example/hook")
    conversation_id = await resolved(world)
    contact_id = (await world.events("contact_closed"))[0].contact_id
    for _ in range(2):
        await world.service.rate(
            conversation_id=conversation_id, client_id=uuid.UUID(int=1), contact_id=contact_id, score=5, comment=None
        )
    told = await deliveries(world)
    assert sorted(row.type for row in told) == ["assigned", "handoff", "rated", "resolved"]
    by_type = {row.type: row for row in told}
    logged = {row.id: row for row in await world.events()}
    for row in told:
        event = logged[row.event_id]
        assert row.body["id"] == str(event.id)
        assert row.body["type"] == row.type
        assert row.body["data"]["contact_id"] == str(contact_id)
        assert {**row.body["data"], **event.data} == row.body["data"]
    assert by_type["rated"].body["data"]["score"] == 5
    assert by_type["handoff"].body["at"] == "2026-03-02T09:00:00.000Z"


async def test_a_webhook_hears_only_what_it_wants(world: World) -> None:
    webhooks = Webhooks(world.service.record)
    picky, _ = await webhooks.add("https://shop.example/a", ["resolved"])
    off, _ = await webhooks.add("https://shop.example/b")
    await webhooks.disable(off)
    await resolved(world)
    assert [(row.webhook_id, row.type) for row in await deliveries(world)] == [(picky, "resolved")]


async def test_without_webhooks_nothing_is_written(world: World) -> None:
    await resolved(world)
    assert await deliveries(world) == []


async def test_what_is_rolled_back_is_not_told(world: World) -> None:
    await Webhooks(world.service.record).add("https://shop.example/hook")
    await world.handed_off()
    before = len(await deliveries(world))
    agent = await world.agent(capacity=0)
    assert await refused_code(world.service.claim(agent_id=agent.id)) == "forbidden"
    assert len(await deliveries(world)) == before == 1


async def test_disabling_gives_up_what_waits_and_retrying_needs_a_live_one(world: World) -> None:
    webhooks = Webhooks(world.service.record)
    webhook_id, _ = await webhooks.add("https://shop.example/hook")
    await world.handed_off()
    await webhooks.disable(webhook_id)
    dead = (await webhooks.dead())[0]
    assert (dead.url, dead.last_error) == ("https://shop.example/hook", "the webhook was disabled")
    assert await refused_code(webhooks.retry(dead.id)) == "conflict"
    assert await delivery_lane(world.engine, world.clock).take(10) == []


async def test_a_dead_delivery_is_tried_again_under_the_same_id(world: World) -> None:
    webhooks, lane = Webhooks(world.service.record), delivery_lane(world.engine, world.clock)
    await webhooks.add("https://shop.example/hook")
    await world.handed_off()
    taken = (await lane.take(10))[0]
    assert await lane.failed(taken, "answered 500", final=True)
    await webhooks.retry(taken.id)
    again = (await lane.take(10))[0]
    assert (again.id, again.attempt) == (taken.id, 1)
    assert await refused_code(webhooks.retry(taken.id)) == "not_found"


async def test_unknown_events_and_webhooks_are_refused(world: World) -> None:
    webhooks = Webhooks(world.service.record)
    assert await refused_code(webhooks.add("https://shop.example/hook", ["opened"])) == "bad_frame"
    assert await refused_code(webhooks.disable(uuid.uuid4())) == "not_found"


async def test_a_taken_row_is_nobody_elses_until_its_lease_is_over(world: World) -> None:
    await Webhooks(world.service.record).add("https://shop.example/hook")
    await world.handed_off()
    lane = delivery_lane(world.engine, world.clock)
    first = (await lane.take(10))[0]
    assert await lane.take(10) == []
    world.clock.pass_(61)
    second = (await lane.take(10))[0]
    assert (first.id, first.attempt, second.id, second.attempt) == (second.id, 1, first.id, 2)
    await lane.done(first)  # came too late: the second attempt is under way
    assert await world.scalar("SELECT state FROM delivery") == "waiting"
    await lane.done(second, last_status="200")
    assert await world.scalar("SELECT state FROM delivery") == "delivered"


async def test_a_row_that_another_gateway_is_taking_is_passed_over(world: World) -> None:
    await Webhooks(world.service.record).add("https://shop.example/hook")
    await world.handed_off()
    await world.handed_off()
    async with world.engine.begin() as other:
        held = await other.scalar(text("SELECT id FROM delivery ORDER BY id LIMIT 1 FOR UPDATE"))
        taken = await delivery_lane(world.engine, world.clock).take(10)
    assert len(taken) == 1
    assert taken[0].id != held


@pytest.mark.parametrize(("attempts", "state"), [(7, "waiting"), (8, "dead")])
async def test_the_eighth_failure_is_the_last(world: World, attempts: int, state: str) -> None:
    await Webhooks(world.service.record).add("https://shop.example/hook")
    await world.handed_off()
    lane = delivery_lane(world.engine, world.clock, chance=lambda: 1.0)
    for _ in range(attempts):
        world.clock.pass_(3 * 86400)
        await lane.failed((await lane.take(1))[0], "answered 500")
    assert await world.scalar("SELECT state FROM delivery") == state
