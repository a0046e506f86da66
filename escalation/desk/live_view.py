"""This moment, for those who look after the whole: who waits, who is there, what is overdue, and is it enough."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, text

from escalation.numbers.staffing import Load, staffing
from escalation.promises.teams import Team, all_teams
from escalation.promises.ticket_clocks import OVERDUE
from escalation.queue.attendance import GONE_AFTER
from escalation.queue.topics import Queue
from escalation.store.record import Record
from escalation.store.wire import Wire

MOST_BREACHES = 50
ARRIVALS = timedelta(hours=3)
LEAST_ARRIVALS = timedelta(minutes=15)
"""Open for less, a desk's arrivals are still counted over so long: two chats in the first minute are no rush."""
HANDLED = timedelta(days=7)
MOST_HANDLED = 60  # chats of each queue, the newest
MOST_TICKETS = 5000  # looked through for arrivals, the newest

# One statement, so that all of it is of one moment.
_NOW = text(f"""
WITH open AS (
  SELECT id, number, conversation_id, queue, priority, state, agent_id, created_at, clocks,
         {OVERDUE} AS breached
    FROM ticket WHERE state IN ('waiting', 'assigned')),
queues AS (
  SELECT queue, count(*) FILTER (WHERE state = 'waiting') AS waiting,
         extract(epoch FROM :now - min(created_at) FILTER (WHERE state = 'waiting')) AS oldest_s,
         count(*) FILTER (WHERE state = 'assigned') AS chats, count(*) FILTER (WHERE breached) AS breached
    FROM open GROUP BY queue),
broken AS (
  SELECT open.id AS ticket_id, conversation_id, number, queue, priority, clock.key AS clock,
         clock.value ->> 'due' AS due, CASE state WHEN 'assigned' THEN agent.name END AS agent
    FROM open LEFT JOIN agent ON agent.id = open.agent_id
   CROSS JOIN LATERAL (
     SELECT key, value FROM jsonb_each(clocks)
      WHERE jsonb_typeof(value) = 'object' AND value ->> 'state' = 'breached' AND value ->> 'met_at' IS NULL
      ORDER BY value ->> 'due' LIMIT 1) AS clock
   WHERE breached ORDER BY due, number LIMIT :most),
there AS (
  SELECT status, skills, capacity FROM agent
   WHERE disabled_at IS NULL AND roles && ARRAY['agent', 'supervisor', 'admin'] AND seen_at > :seen),
handled AS (
  SELECT extract(epoch FROM held.ended_at - held.assigned_at) AS seconds
    FROM unnest(CAST(:queues AS text[])) AS team (queue)
   CROSS JOIN LATERAL (
     SELECT assigned_at, ended_at FROM ticket
      WHERE ticket.queue = team.queue AND assigned_at > :held_since AND ended_at IS NOT NULL
        AND state IN ('resolved', 'returned')
      ORDER BY assigned_at DESC LIMIT :held) AS held)
SELECT (SELECT coalesce(jsonb_agg(to_jsonb(queues)), '[]') FROM queues) AS queues,
       (SELECT coalesce(jsonb_agg(to_jsonb(broken)), '[]') FROM broken) AS breaches,
       (SELECT coalesce(jsonb_agg(to_jsonb(there)), '[]') FROM there) AS agents,
       (SELECT avg(seconds) FROM handled) AS handle_s,
       (SELECT count(*) FROM (SELECT created_at FROM ticket ORDER BY number DESC LIMIT :newest) AS newest
         WHERE created_at > :since) AS arrivals
""")


class LiveView:
    """Read in two queries."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def live(self) -> Wire:
        """at, waiting, oldest_s, chats, queues, agents, breaches, staffing; for supervisors and ops."""
        now = self._record.clock()
        async with self._record.read() as connection:
            teams = await all_teams(connection, now)
            counted = _counted(teams.values(), now)
            asked = {
                "now": now,
                "since": now - counted,
                "seen": now - GONE_AFTER,
                "held_since": now - HANDLED,
                "queues": list(Queue),
                "most": MOST_BREACHES,
                "held": MOST_HANDLED,
                "newest": MOST_TICKETS,
            }
            row = (await connection.execute(_NOW, asked)).one()
        queues = [_queue(team, row.queues, row.agents, now) for team in teams.values()]
        return {
            "at": now.isoformat(),
            "waiting": sum(queue["waiting"] for queue in queues),
            "oldest_s": max((queue["oldest_s"] for queue in queues if queue["waiting"]), default=None),
            "chats": sum(queue["chats"] for queue in queues),
            "queues": queues,
            "agents": {status: _with(row.agents, status) for status in ("online", "busy", "away")},
            "breaches": row.breaches,
            "staffing": staffing(_load(row, counted)),
        }


def _counted(teams: Iterable[Team], now: datetime) -> timedelta:
    """Over which time up to now arrivals are counted: of the last three hours what some desk was open, so that the
    quiet of a closed one does not dilute them."""
    longest = max(team.hours.open_seconds(now - ARRIVALS, now) for team in teams)
    return max(timedelta(seconds=longest), LEAST_ARRIVALS)


def _queue(team: Team, standing: Sequence[Wire], agents: Sequence[Wire], now: datetime) -> Wire:
    found = next((one for one in standing if one["queue"] == team.queue), None)
    nothing = {"waiting": 0, "oldest_s": None, "chats": 0, "breached": 0}
    return {
        **nothing,
        **(found or {}),
        "queue": team.queue.value,
        "open": team.hours.is_open(now),
        "agents": sum(agent["status"] == "online" and _works(agent, team.queue) for agent in agents),
    }


def _works(agent: Wire, queue: Queue) -> bool:
    return not agent["skills"] or queue.value in agent["skills"]


def _with(agents: Sequence[Wire], status: str) -> int:
    return sum(agent["status"] == status for agent in agents)


def _load(row: Row[Any], counted: timedelta) -> Load:
    """Those who are offered chats now are there; who is busy or away takes none."""
    return Load(
        arrivals_per_hour=row.arrivals / (counted / timedelta(hours=1)),
        handle_s=None if row.handle_s is None else float(row.handle_s),
        capacities=[agent["capacity"] for agent in row.agents if agent["status"] == "online" and agent["capacity"]],
    )
