"""What an agent does with a chat: answer, resolve, give it back to the bot or to the queue.

Every write carries the epoch under which the agent got the chat; once the chat has moved on, it is refused.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from escalation.conversation import Owner
from escalation.drafts import Draft, notice
from escalation.endings import end_contact
from escalation.handoffs import Handoffs
from escalation.receiving import Once, acknowledged
from escalation.record import Change, Record
from escalation.refusals import Refused
from escalation.requeues import requeue
from escalation.rows import AnyRow, inline
from escalation.tables import agent, ticket
from escalation.texts import checked_text
from escalation.thread import Thread
from escalation.ticket_clocks import move_clocks, move_clocks_of
from escalation.tickets import TicketState, after
from escalation.wire import Ack


class Desk:
    """The use cases of an agent who holds tickets."""

    def __init__(self, record: Record, once: Once, handoffs: Handoffs) -> None:
        self._record = record
        self._once = once
        self._handoffs = handoffs

    async def send_as_agent(
        self, *, agent_id: UUID, conversation_id: UUID, epoch: int, client_id: UUID, text: str
    ) -> Ack:
        """Say something to the customer. Raises Refused stale_epoch or not_owner."""
        clean = checked_text(text)

        async def work() -> Ack:
            async with self._record.change() as change:
                thread = await Thread.lock(change, conversation_id)
                check_epoch(thread, agent_id, epoch)
                posted = thread.post(
                    Draft(
                        sender="agent",
                        kind="text",
                        text=clean,
                        name=await _name(change, agent_id),
                        agent_id=agent_id,
                        client_id=client_id,
                    )
                )
                thread.active_at = change.now
                await _count_reply(thread, agent_id)
                await move_clocks_of(change, thread.id, "agent_replied")
                await thread.save_last()
            return acknowledged(posted)

        return await self._once.do(conversation_id, "agent", client_id, _is_said(agent_id, clean), work)

    async def resolve(self, *, agent_id: UUID, ticket_id: UUID, epoch: int) -> None:
        """The matter is settled: the contact ends."""
        async with self._record.change() as change:
            thread, row = await _held(change, agent_id, ticket_id, epoch)
            await _finish(thread, row, "resolve")
            await move_clocks(change, row, "resolved")
            thread.log("ticket_resolved", ticket_id=str(ticket_id), agent_id=str(agent_id))
            thread.post(notice("resolved", by="agent"))
            await end_contact(thread, "agent_resolved")
            await thread.save()

    async def return_to_bot(self, *, agent_id: UUID, ticket_id: UUID, epoch: int) -> None:
        """The bot goes on, in a dialogue of its own; the contact stays open."""
        async with self._record.change() as change:
            thread, row = await _held(change, agent_id, ticket_id, epoch)
            await _finish(thread, row, "return")
            await move_clocks(change, row, "returned")
            thread.log("ticket_returned", ticket_id=str(ticket_id))
            thread.pass_to(thread.ownership.return_to_bot())
            thread.start_dialogue()
            thread.active_at = change.now
            thread.post(notice("returned_to_bot"))
            await thread.save()

    async def release(self, *, agent_id: UUID, ticket_id: UUID, epoch: int) -> None:
        """Back into the queue, to the same place."""
        async with self._record.change() as change:
            thread, row = await _held(change, agent_id, ticket_id, epoch)
            await self.requeue(thread, row, "released")
            await thread.save()

    async def requeue(self, thread: Thread, row: AnyRow, reason: str) -> None:
        """Take a held ticket from its agent and let it wait again where it waited. The caller saves the thread."""
        await requeue(thread, row, reason, self._handoffs)


def check_epoch(thread: Thread, agent_id: UUID, epoch: int) -> None:
    """May this agent, under this epoch, act on the conversation? Raises Refused not_owner or stale_epoch."""
    if thread.owner is not Owner.AGENT or thread.ownership.agent_id != agent_id:
        raise Refused("not_owner", f"expected a conversation of your own, it is with: {thread.owner}")
    if thread.ownership.epoch != epoch:
        raise Refused("stale_epoch", f"expected epoch {thread.ownership.epoch}, got {epoch}", field="epoch")


async def _held(change: Change, agent_id: UUID, ticket_id: UUID, epoch: int) -> tuple[Thread, AnyRow]:
    """The conversation of a ticket that this agent holds under this epoch, locked. Raises Refused."""
    conversation_id = await change.connection.scalar(select(ticket.c.conversation_id).where(ticket.c.id == ticket_id))
    if conversation_id is None:
        raise Refused("not_found", f"no ticket {ticket_id}", field="ticket_id")
    thread = await Thread.lock(change, conversation_id)
    check_epoch(thread, agent_id, epoch)
    row = (await change.connection.execute(select(ticket).where(ticket.c.id == ticket_id))).one()
    if row.state != TicketState.ASSIGNED:
        raise Refused("not_owner", f"expected a ticket of your own, it is {row.state}", field="ticket_id")
    return thread, row


async def _finish(thread: Thread, row: AnyRow, step: str) -> None:
    """The ticket is over."""
    state = after(step, TicketState(row.state))
    await thread.change.connection.execute(
        update(ticket).where(ticket.c.id == row.id).values(state=state, lease_until=None, ended_at=thread.change.now)
    )
    thread.change.hint(f"agent:{row.agent_id}", {"type": "mine_changed"})


async def _count_reply(thread: Thread, agent_id: UUID) -> None:
    """On the ticket and in the log; the first reply is what the customer waited for."""
    connection, now = thread.change.connection, thread.change.now
    open_here = (ticket.c.conversation_id == thread.id) & (ticket.c.state == inline(TicketState.ASSIGNED))
    first = await connection.scalar(
        update(ticket)
        .where(open_here, ticket.c.first_reply_at.is_(None))
        .values(first_reply_at=now)
        .returning(ticket.c.id)
    )
    if first is not None:
        thread.change.hint(f"agent:{agent_id}", {"type": "mine_changed"})
    ticket_id = first or await connection.scalar(select(ticket.c.id).where(open_here))
    thread.log("agent_replied", ticket_id=str(ticket_id), agent_id=str(agent_id), first=first is not None)


async def _name(change: Change, agent_id: UUID) -> str:
    return str(await change.connection.scalar(select(agent.c.name).where(agent.c.id == agent_id)))


def _is_said(agent_id: UUID, text: str) -> Callable[[Any], bool]:
    return lambda stored: stored.agent_id == agent_id and stored.text == text
