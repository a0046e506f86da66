"""Forms: the cards that a customer fills in, and how a filled one is known again without keeping what stands in it."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from escalation.store.drafts import LEAVE_EMAIL, Draft
from escalation.store.record import Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.tables import conversation, message

FORMS = ("verify_order", "address", LEAVE_EMAIL)


async def card_of_form(record: Record, conversation_id: UUID, message_id: UUID, *, by_link: bool) -> dict[str, Any]:
    """The card of the form on a message. The bot's forms in a customer's own conversation are not for who came by a
    link. Raises Refused."""
    wanted = select(message.c.card, conversation.c.customer_id).join(
        conversation, conversation.c.id == message.c.conversation_id
    )
    async with record.read() as connection:
        found = await connection.execute(
            wanted.where(
                message.c.id == message_id,
                message.c.conversation_id == conversation_id,
                message.c.card["kind"].astext.in_(FORMS),
            )
        )
    row = found.one_or_none()
    if row is None:
        raise Refused("not_found", f"no form on message {message_id}", field="message_id")
    if by_link and row.customer_id is not None and row.card["kind"] != LEAVE_EMAIL:
        raise Refused("log_in", "expected the customer, logged in at the shop")
    return dict(row.card)


def filled(values: Mapping[str, str], field: str) -> str:
    """What stands in a field. Raises Refused `empty`."""
    value = values.get(field, "").strip()
    if not value:
        raise Refused("empty", f"expected a value for {field}", field=field)
    return value


def form_draft(client_id: UUID, mark: str, code: str) -> Draft:
    """A filled form as a message of the customer."""
    return Draft(sender="customer", kind="submit", code=code, client_id=client_id, fingerprint=mark)


def fingerprint(message_id: UUID, values: Mapping[str, str]) -> str:
    """Tells a repeat from another content. Only a hash is kept, salted with the form it came from."""
    return hashlib.sha256(f"{message_id}{json.dumps(values, sort_keys=True)}".encode()).hexdigest()


def is_form(mark: str) -> Callable[[AnyRow], bool]:
    """Is a stored message this very form?"""
    return lambda stored: stored.kind == "submit" and stored.fingerprint == mark
