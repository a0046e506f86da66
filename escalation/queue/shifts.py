"""Agents come, stay and go: whether they take work, the signs of life of their desks, and what they leave behind."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import DateTime, Uuid, bindparam, delete, func, select, text, update

from escalation.customers.visitors import token_hash
from escalation.queue.attendance import is_connected
from escalation.queue.departures import Departures
from escalation.queue.lapses import STAFF_CHANGED
from escalation.queue.queue import WaitingQueue
from escalation.queue.reservations import end_offers
from escalation.queue.tickets import TicketState
from escalation.staff.agents import SESSION_IDLE
from escalation.store.keys import DESK_CHANNEL
from escalation.store.leases import lease_from
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused
from escalation.store.rows import inline
from escalation.tables import agent, session, ticket

STATUSES = ("online", "busy", "away")

_SEEN = text("""
WITH before AS (SELECT id, seen_at FROM agent WHERE id = :agent_id FOR NO KEY UPDATE)
UPDATE agent SET seen_at = :now FROM before WHERE agent.id = before.id RETURNING before.seen_at
""").bindparams(bindparam("now", type_=DateTime(timezone=True)), bindparam("agent_id", type_=Uuid()))


class Shifts:
    """The use cases of being at the desk."""

    def __init__(self, record: Record, queue: WaitingQueue, departures: Departures) -> None:
        self._record = record
        self._queue = queue
        self._departures = departures

    async def set_status(self, *, agent_id: UUID, status: str) -> None:
        """Online is asked to take work; busy keeps its chats, is asked nothing and may still take what waits; away
        takes none. What somebody was being asked to take goes to others at once."""
        if status not in STATUSES:
            raise Refused("bad_frame", f"expected one of {', '.join(STATUSES)}, got {status!r}", field="status")
        async with self._record.change() as change:
            values = {"status": status, "seen_at": change.now, "lapsed": 0}
            await self._change_agent(change, agent_id, values)

    async def renew(self, *, agent_id: UUID, held: Collection[UUID] = ()) -> list[UUID]:
        """A sign of life: keep this agent's chats for another lease; which of `held` they lost (not those they
        ended)."""
        async with self._record.change() as change:
            # The agent first, as a claim does: two that lock in another order would wait for each other.
            seen_at = await change.connection.scalar(_SEEN, {"agent_id": agent_id, "now": change.now})
            if not is_connected(seen_at, change.now):
                change.hint(DESK_CHANNEL, STAFF_CHANGED)
            mine = select(ticket.c.id).where(
                ticket.c.agent_id == agent_id, ticket.c.state == inline(TicketState.ASSIGNED)
            )
            in_order = mine.order_by(ticket.c.id).with_for_update(key_share=True)
            kept = await change.connection.scalars(
                update(ticket)
                .where(ticket.c.id.in_(in_order))
                .values(lease_until=lease_from(change.now))
                .returning(ticket.c.id)
            )
            gone = set(held) - set(kept)
            if not gone:
                return []
            ended_by_me = (ticket.c.agent_id == agent_id) & ticket.c.ended_at.is_not(None)
            lost = select(ticket.c.id).where(ticket.c.id.in_(gone), ~ended_by_me)
            return list(await change.connection.scalars(lost))

    async def close_session(self, *, token: str) -> None:
        """Sign out. With the last session the agent goes: their chats wait again at once where they waited."""
        async with self._record.change() as change:
            mine = session.c.token_hash == token_hash(token)
            # The agent first, as a change of the account does. Of several that end at once, one is then the last.
            whose = select(agent.c.id).join(session, session.c.agent_id == agent.c.id).where(mine)
            await change.connection.execute(whose.with_for_update(of=agent, key_share=True))
            agent_id = await change.connection.scalar(delete(session).where(mine).returning(session.c.agent_id))
            if agent_id is None:
                return
            live = (session.c.expires_at > change.now) & (session.c.seen_at > change.now - SESSION_IDLE)
            left = select(func.count()).where(session.c.agent_id == agent_id, live)
            if await change.connection.scalar(left):
                return
            await self._change_agent(change, agent_id, {"status": "away", "seen_at": None, "lapsed": 0})
        await self._departures.leave(agent_id, "signed_out")

    async def _change_agent(self, change: Change, agent_id: UUID, values: dict[str, object]) -> None:
        await change.connection.execute(update(agent).where(agent.c.id == agent_id).values(values))
        if values["status"] != "online":
            await end_offers(change, self._queue, agent_id)
        change.hint(DESK_CHANNEL, STAFF_CHANGED)
