"""The rows of `answer`: noted when a ticket is resolved, read later by whoever has time, found by nearness."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, bindparam, delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from escalation.store.record import Change
from escalation.store.rows import AnyRow
from escalation.suggestions.suggesting import Crowd, Earlier
from escalation.tables import answer

LEASE = timedelta(seconds=60)
"""Longer than reading a few may take; what a gateway that dies had taken is found again after it."""
MOST_NEAREST = 40
"""As many are looked at: some are of tickets that were opened again, and one reply may stand in several."""

_NOTE = text("""
INSERT INTO answer (ticket_id, conversation_id, language, queue, topic, resolved_at, due_at)
SELECT id, conversation_id, language, queue, topic, :now, :now
  FROM ticket WHERE id = :ticket_id AND language IN ('ko', 'en')
ON CONFLICT (ticket_id) DO UPDATE
   SET resolved_at = :now, due_at = :now, attempt = 0, question = NULL, reply = NULL, intent = NULL, vector = NULL
""").bindparams(bindparam("now", type_=DateTime(timezone=True)))

_WRITE = text("""
UPDATE answer
   SET due_at = NULL, question = :question, reply = :reply, intent = :intent,
       vector = CAST(CAST(:vector AS text) AS halfvec), crowd_mean = :mean, crowd_deviation = :deviation
 WHERE ticket_id = :ticket_id AND attempt = :attempt AND due_at IS NOT NULL
""")

# The language stands in the statement: an index that holds one language is only used for what the planner can read.
_NEAREST = """
SELECT ticket.number, near.reply, near.intent, near.cosine, near.crowd_mean, near.crowd_deviation
  FROM (SELECT *, 1 - (vector <=> CAST(CAST(:vector AS text) AS halfvec)) AS cosine
          FROM answer
         WHERE language = '{language}' AND vector IS NOT NULL
         ORDER BY vector <=> CAST(CAST(:vector AS text) AS halfvec) LIMIT :most) AS near
  JOIN ticket ON ticket.id = near.ticket_id AND ticket.state = 'resolved'
  LEFT JOIN rating ON rating.contact_id = ticket.contact_id
 WHERE near.conversation_id <> :conversation_id
   AND coalesce(rating.score, 5) > 2 AND coalesce(rating.solved, true)
 ORDER BY near.cosine DESC
"""
NEAREST_IN = {language: text(_NEAREST.format(language=language)) for language in ("ko", "en")}


async def note_resolved(change: Change, ticket_id: UUID) -> None:
    """An agent has resolved this ticket: there may be something to learn. Resolved once more, it is read once more."""
    await change.connection.execute(_NOTE, {"ticket_id": ticket_id, "now": change.now})


async def take_due(engine: AsyncEngine, now: datetime, most: int) -> list[AnyRow]:
    """Rows that nobody has read; they are the caller's for one lease."""
    due = select(answer.c.ticket_id).where(answer.c.due_at <= now).order_by(answer.c.due_at).limit(most)
    mine = due.with_for_update(skip_locked=True).cte("due")
    taken = (
        update(answer)
        .where(answer.c.ticket_id.in_(select(mine.c.ticket_id)))
        .values(due_at=now + LEASE, attempt=answer.c.attempt + 1)
        .returning(answer.c.ticket_id, answer.c.conversation_id, answer.c.language, answer.c.attempt)
    )
    async with engine.begin() as connection:
        return list((await connection.execute(taken)).all())


async def put_back(engine: AsyncEngine, row: AnyRow, due_at: datetime) -> None:
    """Not this time, and through no fault of the row."""
    mine = (answer.c.ticket_id == row.ticket_id) & (answer.c.attempt == row.attempt)
    async with engine.begin() as connection:
        await connection.execute(update(answer).where(mine).values(due_at=due_at, attempt=answer.c.attempt - 1))


async def write(engine: AsyncEngine, row: AnyRow, **learnt: Any) -> None:
    """Keep what was learnt: question, reply, intent, vector, mean, deviation. A row that somebody else has read
    meanwhile, or that was erased, stays as it is."""
    values = {**learnt, "vector": spelt(learnt["vector"]), "ticket_id": row.ticket_id, "attempt": row.attempt}
    async with engine.begin() as connection:
        await connection.execute(_WRITE, values)


async def forget(engine: AsyncEngine, row: AnyRow) -> None:
    """There is nothing to be learnt from this ticket."""
    mine = (answer.c.ticket_id == row.ticket_id) & (answer.c.attempt == row.attempt) & answer.c.due_at.is_not(None)
    async with engine.begin() as connection:
        await connection.execute(delete(answer).where(mine))


async def nearest(
    connection: AsyncConnection, language: str, vector: Sequence[float], *, but_not_of: UUID
) -> list[Earlier]:
    """The nearest questions of tickets that are still resolved and whose customers did not say otherwise."""
    values = {"vector": spelt(vector), "most": MOST_NEAREST, "conversation_id": but_not_of}
    found = await connection.execute(NEAREST_IN[language], values)
    return [
        Earlier(row.number, row.reply, row.intent, row.cosine, Crowd(row.crowd_mean, row.crowd_deviation))
        for row in found
    ]


def spelt(vector: Sequence[float]) -> str:
    """As pgvector reads it."""
    return "[" + ",".join(f"{value:.5f}" for value in vector) + "]"
