"""Tickets as agents see them, and the lists they stand in."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.customers.snapshots import lacking, messages_after
from escalation.customers.states import state_of
from escalation.desk.sight import may_read
from escalation.promises.ticket_clocks import clocks_wire
from escalation.queue.tickets import TicketState
from escalation.store.masking import mask
from escalation.store.people import Agent
from escalation.store.record import Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow, inline
from escalation.store.wire import Wire, present, timestamp
from escalation.tables import agent, conversation, customer, message, ticket

MOST_WAITING_SHOWN = 200

asked = agent.alias("asked")  # whom a ticket is offered to

_LAST_TEXT = (
    select(func.coalesce(message.c.text, message.c.params["name"].astext))
    .where(
        message.c.conversation_id == ticket.c.conversation_id,
        message.c.sender.in_(("customer", "agent")),
        or_(message.c.text.is_not(None), message.c.kind == "file"),
    )
    .order_by(message.c.seq.desc())
    .limit(1)
    .scalar_subquery()
    .label("last_text")
)


def _tickets() -> "Select[*tuple[Any, ...]]":
    return (
        select(ticket)
        .add_columns(
            agent.c.name.label("agent_name"),
            asked.c.name.label("offered_name"),
            conversation.c.customer_id,
            customer.c.name.label("customer_name"),
            customer.c.tier,
            _LAST_TEXT,
        )
        .join(conversation, conversation.c.id == ticket.c.conversation_id)
        .outerjoin(customer, customer.c.id == conversation.c.customer_id)
        .outerjoin(agent, agent.c.id == ticket.c.agent_id)
        .outerjoin(asked, asked.c.id == ticket.c.offered_to)
    )


def ticket_wire(row: AnyRow) -> Wire:
    """A ticket as it is sent to the desk."""
    held = row.state == TicketState.ASSIGNED
    known = {"id": row.customer_id, "name": row.customer_name, "tier": row.tier}
    return present(
        {
            "id": str(row.id),
            "number": row.number,
            "conversation_id": str(row.conversation_id),
            "contact_id": str(row.contact_id),
            "queue": row.queue,
            "priority": row.priority,
            "labels": row.labels,
            "requeued": row.requeued,
            "poisoned": row.poisoned_at is not None,
            "offered_to": _person(row.offered_to, row.offered_name),
            "resolution_code": row.resolution_code,
            "first_contact_solved": row.first_contact_solved,
            "ended_at": timestamp(row.ended_at),
            "state": row.state,
            "agent": _person(row.agent_id, row.agent_name) if held else None,
            "epoch": row.epoch,
            "respond_by": timestamp(row.respond_by),
            "clocks": clocks_wire(row.clocks),
            "created_at": timestamp(row.created_at),
            "assigned_at": timestamp(row.assigned_at),
            "first_reply_at": timestamp(row.first_reply_at),
            "reasons": row.reasons,
            "summary": row.summary,
            "topic": row.topic,
            "language": row.language,
            "emotion": row.emotion,
            "facts": row.facts,
            "customer": {"verified": row.customer_id is not None, **present(known)},
            "last_text": None if row.last_text is None else _covered(row.last_text),
        }
    )


@lru_cache(maxsize=2 * MOST_WAITING_SHOWN)
def _covered(text: str) -> str:
    """Lists are told again and again, and to mask a long text takes milliseconds."""
    return mask(text)


def _person(agent_id: UUID | None, name: str) -> Wire | None:
    return None if agent_id is None else {"id": str(agent_id), "name": name}


async def ticket_view(connection: AsyncConnection, ticket_id: UUID) -> Wire:
    """One ticket. Raises Refused not_found."""
    row = (await connection.execute(_tickets().where(ticket.c.id == ticket_id))).one_or_none()
    if row is None:
        raise Refused("not_found", f"no ticket {ticket_id}", field="ticket_id")
    return ticket_wire(row)


class TicketViews:
    """Reads tickets for desks."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def waiting(self, *, agent_id: UUID) -> list[Wire]:
        """What waits and suits this agent's skills and languages, the earliest due first."""
        async with self._record.read() as connection:
            suits = await suitable(connection, agent_id)
            found = await connection.execute(
                _tickets()
                .where(ticket.c.state == inline(TicketState.WAITING), *suits)
                .order_by(ticket.c.respond_by, ticket.c.number)
                .limit(MOST_WAITING_SHOWN)
            )
            return [ticket_wire(row) for row in found]

    async def mine(self, *, agent_id: UUID) -> list[Wire]:
        """What this agent holds, the longest held first."""
        async with self._record.read() as connection:
            found = await connection.execute(
                _tickets()
                .where(ticket.c.state == inline(TicketState.ASSIGNED), ticket.c.agent_id == agent_id)
                .order_by(ticket.c.assigned_at, ticket.c.number)
            )
            return [ticket_wire(row) for row in found]

    async def offers(self, *, agent_id: UUID) -> list[Wire]:
        """`{ticket, until}` of what this agent is being asked to take, the earliest due first."""
        async with self._record.read() as connection:
            found = await connection.execute(
                _tickets().where(ticket.c.offered_to == agent_id).order_by(ticket.c.respond_by, ticket.c.number)
            )
            return [{"ticket": ticket_wire(row), "until": timestamp(row.offered_until)} for row in found]

    async def tickets_of(self, *, agent: Agent, conversations: Sequence[UUID]) -> list[Wire]:
        """The newest ticket of each of these, as far as `agent` may read it."""
        if not conversations:
            return []
        newest = _tickets().ext(distinct_on(ticket.c.conversation_id))
        newest = newest.where(ticket.c.conversation_id.in_(conversations))
        newest = newest.order_by(ticket.c.conversation_id, ticket.c.number.desc())
        async with self._record.read() as connection:
            rows = await connection.execute(newest)
            return [ticket_wire(row) for row in rows if may_read(agent, row.state, row.agent_id)]

    async def holder_of(self, *, conversation_id: UUID) -> Wire:
        """How the newest ticket of a conversation stands and who holds it (`state`, `agent`): any agent may know."""
        newest = _tickets().where(ticket.c.conversation_id == conversation_id).order_by(ticket.c.number.desc())
        async with self._record.read() as connection:
            wire = ticket_wire((await connection.execute(newest.limit(1))).one())
        return {part: wire[part] for part in ("state", "agent") if part in wire}

    async def open_ticket(self, *, agent: Agent, conversation_id: UUID, after_seq: int) -> Wire:
        """ticket, messages, last_seq, reset, state of a conversation whose newest ticket `agent` may see. Raises
        Refused."""
        async with self._record.read() as connection:
            newest = _tickets().where(ticket.c.conversation_id == conversation_id).order_by(ticket.c.number.desc())
            row = (await connection.execute(newest.limit(1))).one_or_none()
            if row is None:
                raise Refused("not_found", f"no ticket of conversation {conversation_id}", field="conversation_id")
            if not may_read(agent, row.state, row.agent_id):
                raise Refused("forbidden", "expected a waiting ticket or one of your own", field="conversation_id")
            shown = select(conversation.c.last_seq, conversation.c.visible_from)
            last_seq, visible_from = (await connection.execute(shown.where(conversation.c.id == conversation_id))).one()
            start, reset = lacking(last_seq, visible_from, after_seq)
            return {
                "ticket": ticket_wire(row),
                "messages": await messages_after(connection, conversation_id, start),
                "last_seq": last_seq,
                "reset": reset,
                "state": await state_of(connection, conversation_id, self._record.clock()),
            }


async def suitable(connection: AsyncConnection, agent_id: UUID) -> list[ColumnElement[bool]]:
    """Conditions on tickets that this agent can work on."""
    row = (await connection.execute(select(agent).where(agent.c.id == agent_id))).one_or_none()
    if row is None:
        raise Refused("not_found", f"no agent {agent_id}")
    conditions: list[ColumnElement[bool]] = []
    if row.skills:
        conditions.append(ticket.c.queue.in_(row.skills))
    if row.languages:
        conditions.append(ticket.c.language.in_(row.languages))
    return conditions
