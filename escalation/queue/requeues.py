"""A ticket leaves its agent and waits again where it waited. One that keeps coming back calls a supervisor."""

from typing import Any

from sqlalchemy import update

from escalation.promises.ticket_clocks import move_clocks
from escalation.queue.handoffs import Handoffs
from escalation.queue.queue import Waiting
from escalation.queue.tickets import TicketState, after
from escalation.queue.topics import Queue
from escalation.store.drafts import notice
from escalation.store.keys import DESK_CHANNEL
from escalation.store.rows import AnyRow
from escalation.store.thread import Thread
from escalation.tables import ticket

POISON_AFTER = 3
"""So many returns are no accident: from then on it is offered to supervisors only."""
GIVEN_BACK = frozenset({"released", "transferred"})
"""Reasons for which the agent who had the ticket is not asked again in the round that follows."""


async def requeue(thread: Thread, row: AnyRow, reason: str, handoffs: Handoffs) -> None:
    """Take a held ticket, whose conversation is locked, from its agent; the customer is told. The caller saves."""
    change = thread.change
    thread.pass_to(thread.ownership.requeue())
    thread.active_at = change.now  # the customer's silence counts from here
    poisoned = row.poisoned_at is None and row.requeued + 1 >= POISON_AFTER
    values = {
        "state": after("requeue", TicketState(row.state)),
        "epoch": thread.ownership.epoch,
        "lease_until": None,
        "assigned_at": None,
        "requeued": row.requeued + 1,
        **_round(row, reason, thread),
        **({"poisoned_at": change.now} if poisoned else {}),
    }
    await change.connection.execute(update(ticket).where(ticket.c.id == row.id).values(values))
    await move_clocks(change, row, "requeued")
    thread.post(notice("agent_left"))
    thread.log("ticket_requeued", ticket_id=str(row.id), reason=reason)
    change.hint(f"agent:{row.agent_id}", {"type": "mine_changed"})
    handoffs.announce(thread, Waiting(row.id, Queue(row.queue), row.language, row.respond_by))
    if poisoned:
        _call_supervisors(thread, row)


def _round(row: AnyRow, reason: str, thread: Thread) -> dict[str, Any]:
    """The round of offers that begins now."""
    if reason in GIVEN_BACK:
        return {"declined_by": [row.agent_id], "passed_over_at": thread.change.now}
    return {"declined_by": [], "passed_over_at": None}


def _call_supervisors(thread: Thread, row: AnyRow) -> None:
    returns = row.requeued + 1
    thread.log("ticket_poisoned", ticket_id=str(row.id), requeued=returns)
    params = {"number": row.number, "requeued": returns}
    alert = {"type": "alert", "code": "poison", "ticket_id": str(row.id), "params": params}
    thread.change.hint(DESK_CHANNEL, alert)
