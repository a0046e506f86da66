"""What an agent is shown of the customer of a conversation: who it is, the contacts before, and how they felt."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.desk.sight import NEWEST_TICKET, may_read, readable_by
from escalation.insight.risk_view import risk_of
from escalation.queue.tickets import TicketState
from escalation.store.people import Agent
from escalation.store.record import Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.store.wire import Wire, present, timestamp
from escalation.tables import contact, contact_issue, journey_event

MOST_CONTACTS = 20
MOST_EMOTIONS = 50

_BASE = text(f"""
SELECT conversation.id, conversation.customer_id, conversation.visible_from, conversation.locale,
       customer.name, customer.tier, newest.state, newest.agent_id, newest.topic, conversation.page_context
  FROM conversation LEFT JOIN customer ON customer.id = conversation.customer_id {NEWEST_TICKET}
 WHERE conversation.id = :conversation_id
""").columns(page_context=JSONB)

_READABLE = f"""
SELECT conversation.id FROM conversation {NEWEST_TICKET}
 WHERE conversation.id = ANY(:ids) AND newest.id IS NOT NULL AND {{readable}}
"""


class CustomerViews:
    """Reads customers for desks."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def about_customer(self, *, agent: Agent, conversation_id: UUID) -> Wire:
        """customer, contacts (ended, the newest first), emotions (the oldest first), context (what the shop's
        page says, not to be believed) and, where one is out of the ordinary, risk. Raises Refused.

        A contact names its conversation where `agent` may open that one at the desk.
        """
        async with self._record.read() as connection:
            row = (await connection.execute(_BASE, {"conversation_id": conversation_id})).one_or_none()
            if row is None:
                raise Refused("not_found", f"no conversation {conversation_id}", field="conversation_id")
            if not may_read(agent, row.state, row.agent_id):
                raise Refused("forbidden", "expected a waiting ticket or one of your own", field="conversation_id")
            known = present({"id": row.customer_id, "name": row.name, "tier": row.tier})
            return {
                "customer": {"verified": row.customer_id is not None, "locale": row.locale, **known},
                "contacts": await _contacts(connection, row, agent),
                "emotions": await _emotions(connection, row),
                **present({"context": row.page_context, "risk": await self._risk(connection, row)}),
            }

    async def _risk(self, connection: AsyncConnection, row: AnyRow) -> Wire | None:
        """Of a customer nobody vouches for nothing is known."""
        if row.customer_id is None:
            return None
        topic = row.topic if row.state is not None and TicketState(row.state).open else None
        return await risk_of(connection, row.customer_id, topic, self._record.clock())


def _theirs(row: AnyRow, *columns: Any) -> "Select[*tuple[Any, ...]]":
    """The contacts of the verified customer, wherever they were; of somebody unknown those of this conversation."""
    if row.customer_id is not None:
        return select(*columns).where(contact.c.customer_id == row.customer_id)
    return select(*columns).where(contact.c.conversation_id == row.id, contact.c.first_seq >= row.visible_from)


async def _contacts(connection: AsyncConnection, row: AnyRow, reader: Agent) -> list[Wire]:
    topic = select(contact_issue.c.topic).where(contact_issue.c.contact_id == contact.c.id)
    first_topic = topic.order_by(contact_issue.c.position).limit(1).scalar_subquery().label("topic")
    ended = _theirs(row, contact, first_topic).where(contact.c.ended_at.is_not(None))
    found = (await connection.execute(ended.order_by(contact.c.started_at.desc()).limit(MOST_CONTACTS))).all()
    asked = {"ids": [each.conversation_id for each in found], "agent_id": reader.id}
    readable = set(await connection.scalars(text(_READABLE.format(readable=readable_by(reader))), asked))
    return [_contact(each, each.conversation_id in readable) for each in found]


def _contact(row: AnyRow, readable: bool) -> Wire:
    return present(
        {
            "contact_id": str(row.id),
            "conversation_id": str(row.conversation_id) if readable else None,
            "channel": row.channel,
            "started_at": timestamp(row.started_at),
            "ended_at": timestamp(row.ended_at),
            "topic": row.topic,
            "outcome": row.outcome,
            "csat": row.csat,
            "handled_by": row.handled_by,
        }
    )


async def _emotions(connection: AsyncConnection, row: AnyRow) -> list[Wire]:
    newest = _theirs(row, contact.c.id).order_by(contact.c.started_at.desc()).limit(MOST_CONTACTS)
    felt = (
        select(journey_event.c.at, journey_event.c.emotion)
        .where(journey_event.c.contact_id.in_(newest.scalar_subquery()))
        .where(journey_event.c.type.in_(("turn_answered", "feeling_read")), journey_event.c.emotion.is_not(None))
        .order_by(journey_event.c.at.desc(), journey_event.c.position.desc())
        .limit(MOST_EMOTIONS)
    )
    found = (await connection.execute(felt)).all()
    return [
        {"at": timestamp(each.at), "label": each.emotion["label"], "negative": each.emotion["negative"]}
        for each in reversed(found)
    ]
