"""What is worth a letter, found in the record again and again; the same thing is written about once, by its key.

- A customer left an address, a person has answered since, and nobody has read it: told once an answer.
- A ticket waits past what was promised: those who could take it and are not online, each at most once an hour.
"""

from datetime import timedelta

from sqlalchemy import DateTime, Interval, bindparam, text
from sqlalchemy.ext.asyncio import AsyncEngine

from escalation.store.chores import keep_at
from escalation.store.clock import Clock

EVERY_S = 10.0
UNREAD_FOR = timedelta(minutes=2)
"""Somebody who is still there has read an answer by then."""
AGENT_REST = timedelta(hours=1)

_NOW = bindparam("now", type_=DateTime(timezone=True))
_REST = bindparam("rest", type_=Interval())

_ANSWERS = text("""
WITH answered AS (
  UPDATE callback SET answered_at = :now
    FROM conversation
    JOIN LATERAL (SELECT seq, agent_id, created_at FROM message
                   WHERE conversation_id = conversation.id AND sender = 'agent' AND seq > conversation.read_seq
                   ORDER BY seq DESC LIMIT 1) AS said ON true
    JOIN agent ON agent.id = said.agent_id
   WHERE conversation.id = callback.conversation_id AND callback.answered_at IS NULL
     AND said.created_at > callback.created_at AND said.created_at <= :now - :rest
  RETURNING callback.id, callback.conversation_id, callback.email, callback.locale, said.seq, agent.name)
INSERT INTO mail (id, key, kind, recipient, locale, params, due_at, created_at)
SELECT gen_random_uuid(), concat_ws(':', 'answer_waiting', conversation_id, seq, lower(email)), 'answer_waiting',
       email, locale, jsonb_build_object('agent', name, 'callback_id', id, 'conversation_id', conversation_id),
       :now, :now
  FROM answered
ON CONFLICT (key) DO NOTHING RETURNING id
""").bindparams(_NOW, _REST)

_TICKETS = text("""
INSERT INTO mail (id, key, kind, recipient, locale, params, due_at, created_at)
SELECT DISTINCT ON (agent.id) gen_random_uuid(), concat_ws(':', 'ticket_waits', ticket.id, agent.id), 'ticket_waits',
       agent.email, CASE WHEN agent.languages = '{en}' THEN 'en' ELSE 'ko' END,
       jsonb_build_object('name', agent.name, 'number', ticket.number,
         'waiting', (SELECT count(*) FROM ticket AS other
                      WHERE other.state = 'waiting' AND other.queue = ticket.queue)),
       :now, :now
  FROM ticket
  JOIN agent ON agent.disabled_at IS NULL AND agent.status = 'away' AND 'agent' = ANY(agent.roles)
   AND (agent.skills = '{}' OR ticket.queue = ANY(agent.skills))
   AND (agent.languages = '{}' OR ticket.language = ANY(agent.languages))
 WHERE ticket.state = 'waiting' AND coalesce(ticket.promise_missed_at, ticket.respond_by) <= :now
   AND NOT EXISTS (SELECT 1 FROM mail WHERE mail.key = concat_ws(':', 'ticket_waits', ticket.id, agent.id))
   AND NOT EXISTS (SELECT 1 FROM mail WHERE mail.kind = 'ticket_waits' AND mail.recipient = agent.email
                      AND mail.created_at > :now - :rest)
 ORDER BY agent.id, ticket.respond_by, ticket.number
ON CONFLICT (key) DO NOTHING RETURNING id
""").bindparams(_NOW, _REST)


class Occasions:
    """Looks for them; every gateway may."""

    def __init__(self, engine: AsyncEngine, clock: Clock, *, every_s: float = EVERY_S) -> None:
        self._engine = engine
        self._clock = clock
        self._every_s = every_s

    async def run(self) -> None:
        """Look until cancelled; without the database, wait for it."""
        await keep_at("looking for letters", self._step, self._every_s)

    async def _step(self) -> bool:
        await self.step()
        return False

    async def step(self) -> int:
        """Put letters for all there is into the mail; how many."""
        now, written = self._clock(), 0
        for statement, rest in ((_ANSWERS, UNREAD_FOR), (_TICKETS, AGENT_REST)):
            async with self._engine.begin() as connection:
                found = await connection.execute(statement, {"now": now, "rest": rest})
                written += len(found.all())
        return written
