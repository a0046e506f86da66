"""One leader heals what crashes and lost connections leave behind: at its start and every five seconds.

Within ten seconds of any failure, a leader's own death too, everyone who waits in SQL is in the live queue again.
Every step may run twice, stop half-way or run beside the same step elsewhere: rows decide, under their locks.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import NoReturn
from uuid import UUID

from redis.exceptions import RedisError
from sqlalchemy import func, select
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from escalation.customers.abandonment import close_as_abandoned
from escalation.customers.callbacks import waits_for_a_letter
from escalation.customers.closings import Closings
from escalation.customers.endings import end_contact
from escalation.customers.missed_promises import MissedPromises
from escalation.customers.places import Places
from escalation.promises.ticket_clocks import due_clocks, look_at_clocks
from escalation.queue.queue import Waiting
from escalation.queue.tickets import TicketState
from escalation.queue.topics import Queue
from escalation.service import Service
from escalation.store.chores import keep_at
from escalation.store.conversation import Owner
from escalation.store.drafts import notice
from escalation.store.hung_transactions import HungTransactions
from escalation.store.leader import lead
from escalation.store.leases import expired, lease_from
from escalation.store.rows import inline
from escalation.store.thread import Thread
from escalation.tables import conversation, ticket, turn
from escalation.turns.turn_rows import ACTIVE, TURNS_CHANNEL, WAKE, turn_is_open

log = logging.getLogger(__name__)

EVERY_S = 5.0
LOOK_S = 1.0
"""Between two looks whether Redis still has the queues, and whether somebody's lease is over."""
STAND_EVERY_S = 2.0
IDLE_AFTER = timedelta(minutes=30)
BATCH = 200  # leases, contacts a step
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
AWAY = (OperationalError, InterfaceError, PoolTimeout, OSError, TimeoutError)


