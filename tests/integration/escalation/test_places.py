"""Who waits sees the place and the wait change: as the queue moves, and as agents come and go."""

from typing import Any
from uuid import UUID

from escalation.customers.places import Places
from escalation.promises.teams import set_team
from escalation.queue.attendance import GONE_AFTER
from escalation.queue.priority import Priority
from escalation.queue.topics import Queue
from escalation.store.people import Agent
from escalation.store.push import RESYNC
from tests.integration.escalation.test_hours import NIGHT, OFFICE
from tests.integration.escalation.world import World, frames_of, until


async def pace(world: World, agent: Agent, seconds: float = 300, times: int = 4) -> None:
    """Every so often the agent takes somebody."""
    for _ in range(times):
        await world.handed_off()
        world.clock.pass_(seconds)
        await world.claimed(agent)


async def there(world: World, agent: Agent) -> None:
    await world.service.renew(agent_id=agent.id)


async def place(world: World, conversation_id: UUID) -> dict[str, Any]:
    return dict((await world.state(conversation_id))["queue"])


async def heard(world: World, places: Places, conversation_id: UUID) -> list[dict[str, Any]]:
    """The places that a customer reads whom a pass tells to, after one that told all there was."""
    async with frames_of(world.service.push, f"conversation:{conversation_id}") as frames:
        told = await places.tell()
        await until(lambda: bool(frames) or told == 0)
    assert all(frame == RESYNC for frame in frames)
    return [await place(world, conversation_id) for _ in frames]


async def test_a_range_is_told_while_somebody_is_there_who_could_come(world: World) -> None:
    agent = await world.agent(capacity=9, skills=["general"])
    await pace(world, agent)
    conversation_id = await world.handed_off()
    assert (await place(world, conversation_id))["wait"] is None
    await there(world, agent)
    assert (await place(world, conversation_id))["wait"] is not None
    for change in ("skills = '{billing}'", "languages = '{en}'", "status = 'away'", "disabled_at = now()"):
        async with world.engine.begin() as connection:
            await connection.exec_driver_sql(f"UPDATE agent SET {change}")
        assert (await place(world, conversation_id))["wait"] is None, change
        async with world.engine.begin() as connection:
            await connection.exec_driver_sql(
                "UPDATE agent SET skills = '{}', languages = '{}', status = 'busy', disabled_at = NULL"
            )
        assert (await place(world, conversation_id))["wait"] is not None, change


async def test_agents_who_come_and_go_change_what_customers_see(world: World) -> None:
    agent, places = await world.agent(capacity=9), Places(world.service.record)
    await pace(world, agent)
    conversation_id = await world.handed_off()
    await places.tell()
    await there(world, agent)
    (came,) = await heard(world, places, conversation_id)
    assert came["wait"] == (await place(world, conversation_id))["wait"] is not None
    assert await heard(world, places, conversation_id) == []
    world.clock.pass_(GONE_AFTER.total_seconds())
    assert [gone["wait"] for gone in await heard(world, places, conversation_id)] == [None]


async def test_a_wait_that_grows_is_told_by_the_minute(world: World) -> None:
    agent, places = await world.agent(capacity=9), Places(world.service.record)
    await pace(world, agent)
    await there(world, agent)
    conversation_id = await world.handed_off()
    await places.tell()
    world.clock.pass_(5)
    await there(world, agent)
    assert await heard(world, places, conversation_id) == []
    world.clock.pass_(600)
    await there(world, agent)
    (longer,) = await heard(world, places, conversation_id)
    assert longer["wait"]["high_s"] > 600


async def test_a_place_seen_for_the_first_time_is_told_once(world: World) -> None:
    """Who told it before may have known less: another leader, or somebody who came at the same moment."""
    conversation_id, places = await world.handed_off(), Places(world.service.record)
    assert [told["position"] for told in await heard(world, places, conversation_id)] == [1]
    assert await heard(world, places, conversation_id) == []


async def ticket_of(world: World, conversation_id: UUID) -> UUID:
    found = await world.scalar("SELECT id FROM ticket WHERE conversation_id = :id", id=conversation_id)
    return UUID(str(found))


async def test_another_priority_is_another_place_for_everybody_it_moves(world: World) -> None:
    first, second, agent = await world.handed_off(), await world.handed_off(), await world.agent()
    places = Places(world.service.record)
    await places.tell()
    await world.service.set_priority(by=agent, ticket_id=await ticket_of(world, second), priority=Priority.URGENT)
    async with frames_of(world.service.push, f"conversation:{first}") as pushed:
        assert [told["position"] for told in await heard(world, places, second)] == [1]
        await until(lambda: bool(pushed))
    assert pushed == [RESYNC]
    assert (await place(world, first))["position"] == 2


async def test_a_transfer_to_another_queue_is_told_at_once_and_as_that_queue_moves(world: World) -> None:
    conversation_id, agent = await world.handed_off(), await world.agent()
    places = Places(world.service.record)
    taken = await world.claimed(agent)
    async with frames_of(world.service.push, f"conversation:{conversation_id}") as pushed:
        await world.service.transfer_to_queue(
            by=agent, ticket_id=UUID(taken["id"]), epoch=taken["epoch"], queue=Queue.BILLING
        )
        await until(lambda: any(frame["type"] == "state" for frame in pushed))
    states = [frame["state"] for frame in pushed if frame["type"] == "state"]
    assert [(state["owner"], state["queue"]["position"]) for state in states] == [("queue", 1)]
    await places.tell()
    async with world.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE ticket SET queue = 'orders'")
    async with world.service.record.change() as change:
        await set_team(change, "orders", {"hours": OFFICE})
    world.clock.now = NIGHT
    (moved,) = await heard(world, places, conversation_id)
    assert (moved["position"], moved["open"]) == (1, False)
