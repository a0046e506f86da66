"""One ticket to one agent, in one transaction: admitted, assigned, told. Losing the race is no error."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from escalation.desk.sight import SEE_ALL
from escalation.desk.ticket_views import ticket_view
from escalation.queue.handoffs import WAITING_CHANGED
from escalation.queue.offering import works_in
from escalation.queue.queue import Waiting, WaitingQueue
from escalation.queue.reservations import OFFERS_CHANGED, make_room, unreserved
from escalation.queue.tickets import TicketState, after
from escalation.queue.topics import Queue
from escalation.store.conversation import Owner
from escalation.store.drafts import notice
from escalation.store.keys import DESK_CHANNEL
from escalation.store.leases import lease_from
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow, inline
from escalation.store.thread import Thread
from escalation.store.wire import Wire
from escalation.tables import agent, claim, ticket

_WANTED = ticket.alias("wanted")
_HELD = select(func.count()).where(ticket.c.agent_id == agent.c.id, ticket.c.state == inline(TicketState.ASSIGNED))
_ASKED = select(func.count()).where(ticket.c.offered_to == agent.c.id, ticket.c.id != bindparam("ticket_id"))
_STANDING = (
    select(
        _HELD.scalar_subquery().label("held"),
        _ASKED.scalar_subquery().label("asked"),
        _WANTED.c.conversation_id,
        _WANTED.c.queue,
        _WANTED.c.language,
        _WANTED.c.offered_to,
    )
    .select_from(agent.outerjoin(_WANTED, _WANTED.c.id == bindparam("ticket_id")))
    .where(agent.c.id == bindparam("agent_id"))
)


@dataclass(frozen=True, slots=True)
class Taker:
    """The agent who takes, locked, and the ticket that is wanted; `held` chats and `asked` for others than that one."""

    row: AnyRow
    held: int
    asked: int
    conversation_id: UUID | None
    suited: bool
    """Queue and language are the agent's, or the agent is being asked to take it."""

    @property
    def room_left(self) -> int:
        """For how many more chats there is room after this one."""
        return int(self.row.capacity) - self.held - 1

    @property
    def supervises(self) -> bool:
        return bool(SEE_ALL & set(self.row.roles))


class Taking:
    """Assigns tickets. The order of locks is always: agent, conversation, ticket."""

    def __init__(self, record: Record, queue: WaitingQueue) -> None:
        self._record = record
        self._queue = queue

    async def take(self, agent_id: UUID, ticket_id: UUID, client_id: UUID | None, *, by_name: bool) -> Wire | None:
        """The ticket, assigned; None when it does not wait (any more) or is reserved for somebody else. Raises Refused
        forbidden at full capacity, or for one named that does not suit; IntegrityError for a repeated `client_id`."""
        try:
            async with self._record.change() as change:
                taker = await _admitted(change, agent_id, ticket_id)
                if taker.conversation_id is None or not _may_have(taker, by_name):
                    return None
                thread = await Thread.lock(change, taker.conversation_id)
                row = await _assign(thread, ticket_id, taker.row.id, reserved_too=by_name and taker.supervises)
                if row is None:
                    return None
                self._tell(thread, row, taker.row)
                await thread.save()
                await _remember(change, taker.row, client_id, ticket_id)
                if taker.asked > taker.room_left:
                    await make_room(change, self._queue, agent_id, taker.room_left)
                return await ticket_view(change.connection, ticket_id)
        except (IntegrityError, Refused):
            await self._put_back(ticket_id)
            raise

    def _tell(self, thread: Thread, row: AnyRow, taker: AnyRow) -> None:
        change = thread.change
        thread.post(notice("agent_joined", name=taker.name))
        thread.log(
            "ticket_claimed",
            ticket_id=str(row.id),
            agent_id=str(taker.id),
            epoch=row.epoch,
            waited_s=round((change.now - row.created_at).total_seconds(), 3),
        )
        place = Waiting(row.id, Queue(row.queue), row.language, row.respond_by)

        async def leave() -> None:
            await self._queue.remove(place.queue, [place.member])

        change.after_commit(leave)
        change.hint(DESK_CHANNEL, WAITING_CHANGED)
        change.hint(f"agent:{taker.id}", {"type": "mine_changed"})
        if row.asked is not None:
            change.hint(f"agent:{row.asked}", OFFERS_CHANGED)

    async def _put_back(self, ticket_id: UUID) -> None:
        """A ticket taken out of the live queue for an agent who may not have it returns to its place at once."""
        free = (ticket.c.state == inline(TicketState.WAITING)) & ticket.c.offered_to.is_(None)
        async with self._record.read() as connection:
            row = (await connection.execute(select(ticket).where(ticket.c.id == ticket_id, free))).one_or_none()
        if row is not None:
            await self._queue.add([Waiting(row.id, Queue(row.queue), row.language, row.respond_by)])


