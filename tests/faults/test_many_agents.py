"""Fifty agents reach into one queue of a thousand: each ticket to exactly one of them, in the order of their places."""

import asyncio
from uuid import UUID

import pytest

from escalation.queue.topics import Queue
from tests.faults.cases import Case
from tests.faults.queue.copies import copies
from tests.integration.escalation.world import World, open_world

TICKETS, AGENTS, AT_ONCE = 1000, 50, 20
PRIORITIES = ("urgent", "high", "normal", "low")


async def many_waiting(world: World, count: int) -> None:
    """`count` tickets wait, each due a second after the one before; one was played, the others are copies."""
    source = await world.handed_off()
    async with world.engine.begin() as connection:
        for statement in copies(source, count):
            await connection.exec_driver_sql(statement)
    await world.reconciler.repair_queues()


async def _work(world: World, agent_id: UUID, most: int) -> list[UUID]:
    taken: list[UUID] = []
    while len(taken) < most and isinstance(won := await world.service.claim(agent_id=agent_id), dict):
        taken.append(UUID(won["id"]))
    return taken


@pytest.mark.slow
async def test_each_ticket_once_and_in_order(case: Case, database_url: str, redis_url: str) -> None:
    async with open_world(database_url, redis_url) as world:
        await many_waiting(world, TICKETS)
        agents = [await world.agent(f"a{number}", capacity=TICKETS // AGENTS) for number in range(AGENTS)]
        hands = asyncio.Semaphore(AT_ONCE)

        async def at_work(agent_id: UUID) -> list[UUID]:
            async with hands:
                return await _work(world, agent_id, TICKETS // AGENTS)

        taken = await asyncio.gather(*(at_work(agent.id) for agent in agents))
        assert sorted(map(len, taken)) == [TICKETS // AGENTS] * AGENTS
        assert len({one for hand in taken for one in hand}) == TICKETS
        for queue in Queue:
            assert await world.service.queue.members(queue) == {}
        for priority in PRIORITIES:
            await _assert_order(world, priority)
    case.verdict([], tickets=TICKETS, agents=AGENTS)


async def _assert_order(world: World, priority: str) -> None:
    """Nobody is overtaken by more than the hands that reach at once: their transactions end in any order."""
    rows = await world.events("ticket_claimed")
    claimed = [UUID(row.data["ticket_id"]) for row in rows]
    due = await _due(world, priority)
    order = [one for one in claimed if one in due]
    places = {one: place for place, one in enumerate(sorted(due, key=due.__getitem__))}
    assert max(abs(places[one] - at) for at, one in enumerate(order)) <= AT_ONCE


async def _due(world: World, priority: str) -> dict[UUID, float]:
    async with world.engine.connect() as connection:
        statement = f"SELECT id, respond_by FROM ticket WHERE priority = '{priority}'"
        return {row.id: row.respond_by.timestamp() for row in await connection.exec_driver_sql(statement)}