class Reconciler:
    """One a gateway; only the leader among them does anything."""

    def __init__(
        self,
        service: Service,
        *,
        every_s: float = EVERY_S,
        idle_after: timedelta = IDLE_AFTER,
    ) -> None:
        self._service = service
        self._record = service.record
        self._every_s = every_s
        self._idle_after = idle_after
        self._silence = service.policy.silence_to_abandon
        self._places = Places(service.record)
        self._closings = Closings(service.record, service.handoffs)
        self._missed = MissedPromises(service.record, letters=service.letters)
        self._leases_count_from = LONG_AGO

    async def run(self) -> None:
        """Stand for leader until cancelled; without the database, wait for it."""
        await keep_at("reconciling", self._stand, min(self._every_s, STAND_EVERY_S))

    async def _stand(self) -> bool:
        """Lead for as long as it lasts, if nobody else does; then there is nothing more to do."""
        await lead(self._record.engine, self._lead)
        return False

    async def _lead(self) -> NoReturn:
        """A leader that begins may come after an outage in which nobody could renew: it lets one lease's time pass."""
        self._leases_count_from = lease_from(self._record.clock())
        hung = HungTransactions(self._record.engine)  # beside the steps, for one of them may itself wait for it
        beside = [asyncio.create_task(hung.run()), asyncio.create_task(self._look())]
        try:
            while True:
                await self.step()
                await asyncio.sleep(self._every_s)
        finally:
            for task in beside:
                task.cancel()
            await asyncio.wait(beside)

    async def _look(self) -> NoReturn:
        """What customers feel at once waits for no round and no step: an agent who is gone, an empty Redis."""
        while True:
            await asyncio.sleep(LOOK_S)
            await self._try(self.expire_leases)
            if await self._service.queue.forgot():
                await self._try(self.repair_queues)

    async def step(self) -> None:
        """Everything once. A step that fails is logged and does not keep the others from running."""
        steps: tuple[Callable[[], Awaitable[object]], ...] = (
            self.expire_leases,
            self.repair_queues,
            self._service.dispatcher.step,
            self.mark_clocks,
            self.tell_missed_promises,
            self.tell_closings,
            self._record.relay,
            self.close_idle_contacts,
            self.close_abandoned_contacts,
            self.wake_turns,
            self._places.tell,
        )
        for step in steps:
            await self._try(step)

    async def _try(self, step: Callable[[], Awaitable[object]]) -> None:
        try:
            await step()
        except (SQLAlchemyError, RedisError, OSError, TimeoutError) as error:
            log.warning("reconciling: %s failed and is tried again: %s", step.__name__, error)
        except Exception:
            log.exception("reconciling: %s failed and is tried again", step.__name__)

    async def _each(self, conversations: Iterable[UUID], heal: Callable[[UUID], Awaitable[bool]]) -> int:
        """Heal one after the other; how many were. One that cannot be healed is logged and keeps no other from it."""
        healed = 0
        for conversation_id in conversations:
            try:
                healed += await heal(conversation_id)
            except AWAY:
                raise
            except Exception:
                log.exception("reconciling: conversation %s cannot be healed", conversation_id)
        return healed

    async def expire_leases(self) -> int:
        """Tickets of agents who are gone wait again where they waited; how many. The customer is told."""
        now = self._record.clock()
        if now < self._leases_count_from:
            return 0
        async with self._record.read() as connection:
            late = await connection.scalars(
                select(ticket.c.conversation_id)
                .where(ticket.c.state == inline(TicketState.ASSIGNED), ticket.c.lease_until <= now)
                .limit(BATCH)
            )
            conversations = list(late)
        return await self._each(conversations, self._expire)

    async def _expire(self, conversation_id: UUID) -> bool:
        """Look again under the lock: the agent may have come back."""
        async with self._record.change() as change:
            thread = await Thread.lock(change, conversation_id)
            held = (ticket.c.conversation_id == conversation_id) & (ticket.c.state == inline(TicketState.ASSIGNED))
            row = (await change.connection.execute(select(ticket).where(held).with_for_update())).one_or_none()
            if row is None or thread.owner is not Owner.AGENT or not expired(row.lease_until, change.now):
                return False
            await self._service.desk.requeue(thread, row, "lease_expired")
            change.hint(f"agent:{row.agent_id}", {"type": "lease_lost", "ticket_id": str(row.id)})
            await thread.save()
        return True

    async def repair_queues(self) -> int:
        """Make the live queues equal to what waits in SQL and is offered to nobody; how many entries that took."""
        await self._service.queue.remember()  # first: what is lost from now on takes this along
        before = {queue: await self._service.queue.members(queue) for queue in Queue}
        async with self._record.read() as connection:
            free = (ticket.c.state == inline(TicketState.WAITING)) & ticket.c.offered_to.is_(None)
            places = select(ticket.c.id, ticket.c.queue, ticket.c.language, ticket.c.respond_by)
            rows = await connection.execute(places.where(free))
            waiting = [Waiting(row.id, Queue(row.queue), row.language, row.respond_by) for row in rows]
        repaired = 0
        for queue, members in before.items():
            if members is None:
                continue
            repaired += await self._repair(queue, members, [one for one in waiting if one.queue is queue])
        return repaired

    async def _repair(self, queue: Queue, members: dict[str, float], waiting: list[Waiting]) -> int:
        """What began to wait after Redis was read is no surplus; what is taken at this moment loses its race in SQL."""
        expected = {one.member: one for one in waiting}
        missing = [one for member, one in expected.items() if members.get(member) != one.respond_by.timestamp()]
        surplus = [member for member in members if member not in expected]
        await self._service.queue.add(missing)
        await self._service.queue.remove(queue, surplus)
        return len(missing) + len(surplus)

    async def mark_clocks(self) -> int:
        """Clocks that warn or are breached, each once; on how many tickets. The desks hear of it."""
        async with self._record.read() as connection:
            due = select(ticket.c.conversation_id).where(due_clocks(self._record.clock())).limit(BATCH)
            conversations = list(await connection.scalars(due))
        return await self._each(conversations, self._mark)

    async def _mark(self, conversation_id: UUID) -> bool:
        async with self._record.change() as change:
            await Thread.lock(change, conversation_id)
            return await look_at_clocks(change, conversation_id)

    async def tell_missed_promises(self) -> int:
        """Customers for whom nobody has come within the promised time; how many were told."""
        return await self._each(await self._missed.found(), self._missed.tell)

    async def tell_closings(self) -> int:
        """Customers who wait while their desk closes; how many were told."""
        return await self._each(await self._closings.found(), self._closings.tell)

    async def close_idle_contacts(self) -> int:
        """Contacts in which nobody has said anything for a while and the bot owns; how many ended."""
        async with self._record.read() as connection:
            idle = await connection.scalars(
                select(conversation.c.id)
                .where(
                    conversation.c.owner == Owner.BOT,
                    conversation.c.contact_id.is_not(None),
                    conversation.c.active_at <= self._record.clock() - self._idle_after,
                )
                .limit(BATCH)
            )
            conversations = list(idle)
        return await self._each(conversations, self._close_idle)

    async def _close_idle(self, conversation_id: UUID) -> bool:
        async with self._record.change() as change:
            thread = await Thread.lock(change, conversation_id)
            silent = thread.active_at <= change.now - self._idle_after
            if thread.owner is not Owner.BOT or thread.contact_id is None or not silent:
                return False
            if await turn_is_open(thread):
                return False
            thread.post(notice("contact_closed"))
            await end_contact(thread, "idle")
            await thread.save()
        return True

    async def close_abandoned_contacts(self) -> int:
        """Customers who wait for a person and have not been heard of for long are gone; how many contacts ended. Who
        left an address need not be there."""
        last_sign = func.greatest(conversation.c.active_at, conversation.c.read_at)  # a NULL counts for nothing
        async with self._record.read() as connection:
            silent = await connection.scalars(
                select(conversation.c.id)
                .join(ticket, ticket.c.conversation_id == conversation.c.id)
                .where(
                    ticket.c.state == inline(TicketState.WAITING),
                    last_sign <= self._record.clock() - self._silence,
                    ~waits_for_a_letter(),
                )
                .limit(BATCH)
            )
            conversations = list(silent)
        return await self._each(conversations, self._close_abandoned)

    async def _close_abandoned(self, conversation_id: UUID) -> bool:
        async with self._record.change() as change:
            thread = await Thread.lock(change, conversation_id)
            if thread.owner is not Owner.QUEUE or thread.last_sign > change.now - self._silence:
                return False
            await close_as_abandoned(thread, self._service.handoffs)
            await thread.save()
        return True

    async def wake_turns(self) -> None:
        """Turns that wait, whatever became of their hint; whoever runs them finds those whose lease is over too."""
        async with self._record.read() as connection:
            left = await connection.scalar(select(turn.c.id).where(turn.c.state.in_(ACTIVE)).limit(1))
        if left is not None:
            await self._service.push.publish(TURNS_CHANNEL, WAKE)
