"""What an agent does with a chat: answer, resolve, give it back to the bot or to the queue.

Every write carries the epoch under which the agent got the chat; once the chat has moved on, it is refused.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from escalation.customers.endings import end_contact
from escalation.customers.receiving import Once, acknowledged
from escalation.promises.ticket_clocks import move_clocks, move_clocks_of
from escalation.queue.handoffs import Handoffs
from escalation.queue.holding import check_epoch, held
from escalation.queue.requeues import requeue
from escalation.queue.reservations import ROOM_FREED
from escalation.queue.resolutions import check_code
from escalation.queue.tickets import TicketState, after
from escalation.store.commands import Command, Commands
from escalation.store.drafts import Draft, notice
from escalation.store.keys import WORK_CHANNEL
from escalation.store.record import Change, Record
from escalation.store.rows import AnyRow, inline
from escalation.store.texts import checked_text
from escalation.store.thread import Posted, Thread
from escalation.store.wire import Ack, present
from escalation.suggestions.answer_rows import note_resolved
from escalation.tables import agent, ticket


class Desk:
    """The use cases of an agent who holds tickets."""

    def __init__(self, record: Record, once: Once, handoffs: Handoffs) -> None:
        self._record = record
        self._once = once
        self._commands = Commands(record)
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
                name = await name_of(change, agent_id)
                draft = Draft("agent", "text", text=clean, name=name, agent_id=agent_id, client_id=client_id)
                posted = await reply(thread, draft)
                await thread.save_last()
            return acknowledged(posted)

        return await self._once.do(conversation_id, "agent", client_id, _is_said(agent_id, clean), work)

    async def resolve(
        self,
        *,
        agent_id: UUID,
        ticket_id: UUID,
        epoch: int,
        code: str | None = None,
        first_contact_solved: bool | None = None,
        client_id: UUID | None = None,
    ) -> None:
        """The matter is settled, as the agent judges it: the contact ends. `code` is one of RESOLUTION_CODES."""
        check_code(code)
        judged = present({"code": code, "first_contact_solved": first_contact_solved})

        async def work(change: Change) -> None:
            thread, row = await held(change, agent_id, ticket_id, epoch)
            await _finish(thread, row, "resolve", resolution_code=code, first_contact_solved=first_contact_solved)
            await move_clocks(change, row, "resolved")
            await note_resolved(change, ticket_id)
            thread.log("ticket_resolved", ticket_id=str(ticket_id), agent_id=str(agent_id), **judged)
            thread.post(notice("resolved", by="agent"))
            await end_contact(thread, "agent_resolved")
            await thread.save()

        await self._commands.once(Command(agent_id, "resolve", ticket_id, client_id), work)

    async def return_to_bot(
        self, *, agent_id: UUID, ticket_id: UUID, epoch: int, client_id: UUID | None = None
    ) -> None:
        """The bot goes on, in a dialogue of its own; the contact stays open."""

        async def work(change: Change) -> None:
            thread, row = await held(change, agent_id, ticket_id, epoch)
            await _finish(thread, row, "return")
            await move_clocks(change, row, "returned")
            thread.log("ticket_returned", ticket_id=str(ticket_id))
            thread.pass_to(thread.ownership.return_to_bot())
            thread.start_dialogue()
            thread.active_at = change.now
            thread.post(notice("returned_to_bot"))
            await thread.save()

        await self._commands.once(Command(agent_id, "return", ticket_id, client_id), work)

    async def release(self, *, agent_id: UUID, ticket_id: UUID, epoch: int, client_id: UUID | None = None) -> None:
        """Back into the queue, to the same place."""

        async def work(change: Change) -> None:
            thread, row = await held(change, agent_id, ticket_id, epoch)
            await self.requeue(thread, row, "released")
            await thread.save()

        await self._commands.once(Command(agent_id, "release", ticket_id, client_id), work)

    async def requeue(self, thread: Thread, row: AnyRow, reason: str) -> None:
        """Take a held ticket from its agent and let it wait again where it waited. The caller saves the thread."""
        await requeue(thread, row, reason, self._handoffs)


async def _finish(thread: Thread, row: AnyRow, step: str, **judged: Any) -> None:
    """The ticket is over."""
    over = {"state": after(step, TicketState(row.state)), "lease_until": None, "ended_at": thread.change.now}
    await thread.change.connection.execute(update(ticket).where(ticket.c.id == row.id).values(**over, **judged))
    thread.change.hint(f"agent:{row.agent_id}", {"type": "mine_changed"})
    thread.change.hint(WORK_CHANNEL, ROOM_FREED)


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


async def reply(thread: Thread, draft: Draft) -> Posted:
    """What the agent who holds the chat says to the customer; the caller saves the thread."""
    assert draft.agent_id is not None
    posted = thread.post(draft)
    thread.active_at = thread.change.now
    await _count_reply(thread, draft.agent_id)
    await move_clocks_of(thread.change, thread.id, "agent_replied")
    return posted


async def name_of(change: Change, agent_id: UUID) -> str:
    """What customers see of an agent."""
    return str(await change.connection.scalar(select(agent.c.name).where(agent.c.id == agent_id)))


def _is_said(agent_id: UUID, text: str) -> Callable[[Any], bool]:
    return lambda stored: stored.agent_id == agent_id and stored.text == text
