"""Who comes in: a browser with its token, and the conversation that belongs to it or to its verified customer."""

import hashlib
import secrets
import uuid
from uuid import UUID

from sqlalchemy import bindparam, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from escalation.customers.states import change_state, tell_state
from escalation.store.journey import Event
from escalation.store.people import LOCALES, Customer
from escalation.store.record import Change, Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.tables import contact, conversation, customer, visitor

TOKEN_BYTES = 32
LONGEST_TOKEN = 128
_SEEN = (
    update(visitor)
    .where(visitor.c.token_hash == bindparam("hashed"))
    .values(seen_at=bindparam("now"))
    .returning(visitor.c.id)
)
_OF_VISITOR = (
    select(conversation.c.id, conversation.c.contact_id)
    .where(conversation.c.visitor_id == bindparam("visitor_id"), conversation.c.customer_id.is_(None))
    .order_by(conversation.c.active_at.desc())
    .limit(1)
)
"""The newest conversation of this browser that is nobody's yet."""
_OF_VISITOR_HELD = _OF_VISITOR.with_for_update()


def token_hash(token: str) -> bytes:
    """What is stored of a secret token. It is random and long, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).digest()


class Visitors:
    """Opens visitors and conversations."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def open_visitor(self, *, token: str | None) -> tuple[UUID, str]:
        """The visitor of a token, or a new one where there is none or it is unknown: (id, token to keep)."""
        if token is not None and 0 < len(token) <= LONGEST_TOKEN:
            values = {"hashed": token_hash(token), "now": self._record.clock()}
            async with self._record.single() as connection:
                known = await connection.scalar(_SEEN, values)
            if known is not None:
                return known, token
        async with self._record.change() as change:
            return await _new_visitor(change)

    async def open_conversation(self, *, visitor_id: UUID, customer: Customer | None, locale: str) -> UUID:
        """The conversation to go on with, or a new one.

        A verified customer goes on with the newest of their own, and takes along the contact that is open in this
        browser, but nothing that was said before it. Without a customer only what this browser said anonymously
        is to be seen. A browser that comes back finds its own in one trip: thousands may come back at once.
        """
        if customer is None:
            async with self._record.single() as connection:
                known = (await connection.execute(_OF_VISITOR, {"visitor_id": visitor_id})).one_or_none()
            if known is not None:
                conversation_id: UUID = known.id
                return conversation_id
        async with self._record.change() as change:
            await _serialise(change, f"visitor:{visitor_id}" if customer is None else f"customer:{customer.id}")
            if customer is None:
                found = await _anonymous(change, visitor_id)
                return found.id if found else await _new_conversation(change, visitor_id, None, locale)
            await _remember(change, customer)
            return await _conversation_of(change, visitor_id, customer, locale)

    async def note_device(self, *, conversation_id: UUID, device: str) -> None:
        """The kind of what the next contact is begun on, for the numbers. What is known already is not written."""
        other = conversation.c.device.is_distinct_from(device)
        async with self._record.single() as connection:
            await connection.execute(
                update(conversation).where(conversation.c.id == conversation_id, other).values(device=device)
            )

    async def set_locale(self, *, conversation_id: UUID, locale: str) -> None:
        """The language the bot answers in and the screens are in."""
        if locale not in LOCALES:
            raise Refused("bad_frame", f"expected one of {', '.join(LOCALES)}, got {locale!r}", field="locale")
        async with self._record.change() as change:
            await change_state(change, conversation_id, locale=locale)
            await tell_state(change, conversation_id)

    async def mark_read(self, *, conversation_id: UUID, seq: int) -> None:
        """The customer is there and has seen everything up to `seq`; it never goes back, nor past what was said."""
        async with self._record.change() as change:
            await change.connection.execute(
                update(conversation)
                .where(conversation.c.id == conversation_id, conversation.c.last_seq >= seq)
                .values(read_seq=func.greatest(conversation.c.read_seq, seq), read_at=change.now)
            )


async def _serialise(change: Change, who: str) -> None:
    """Two tabs that open at once get one conversation."""
    await change.connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:who, 0))"), {"who": who})


async def _new_visitor(change: Change) -> tuple[UUID, str]:
    token, visitor_id = secrets.token_urlsafe(TOKEN_BYTES), uuid.uuid4()
    await change.connection.execute(
        insert(visitor).values(id=visitor_id, token_hash=token_hash(token), created_at=change.now, seen_at=change.now)
    )
    return visitor_id, token


async def _remember(change: Change, who: Customer) -> None:
    values = {"name": who.name, "tier": who.tier, "updated_at": change.now}
    await change.connection.execute(
        upsert(customer)
        .values(id=who.id, created_at=change.now, **values)
        .on_conflict_do_update(index_elements=["id"], set_=values)
    )


async def _anonymous(change: Change, visitor_id: UUID) -> AnyRow | None:
    found = await change.connection.execute(_OF_VISITOR_HELD, {"visitor_id": visitor_id})
    return found.one_or_none()


async def _conversation_of(change: Change, visitor_id: UUID, who: Customer, locale: str) -> UUID:
    here = await _anonymous(change, visitor_id)
    if here is not None and here.contact_id is not None:
        conversation_id: UUID = here.id
        await _link(change, visitor_id, here, who)
        return conversation_id
    newest = await change.connection.scalar(
        select(conversation.c.id)
        .where(conversation.c.customer_id == who.id)
        .order_by(conversation.c.active_at.desc())
        .limit(1)
    )
    return newest or await _new_conversation(change, visitor_id, who.id, locale)


async def _link(change: Change, visitor_id: UUID, here: AnyRow, who: Customer) -> None:
    """The open contact becomes the customer's; what this browser said before it stays hidden."""
    connection, conversation_id, contact_id = change.connection, here.id, here.contact_id
    first_seq = await connection.scalar(select(contact.c.first_seq).where(contact.c.id == contact_id))
    await connection.execute(
        update(contact).where(contact.c.id == contact_id).values(customer_id=who.id, tier=who.tier)
    )
    await connection.execute(
        update(conversation)
        .where(conversation.c.id == conversation_id)
        .values(customer_id=who.id, visible_from=first_seq or 1)
    )
    # In the log too: the contact is read out of it, and the customer may say nothing more.
    change.log(Event("customer_identified", change.now, {}, contact_id, who.id, str(visitor_id)))


async def _new_conversation(change: Change, visitor_id: UUID, customer_id: str | None, locale: str) -> UUID:
    conversation_id = uuid.uuid4()
    await change.connection.execute(
        insert(conversation).values(
            id=conversation_id,
            visitor_id=visitor_id,
            customer_id=customer_id,
            dialogue_id=uuid.uuid4(),
            locale=locale if locale in LOCALES else "ko",
            created_at=change.now,
            active_at=change.now,
        )
    )
    return conversation_id
