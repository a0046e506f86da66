"""The conversation of a ticket, locked, for an agent who may act on it. The order of locks is agent, conversation,
ticket."""

from uuid import UUID

from sqlalchemy import select

from escalation.desk.sight import may_read
from escalation.queue.tickets import TicketState
from escalation.store.conversation import Owner
from escalation.store.people import Agent
from escalation.store.record import Change
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.store.thread import Thread
from escalation.tables import ticket


def check_epoch(thread: Thread, agent_id: UUID, epoch: int) -> None:
    """May this agent, under this epoch, act on the conversation? Raises Refused not_owner or stale_epoch."""
    if thread.owner is not Owner.AGENT or thread.ownership.agent_id != agent_id:
        raise Refused("not_owner", f"expected a conversation of your own, it is with: {thread.owner}")
    if thread.ownership.epoch != epoch:
        raise Refused("stale_epoch", f"expected epoch {thread.ownership.epoch}, got {epoch}", field="epoch")


async def held(change: Change, agent_id: UUID, ticket_id: UUID, epoch: int) -> tuple[Thread, AnyRow]:
    """A ticket that this agent holds under this epoch. Raises Refused."""
    thread, row = await locked(change, ticket_id)
    check_epoch(thread, agent_id, epoch)
    if row.state != TicketState.ASSIGNED:
        raise Refused("not_owner", f"expected a ticket of your own, it is {row.state}", field="ticket_id")
    return thread, row


async def readable(change: Change, agent: Agent, ticket_id: UUID) -> tuple[Thread, AnyRow]:
    """A ticket that this agent may read: it waits, or is or was theirs; supervisors every one. Raises Refused."""
    thread, row = await locked(change, ticket_id)
    if not may_read(agent, row.state, row.agent_id):
        raise Refused("forbidden", "expected a waiting ticket or one of your own", field="ticket_id")
    return thread, row


async def locked(change: Change, ticket_id: UUID) -> tuple[Thread, AnyRow]:
    """Any ticket. Raises Refused not_found."""
    conversation_id = await change.connection.scalar(select(ticket.c.conversation_id).where(ticket.c.id == ticket_id))
    if conversation_id is None:
        raise Refused("not_found", f"no ticket {ticket_id}", field="ticket_id")
    thread = await Thread.lock(change, conversation_id)
    row = (await change.connection.execute(select(ticket).where(ticket.c.id == ticket_id).with_for_update())).one()
    return thread, row
