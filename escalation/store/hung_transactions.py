"""Hung transactions: a gateway that was paused in the middle of one keeps others waiting for its locks, so they end it.

PostgreSQL's own limit for idle transactions does not see a gateway that stopped between two messages of one statement.
"""

import logging
from datetime import timedelta

from sqlalchemy import Interval, bindparam, text
from sqlalchemy.ext.asyncio import AsyncEngine

from escalation.store.chores import keep_at

log = logging.getLogger(__name__)

GATEWAY = "firsthand-gateway"
"""The application name of every gateway's connections: nobody else's are ended."""
SILENT = timedelta(seconds=5)
EVERY_S = 1.0

# `ClientRead`: PostgreSQL waits for the gateway's next word.
_END = text("""
WITH blocking AS (
    SELECT DISTINCT unnest(pg_blocking_pids(waiting.pid)) AS pid
      FROM pg_stat_activity waiting
     WHERE waiting.wait_event_type = 'Lock' AND waiting.datname = current_database()
)
SELECT pid, pg_terminate_backend(pid)
  FROM pg_stat_activity JOIN blocking USING (pid)
 WHERE application_name = :gateway AND usename = current_user AND wait_event = 'ClientRead'
   AND greatest(state_change, query_start) < clock_timestamp() - :silent
""").bindparams(bindparam("silent", SILENT, type_=Interval()), gateway=GATEWAY)


class HungTransactions:
    """Looks for those that somebody waits for."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def run(self) -> None:
        """Look until cancelled; without the database, wait for it."""
        await keep_at("ending hung transactions", self._step, EVERY_S)

    async def end(self) -> int:
        """End them; how many there were. What they had written is undone; their gateway learns it when it goes on."""
        async with self._engine.connect() as connection:
            ended = (await connection.execute(_END)).all()
        if ended:
            log.warning("%d transactions of a gateway that hangs were in the way of others and are undone", len(ended))
        return len(ended)

    async def _step(self) -> bool:
        await self.end()
        return False
