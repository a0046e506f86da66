"""What holds of the queue at every moment, read from PostgreSQL and Redis as they are; each raises what is broken."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from escalation.promises.teams import set_team
from escalation.queue.topics import Queue
from tests.faults.queue.holding import Holding
from tests.integration.escalation.world import World

# A conversation and its open tickets: `queue` has one that waits, `agent` one held by that very agent in this epoch.
_BROKEN_OWNERS = """
SELECT conversation.id, conversation.owner, conversation.epoch, array_agg(ticket.state) AS states
  FROM conversation
  LEFT JOIN ticket ON ticket.conversation_id = conversation.id AND ticket.state IN ('waiting', 'assigned')
 GROUP BY conversation.id
HAVING NOT CASE conversation.owner
         WHEN 'queue' THEN count(ticket.id) = 1 AND bool_and(ticket.state = 'waiting')
         WHEN 'agent' THEN count(ticket.id) = 1 AND bool_and(
              ticket.state = 'assigned' AND ticket.agent_id = conversation.agent_id
              AND ticket.epoch = conversation.epoch AND ticket.lease_until IS NOT NULL)
         ELSE count(ticket.id) = 0 END
    OR (conversation.owner = 'agent') <> (conversation.agent_id IS NOT NULL)
"""
_GAPS = """
SELECT conversation.id FROM conversation LEFT JOIN message ON message.conversation_id = conversation.id
 GROUP BY conversation.id
HAVING count(message.id) <> conversation.last_seq OR coalesce(max(message.seq), 0) <> conversation.last_seq
"""
_OVERFULL = """
SELECT agent.name, count(*) FROM agent
  JOIN ticket ON (ticket.state = 'assigned' AND ticket.agent_id = agent.id)
              OR (ticket.state = 'waiting' AND ticket.offered_to = agent.id AND :offers)
 GROUP BY agent.id HAVING count(*) > agent.capacity
"""
_UNOFFERED = """
SELECT id, queue, language, respond_by FROM ticket WHERE state = 'waiting' AND offered_to IS NULL
"""
_OPEN_CONTACTS = """
SELECT conversation_id FROM contact WHERE ended_at IS NULL GROUP BY conversation_id HAVING count(*) > 1
"""


async def _rows(world: World, sql: str, **values: Any) -> Sequence[Any]:
    async with world.engine.connect() as connection:
        return (await connection.execute(text(sql), values)).all()


async def one_owner(world: World) -> None:
    """Exactly one of bot, queue, agent or nobody owns a conversation, and its tickets say the same."""
    assert await _rows(world, _BROKEN_OWNERS) == []
    assert await _rows(world, _OPEN_CONTACTS) == []


async def places(world: World, *, exactly: bool) -> None:
    """Whoever waits in SQL and is not being offered is in the live queue with the time of their row; `exactly`: and
    nobody else is.

    After a race an entry may stay behind of a ticket that was taken: it costs one look into SQL, and is swept.
    """
    waiting: dict[Queue, dict[str, float]] = {queue: {} for queue in Queue}
    for row in await _rows(world, _UNOFFERED):
        waiting[Queue(row.queue)][f"{row.language}:{row.id}"] = row.respond_by.timestamp()
    for queue, expected in waiting.items():
        found = await world.service.queue.members(queue)
        assert found is not None, "Redis is there"
        assert (found if exactly else {**found, **expected}) == (expected if exactly else found), queue


async def nothing_lost(world: World, customers: int, agents: int) -> None:
    """What was acknowledged is there, once, in numbers without a gap."""
    assert await _rows(world, _GAPS) == []
    said = dict(await _pairs(world, "SELECT sender, count(*) FROM message GROUP BY sender"))
    assert (said.get("customer", 0), said.get("agent", 0)) == (customers, agents)


async def _pairs(world: World, sql: str) -> list[tuple[str, int]]:
    return [(row[0], row[1]) for row in await _rows(world, sql)]


async def capacity(world: World, *, offers: bool) -> None:
    """Nobody holds more chats than they take; with `offers`: not even if they accept what they are offered."""
    assert await _rows(world, _OVERFULL, offers=offers) == []


async def ownership(world: World, conversation_id: UUID) -> tuple[str, UUID | None, int]:
    """Owner, agent and epoch as they stand."""
    rows = await _rows(world, "SELECT owner, agent_id, epoch FROM conversation WHERE id = :id", id=conversation_id)
    return (rows[0].owner, rows[0].agent_id, rows[0].epoch)


async def held(world: World) -> list[Holding]:
    """Every chat that an agent has."""
    sql = "SELECT agent_id, id, conversation_id, epoch FROM ticket WHERE state = 'assigned' ORDER BY number"
    return [Holding(row.agent_id, row.id, row.conversation_id, row.epoch) for row in await _rows(world, sql)]


async def offered(world: World) -> list[tuple[UUID, UUID]]:
    """Every ticket that an agent is asked to take, with that agent."""
    sql = "SELECT id, offered_to FROM ticket WHERE offered_to IS NOT NULL ORDER BY number"
    return [(row.id, row.offered_to) for row in await _rows(world, sql)]


_DUE = "SELECT id, respond_by FROM ticket WHERE state IN ('waiting', 'assigned') AND :id IN (id::text, 'all')"


async def due(world: World) -> dict[UUID, datetime]:
    """When each open ticket is due: its place."""
    return {row.id: row.respond_by for row in await _rows(world, _DUE, id="all")}


async def respond_by(world: World, ticket_id: UUID) -> dict[UUID, datetime]:
    """The same of one ticket, if it is open."""
    return {row.id: row.respond_by for row in await _rows(world, _DUE, id=str(ticket_id))}


async def set_assignment(world: World, queue: Queue, assignment: str) -> None:
    """How work comes to a team from now on."""
    async with world.service.record.change() as change:
        await set_team(change, queue, {"assignment": assignment})
