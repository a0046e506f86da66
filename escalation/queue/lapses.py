"""Offers that nobody answered, to desks that are closed, or for which there is no room: they end, and the ticket goes
to the next one.

Who let two in a row lapse is away, whatever their status said, and is told. What everybody let go rests for as long
as an offer stands, then all are asked again.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, bindparam, select, text, update

from escalation.promises.teams import OFFER_S
from escalation.queue.attendance import GONE_AFTER
from escalation.queue.offering import MOST_LAPSED, wants_work
from escalation.queue.queue import WaitingQueue
from escalation.queue.reservations import chats_held, end_offers, make_room
from escalation.store.keys import DESK_CHANNEL
from escalation.store.record import Change, Record
from escalation.store.rows import AnyRow
from escalation.tables import agent, ticket

STAFF_CHANGED = {"type": "staff_changed"}
SET_AWAY = {"type": "alert", "code": "set_away"}

_NOW = bindparam("now", type_=DateTime(timezone=True))
_GONE = bindparam("gone", type_=DateTime(timezone=True))
_OVER = text("""
SELECT agent.id FROM ticket JOIN agent ON agent.id = ticket.offered_to
 WHERE ticket.offered_to IS NOT NULL
 GROUP BY agent.id
HAVING min(offered_until) <= :now OR status <> 'online' OR disabled_at IS NOT NULL
       OR seen_at IS NULL OR seen_at <= :gone
       OR count(*) + (SELECT count(*) FROM ticket AS held
                       WHERE held.state = 'assigned' AND held.agent_id = agent.id) > capacity
""").bindparams(_NOW, _GONE)
_NEW_ROUND = text("""
UPDATE ticket SET declined_by = '{}', passed_over_at = NULL
 WHERE id IN (SELECT rested.id FROM ticket AS rested LEFT JOIN team ON team.queue = rested.queue
               WHERE rested.offered_to IS NULL AND rested.passed_over_at IS NOT NULL
                 AND rested.passed_over_at <= :now - make_interval(secs => coalesce(team.offer_s, :offer_s))
                 FOR NO KEY UPDATE OF rested SKIP LOCKED)
""").bindparams(_NOW)


class Lapses:
    """Ends what is over."""

    def __init__(self, record: Record, queue: WaitingQueue) -> None:
        self._record = record
        self._queue = queue

    async def end(self) -> int:
        """End the offers that are over; how many."""
        now = self._record.clock()
        async with self._record.read() as connection:
            agents = list(await connection.scalars(_OVER, {"now": now, "gone": now - GONE_AFTER}))
        return sum([await self._end_of(agent_id, now) for agent_id in agents])

    async def begin_rounds(self) -> None:
        """Tickets that have rested are offered again, to those too who let them go. One that is being changed
        just now waits for the next look."""
        async with self._record.engine.begin() as connection:
            await connection.execute(_NEW_ROUND, {"now": self._record.clock(), "offer_s": OFFER_S})

    async def _end_of(self, agent_id: UUID, now: datetime) -> int:
        """Look again under the agent's lock. Nobody is blamed for an offer to a desk that is closed."""
        async with self._record.change() as change:
            found = select(agent).where(agent.c.id == agent_id).with_for_update(key_share=True)
            row = (await change.connection.execute(found)).one()
            if row.disabled_at is not None or not wants_work(row.status, row.seen_at, now):
                return len(await end_offers(change, self._queue, agent_id))
            late = await end_offers(change, self._queue, agent_id, ticket.c.offered_until <= now, passed_over=True)
            if late and await self._set_away(change, row, len(late)):
                return len(late) + len(await end_offers(change, self._queue, agent_id))
            room = row.capacity - await chats_held(change, agent_id)
            return len(late) + len(await make_room(change, self._queue, agent_id, room))

    async def _set_away(self, change: Change, row: AnyRow, late: int) -> bool:
        """Count what lapsed in a row; True, and the agent is told, when that is too many."""
        lapsed = int(row.lapsed) + late
        away = lapsed >= MOST_LAPSED
        values = {"status": "away", "lapsed": 0} if away else {"lapsed": lapsed}
        await change.connection.execute(update(agent).where(agent.c.id == row.id).values(values))
        if away:
            change.hint(f"agent:{row.id}", {**SET_AWAY, "params": {"lapsed": lapsed}})
            change.hint(DESK_CHANNEL, STAFF_CHANGED)
        return away
