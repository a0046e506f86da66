"""The way out for rows that wait to be delivered, shared by all gateways.

A row is taken by moving its `due_at` one lease ahead: nobody else finds it before, and a gateway that dies leaves it
to be found again. What was sent and not yet marked is then sent a second time, under the same id.
"""

import random
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import ColumnElement, Table, select, true, update
from sqlalchemy.ext.asyncio import AsyncEngine

from escalation.outbound.backoff import delay
from escalation.store.clock import Clock
from escalation.store.masking import mask
from escalation.store.rows import AnyRow, inline
from escalation.tables import delivery, mail, webhook

LEASE = timedelta(seconds=60)
"""Longer than any attempt may take."""
MOST_CHARACTERS = 300  # of an error that is kept


class Lane:
    """One table of rows with `state`, `attempt`, `due_at` and `last_error`."""

    def __init__(
        self,
        engine: AsyncEngine,
        clock: Clock,
        table: Table,
        done: str,
        done_at: str,
        among: ColumnElement[bool] | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._table = table
        self._done = {"state": done}
        self._done_at = done_at
        self._among = true() if among is None else among
        self._chance = chance

    async def take(self, limit: int) -> list[AnyRow]:
        """Up to `limit` rows that are due, the longest due first; they are the caller's for one lease."""
        table, now = self._table, self._clock()
        due = (
            select(table.c.id)
            .where(table.c.state == inline("waiting"), table.c.due_at <= now, self._among)
            .order_by(table.c.due_at)
            .limit(limit)
            .with_for_update(skip_locked=True, of=table)
            .cte("due")
        )
        taken = (
            update(table)
            .where(table.c.id.in_(select(due.c.id)))
            .values(due_at=now + LEASE, attempt=table.c.attempt + 1)
            .returning(table)
        )
        async with self._engine.begin() as connection:
            return list((await connection.execute(taken)).all())

    async def done(self, row: AnyRow, **kept: str) -> None:
        """It was delivered; `kept` are further columns."""
        await self._mark(row, **self._done, **{self._done_at: self._clock()}, last_error=None, **kept)

    async def failed(self, row: AnyRow, error: str, *, final: bool = False, **kept: str) -> bool:
        """It was not: wait for the next attempt, or give up when there is none or `final`; True when given up."""
        wait = None if final else delay(row.attempt, self._chance())
        said = mask(error)[:MOST_CHARACTERS]
        if wait is None:
            await self._mark(row, state="dead", last_error=said, **kept)
        else:
            await self._mark(row, due_at=self._clock() + wait, last_error=said, **kept)
        return wait is None

    async def _mark(self, row: AnyRow, **values: object) -> None:
        """Only while the row is still this attempt's: a later one knows better."""
        mine = (self._table.c.id == row.id) & (self._table.c.attempt == row.attempt)
        async with self._engine.begin() as connection:
            await connection.execute(
                update(self._table).where(mine, self._table.c.state == inline("waiting")).values(**values)
            )


def delivery_lane(engine: AsyncEngine, clock: Clock, chance: Callable[[], float] = random.random) -> Lane:
    """Deliveries to webhooks that are in use."""
    in_use = select(webhook.c.id).where(webhook.c.enabled, webhook.c.archived_at.is_(None))
    among = delivery.c.webhook_id.in_(in_use.scalar_subquery())
    return Lane(engine, clock, delivery, "delivered", "delivered_at", among, chance)


def mail_lane(engine: AsyncEngine, clock: Clock, chance: Callable[[], float] = random.random) -> Lane:
    """Letters."""
    return Lane(engine, clock, mail, "sent", "sent_at", chance=chance)
