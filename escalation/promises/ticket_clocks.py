"""The clocks of a ticket on record: what happens moves them, every change is kept in `sla_event`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, insert, select, update

from escalation.promises.retargeting import retargeted
from escalation.promises.sla import CLOCKS, Clocks, Happening, Mark, Promise, SlaClock, advance, look_again_at, tick
from escalation.promises.teams import team_of
from escalation.queue.priority import Priority
from escalation.queue.tickets import TicketState
from escalation.store.keys import DESK_CHANNEL
from escalation.store.record import Change
from escalation.store.rows import AnyRow, inline
from escalation.store.wire import Wire, identifier, present
from escalation.tables import sla_event, ticket

NEWS = ("warned", "breached")  # what agents hear of at once
OVERDUE = """clocks @? '$.* ? (@.state == "breached" && (@.met_at == null || !(exists(@.met_at))))'"""
"""In SQL: a promise is broken and still to be kept; one that was kept too late is for the numbers."""
OPEN = ticket.c.state.in_([inline(state) for state in TicketState if state.open])


def kept_clocks(clocks: Clocks) -> Wire:
    """As a ticket's column `clocks` holds them; `look_again_at` (seconds since 1970) finds those that are due."""
    again = look_again_at(clocks)
    kept: Wire = {name: clock.wire() for name, clock in clocks.items()}
    return kept if again is None else {**kept, "look_again_at": again.timestamp()}


def read_clocks(kept: Wire) -> Clocks:
    """The clocks from that column."""
    return {name: SlaClock.read(kept[name]) for name in CLOCKS if name in kept}


def clocks_wire(kept: Wire) -> Wire:
    """The clocks as desks see them."""
    shown = ("state", "due", "met_at")
    return {
        name: {key: kept[name][key] for key in shown if kept[name][key] is not None} for name in CLOCKS if name in kept
    }


async def open_clocks(change: Change, ticket_id: UUID, promise: Promise) -> None:
    """A ticket has just been opened: somebody waits for its first answer."""
    clocks, marks = advance({}, "opened", change.now, promise)
    await _keep(change, ticket_id, clocks, marks)


async def move_clocks(change: Change, row: AnyRow, happening: Happening) -> bool:
    """Something happened to the ticket `row`, whose conversation is locked; did that move a clock?"""
    promise = (await team_of(change.connection, row.queue, change.now)).promise(Priority(row.priority))
    before = read_clocks(row.clocks)
    clocks, marks = advance(before, happening, change.now, promise)
    if clocks == before:
        return False
    await _keep(change, row.id, clocks, marks)
    return True


async def retarget_clocks(
    change: Change, row: AnyRow, before: Promise, after: Promise, *, no_later: bool = False
) -> None:
    """Another promise holds for the ticket `row`, whose conversation is locked."""
    clocks, marks = retargeted(read_clocks(row.clocks), change.now, before, after, no_later=no_later)
    if marks:
        await _keep(change, row.id, clocks, marks)


async def move_clocks_of(change: Change, conversation_id: UUID, happening: Happening) -> None:
    """The same, for the open ticket of a locked conversation, if there is one; its agent sees the clocks move."""
    row = await _open_ticket(change, conversation_id)
    if row is not None and await move_clocks(change, row, happening):
        change.hint(f"agent:{row.agent_id}", {"type": "mine_changed"})


async def look_at_clocks(change: Change, conversation_id: UUID) -> bool:
    """Mark what is due on the open ticket of a locked conversation; was there anything?"""
    row = await _open_ticket(change, conversation_id)
    if row is None:
        return False
    clocks, marks = tick(read_clocks(row.clocks), change.now)
    if not marks:
        return False
    await _keep(change, row.id, clocks, marks)
    return True


def due_clocks(now: datetime) -> ColumnElement[bool]:
    """The tickets on which something may have to be marked."""
    again: ColumnElement[float] = ticket.c.clocks["look_again_at"].as_float()
    return OPEN & (again < now.timestamp())


async def _open_ticket(change: Change, conversation_id: UUID) -> AnyRow | None:
    found = select(ticket).where(ticket.c.conversation_id == conversation_id, OPEN)
    return (await change.connection.execute(found)).one_or_none()


async def _keep(change: Change, ticket_id: UUID, clocks: Clocks, marks: Sequence[Mark]) -> None:
    await change.connection.execute(update(ticket).where(ticket.c.id == ticket_id).values(clocks=kept_clocks(clocks)))
    rows: list[dict[str, Any]] = [
        {"ticket_id": ticket_id, "at": change.now, "clock": mark.clock, "kind": mark.kind, "due": mark.due}
        for mark in marks
    ]
    if rows:
        await change.connection.execute(insert(sla_event), rows)
    for mark in marks:
        if mark.kind in NEWS:
            change.hint(DESK_CHANNEL, await _news(change, ticket_id, mark))


async def _news(change: Change, ticket_id: UUID, mark: Mark) -> Wire:
    about = select(ticket.c.number, ticket.c.queue, ticket.c.agent_id, ticket.c.state).where(ticket.c.id == ticket_id)
    row = (await change.connection.execute(about)).one()
    held = row.state == TicketState.ASSIGNED
    params = {"clock": mark.clock, "number": row.number, "queue": row.queue}
    holder = {"agent_id": identifier(row.agent_id) if held else None}
    return {"type": "sla", "ticket_id": str(ticket_id), "kind": mark.kind, "params": present({**params, **holder})}
