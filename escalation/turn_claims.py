"""Which turn to work on next: found and taken in one statement, by any number of gateways at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.leases import TURN_LEASE, lease_from
from escalation.masking import mask
from escalation.record import Record
from escalation.rows import AnyRow, inline
from escalation.tables import conversation, customer, message, turn
from escalation.wire import present

_other = turn.alias("other")


@dataclass(frozen=True, slots=True)
class ClaimedTurn:
    """A turn this gateway works on. `attempt` is its fence: whoever took it later has a higher one."""

    id: UUID
    conversation_id: UUID
    dialogue_id: UUID
    attempt: int
    first_failed_at: datetime | None
    request: dict[str, Any]


async def claim_turns(record: Record, most: int) -> list[ClaimedTurn]:
    """Up to `most` turns that are due: new ones, retries, and those whose gateway is gone. Oldest first."""
    now = record.clock()
    try:
        async with record.engine.begin() as connection:
            rows = (await connection.execute(_claim(now, most))).all()
            return [await _claimed(connection, row) for row in rows]
    except IntegrityError:
        # Between our look and our update another turn of the same conversation began: look again next time.
        return []


def _claim(now: datetime, most: int) -> Any:
    busy = exists().where(
        _other.c.conversation_id == turn.c.conversation_id, _other.c.state.in_((inline("running"), inline("retrying")))
    )
    due = (
        select(turn.c.id)
        .where(
            or_(
                and_(turn.c.state == inline("waiting"), ~busy),
                and_(turn.c.state == inline("retrying"), turn.c.retry_at <= now),
                and_(turn.c.state == inline("running"), turn.c.lease_until <= now),
            )
        )
        .order_by(turn.c.created_at)
        .limit(most)
        .with_for_update(skip_locked=True, of=turn)
        .cte("due")
    )
    taken = update(turn).where(turn.c.id.in_(select(due.c.id)))
    return taken.values(
        state="running", attempt=turn.c.attempt + 1, lease_until=lease_from(now, TURN_LEASE), retry_at=None
    ).returning(turn)


async def _claimed(connection: AsyncConnection, row: AnyRow) -> ClaimedTurn:
    who = (
        await connection.execute(
            select(conversation.c.locale, conversation.c.customer_id, customer.c.name, customer.c.tier)
            .outerjoin(customer, customer.c.id == conversation.c.customer_id)
            .where(conversation.c.id == row.conversation_id)
        )
    ).one()
    said = await connection.execute(
        select(message.c.id, message.c.text, message.c.payload)
        .where(
            message.c.conversation_id == row.conversation_id,
            message.c.seq.between(row.first_seq, row.last_seq),
            message.c.sender == "customer",
        )
        .order_by(message.c.seq)
    )
    request = {
        "turn_id": str(row.id),
        "dialogue_id": str(row.dialogue_id),
        "messages": _messages(said),
        "locale": who.locale,
        "customer": present({"verified": who.customer_id is not None, "name": who.name, "tier": who.tier}),
    }
    return ClaimedTurn(row.id, row.conversation_id, row.dialogue_id, row.attempt, row.first_failed_at, request)


def _messages(said: Iterable[AnyRow]) -> list[dict[str, str]]:
    """What the assistant gets to read: payloads of stored buttons and forms, texts masked."""
    told = []
    for row in said:
        if row.payload is not None:
            told.append({"message_id": str(row.id), "payload": row.payload})
        elif row.text is not None:
            told.append({"message_id": str(row.id), "text": mask(row.text)})
    return told
