"""Claims while 50 tickets arrive in a second and 10,000 wait: how long an agent waits for the next chat.

Two gateways on one database and Redis: one takes the arrivals, the other the claims of 50 agents.
"""

import asyncio
import multiprocessing
import uuid
from functools import partial
from uuid import UUID

from escalation.store.people import Agent
from tests.bench import arrivals
from tests.bench.engines import engines
from tests.bench.pace import paced
from tests.bench.times import told
from tests.faults.test_many_agents import many_waiting
from tests.integration.escalation.world import World, open_world

WAITING, AGENTS, A_SECOND, SECONDS = 10_000, 50, 50, 20


def run() -> None:
    """Measure and print."""
    spawning = multiprocessing.get_context("spawn")
    with engines() as (database_url, redis_url):
        line, other = spawning.Pipe()
        given = (database_url, redis_url, A_SECOND * SECONDS, A_SECOND, other)
        customers = spawning.Process(target=arrivals.run, args=given)
        customers.start()
        line.recv()
        claims = asyncio.run(_claims(database_url, redis_url, partial(line.send, "start")))
        arrived: list[float] = line.recv()
        customers.join()
    print(told(f"claim, {A_SECOND} a second, {WAITING:,} waiting, {AGENTS} agents", claims))
    print(told("beside it, from a customer's button to the ticket", arrived))


async def _claims(database_url: str, redis_url: str, start: "partial[None]") -> list[float]:
    async with open_world(database_url, redis_url) as world:
        await many_waiting(world, WAITING)
        agents = [await world.agent(f"a{number}", capacity=WAITING) for number in range(AGENTS)]
        async with world.engine.connect() as connection:
            await (await connection.execution_options(isolation_level="AUTOCOMMIT")).exec_driver_sql("VACUUM ANALYZE")
        taken: list[UUID] = []
        start()
        turns = range(A_SECOND * SECONDS)
        times = await paced([partial(_claim, world, agents[turn % AGENTS], taken) for turn in turns], A_SECOND)
    if len(set(taken)) != len(turns):
        raise AssertionError(
            f"expected {len(turns)} tickets, each taken once, got {len(taken)}, {len(set(taken))} apart"
        )
    return times


async def _claim(world: World, agent: Agent, taken: list[UUID]) -> None:
    won = await world.service.claim(agent_id=agent.id, client_id=uuid.uuid4())
    if isinstance(won, dict):
        taken.append(UUID(won["id"]))
