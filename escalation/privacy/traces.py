"""Traces: what of the record is a person's. A customer has conversations, and browsers that they came with; a visitor
is one browser, and has what nobody logged in for."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.tables import alias, button, callback, contact, conversation, mail, ticket, turn


@dataclass(frozen=True, slots=True)
class Person:
    """Exactly one of the two: the shop's id of a customer, or a browser that is nobody's."""

    customer_id: str | None = None
    visitor_id: UUID | None = None

    @property
    def mine(self) -> ColumnElement[bool]:
        """Of a conversation: is it this person's?"""
        if self.customer_id is not None:
            return conversation.c.customer_id == self.customer_id
        return and_(conversation.c.visitor_id == self.visitor_id, conversation.c.customer_id.is_(None))


@dataclass(frozen=True, slots=True)
class Traces:
    """Ids of rows that are theirs. `browsers` are those of the journey log, `visitors` those of the widget."""

    person: Person
    conversations: frozenset[UUID]
    visitors: frozenset[UUID]
    browsers: frozenset[str]
    contacts: frozenset[UUID]
    tickets: frozenset[UUID]
    dialogues: frozenset[UUID]
    addresses: frozenset[str]


async def _conversations(connection: AsyncConnection, person: Person, hold: bool) -> frozenset[UUID]:
    """Theirs, and what their browsers said while nobody was logged in. Held in the order of ids."""
    mine = frozenset(await connection.scalars(select(conversation.c.id).where(person.mine)))
    browsers = await _visitors(connection, person, mine)
    before = and_(conversation.c.visitor_id.in_(browsers), conversation.c.customer_id.is_(None))
    wanted = select(conversation.c.id).where(or_(conversation.c.id.in_(mine), before)).order_by(conversation.c.id)
    return frozenset(await connection.scalars(wanted.with_for_update() if hold else wanted))


async def find_traces(connection: AsyncConnection, person: Person, *, hold: bool = False) -> Traces:
    """As they stand now, with all that may be theirs. `hold`: the conversations stay so until the transaction ends."""
    conversations = await _conversations(connection, person, hold)
    visitors = await _visitors(connection, person, conversations)
    known = await connection.scalars(select(alias.c.anonymous_id).where(alias.c.customer_id == person.customer_id))
    return await _traces(connection, person, conversations, visitors, frozenset({*known, *map(str, visitors)}))


async def find_own_traces(connection: AsyncConnection, person: Person) -> Traces:
    """Only what is certainly theirs: in a customer's browsers somebody else may have spoken while nobody was logged
    in."""
    conversations = frozenset(await connection.scalars(select(conversation.c.id).where(person.mine)))
    visitors = frozenset[UUID]() if person.visitor_id is None else frozenset({person.visitor_id})
    found = await _traces(connection, person, conversations, visitors, frozenset(map(str, visitors)))
    if person.customer_id is None:
        return found
    own = await _ids(connection, select(contact.c.id).where(contact.c.customer_id == person.customer_id))
    return replace(found, contacts=own)


async def _traces(
    connection: AsyncConnection,
    person: Person,
    conversations: frozenset[UUID],
    visitors: frozenset[UUID],
    browsers: frozenset[str],
) -> Traces:
    contacts = await connection.scalars(select(contact.c.id).where(_their_contacts(person, conversations, browsers)))
    return Traces(
        person=person,
        conversations=conversations,
        visitors=visitors,
        browsers=browsers,
        contacts=frozenset(contacts),
        tickets=await _ids(connection, select(ticket.c.id).where(ticket.c.conversation_id.in_(conversations))),
        dialogues=await _dialogues(connection, conversations),
        addresses=await _addresses(connection, conversations),
    )


def _their_contacts(person: Person, conversations: frozenset[UUID], browsers: frozenset[str]) -> ColumnElement[bool]:
    theirs = or_(contact.c.conversation_id.in_(conversations), contact.c.anonymous_id.in_(browsers))
    nobodys = and_(contact.c.customer_id.is_(None), theirs)
    return nobodys if person.customer_id is None else or_(contact.c.customer_id == person.customer_id, nobodys)


async def _visitors(connection: AsyncConnection, person: Person, mine: frozenset[UUID]) -> frozenset[UUID]:
    """Their browsers; not one that another customer used too, which then stays that one's."""
    wanted = select(conversation.c.visitor_id).where(
        conversation.c.id.in_(mine), conversation.c.visitor_id.is_not(None)
    )
    found = await _ids(connection, wanted)
    if person.customer_id is None:
        return found | {person.visitor_id} if person.visitor_id is not None else found
    others = select(conversation.c.visitor_id).where(
        conversation.c.visitor_id.in_(found), conversation.c.customer_id != person.customer_id
    )
    return found - await _ids(connection, others)


async def _addresses(connection: AsyncConnection, conversations: frozenset[UUID]) -> frozenset[str]:
    """Where they were written to."""
    about = mail.c.params["conversation_id"].astext.in_([str(one) for one in conversations])
    left = await connection.scalars(select(callback.c.email).where(callback.c.conversation_id.in_(conversations)))
    return frozenset({*left, *await connection.scalars(select(mail.c.recipient).where(about))})


async def _dialogues(connection: AsyncConnection, conversations: frozenset[UUID]) -> frozenset[UUID]:
    """Under which the assistant knew them."""
    named = [
        select(table.c.dialogue_id).where(column.in_(conversations))
        for table, column in (
            (conversation, conversation.c.id),
            (turn, turn.c.conversation_id),
            (button, button.c.conversation_id),
        )
    ]
    return frozenset[UUID]().union(*[await _ids(connection, wanted) for wanted in named])


async def _ids(connection: AsyncConnection, wanted: "Select[UUID]") -> frozenset[UUID]:
    return frozenset(await connection.scalars(wanted))
