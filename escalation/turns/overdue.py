"""Overdue answers: whoever has waited seven seconds for the bot hears so and may call a person, whatever keeps it (an
assistant that hangs, a gateway without room, one that is gone). The turn goes on, and its answer is still said."""

import asyncio
import logging
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import DateTime, Uuid, bindparam, exists, func, select

from escalation.store.chores import keep_at
from escalation.store.conversation import Owner
from escalation.store.drafts import TALK_TO_PERSON, notice
from escalation.store.record import Record
from escalation.store.rows import inline
from escalation.store.thread import Thread
from escalation.tables import conversation, message, turn
from escalation.turns.turn_rows import ACTIVE

log = logging.getLogger(__name__)

TELL_AFTER = timedelta(seconds=7)  # the promise is ten: a busy machine has three for a look, a lock and a write
EVERY_S = 0.5
BATCH = 8  # told at the same time: a third of the gateway's connections

_later = message.alias("later")
_told = exists().where(
    _later.c.conversation_id == message.c.conversation_id,
    _later.c.seq > message.c.seq,
    _later.c.sender == inline("system"),
)
_late = bindparam("late", type_=DateTime(timezone=True))
_SINCE = func.min(turn.c.created_at).label("since")
_FOUND = (
    select(turn.c.conversation_id, _SINCE)
    .join(conversation, conversation.c.id == turn.c.conversation_id)
    .where(
        turn.c.state.in_(ACTIVE),
        turn.c.created_at <= _late,
        conversation.c.owner == inline(Owner.BOT),
        exists().where(
            message.c.conversation_id == turn.c.conversation_id,
            message.c.seq.between(turn.c.first_seq, turn.c.last_seq),
            message.c.sender == inline("customer"),
            message.c.created_at <= _late,
            ~_told,
        ),
    )
    .group_by(turn.c.conversation_id)
    .order_by(_SINCE)
    .limit(BATCH)
)
_OF_ONE = _FOUND.where(turn.c.conversation_id == bindparam("conversation_id", type_=Uuid()))


class OverdueAnswers:
    """Finds who waits, and tells them. Any number of gateways look; the conversation's lock lets one tell."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def run(self) -> None:
        """Look until cancelled; without the database, wait for it."""
        await keep_at("telling who waits for the bot", self._step, EVERY_S)

    async def tell_due(self) -> int:
        """Tell those who wait, the longest wait first; how many there were, at most a batch."""
        async with self._record.single() as connection:
            rows = (await connection.execute(_FOUND, {"late": self._late()})).all()
        told = await asyncio.gather(*(self._tell(row.conversation_id) for row in rows), return_exceptions=True)
        for row, outcome in zip(rows, told, strict=True):
            if isinstance(outcome, BaseException):
                log.error("conversation %s could not be told that it waits", row.conversation_id, exc_info=outcome)
        return len(rows)

    async def _step(self) -> bool:
        return await self.tell_due() == BATCH

    async def _tell(self, conversation_id: UUID) -> None:
        """Look again under the lock: the answer may have come, or another gateway may have told it."""
        async with self._record.change() as change:
            thread = await Thread.lock(change, conversation_id)
            wanted = {"late": self._late(), "conversation_id": conversation_id}
            row = (await change.connection.execute(_OF_ONE, wanted)).one_or_none()
            if row is not None:
                thread.log("answer_overdue", waited_s=round((change.now - row.since).total_seconds(), 3))
                thread.outage_since = thread.outage_since or change.now
                thread.post(notice("bot_unavailable", TALK_TO_PERSON))
                await thread.save_last()

    def _late(self) -> datetime:
        return self._record.clock() - TELL_AFTER
