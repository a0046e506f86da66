"""Agents with room and waiting tickets that nobody is being asked to take, as the rules of `offering` see them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.promises.teams import OFFER_S
from escalation.queue.offering import Candidate, Lane, Unoffered, lanes, wants_work
from escalation.queue.topics import Queue

_AGENTS = text("""
SELECT id, status, seen_at, roles, skills, languages, capacity, last_chat_at,
       (SELECT count(*) FROM ticket WHERE ticket.state = 'assigned' AND ticket.agent_id = agent.id)
       + (SELECT count(*) FROM ticket WHERE ticket.offered_to = agent.id) AS load
  FROM agent
 WHERE status = 'online' AND disabled_at IS NULL AND roles && ARRAY['agent', 'supervisor', 'admin']
   AND (CAST(:only AS uuid[]) IS NULL OR id = ANY(CAST(:only AS uuid[])))
""")
_LOCK = text("SELECT id FROM agent WHERE id = ANY(CAST(:only AS uuid[])) ORDER BY id FOR NO KEY UPDATE")

# The first of each lane that somebody in it has not let go, as many as they have room for.
_HEADS = text("""
SELECT first.*, coalesce(team.assignment, 'offer') AS assignment, coalesce(team.offer_s, :offer_s) AS offer_s
  FROM jsonb_to_recordset(CAST(:lanes AS jsonb))
       AS lane(queue text, languages text[], poisoned boolean, agents uuid[], free integer)
  LEFT JOIN team ON team.queue = lane.queue
 CROSS JOIN LATERAL (
       SELECT id, ticket.queue, language, respond_by, number, declined_by, poisoned_at IS NOT NULL AS poisoned
         FROM ticket
        WHERE state = 'waiting' AND offered_to IS NULL AND ticket.queue = lane.queue
          AND (cardinality(lane.languages) = 0 OR language = ANY(lane.languages))
          AND (lane.poisoned OR poisoned_at IS NULL)
          AND NOT declined_by @> lane.agents
        ORDER BY respond_by, number LIMIT lane.free) AS first
 WHERE team.assignment IS DISTINCT FROM 'pull'
""")
_LOCKED = text("""
SELECT id, ticket.queue, language, respond_by, number, declined_by, poisoned_at IS NOT NULL AS poisoned,
       coalesce(team.assignment, 'offer') AS assignment, coalesce(team.offer_s, :offer_s) AS offer_s
  FROM ticket LEFT JOIN team ON team.queue = ticket.queue
 WHERE id = ANY(CAST(:only AS uuid[])) AND state = 'waiting' AND offered_to IS NULL
   AND team.assignment IS DISTINCT FROM 'pull'
   FOR NO KEY UPDATE OF ticket SKIP LOCKED
""")


@dataclass(frozen=True, slots=True)
class Head:
    """A ticket to be offered, and how its team wants that."""

    ticket: Unoffered
    due: tuple[datetime, int]
    offer_s: int
    at_once: bool  # assigned without asking


async def candidates(connection: AsyncConnection, now: datetime, only: Sequence[UUID] | None = None) -> list[Candidate]:
    """Agents who want work and have room for it, all or those of `only`."""
    rows = await connection.execute(_AGENTS, {"only": None if only is None else list(only)})
    found = [Candidate(**{**row._asdict(), **_lists(row)}) for row in rows]
    return [one for one in found if one.free and wants_work(one.status, one.seen_at, now)]


async def heads(connection: AsyncConnection, free: Sequence[Candidate]) -> list[Head]:
    """What these agents could be asked to take, the earliest due first."""
    if not free:
        return []
    packed = json.dumps([_lane(lane) for lane in lanes(free, Queue)])
    return _heads(await connection.execute(_HEADS, {"lanes": packed, "offer_s": OFFER_S}))


async def locked(
    connection: AsyncConnection, free: Sequence[Candidate], found: Sequence[Head], now: datetime
) -> tuple[list[Candidate], list[Head]]:
    """The same agents and tickets as they are under their locks: loads are read after whoever held an agent has
    committed, and tickets that somebody else holds at this moment are passed by."""
    await connection.execute(_LOCK, {"only": [one.id for one in free]})
    still_free = await candidates(connection, now, [one.id for one in free])
    rows = await connection.execute(_LOCKED, {"only": [head.ticket.id for head in found], "offer_s": OFFER_S})
    return still_free, _heads(rows)


def _heads(rows: Iterable[Any]) -> list[Head]:
    """A ticket may stand in several lanes."""
    found = {row.id: _head(row) for row in rows}
    return sorted(found.values(), key=lambda head: head.due)


def _lists(row: Any) -> dict[str, tuple[str, ...]]:
    return {name: tuple(getattr(row, name)) for name in ("roles", "skills", "languages")}


def _lane(lane: Lane) -> dict[str, Any]:
    """As the query takes it."""
    return {
        "queue": lane.queue,
        "languages": list(lane.languages),
        "poisoned": lane.poisoned,
        "agents": [str(one) for one in lane.agents],
        "free": lane.free,
    }


def _head(row: Any) -> Head:
    ticket = Unoffered(row.id, row.queue, row.language, frozenset(row.declined_by), row.poisoned)
    return Head(ticket, (row.respond_by, row.number), row.offer_s, row.assignment == "auto")
