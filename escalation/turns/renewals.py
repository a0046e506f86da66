"""Renewals: a turn that takes long stays with the gateway that works on it. One that died renews nothing, and its turns
are free for the others in a moment."""

from collections.abc import Callable, Collection
from uuid import UUID

from sqlalchemy import text

from escalation.store.chores import keep_at
from escalation.store.leases import TURN_LEASE, TURN_RENEWAL, lease_from
from escalation.store.record import Record
from escalation.turns.turn_requests import ClaimedTurn

# A renewal that is lost with a crash is no loss: this commit need not reach the disk before it counts.
_RENEW = text("""
UPDATE turn SET lease_until = :lease
  FROM unnest(CAST(:ids AS uuid[]), CAST(:attempts AS int[])) AS held(id, attempt)
 WHERE turn.id = held.id AND turn.attempt = held.attempt AND turn.state = 'running'
RETURNING turn.id, set_config('synchronous_commit', 'off', true)
""")


class Renewals:
    """Of one gateway. `running` tells what it works on at this moment."""

    def __init__(self, record: Record, running: Callable[[], Collection[ClaimedTurn]]) -> None:
        self._record = record
        self._running = running
        self._seen: frozenset[tuple[UUID, int]] = frozenset()

    async def run(self) -> None:
        """Renew until cancelled; without the database, wait for it."""
        await keep_at("renewing turns", self._step, TURN_RENEWAL.total_seconds())

    async def renew(self) -> int:
        """Renew what ran at the last look already: most turns are over long before. How many are still held."""
        now = frozenset((one.id, one.attempt) for one in self._running())
        held, self._seen = now & self._seen, now
        if not held:
            return 0
        lease = lease_from(self._record.clock(), TURN_LEASE)
        values = {"ids": [id_ for id_, _ in held], "attempts": [attempt for _, attempt in held], "lease": lease}
        async with self._record.engine.begin() as connection:
            return len((await connection.execute(_RENEW, values)).all())

    async def _step(self) -> bool:
        await self.renew()
        return False
