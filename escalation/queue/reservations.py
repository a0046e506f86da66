"""What is reserved for an agent who is asked to take it, and how a reservation ends inside a transaction.

An offered ticket waits in SQL and is out of the live queue; when its offer ends, it is back in its old place.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, cast, func, or_, select, update

from escalation.queue.handoffs import WAITING_CHANGED
from escalation.queue.queue import Waiting, WaitingQueue
from escalation.queue.tickets import TicketState
from escalation.queue.topics import Queue
from escalation.store.keys import DESK_CHANNEL
from escalation.store.record import Change
from escalation.store.rows import AnyRow, inline
from escalation.tables import ticket

OFFERS_CHANGED = {"type": "offers_changed"}
ROOM_FREED = {"type": "room_freed"}


def unreserved(now: datetime, agent_id: UUID | None = None) -> ColumnElement[bool]:
    """Tickets that nobody, or nobody but this agent, is being asked to take."""
    free = [ticket.c.offered_to.is_(None), ticket.c.offered_until <= now]
    return or_(*free) if agent_id is None else or_(*free, ticket.c.offered_to == agent_id)


async def end_offers(
    change: Change, queue: WaitingQueue, agent_id: UUID, *which: ColumnElement[bool], passed_over: bool = False
) -> Sequence[AnyRow]:
    """End the offers to an agent, whose row is locked; those tickets. `passed_over`: the agent let them go, and is not
    asked again in this round."""
    # In the order of their ids, as everybody locks several tickets: two would wait for each other otherwise.
    standing = select(ticket.c.id).where(ticket.c.offered_to == agent_id, *which).order_by(ticket.c.id)
    ended = {"offered_to": None, "offered_until": None}
    let_go = {
        "declined_by": func.array_append(ticket.c.declined_by, cast(agent_id, Uuid)),
        "passed_over_at": change.now,
    }
    found = await change.connection.execute(
        update(ticket)
        .where(ticket.c.id.in_(standing.with_for_update(key_share=True)))
        .values({**ended, **(let_go if passed_over else {})})
        .returning(ticket.c.id, ticket.c.queue, ticket.c.language, ticket.c.respond_by)
    )
    rows = found.all()
    if rows:
        places = [Waiting(row.id, Queue(row.queue), row.language, row.respond_by) for row in rows]

        async def enter() -> None:
            await queue.add(places)

        change.after_commit(enter)
        change.hint(f"agent:{agent_id}", OFFERS_CHANGED)
        change.hint(DESK_CHANNEL, WAITING_CHANGED)
    return rows


async def make_room(change: Change, queue: WaitingQueue, agent_id: UUID, room: int) -> Sequence[AnyRow]:
    """Of the offers to an agent, whose row is locked, let only the `room` earliest due stand; those that ended.

    One that another transaction has locked is left to it, and otherwise to the next look at what is over: whoever
    makes room has locked a ticket already, and the other one may be waiting for that.
    """
    standing = select(ticket.c.id).where(ticket.c.offered_to == agent_id)
    beyond = standing.order_by(ticket.c.respond_by, ticket.c.number).offset(max(0, room))
    free = standing.where(ticket.c.id.in_(beyond)).order_by(ticket.c.id)
    ids = (await change.connection.scalars(free.with_for_update(key_share=True, skip_locked=True))).all()
    return await end_offers(change, queue, agent_id, ticket.c.id.in_(ids)) if ids else []


async def chats_held(change: Change, agent_id: UUID) -> int:
    """How many chats this agent holds."""
    held = (ticket.c.agent_id == agent_id) & (ticket.c.state == inline(TicketState.ASSIGNED))
    return int(await change.connection.scalar(select(func.count()).where(held)) or 0)


async def withdraw_offer(change: Change, conversation_id: UUID) -> None:
    """The ticket that waits in a locked conversation is about to leave the queue or its place in it: whoever was asked
    to take it is asked no longer. It is not put back into the live queue here."""
    offered = (ticket.c.conversation_id == conversation_id) & ticket.c.offered_to.is_not(None)
    before = select(ticket.c.id, ticket.c.offered_to).where(offered).with_for_update().subquery()
    offered_to = await change.connection.scalar(
        update(ticket)
        .where(ticket.c.id == before.c.id)
        .values(offered_to=None, offered_until=None)
        .returning(before.c.offered_to)
    )
    if offered_to is not None:
        change.hint(f"agent:{offered_to}", OFFERS_CHANGED)
