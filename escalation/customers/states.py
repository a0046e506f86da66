"""The state of a conversation as its customer sees it: who answers, the place in the queue, the rating asked for,
what they should hear of."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.customers import outreach_rows
from escalation.customers.waits import wait_for
from escalation.promises.teams import team_of
from escalation.queue.tickets import TicketState
from escalation.store.conversation import Owner
from escalation.store.record import Change
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow, inline
from escalation.store.wire import Wire, identifier, present, timestamp
from escalation.tables import agent, contact, conversation, rating, ticket

RATING_WINDOW = timedelta(hours=24)  # after that nobody remembers the conversation
RATING_STAYS = timedelta(minutes=10)  # once it was on a screen: a customer goes from page to page of the shop

_BASE = (
    select(
        conversation.c.owner,
        conversation.c.version,
        conversation.c.locale,
        conversation.c.read_seq,
        conversation.c.contact_id,
        agent.c.name.label("agent_name"),
        ticket.c.queue,
        ticket.c.language,
        ticket.c.respond_by,
        ticket.c.number,
        outreach_rows.to_show().label("outreach"),
    )
    .outerjoin(agent, agent.c.id == conversation.c.agent_id)
    .outerjoin(
        ticket,
        (ticket.c.conversation_id == conversation.c.id) & (ticket.c.state == inline(TicketState.WAITING)),
    )
    .where(conversation.c.id == bindparam("conversation_id"))
)
_LAST_CONTACT = (
    select(contact.c.id, contact.c.meaningful, contact.c.ended_at, contact.c.rating_asked_at)
    .add_columns(rating.c.score, rating.c.solved, rating.c.effort)
    .outerjoin(rating, rating.c.contact_id == contact.c.id)
    .where(contact.c.conversation_id == bindparam("conversation_id"))
    .order_by(contact.c.started_at.desc())
    .limit(1)
)


async def change_state(change: Change, conversation_id: UUID, **values: object) -> None:
    """Write what a screen sees of a conversation, and hold it: what is told of it from here on is newer than whatever
    was told before."""
    written = update(conversation).where(conversation.c.id == conversation_id)
    await change.connection.execute(written.values(version=conversation.c.version + 1, **values))


async def tell_state(change: Change, conversation_id: UUID) -> None:
    """Tell it to every screen, after the commit. Raises Refused not_found."""
    state = await state_of(change.connection, conversation_id, change.now)
    change.hint(f"conversation:{conversation_id}", {"type": "state", "state": state})


async def state_of(connection: AsyncConnection, conversation_id: UUID, now: datetime) -> Wire:
    """The customer's `State`. Of two, the one with the lower version is the older one; of one version, what was read
    from the record later is as new or newer. Raises Refused not_found."""
    asked = {"conversation_id": conversation_id, "outreach_since": now - outreach_rows.STAYS}
    row = (await connection.execute(_BASE, asked)).one_or_none()
    if row is None:
        raise Refused("not_found", f"no conversation {conversation_id}")
    return present(
        {
            "version": row.version,
            "owner": row.owner,
            "contact_id": identifier(row.contact_id),
            "agent": None if row.agent_name is None else {"name": row.agent_name},
            "queue": await _place(connection, row, now),
            "rating": await _rating(connection, conversation_id, row, now),
            "outreach": row.outreach if row.owner == Owner.CLOSED else None,
            "locale": row.locale,
            "read_seq": row.read_seq,
        }
    )


async def _place(connection: AsyncConnection, row: AnyRow, now: datetime) -> Wire | None:
    if row.owner != Owner.QUEUE or row.queue is None:
        return None
    ahead = await connection.scalar(
        select(func.count())
        .select_from(ticket)
        .where(
            ticket.c.state == inline(TicketState.WAITING),
            ticket.c.queue == row.queue,
            tuple_(ticket.c.respond_by, ticket.c.number) < (row.respond_by, row.number),
        )
    )
    position = int(ahead or 0) + 1
    return {"position": position, **await _coming(connection, row, position, now)}


async def _coming(connection: AsyncConnection, row: AnyRow, position: int, now: datetime) -> Wire:
    """How long it takes while somebody is there, else when somebody is back: no range is true of a closed desk."""
    hours = (await team_of(connection, row.queue, now)).hours
    if not hours.is_open(now):
        return {"open": False, "opens_at": timestamp(hours.opens_at(now)), "wait": None}
    found = await wait_for(connection, row.queue, row.language, position, now)
    return {"open": True, "wait": found and {"low_s": found.low_s, "high_s": found.high_s}}


async def _rating(connection: AsyncConnection, conversation_id: UUID, row: AnyRow, now: datetime) -> Wire | None:
    """Asked, once, of a contact that has just ended and was about something; then what the customer answered."""
    if row.owner != Owner.CLOSED:
        return None
    found = (await connection.execute(_LAST_CONTACT, {"conversation_id": conversation_id})).one_or_none()
    if found is None or found.ended_at is None or not found.meaningful or found.ended_at < now - RATING_WINDOW:
        return None
    was_asked = found.rating_asked_at is not None and found.rating_asked_at <= now - RATING_STAYS
    if found.score is None and was_asked:
        return None
    given = {"score": found.score, "solved": found.solved, "effort": found.effort}
    return present({"contact_id": str(found.id), **given})
