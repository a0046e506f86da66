"""Agents at open desks, and what they are asked."""

from typing import Any
from uuid import UUID

from sqlalchemy import update

from escalation.queue.topics import Queue
from escalation.store.people import Agent
from escalation.tables import agent as agent_table
from tests.integration.escalation.world import World


async def at_desk(world: World, name: str = "민지", **fields: Any) -> Agent:
    """An agent whose desk is open."""
    agent = await world.agent(name, **fields)
    await world.service.renew(agent_id=agent.id)
    return agent


async def offered(world: World, agent: Agent) -> list[UUID]:
    """Conversations that this agent is being asked to take."""
    standing = await world.service.offers(agent_id=agent.id)
    return [UUID(one["ticket"]["conversation_id"]) for one in standing]


async def ticket_of(world: World, conversation_id: UUID) -> UUID:
    found = await world.scalar(
        "SELECT id FROM ticket WHERE conversation_id = :it ORDER BY number DESC", it=conversation_id
    )
    return UUID(str(found))


async def queued(world: World) -> int:
    """How many tickets are in the live queues."""
    return sum([len(await world.service.queue.members(queue) or ()) for queue in Queue])


async def set_role(world: World, agent: Agent, *roles: str) -> None:
    async with world.engine.begin() as connection:
        await connection.execute(update(agent_table).where(agent_table.c.id == agent.id).values(roles=list(roles)))
