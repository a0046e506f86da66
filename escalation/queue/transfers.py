"""An agent passes a chat on: to a queue, where it waits for somebody who knows more, or to an agent by name.

Nobody loses by it: the ticket's time to be answered is the earlier of the one promised before and of the new team's.
"""

import uuid
from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from escalation.customers.callbacks import address_left
from escalation.desk.notes import MOST_CHARACTERS, write_note
from escalation.desk.ticket_views import ticket_view
from escalation.promises.teams import Team, team_of
from escalation.promises.ticket_clocks import move_clocks, retarget_clocks
from escalation.queue.handing import NOT_OFFERED, hand, tell_of_work
from escalation.queue.handoffs import Handoffs
from escalation.queue.holding import held
from escalation.queue.priority import Priority
from escalation.queue.queue import Waiting
from escalation.queue.recipients import check_suits, check_there, recipient
from escalation.queue.tickets import TicketState, after
from escalation.queue.topics import Queue
from escalation.store.commands import Command, Commands
from escalation.store.drafts import notice
from escalation.store.people import Agent
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.store.texts import checked_text
from escalation.store.thread import Thread
from escalation.store.wire import Wire, present
from escalation.tables import ticket


class Transfers:
    """For the agent who holds the chat. Each answers the ticket as it then is."""

    def __init__(self, record: Record, commands: Commands, handoffs: Handoffs) -> None:
        self._record = record
        self._commands = commands
        self._handoffs = handoffs

    async def transfer_to_queue(
        self,
        *,
        by: Agent,
        ticket_id: UUID,
        epoch: int,
        queue: Queue,
        note: str | None = None,
        client_id: UUID | None = None,
    ) -> Wire:
        """It waits in `queue`, with a note for whoever takes it. Raises Refused."""
        words = _checked(note)

        async def work(change: Change) -> None:
            thread, row = await held(change, by.id, ticket_id, epoch)
            await _leave_note(thread, row, by, words, client_id)
            teams = [await team_of(change.connection, name, change.now) for name in (row.queue, queue)]
            respond_by = await _requeue(thread, row, *teams)
            _log(thread, row, by, queue=queue)
            reachable = await address_left(thread, row.id) is not None
            self._handoffs.tell_of_waiting(thread, "transferred", teams[1], reachable=reachable)
            change.hint(f"agent:{by.id}", {"type": "mine_changed"})
            self._handoffs.announce(thread, Waiting(row.id, queue, row.language, respond_by))
            await thread.save()

        return await self._done(Command(by.id, "transfer", ticket_id, client_id), work)

    async def transfer_to_agent(
        self,
        *,
        by: Agent,
        ticket_id: UUID,
        epoch: int,
        to: UUID,
        note: str | None = None,
        client_id: UUID | None = None,
    ) -> Wire:
        """The other one has it at once. Raises Refused, agent_away, agent_full or agent_unsuited among others."""
        words = _checked(note)

        async def work(change: Change) -> None:
            if to == by.id:
                raise Refused("conflict", "expected somebody else", field="agent_id")
            taker = await recipient(change, to)
            thread, row = await held(change, by.id, ticket_id, epoch)
            check_there(taker, change)
            check_suits(taker, row)
            await _leave_note(thread, row, by, words, client_id)
            pass_over(thread, row, by, to)
            await hand(thread, row, taker, self._handoffs)
            tell_of_work(thread, row, taker, by)
            await thread.save()

        return await self._done(Command(by.id, "transfer", ticket_id, client_id), work)

    async def _done(self, wanted: Command, work: Callable[[Change], Awaitable[None]]) -> Wire:
        await self._commands.once(wanted, work)
        async with self._record.read() as connection:
            return await ticket_view(connection, wanted.ticket_id)


def pass_over(thread: Thread, row: AnyRow, by: Agent, to: UUID) -> None:
    """From one agent to another: the customer hears so, and the log."""
    _log(thread, row, by, to=to)
    thread.post(notice("transferred", queue=row.queue))


def _checked(note: str | None) -> str | None:
    """A note without words is none."""
    return checked_text(note, MOST_CHARACTERS) if note and note.strip() else None


async def _leave_note(thread: Thread, row: AnyRow, by: Agent, words: str | None, client_id: UUID | None) -> None:
    if words is not None:
        await write_note(thread, row.id, by.id, client_id or uuid.uuid4(), words)


async def _requeue(thread: Thread, row: AnyRow, before: Team, after_: Team) -> datetime:
    """It waits for another team; when its answer is due. Who passed it on is not asked to take it again in
    the round of offers that begins."""
    change, priority = thread.change, Priority(row.priority)
    promised, promises = before.promise(priority), after_.promise(priority)
    respond_by: datetime = min(row.respond_by, promises.respond_by(row.created_at))
    thread.pass_to(thread.ownership.requeue())
    thread.active_at = change.now  # the customer's silence counts from here
    await retarget_clocks(change, row, promised, promises, no_later=True)
    values = {
        "state": after("requeue", TicketState(row.state)),
        "queue": after_.queue,
        "epoch": thread.ownership.epoch,
        "lease_until": None,
        "assigned_at": None,
        "respond_by": respond_by,
        **NOT_OFFERED,
        "declined_by": [row.agent_id],
        "passed_over_at": change.now,
    }
    moved = await change.connection.execute(
        update(ticket).where(ticket.c.id == row.id).values(values).returning(ticket)
    )
    await move_clocks(change, moved.one(), "requeued")
    return respond_by


def _log(thread: Thread, row: AnyRow, by: Agent, queue: Queue | None = None, to: UUID | None = None) -> None:
    told = present({"queue": queue, "to_agent_id": to and str(to)})
    thread.log("ticket_transferred", ticket_id=str(row.id), agent_id=str(by.id), from_queue=row.queue, **told)
