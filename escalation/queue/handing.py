"""A ticket passes into an agent's hands by somebody's word: that of another agent, of a supervisor, or their own."""

from typing import Any

from sqlalchemy import update

from escalation.promises.ticket_clocks import move_clocks
from escalation.queue.handoffs import Handoffs
from escalation.queue.queue import Waiting
from escalation.queue.reservations import OFFERS_CHANGED, ROOM_FREED, chats_held, make_room
from escalation.queue.tickets import TicketState, after
from escalation.queue.topics import Queue
from escalation.store.drafts import notice
from escalation.store.keys import WORK_CHANNEL
from escalation.store.leases import lease_from
from escalation.store.people import Agent
from escalation.store.rows import AnyRow
from escalation.store.thread import Thread
from escalation.tables import ticket

_STEPS = {TicketState.WAITING: "claim", TicketState.ASSIGNED: "pass on", TicketState.RESOLVED: "reopen"}

NOT_OFFERED: dict[str, Any] = {"offered_to": None, "offered_until": None, "declined_by": [], "passed_over_at": None}
"""What a ticket remembers of offers, once it is in somebody's hands."""


async def hand(thread: Thread, row: AnyRow, taker: AnyRow, handoffs: Handoffs, **more: Any) -> None:
    """Give the ticket `row` to the agent `taker`, both locked; `more` columns change with it. The caller saves."""
    state = TicketState(row.state)
    change, ownership = thread.change, thread.ownership
    match state:
        case TicketState.WAITING:
            thread.pass_to(ownership.assign(taker.id))
        case TicketState.ASSIGNED:
            thread.pass_to(ownership.pass_on(taker.id))
        case _:
            thread.pass_to(ownership.take_back(taker.id))
    thread.active_at = change.now  # the customer's silence counts from here
    values = {
        "state": after(_STEPS[state], state),
        "agent_id": taker.id,
        "epoch": thread.ownership.epoch,
        "lease_until": lease_from(change.now),
        "assigned_at": change.now,
        **NOT_OFFERED,
        **more,
    }
    await change.connection.execute(update(ticket).where(ticket.c.id == row.id).values(values))
    _tell(thread, row, taker)
    await _leave(thread, row, state, handoffs)
    await make_room(change, handoffs.queue, taker.id, taker.capacity - await chats_held(change, taker.id))


async def _leave(thread: Thread, row: AnyRow, state: TicketState, handoffs: Handoffs) -> None:
    """Where it was until now."""
    change = thread.change
    match state:
        case TicketState.WAITING:
            handoffs.withdraw(thread, Waiting(row.id, Queue(row.queue), row.language, row.respond_by))
            if row.offered_to is not None:
                change.hint(f"agent:{row.offered_to}", OFFERS_CHANGED)
        case TicketState.ASSIGNED:
            await move_clocks(change, row, "requeued")
            change.hint(f"agent:{row.agent_id}", {"type": "mine_changed"})
            change.hint(WORK_CHANNEL, ROOM_FREED)
        case _:
            await move_clocks(change, row, "reopened")


def _tell(thread: Thread, row: AnyRow, taker: AnyRow) -> None:
    change = thread.change
    thread.post(notice("agent_joined", name=taker.name))
    thread.log(
        "ticket_claimed",
        ticket_id=str(row.id),
        agent_id=str(taker.id),
        epoch=thread.ownership.epoch,
        waited_s=round((change.now - row.created_at).total_seconds(), 3),
    )
    change.hint(f"agent:{taker.id}", {"type": "mine_changed"})


def tell_of_work(thread: Thread, row: AnyRow, taker: AnyRow, by: Agent) -> None:
    """Who was given a ticket without asking for it hears from whom."""
    params = {"by": by.name, "number": row.number, "queue": row.queue}
    alert = {"type": "alert", "code": "assigned", "ticket_id": str(row.id), "params": params}
    thread.change.whisper(f"agent:{taker.id}", alert)
