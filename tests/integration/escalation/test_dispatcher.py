"""The dispatcher hears of changes at once, and any number of them give each ticket to one agent and none too much."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from escalation.queue.claims import Claims, LostRace
from escalation.queue.dispatcher import Dispatcher
from escalation.queue.taking import Taking
from escalation.queue.topics import Queue
from escalation.store.keys import queue_key
from escalation.store.people import Agent
from tests.integration.escalation.crowd import copy_tickets
from tests.integration.escalation.desks import at_desk
from tests.integration.escalation.world import World, frames_of, open_world, until

NEVER_S = 3600.0

_TWICE = "SELECT count(*) FROM ticket WHERE offered_to IS NOT NULL AND state <> 'waiting'"
_TOO_MUCH = """
SELECT count(*) FROM (SELECT coalesce(offered_to, agent_id) AS who, count(*) AS load FROM ticket
                       WHERE offered_to IS NOT NULL OR state = 'assigned' GROUP BY 1) AS loads
  JOIN agent ON agent.id = who WHERE load > capacity
"""


@asynccontextmanager
async def _dispatching(world: World) -> AsyncIterator[None]:
    """A dispatcher that is only woken by news, never by time."""
    claims = Claims(world.service.record, world.service.queue, Taking(world.service.record, world.service.queue))
    dispatcher = Dispatcher(world.service.record, world.service.queue, claims, every_s=NEVER_S)
    running = asyncio.create_task(dispatcher.run())
    await asyncio.sleep(0.2)
    yield
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@asynccontextmanager
async def _asked(world: World, agent: Agent) -> AsyncIterator[None]:
    """In the block something happens for which this agent is asked at once."""
    async with frames_of(world.service.push, f"agent:{agent.id}") as frames:
        yield
        await until(lambda: {"type": "offers_changed"} in frames)
    assert len(await world.service.offers(agent_id=agent.id)) == 1


async def test_a_ticket_that_arrives_is_offered_at_once(world: World) -> None:
    async with _dispatching(world), _asked(world, await at_desk(world)):
        await world.handed_off()


async def test_an_agent_who_logs_in_or_comes_online_is_asked_at_once(world: World) -> None:
    first, second = await world.agent(capacity=1), await world.agent(capacity=1)
    for _ in range(2):
        await world.handed_off()
    async with _dispatching(world):
        async with _asked(world, first):
            await world.service.renew(agent_id=first.id)
        async with _asked(world, second):
            await world.service.set_status(agent_id=second.id, status="online")


async def test_an_agent_whose_capacity_frees_is_asked_at_once(world: World) -> None:
    agent = await at_desk(world, capacity=1)
    await world.handed_off()
    taken = await world.claimed(agent)
    await world.handed_off()
    async with _dispatching(world):
        assert await world.service.offers(agent_id=agent.id) == []
        async with _asked(world, agent):
            await world.service.resolve(agent_id=agent.id, ticket_id=UUID(taken["id"]), epoch=taken["epoch"])


async def test_what_one_declines_the_next_is_asked_at_once(world: World) -> None:
    first = await at_desk(world)
    async with _dispatching(world):
        async with _asked(world, first):
            await world.handed_off()
        second = await at_desk(world)
        async with _asked(world, second):
            standing = await world.service.offers(agent_id=first.id)
            await world.service.decline_offer(agent_id=first.id, ticket_id=UUID(standing[0]["ticket"]["id"]))


async def test_an_offer_lapses_without_any_news(world: World) -> None:
    agent = await at_desk(world)
    await world.handed_off()
    running = asyncio.create_task(world.service.dispatcher.run())
    async with frames_of(world.service.push, f"agent:{agent.id}") as frames:
        await until(lambda: len(frames) == 1)
        world.clock.pass_(30)
        await until(lambda: len(frames) == 2)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert await world.service.offers(agent_id=agent.id) == []


async def test_two_gateways_offer_each_ticket_once_and_nobody_too_much(
    world: World, database_url: str, redis_url: str
) -> None:
    await copy_tickets(world, await world.handed_off(), 79)
    agents = [await at_desk(world, f"a{number}", capacity=3) for number in range(12)]
    async with open_world(database_url, redis_url) as other:
        made = await asyncio.gather(
            *(one.service.dispatcher.dispatch() for _ in range(4) for one in (world, other)),
            *(world.service.claim(agent_id=agent.id) for agent in agents[:4]),
            *(other.service.renew(agent_id=agent.id) for agent in agents),
        )
        assert sum(number for number in made if isinstance(number, int)) >= 12 * 3 - 8
        await other.service.dispatcher.dispatch()
    assert await world.scalar(_TWICE) == await world.scalar(_TOO_MUCH) == 0
    busy = "SELECT count(*) FROM ticket WHERE offered_to IS NOT NULL OR state = 'assigned'"
    assert await world.scalar(busy) == 12 * 3
    await world.reconciler.repair_queues()
    assert len(await world.service.queue.members(Queue.GENERAL) or {}) == 80 - 12 * 3


async def test_fifty_agents_accept_two_hundred_and_fifty_tickets(world: World) -> None:
    """Each ticket is accepted by exactly one of them, and the queue is empty in the end."""
    await copy_tickets(world, await world.handed_off(), 249)
    agents = [await at_desk(world, f"a{number}", capacity=5) for number in range(50)]
    done = asyncio.Event()

    async def keep_offering() -> None:
        while not done.is_set():
            await world.service.dispatcher.dispatch()
            await asyncio.sleep(0)

    async def work(agent: Agent) -> list[str]:
        taken: list[str] = []
        while len(taken) < 5:
            for one in await world.service.offers(agent_id=agent.id):
                won = await world.service.accept_offer(agent_id=agent.id, ticket_id=UUID(one["ticket"]["id"]))
                taken += [] if isinstance(won, LostRace) else [won["id"]]
            await asyncio.sleep(0.01)
        return taken

    offering = asyncio.create_task(keep_offering())
    accepted = [one for taken in await asyncio.gather(*map(work, agents)) for one in taken]
    done.set()
    await offering
    assert len(accepted) == len(set(accepted)) == 250
    assert await world.scalar("SELECT count(*) FROM ticket WHERE state = 'assigned'") == 250
    assert await world.scalar(_TOO_MUCH) == 0
    assert await world.service.queue.members(Queue.GENERAL) == {}


async def test_the_earliest_due_are_offered_first(world: World) -> None:
    await copy_tickets(world, await world.handed_off(), 9)
    agent = await at_desk(world, capacity=4)
    await world.service.dispatcher.dispatch()
    first = "SELECT array_agg(number ORDER BY number) FROM ticket WHERE offered_to IS NOT NULL"
    due = "SELECT array_agg(number) FROM (SELECT number FROM ticket ORDER BY respond_by LIMIT 4) AS earliest"
    assert await world.scalar(first) == await world.scalar(due)
    assert len(await world.service.offers(agent_id=agent.id)) == 4


async def test_a_crash_between_offer_and_redis_gives_it_to_nobody_else(world: World) -> None:
    assert world.redis is not None
    await at_desk(world)
    await world.handed_off()
    before = await world.service.queue.members(Queue.GENERAL)
    await world.service.dispatcher.dispatch()
    assert before
    await world.redis.zadd(queue_key(Queue.GENERAL), before)
    assert await world.service.claim(agent_id=(await world.agent()).id) == LostRace()
    await world.redis.zadd(queue_key(Queue.GENERAL), before)
    assert await world.reconciler.repair_queues() == 1
    assert await world.service.queue.members(Queue.GENERAL) == {}


async def test_offers_are_made_without_redis_too(database_url: str) -> None:
    async with open_world(database_url, None) as world:
        agent = await at_desk(world)
        await world.handed_off()
        assert await world.service.dispatcher.dispatch() == 1
        standing = await world.service.offers(agent_id=agent.id)
        ticket_id = UUID(standing[0]["ticket"]["id"])
        assert isinstance(await world.service.accept_offer(agent_id=agent.id, ticket_id=ticket_id), dict)


async def test_an_offer_for_which_there_is_no_room_any_more_goes_back(world: World) -> None:
    giver, taker = await at_desk(world), await at_desk(world, capacity=1)
    await world.handed_off()
    held = await world.claimed(giver)
    await world.service.set_status(agent_id=giver.id, status="busy")
    await world.handed_off()
    assert await world.service.dispatcher.dispatch() == 1
    await world.service.transfer_to_agent(
        by=giver, ticket_id=UUID(held["id"]), epoch=held["epoch"], to=taker.id, client_id=None
    )
    await world.service.dispatcher.step()
    assert await world.service.offers(agent_id=taker.id) == []
    assert await world.scalar(_TOO_MUCH) == 0
    assert await world.scalar("SELECT lapsed FROM agent WHERE id = :it", it=taker.id) == 0
