"""Feelings: how a customer sounds while a person answers, read in the background and put on the journey log.

The bot's turns tell it of what they answer; what is said to a person is noted in the statement that writes it
(`saying`), and read here. What was taken and not finished is taken again; each message is on the log once.
"""

import logging
from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select, update

from escalation.store.chores import keep_at
from escalation.store.journey import Event
from escalation.store.keys import backstage
from escalation.store.masking import mask
from escalation.store.record import Record
from escalation.store.rows import AnyRow
from escalation.tables import conversation, message, unread_feeling
from escalation.turns.assistant import Assistant, AssistantError, AssistantUnavailable

log = logging.getLogger(__name__)

EVERY_S = 1.0
BATCH = 32
LEASE = timedelta(seconds=60)
REST = timedelta(seconds=30)
"""Before the assistant is asked again that was away."""
MOST_ATTEMPTS = 5
FEELINGS_READ = {"type": "feelings_read"}


class FeelingReader:
    """One a gateway; messages taken by one are not taken by another."""

    def __init__(self, record: Record, assistant: Assistant) -> None:
        self._record = record
        self._assistant = assistant

    async def run(self) -> None:
        """Read until cancelled; without the database, wait for it."""
        await keep_at("reading feelings", self._step, EVERY_S)

    async def _step(self) -> bool:
        return await self.read_due() == BATCH

    async def read_due(self) -> int:
        """Read what is due; how many messages were taken. One that failed before is read alone, so that it holds up
        no other."""
        taken = await self._take()
        first = [row for row in taken if row.attempt == 1]
        for batch in [first, *([row] for row in taken if row.attempt > 1)]:
            if batch:
                await self._read(batch)
        return len(taken)

    async def _take(self) -> Sequence[AnyRow]:
        now = self._record.clock()
        due = select(unread_feeling.c.message_id).where(unread_feeling.c.due_at <= now)
        mine = due.order_by(unread_feeling.c.due_at).limit(BATCH).with_for_update(skip_locked=True).cte("due")
        taken = (
            update(unread_feeling)
            .where(unread_feeling.c.message_id.in_(select(mine.c.message_id)))
            .values(due_at=now + LEASE, attempt=unread_feeling.c.attempt + 1)
            .returning(unread_feeling.c.message_id, unread_feeling.c.attempt)
            .cte("taken")
        )
        wanted = (
            select(taken.c.message_id, taken.c.attempt, message.c.text, message.c.contact_id, message.c.created_at)
            .add_columns(message.c.conversation_id, conversation.c.customer_id, conversation.c.visitor_id)
            .join(message, message.c.id == taken.c.message_id)
            .join(conversation, conversation.c.id == message.c.conversation_id)
            .order_by(message.c.created_at, message.c.seq)
        )
        async with self._record.engine.begin() as connection:
            return (await connection.execute(wanted)).all()

    async def _read(self, batch: Sequence[AnyRow]) -> None:
        try:
            parses = await self._assistant.parse([mask(row.text) for row in batch])
        except AssistantUnavailable as error:
            log.info("%d feelings are read later: %s", len(batch), error)
            await self._put_back(batch)
            return
        except AssistantError as error:
            log.warning("%d feelings could not be read: %s", len(batch), error)
            await self._keep([], [row for row in batch if row.attempt >= MOST_ATTEMPTS])
            return
        told = [(row, each) for row, each in zip(batch, parses, strict=True) if "emotion" in each]
        events = [_event(row, each["emotion"], each.get("emotion_negative", 0.0)) for row, each in told]
        await self._keep(events, batch, {row.conversation_id for row, _ in told})

    async def _put_back(self, batch: Sequence[AnyRow]) -> None:
        mine = unread_feeling.c.message_id.in_([row.message_id for row in batch])
        later = {"due_at": self._record.clock() + REST, "attempt": unread_feeling.c.attempt - 1}
        async with self._record.engine.begin() as connection:
            await connection.execute(update(unread_feeling).where(mine).values(**later))

    async def _keep(
        self, events: Sequence[Event], done: Sequence[AnyRow], felt: Collection[UUID] = frozenset()
    ) -> None:
        """What is read stands in the customer's card, so who looks at a conversation that was `felt` hears of it. Of
        whoever was erased meanwhile nothing is written."""
        async with self._record.change() as change:
            mine = unread_feeling.c.message_id.in_([row.message_id for row in done])
            gone = delete(unread_feeling).where(mine).returning(unread_feeling.c.message_id)
            there = {str(id_) for id_ in await change.connection.scalars(gone)}
            for event in events:
                if event.data["message_id"] in there:
                    change.log(event)
            for conversation_id in felt:
                change.hint(backstage(conversation_id), FEELINGS_READ)


def _event(row: AnyRow, label: str, negative: float) -> Event:
    return Event(
        type="feeling_read",
        at=row.created_at,
        data={"message_id": str(row.message_id)},
        contact_id=row.contact_id,
        customer_id=row.customer_id,
        anonymous_id=None if row.visitor_id is None else str(row.visitor_id),
        emotion={"label": label, "negative": negative},
        source_id=f"feeling:{row.message_id}",
    )
