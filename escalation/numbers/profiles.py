"""Keeps what the shop's tags tell of customers: the newest word on each trait, and whose browser an anonymous id is."""

from collections.abc import Iterable

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.traits import Told

_PROFILE = text("""
INSERT INTO profile AS kept (customer_id, tier, traits, first_seen_at, updated_at)
VALUES (:customer_id, :tier, :traits, :at, :at)
ON CONFLICT (customer_id) DO UPDATE SET
  tier = CASE WHEN excluded.updated_at >= kept.updated_at THEN coalesce(excluded.tier, kept.tier)
              ELSE coalesce(kept.tier, excluded.tier) END,
  traits = CASE WHEN excluded.updated_at >= kept.updated_at THEN kept.traits || excluded.traits
                ELSE excluded.traits || kept.traits END,
  first_seen_at = least(kept.first_seen_at, excluded.first_seen_at),
  updated_at = greatest(kept.updated_at, excluded.updated_at)
""").bindparams(bindparam("traits", type_=JSONB))
_ALIAS = text("""
INSERT INTO alias AS kept (anonymous_id, customer_id, at) VALUES (:anonymous_id, :customer_id, :at)
ON CONFLICT (anonymous_id) DO UPDATE SET customer_id = excluded.customer_id, at = excluded.at
 WHERE excluded.at >= kept.at
""")


async def keep(connection: AsyncConnection, told: Iterable[Told]) -> None:
    """Write what was told, in the caller's transaction. What is older than what is known fills gaps only.

    Rows are written in the order of their keys, so that two gateways cannot wait for each other.
    """
    known = list(told)
    for one in sorted(known, key=lambda one: (one.customer_id, one.at)):
        said = {"customer_id": one.customer_id, "tier": one.tier, "traits": dict(one.traits), "at": one.at}
        await connection.execute(_PROFILE, said)
    linked = [(one.anonymous_id, one.at, one.customer_id) for one in known if one.anonymous_id is not None]
    for anonymous_id, at, customer_id in sorted(linked):
        await connection.execute(_ALIAS, {"anonymous_id": anonymous_id, "customer_id": customer_id, "at": at})
