"""Upkeep of what FCR counts: the issues of closed contacts, with how far each customer's contacts lie apart.

A contact that closes, is rated, imported or read anew changes the gaps of its customer's other contacts too. Two
contacts of one customer may do so at once, so whoever writes them holds the customer's lock first (`hold`): the second
one then sees what the first has written. The locks are few, shared by many customers, and taken in order; after them no
conversation, ticket or agent is locked.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

LOCKS = 64

_HOLD = text(
    f"""
SELECT pg_advisory_xact_lock(hashtextextended('contacts of customers ' || lock, 0))
  FROM (SELECT DISTINCT abs(hashtextextended(who, 0) % {LOCKS}) AS lock
          FROM unnest(CAST(:customers AS text[])) AS who ORDER BY lock) AS locks
"""
)
_FORGET = text("DELETE FROM unit WHERE contact_id = ANY(CAST(:contacts AS uuid[]))")
_ADD = text(
    """
INSERT INTO unit (contact_id, topic, reference, customer_id, started_at, ended_at)
SELECT contact.id, contact_issue.topic, contact_issue.reference, contact.customer_id, contact.started_at,
       contact.ended_at
  FROM contact JOIN contact_issue ON contact_issue.contact_id = contact.id
 WHERE contact.id = ANY(CAST(:contacts AS uuid[])) AND contact.ended_at IS NOT NULL AND contact.meaningful
"""
)
# How far each unit lies from its neighbours: strictly earlier starts, and the first start after its own end.
_GAPS = text(
    """
UPDATE unit SET before_same_s = gap.before_same_s, before_any_s = gap.before_any_s,
                after_same_s = gap.after_same_s, after_any_s = gap.after_any_s
  FROM (
    SELECT one.contact_id, one.topic, one.reference,
           extract(epoch FROM one.started_at - (
             SELECT other.started_at FROM unit AS other
              WHERE other.customer_id = one.customer_id AND other.topic = one.topic
                AND other.reference = one.reference AND other.contact_id <> one.contact_id
                AND other.started_at < one.started_at
              ORDER BY other.started_at DESC LIMIT 1))::float8 AS before_same_s,
           extract(epoch FROM one.started_at - (
             SELECT other.started_at FROM contact AS other
              WHERE other.customer_id = one.customer_id AND other.id <> one.contact_id
                AND other.ended_at IS NOT NULL AND other.meaningful AND other.started_at < one.started_at
              ORDER BY other.started_at DESC LIMIT 1))::float8 AS before_any_s,
           extract(epoch FROM (
             SELECT other.started_at FROM unit AS other
              WHERE other.customer_id = one.customer_id AND other.topic = one.topic
                AND other.reference = one.reference AND other.contact_id <> one.contact_id
                AND other.started_at > one.ended_at
              ORDER BY other.started_at LIMIT 1) - one.ended_at)::float8 AS after_same_s,
           extract(epoch FROM (
             SELECT other.started_at FROM contact AS other
              WHERE other.customer_id = one.customer_id AND other.id <> one.contact_id
                AND other.ended_at IS NOT NULL AND other.meaningful AND other.started_at > one.ended_at
              ORDER BY other.started_at LIMIT 1) - one.ended_at)::float8 AS after_any_s
      FROM unit AS one
     WHERE one.customer_id = ANY(CAST(:customers AS text[]))) AS gap
 WHERE unit.contact_id = gap.contact_id AND unit.topic = gap.topic AND unit.reference = gap.reference
   AND (unit.before_same_s, unit.before_any_s, unit.after_same_s, unit.after_any_s)
       IS DISTINCT FROM (gap.before_same_s, gap.before_any_s, gap.after_same_s, gap.after_any_s)
"""
)
# Whether the same customer, or else the same browser's conversation, had a counted contact before.
_RETURNING = text(
    """
UPDATE contact SET "returning" = found.here_before
  FROM (
    SELECT one.id,
           CASE WHEN one.customer_id IS NOT NULL THEN EXISTS (
                  SELECT FROM contact AS other
                   WHERE other.customer_id = one.customer_id AND other.id <> one.id
                     AND other.ended_at IS NOT NULL AND other.meaningful AND other.started_at < one.started_at)
                WHEN one.conversation_id IS NOT NULL THEN EXISTS (
                  SELECT FROM contact AS other
                   WHERE other.conversation_id = one.conversation_id AND other.id <> one.id
                     AND other.ended_at IS NOT NULL AND other.meaningful AND other.started_at < one.started_at)
            END AS here_before
      FROM contact AS one
     WHERE one.ended_at IS NOT NULL AND one.meaningful
       AND (one.customer_id = ANY(CAST(:customers AS text[])) OR one.id = ANY(CAST(:contacts AS uuid[])))) AS found
 WHERE contact.id = found.id AND contact."returning" IS DISTINCT FROM found.here_before
"""
)


async def hold(connection: AsyncConnection, customers: Iterable[str | None]) -> None:
    """Nobody else writes contacts of these customers until the transaction ends. Comes before any of their rows."""
    known = sorted({who for who in customers if who is not None})
    if known:
        await connection.execute(_HOLD, {"customers": known})


async def renew(connection: AsyncConnection, contacts: Sequence[UUID], customers: Iterable[str | None]) -> None:
    """Write the units of these contacts anew, and the gaps of all contacts of their customers, whose locks are held."""
    concerned = {"contacts": list(contacts), "customers": sorted({who for who in customers if who is not None})}
    await connection.execute(_FORGET, {"contacts": list(contacts)})
    await connection.execute(_ADD, {"contacts": list(contacts)})
    if concerned["customers"]:
        await connection.execute(_GAPS, {"customers": concerned["customers"]})
    await connection.execute(_RETURNING, concerned)