async def _admitted(change: Change, agent_id: UUID, ticket_id: UUID) -> Taker:
    """The agent, locked by this very update, so that two claims at once cannot pass the capacity together."""
    held = update(agent).where(agent.c.id == agent_id).values(last_chat_at=change.now, lapsed=0).returning(agent)
    row = (await change.connection.execute(held)).one_or_none()
    if row is None or row.disabled_at is not None:
        raise Refused("forbidden", "expected an active agent")
    standing = await change.connection.execute(_STANDING, {"agent_id": agent_id, "ticket_id": ticket_id})
    found = standing.one()
    if found.held >= row.capacity:
        raise Refused("forbidden", f"expected free capacity, {found.held} of {row.capacity} chats are open")
    suited = found.offered_to == agent_id or works_in(row.skills, row.languages, found.queue, found.language)
    return Taker(row, found.held, found.asked, found.conversation_id, suited)


def _may_have(taker: Taker, by_name: bool) -> bool:
    """False for what was proposed and does not suit. Raises Refused forbidden where such a ticket was named."""
    if by_name and not taker.suited and not taker.supervises:
        raise Refused("forbidden", "expected a ticket of your queues and languages", field="ticket_id")
    return taker.suited or by_name


async def _assign(thread: Thread, ticket_id: UUID, agent_id: UUID, *, reserved_too: bool) -> AnyRow | None:
    """The race is decided here: whoever's update finds the ticket waiting has it. `asked` is who was being asked."""
    if thread.owner is not Owner.QUEUE:
        return None
    now, ownership = thread.change.now, thread.ownership.assign(agent_id)
    waits: list[Any] = [ticket.c.id == ticket_id, ticket.c.state == inline(TicketState.WAITING)]
    if not reserved_too:
        waits.append(unreserved(now, agent_id))
    before = select(ticket.c.id, ticket.c.offered_to).where(*waits).with_for_update().subquery()
    found = await thread.change.connection.execute(
        update(ticket)
        .where(ticket.c.id == before.c.id)
        .values(
            state=after("claim", TicketState.WAITING),
            agent_id=agent_id,
            epoch=ownership.epoch,
            lease_until=lease_from(now),
            assigned_at=now,
            offered_to=None,
            offered_until=None,
            declined_by=[],
            passed_over_at=None,
        )
        .returning(ticket, before.c.offered_to.label("asked"))
    )
    row: AnyRow | None = found.one_or_none()
    if row is not None:
        thread.pass_to(ownership)
    return row


async def _remember(change: Change, taker: AnyRow, client_id: UUID | None, ticket_id: UUID) -> None:
    """Which ticket this request took. Raises IntegrityError where the same request has taken one."""
    if client_id is not None:
        values = {"agent_id": taker.id, "client_id": client_id, "ticket_id": ticket_id, "created_at": change.now}
        await change.connection.execute(insert(claim).values(values))
