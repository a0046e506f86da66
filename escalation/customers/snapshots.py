"""What a screen needs to show a conversation: the messages it lacks, and how things stand."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.customers.states import state_of
from escalation.store.record import Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.store.wire import Wire, message_wire, present
from escalation.tables import button, conversation, customer, message

MOST_MESSAGES = 200  # a screen further behind starts afresh with the newest ones


_BASE = (
    select(conversation.c.last_seq, conversation.c.visible_from, conversation.c.customer_id, customer.c.name)
    .outerjoin(customer, customer.c.id == conversation.c.customer_id)
    .where(conversation.c.id == bindparam("conversation_id"))
)
_AFTER = (
    select(message)
    .where(message.c.conversation_id == bindparam("conversation_id"), message.c.seq > bindparam("after_seq"))
    .order_by(message.c.seq)
)


async def messages_after(connection: AsyncConnection, conversation_id: UUID, after_seq: int) -> list[Wire]:
    """Every message after `after_seq`, in order, with its buttons."""
    rows = await connection.execute(_AFTER, {"conversation_id": conversation_id, "after_seq": after_seq})
    return await _with_buttons(connection, rows.all())


async def _with_buttons(connection: AsyncConnection, rows: Sequence[AnyRow]) -> list[Wire]:
    ids = [row.id for row in rows if row.sender in ("bot", "system")]
    buttons: dict[UUID, list[AnyRow]] = {}
    if ids:
        found = await connection.execute(
            select(button).where(button.c.message_id.in_(ids)).order_by(button.c.message_id, button.c.position)
        )
        for row in found:
            buttons.setdefault(row.message_id, []).append(row)
    return [message_wire(row, buttons.get(row.id, ())) for row in rows]


def lacking(last_seq: int, first: int, after_seq: int) -> tuple[int, bool]:
    """What a screen lacks that has everything up to `after_seq`, of a conversation shown from `first` to `last_seq`:
    it comes after the answered seq; true where the screen has to throw away what it has, because too much is missing
    or because it claims to be ahead of the record."""
    reset = after_seq > last_seq or last_seq - max(after_seq, first - 1) > MOST_MESSAGES
    return max(last_seq - MOST_MESSAGES if reset else after_seq, first - 1), reset


class Snapshots:
    """Reads conversations for screens."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def snapshot(self, *, conversation_id: UUID, after_seq: int, since: int = 1) -> Wire:
        """last_seq, messages, reset, state, customer. `reset`: what the screen has is to be thrown away. Nothing
        before `since` is shown."""
        async with self._record.read() as connection:
            row = await self._base(connection, conversation_id)
            start, reset = lacking(row.last_seq, max(row.visible_from, since), after_seq)
            return {
                "conversation_id": str(conversation_id),
                "last_seq": row.last_seq,
                "messages": await messages_after(connection, conversation_id, start) if start < row.last_seq else [],
                "reset": reset,
                "state": await state_of(connection, conversation_id, self._record.clock()),
                "customer": present({"verified": row.customer_id is not None, "name": row.name}),
            }

    async def _base(self, connection: AsyncConnection, conversation_id: UUID) -> AnyRow:
        row = (await connection.execute(_BASE, {"conversation_id": conversation_id})).one_or_none()
        if row is None:
            raise Refused("not_found", f"no conversation {conversation_id}")
        return row
