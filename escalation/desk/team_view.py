"""The whole team at a glance: who is on, what they hold, what waits, and where a promise is broken."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, text

from escalation.promises.teams import Team, all_teams
from escalation.promises.ticket_clocks import OVERDUE, clocks_wire
from escalation.queue.attendance import is_connected
from escalation.queue.topics import Queue
from escalation.store.record import Record
from escalation.store.wire import Wire, identifier, present, timestamp

MOST_WAITING_SHOWN = 100  # of each queue, the earliest due first; all of them are counted

# Everybody who works with customers, and how much each holds.
_AGENTS = text("""
SELECT agent.*, (SELECT count(*) FROM ticket WHERE ticket.agent_id = agent.id AND ticket.state = 'assigned') AS load
  FROM agent
 WHERE agent.disabled_at IS NULL AND agent.roles && ARRAY['agent', 'supervisor', 'admin']
 ORDER BY lower(agent.name), agent.id
""")
# What is held, what waits, and with each line how its queue stands as a whole.
_LINES = text(f"""
WITH open AS (
  SELECT id, number, queue, state, respond_by, {OVERDUE} AS breached
    FROM ticket WHERE state IN ('waiting', 'assigned')),
placed AS (
  SELECT id, state, breached, row_number() OVER (PARTITION BY queue, state ORDER BY respond_by, number) AS place,
         count(*) FILTER (WHERE state = 'waiting') OVER same AS queue_waiting,
         min(respond_by) FILTER (WHERE state = 'waiting') OVER same AS queue_due,
         count(*) FILTER (WHERE state = 'waiting' AND breached) OVER same AS queue_breached
    FROM open WINDOW same AS (PARTITION BY queue)),
shown AS (SELECT * FROM placed WHERE state = 'assigned' OR place <= :most)
SELECT ticket.*, shown.breached, shown.queue_waiting, shown.queue_due, shown.queue_breached,
       customer.name AS customer_name, conversation.customer_id, agent.name AS agent_name
  FROM shown
  JOIN ticket ON ticket.id = shown.id
  JOIN conversation ON conversation.id = ticket.conversation_id
  LEFT JOIN customer ON customer.id = conversation.customer_id
  LEFT JOIN agent ON agent.id = ticket.agent_id
 ORDER BY ticket.respond_by, ticket.number
""")


class TeamView:
    """Read in three queries, of one moment."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def agents(self) -> list[Wire]:
        """For every desk: who there is to pass a chat on to."""
        async with self._record.read() as connection:
            rows = await connection.execute(_AGENTS)
            return [_colleague(row, self._record.clock()) for row in rows]

    async def team(self) -> Wire:
        """at, agents with their tickets, queues, waiting, breaches; for supervisors."""
        now = self._record.clock()
        async with self._record.read() as connection:
            agents = (await connection.execute(_AGENTS)).all()
            rows = (await connection.execute(_LINES, {"most": MOST_WAITING_SHOWN})).all()
            teams = await all_teams(connection, now)
        lines = [(row, ticket_line(row)) for row in rows]
        held = defaultdict(list)
        for row, line in lines:
            if row.state == "assigned":
                held[row.agent_id].append(line)
        return {
            "at": now.isoformat(),
            "agents": [{**_member(row, now), "tickets": held[row.id]} for row in agents],
            "queues": [_queue(team, rows, agents, now) for team in teams.values()],
            "waiting": [line for row, line in lines if row.state == "waiting"],
            "breaches": [line for row, line in lines if row.breached],
        }


def ticket_line(row: Row[Any]) -> Wire:
    """A ticket in a list: what a supervisor needs to know of it at a glance."""
    held = {"id": identifier(row.agent_id), "name": row.agent_name} if row.state == "assigned" else None
    return present(
        {
            "id": str(row.id),
            "number": row.number,
            "conversation_id": str(row.conversation_id),
            "queue": row.queue,
            "priority": row.priority,
            "state": row.state,
            "customer": present({"verified": row.customer_id is not None, "name": row.customer_name}),
            "language": row.language,
            "created_at": timestamp(row.created_at),
            "assigned_at": timestamp(row.assigned_at),
            "first_reply_at": timestamp(row.first_reply_at),
            "clocks": clocks_wire(row.clocks) or None,
            "requeued": row.requeued,
            "poisoned": row.poisoned_at is not None,
            "agent": held,
        }
    )


def _colleague(row: Row[Any], now: datetime) -> Wire:
    return {
        "id": str(row.id),
        "name": row.name,
        "status": row.status,
        "connected": is_connected(row.seen_at, now),
        "load": row.load,
        "capacity": row.capacity,
        "languages": row.languages,
        "skills": row.skills,
    }


def _member(row: Row[Any], now: datetime) -> Wire:
    seen = present({"seen_at": timestamp(row.seen_at)})
    return {**_colleague(row, now), "email": row.email, "roles": row.roles, **seen}


def _queue(team: Team, rows: Sequence[Row[Any]], agents: Sequence[Row[Any]], now: datetime) -> Wire:
    """How a queue stands; any line of it knows. `agents_free` have room for one more chat."""
    line = next((row for row in rows if row.queue == team.queue), None)
    online = [agent for agent in agents if _works(agent, team.queue, now)]
    opens_at = team.hours.opens_at(now)
    closed = opens_at > now
    return present(
        {
            "queue": team.queue.value,
            "waiting": line.queue_waiting if line else 0,
            "oldest_due": timestamp(line.queue_due) if line else None,
            "breached": line.queue_breached if line else 0,
            "open": not closed,
            "opens_at": timestamp(opens_at) if closed else None,
            "agents_online": len(online),
            "agents_free": sum(agent.load < agent.capacity for agent in online),
        }
    )


def _works(agent: Row[Any], queue: Queue, now: datetime) -> bool:
    there = agent.status == "online" and is_connected(agent.seen_at, now)
    return there and (not agent.skills or queue.value in agent.skills)
