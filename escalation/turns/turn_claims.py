"""Which turn to work on next: found and taken in one statement, by any number of gateways at once."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from sqlalchemy import and_, bindparam, exists, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import DateTime

from escalation.store.leases import TURN_LEASE, lease_from
from escalation.store.record import Record
from escalation.store.rows import AnyRow, inline
from escalation.tables import conversation, customer, message, turn
from escalation.turns.turn_requests import ClaimedTurn, turn_request

_now = bindparam("now", type_=DateTime(timezone=True))
_other = turn.alias("other")
_busy = exists().where(
    _other.c.conversation_id == turn.c.conversation_id,
    _other.c.state.in_((inline("running"), inline("retrying"))),
)
_due = (
    select(turn.c.id)
    .where(
        or_(
            and_(turn.c.state == inline("waiting"), ~_busy),
            and_(turn.c.state == inline("retrying"), turn.c.retry_at <= _now),
            and_(turn.c.state == inline("running"), turn.c.lease_until <= _now),
        )
    )
    .order_by(turn.c.created_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=turn)
    .cte("due")
)
_CLAIM = (
    update(turn)
    .where(turn.c.id.in_(select(_due.c.id)))
    .values(
        state=inline("running"),
        attempt=turn.c.attempt + 1,
        lease_until=bindparam("lease", type_=DateTime(timezone=True)),
        retry_at=None,
    )
    # A lost claim costs nothing, the turn still waits: this commit need not reach the disk before it counts.
    .returning(turn.c.id, func.set_config("synchronous_commit", "off", True))
)
_CONTENT = (
    select(turn.c.id.label("turn_id"))
    .add_columns(turn.c.conversation_id, turn.c.dialogue_id, turn.c.attempt, turn.c.first_failed_at)
    .add_columns(message.c.id, message.c.text, message.c.payload)
    .add_columns(conversation.c.locale, conversation.c.customer_id, customer.c.name.label("customer_name"))
    .add_columns(customer.c.tier)
    .join(conversation, conversation.c.id == turn.c.conversation_id)
    .outerjoin(customer, customer.c.id == conversation.c.customer_id)
    .join(
        message,
        and_(
            message.c.conversation_id == turn.c.conversation_id,
            message.c.seq.between(turn.c.first_seq, turn.c.last_seq),
            message.c.sender == "customer",
        ),
    )
    .where(turn.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(turn.c.created_at, turn.c.id, message.c.seq)
)


async def claim_turns(record: Record, most: int) -> list[ClaimedTurn]:
    """Up to `most` turns that are due: new ones, retries, and those whose gateway is gone. Oldest first."""
    now = record.clock()
    try:
        async with record.engine.begin() as connection:
            due = {"now": now, "most": most, "lease": lease_from(now, TURN_LEASE)}
            ids = (await connection.execute(_CLAIM, due)).scalars().all()
            return await _claimed(connection, ids)
    except IntegrityError:
        # Between our look and our update another turn of the same conversation began: look again next time.
        return []


async def _claimed(connection: AsyncConnection, ids: Sequence[object]) -> list[ClaimedTurn]:
    if not ids:
        return []
    rows = (await connection.execute(_CONTENT, {"ids": ids})).all()
    return [_turn(list(group)) for _, group in groupby(rows, key=attrgetter("turn_id"))]


def _turn(rows: list[AnyRow]) -> ClaimedTurn:
    """Its rows are its messages, in order."""
    first = rows[0]
    request = turn_request(first.turn_id, first.dialogue_id, rows, first)
    return ClaimedTurn(
        first.turn_id, first.conversation_id, first.dialogue_id, first.attempt, first.first_failed_at, request
    )
