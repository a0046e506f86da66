"""The rows of what is told to customers before they ask, once each: an order that turned late, the guide of a step they
are stuck on. A share is held back, by chance, so that it can be seen what telling does.
"""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Text, bindparam, cast, func, select, type_coerce, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.store.journey import Event
from escalation.store.record import Change
from escalation.store.rows import AnyRow
from escalation.store.wire import Wire
from escalation.tables import contact, contact_issue, conversation, outreach

LATE_ORDER, STUCK_STEP = "late_order", "stuck_step"
STAYS = timedelta(days=3)  # nobody needs to hear of it later
TOUCHPOINTS: Final = {LATE_ORDER: "late_order_notice", STUCK_STEP: "guide_offer"}


@dataclass(frozen=True, slots=True)
class Need:
    """What a customer should hear of. `key`: the order, or the step; `data`: what the screen says of it."""

    kind: str
    key: str
    data: Mapping[str, Any] = field(default_factory=dict)


def is_held_back(customer_id: str, kind: str, share: float) -> bool:
    """By chance for `share` (0..1) of all customers, and always the same for one: who is told of one order and not of
    another would belong to both groups that are compared."""
    digest = hashlib.sha256("\0".join((kind, customer_id)).encode()).digest()
    return int.from_bytes(digest[:8]) < share * 2**64


def to_show() -> ColumnElement[Any]:
    """The oldest thing the conversation's customer has still to hear of, as JSON; null where there is none. Not of an
    order that they asked about themselves. Needs the parameter `outreach_since`."""
    asked = contact_issue.join(contact, contact.c.id == contact_issue.c.contact_id)
    about_it = (contact.c.customer_id == outreach.c.customer_id) & (contact_issue.c.reference == outreach.c.key)
    params = outreach.c.data.op("-")(cast("contact_id", Text))
    waiting = (
        select(
            func.jsonb_build_object(
                *("id", outreach.c.id, "kind", outreach.c.kind, "params", params),
                *("shown", outreach.c.shown_at.is_not(None)),
            )
        )
        .where(outreach.c.customer_id == conversation.c.customer_id)
        .where(*_open(), outreach.c.created_at > bindparam("outreach_since"))
        .where(~select(1).select_from(asked).where(about_it).exists())
        .order_by(outreach.c.created_at, outreach.c.key)
        .limit(1)
    )
    return type_coerce(waiting.scalar_subquery(), JSONB)


def _open() -> tuple[ColumnElement[bool], ...]:
    """Said, and not answered or over."""
    answered = outreach.c.taken_at.is_(None), outreach.c.dismissed_at.is_(None)
    return outreach.c.held_back.is_(False), *answered, ~outreach.c.data.has_key("over")


async def keys(connection: AsyncConnection, customer_id: str, kind: str) -> set[str]:
    """All that was ever said of a kind to a customer, or held back."""
    mine = (outreach.c.customer_id == customer_id, outreach.c.kind == kind)
    return set(await connection.scalars(select(outreach.c.key).where(*mine)))


async def open_keys(connection: AsyncConnection, customer_id: str, kind: str) -> set[str]:
    """What of it is neither answered nor over."""
    mine = (outreach.c.customer_id == customer_id, outreach.c.kind == kind)
    return set(await connection.scalars(select(outreach.c.key).where(*mine, *_open())))


async def settle(change: Change, customer_id: str, kind: str, needs: Sequence[Need], share: float) -> bool:
    """Keep all of a kind that a customer needs to hear of; what they no longer need (it was delivered, the step was
    taken) is over. True where there is something else to show than before."""
    added = [await _add(change, customer_id, need, share) for need in needs]
    mine = (outreach.c.customer_id == customer_id, outreach.c.kind == kind, *_open())
    over = outreach.c.data.op("||")(type_coerce({"over": True}, JSONB))
    gone = update(outreach).where(*mine, outreach.c.key.not_in([need.key for need in needs])).values(data=over)
    return (await change.connection.execute(gone)).rowcount > 0 or any(added)


async def _add(change: Change, customer_id: str, need: Need, share: float) -> bool:
    held_back = is_held_back(customer_id, need.kind, share)
    row = {"id": uuid.uuid4(), "kind": need.kind, "key": need.key, "customer_id": customer_id, "data": dict(need.data)}
    told = insert(outreach).values(**row, held_back=held_back, created_at=change.now)
    written = await change.connection.execute(told.on_conflict_do_nothing())
    return written.rowcount > 0 and not held_back


async def mark(change: Change, customer_id: str | None, outreach_id: UUID, how: str) -> AnyRow | None:
    """Note that it was `shown`, `taken` or `dismissed`: its row, or None where it was before or is not theirs."""
    if customer_id is None:
        return None
    column = outreach.c[f"{how}_at"]
    mine = (outreach.c.id == outreach_id, outreach.c.customer_id == customer_id, column.is_(None), *_open())
    marked = update(outreach).where(*mine).values({column: change.now}).returning(outreach)
    row: AnyRow | None = (await change.connection.execute(marked)).one_or_none()
    if row is not None and how != "dismissed":
        change.log(_event(change, row, how))
    return row


def _event(change: Change, row: AnyRow, how: str) -> Event:
    return Event(
        type=f"outreach_{how}",
        at=change.now,
        data={"outreach_id": str(row.id), "kind": row.kind, "key": row.key},
        customer_id=row.customer_id,
        touchpoint=TOUCHPOINTS[row.kind],
    )


async def note_contact(change: Change, outreach_id: UUID, contact_id: UUID) -> None:
    """The contact that the offered button began, so that such contacts can be told apart."""
    noted: Wire = {"contact_id": str(contact_id)}
    data = outreach.c.data.op("||")(type_coerce(noted, JSONB))
    await change.connection.execute(update(outreach).where(outreach.c.id == outreach_id).values(data=data))
