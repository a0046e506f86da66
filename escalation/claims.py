"""Taking a ticket: many agents reach for it, one gets it, and losing the race is a normal result.

Redis proposes the next ticket, the conditional update in SQL decides. Without Redis, or when it proposes nothing,
SQL proposes as well.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from escalation.conversation import Owner
from escalation.drafts import notice
from escalation.handoffs import WAITING_CHANGED
from escalation.keys import DESK_CHANNEL
from escalation.leases import lease_from
from escalation.queue import Waiting, WaitingQueue, known_languages
from escalation.record import Change, Record
from escalation.refusals import Refused
from escalation.rows import AnyRow, inline
from escalation.tables import agent, claim, ticket
from escalation.thread import Thread
from escalation.ticket_views import suitable, ticket_view
from escalation.tickets import TicketState, after
from escalation.topics import Queue
from escalation.wire import Wire

MOST_TRIES = 20  # stale proposals in a row before the agent is told that nothing was to be had


@dataclass(frozen=True, slots=True)
class LostRace:
    """Somebody else was first, or nothing waits that suits (then without a ticket)."""

    ticket_id: UUID | None = None


class Claims:
    """Gives tickets to agents."""

    def __init__(self, record: Record, queue: WaitingQueue) -> None:
        self._record = record
        self._queue = queue

    async def claim(
        self, *, agent_id: UUID, ticket_id: UUID | None = None, client_id: UUID | None = None
    ) -> "Wire | LostRace":
        """Take `ticket_id`, or the next one due that suits the agent. Raises Refused forbidden at full capacity.

        A repeat with the same `client_id` takes nothing more: its answer is the ticket of the first time, as long as
        the agent holds it. The record is only asked when nothing could be taken, for repeats are rare.
        """
        try:
            taken = await self._race(agent_id, ticket_id, client_id)
        except (IntegrityError, Refused):
            if (before := await self._before(agent_id, client_id)) is None:
                raise
            return before
        if isinstance(taken, LostRace):
            return await self._before(agent_id, client_id) or taken
        return taken

    async def _before(self, agent_id: UUID, client_id: UUID | None) -> "Wire | LostRace | None":
        """What a claim with this id brought; None when there was none."""
        if client_id is None:
            return None
        mine = (claim.c.agent_id == agent_id) & (claim.c.client_id == client_id)
        async with self._record.read() as connection:
            ticket_id = await connection.scalar(select(claim.c.ticket_id).where(mine))
            if ticket_id is None:
                return None
            view = await ticket_view(connection, ticket_id)
        return view if view.get("agent", {}).get("id") == str(agent_id) else LostRace(ticket_id)

    async def _race(self, agent_id: UUID, ticket_id: UUID | None, client_id: UUID | None) -> "Wire | LostRace":
        if ticket_id is not None:
            return await self._take_named(agent_id, ticket_id, client_id)
        for _ in range(MOST_TRIES):
            proposed = await self._propose(agent_id)
            if proposed is None:
                return LostRace()
            taken = await self._take(agent_id, proposed, client_id)
            if taken is not None:
                return taken
        return LostRace()

    async def _take_named(self, agent_id: UUID, ticket_id: UUID, client_id: UUID | None) -> "Wire | LostRace":
        taken = await self._take(agent_id, ticket_id, client_id)
        if taken is not None:
            return taken
        async with self._record.read() as connection:
            await ticket_view(connection, ticket_id)  # raises for one that never was
        return LostRace(ticket_id)

    async def _propose(self, agent_id: UUID) -> UUID | None:
        async with self._record.read() as connection:
            row = (await connection.execute(select(agent).where(agent.c.id == agent_id))).one_or_none()
            if row is None or row.disabled_at is not None:
                raise Refused("forbidden", "expected an active agent")
            queues = [queue for queue in Queue if not row.skills or queue in row.skills]
            languages = known_languages(row.languages)
            if row.languages and not languages:
                return None
            popped = await self._queue.pop(queues, languages)
            if popped is not None:
                return popped
            return await connection.scalar(
                select(ticket.c.id)
                .where(ticket.c.state == inline(TicketState.WAITING), *await suitable(connection, agent_id))
                .order_by(ticket.c.respond_by, ticket.c.number)
                .limit(1)
            )

    async def _take(self, agent_id: UUID, ticket_id: UUID, client_id: UUID | None) -> Wire | None:
        """The ticket, assigned; None when it does not wait (any more)."""
        try:
            async with self._record.change() as change:
                taker = await self._admitted(change, agent_id)
                conversation_id = await change.connection.scalar(
                    select(ticket.c.conversation_id).where(ticket.c.id == ticket_id)
                )
                if conversation_id is None:
                    return None
                thread = await Thread.lock(change, conversation_id)
                row = await self._assign(thread, ticket_id, taker)
                if row is None:
                    return None
                self._tell(thread, row, taker)
                await thread.save()
                await _remember(change, taker, client_id, ticket_id)
                return await ticket_view(change.connection, ticket_id)
        except (IntegrityError, Refused):
            await self._put_back(ticket_id)
            raise

    async def _admitted(self, change: Change, agent_id: UUID) -> AnyRow:
        """The agent, held so that two claims at once cannot pass its capacity together."""
        found = await change.connection.execute(
            select(agent).where(agent.c.id == agent_id).with_for_update(key_share=True)
        )
        row = found.one_or_none()
        if row is None or row.disabled_at is not None:
            raise Refused("forbidden", "expected an active agent")
        held = await change.connection.scalar(
            select(func.count()).where(ticket.c.agent_id == agent_id, ticket.c.state == inline(TicketState.ASSIGNED))
        )
        if int(held or 0) >= row.capacity:
            raise Refused("forbidden", f"expected free capacity, {held} of {row.capacity} chats are open")
        return row

    async def _assign(self, thread: Thread, ticket_id: UUID, taker: AnyRow) -> AnyRow | None:
        """The race is decided here: whoever's update finds the ticket waiting has it."""
        if thread.owner is not Owner.QUEUE:
            return None
        ownership = thread.ownership.assign(taker.id)
        found = await thread.change.connection.execute(
            update(ticket)
            .where(ticket.c.id == ticket_id, ticket.c.state == inline(TicketState.WAITING))
            .values(
                state=after("claim", TicketState.WAITING),
                agent_id=taker.id,
                epoch=ownership.epoch,
                lease_until=lease_from(thread.change.now),
                assigned_at=thread.change.now,
            )
            .returning(ticket)
        )
        row: AnyRow | None = found.one_or_none()
        if row is not None:
            thread.pass_to(ownership)
        return row

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

    async def _put_back(self, ticket_id: UUID) -> None:
        """A ticket taken out of the live queue for an agent who may not have it returns to its place at once."""
        async with self._record.read() as connection:
            row = (
                await connection.execute(
                    select(ticket).where(ticket.c.id == ticket_id, ticket.c.state == inline(TicketState.WAITING))
                )
            ).one_or_none()
        if row is not None:
            await self._queue.add([Waiting(row.id, Queue(row.queue), row.language, row.respond_by)])


async def _remember(change: Change, taker: AnyRow, client_id: UUID | None, ticket_id: UUID) -> None:
    """Which ticket this request took. Raises IntegrityError where the same request has taken one."""
    if client_id is not None:
        values = {"agent_id": taker.id, "client_id": client_id, "ticket_id": ticket_id, "created_at": change.now}
        await change.connection.execute(insert(claim).values(values))
