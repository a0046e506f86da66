"""One transaction and what follows from it: first the commit, then Redis, then the hints to screens.

A crash in between heals: what screens have to hear waits in the outbox, what Redis holds is rebuilt from SQL.
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import DateTime, bindparam, delete, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from escalation.outbound import outbound
from escalation.store import journey, saying
from escalation.store.clock import Clock
from escalation.store.failpoints import reach
from escalation.store.journey import Event
from escalation.store.push import Frame, Push
from escalation.tables import outbox

Effect = Callable[[], Awaitable[None]]
RELAY_AFTER = timedelta(seconds=2)  # a younger hint is probably being published right now
RELAY_BATCH = 500

# The journey's events, what webhooks hear of them, the hints to be published, and the end of those that were: one trip
# to the database.
_NEWS = f"""
WITH done AS (DELETE FROM outbox WHERE id = ANY(CAST(:done AS bigint[]))),
     logged AS ({journey.APPEND}),
     told AS ({outbound.ENQUEUE}) {{more}}
INSERT INTO outbox (channel, created_at) SELECT unnest(CAST(:channels AS text[])), :now RETURNING id
"""
_NOW = bindparam("now", type_=DateTime(timezone=True))
_FINISH = text(_NEWS.format(more="")).bindparams(_NOW)
LAST_COLUMNS = (
    *("customer_id", "last_seq", "read_seq", "owner", "epoch", "agent_id", "contact_id", "dialogue_id", "memory"),
    *("outage_since", "locale", "active_at", "version"),
)
"""What a thread changes of its conversation."""
# The same, with a conversation and what was said in it.
_FINISH_WITH = text(
    _NEWS.format(
        more=f""", {saying.SAID},
     saved AS (UPDATE conversation SET {", ".join(f"{name} = new.{name}" for name in LAST_COLUMNS)}
                 FROM jsonb_populate_record(CAST(NULL AS conversation), CAST(:conversation AS jsonb)) AS new
                WHERE conversation.id = new.id)"""
    )
).bindparams(_NOW)
_EVENTS = text(f"WITH logged AS ({journey.APPEND}) {outbound.ENQUEUE}")
Row = Mapping[str, Any]


class Change:
    """What one transaction writes beside its rows: journey events, hints, and effects for after the commit."""

    def __init__(self, connection: AsyncConnection, now: datetime) -> None:
        self.connection = connection
        self.now = now
        self.hints: list[tuple[str, Frame]] = []
        self.effects: list[Effect] = []
        self.outbox_ids: list[int] = []
        self._kept: dict[str, None] = {}
        self._events: list[Event] = []
        self._last: dict[str, str] | None = None

    def write_last(self, conversation: Row, messages: Sequence[Row], buttons: Sequence[Row]) -> None:
        """Write a conversation and what was said in it together with the end of the transaction: saves three trips.
        Nothing in this transaction may read it any more."""
        packed = json.dumps(conversation, default=str, ensure_ascii=False)
        self._last = {"conversation": packed, **saying.packed(messages, buttons)}

    def log(self, event: Event) -> None:
        """Append to the journey log, with the transaction."""
        self._events.append(event)

    def hint(self, channel: str, frame: Frame) -> None:
        """Tell the screens on `channel`, after the commit; if this gateway dies before, another one lets them read."""
        self.hints.append((channel, frame))
        self._kept[channel] = None

    def whisper(self, channel: str, frame: Frame) -> None:
        """Tell it after the commit; nobody needs it later."""
        self.hints.append((channel, frame))

    def after_commit(self, effect: Effect) -> None:
        """Run `effect` (Redis) between the commit and the hints. It must not raise for an absent Redis."""
        self.effects.append(effect)

    async def write_events(self) -> None:
        """Write the events so far: whoever reads the log in this transaction calls it first."""
        events, self._events = self._events, []
        if events:
            await self.connection.execute(_EVENTS, {"events": journey.packed(events)})

    async def finish(self, done: Sequence[int]) -> None:
        """Write what is left, as the last thing before the commit, and forget the published hints `done`."""
        if not self._events and not self._kept and not done and self._last is None:
            return
        events, self._events = self._events, []
        values = {
            "events": journey.packed(events),
            "channels": list(self._kept),
            "done": list(done),
            "now": self.now,
        }
        statement = _FINISH if self._last is None else _FINISH_WITH
        found = await self.connection.execute(statement, {**values, **(self._last or {})})
        self.outbox_ids = list(found.scalars())


class Record:
    """The way to SQL: transactions that change something, and connections that only read."""

    def __init__(self, engine: AsyncEngine, push: Push, clock: Clock) -> None:
        self.engine = engine
        self.push = push
        self.clock = clock
        self._published: list[int] = []

    @asynccontextmanager
    async def change(self) -> AsyncIterator[Change]:
        """A transaction. Leaving the block commits, then tells Redis and the screens; an error rolls back."""
        cleared, self._published = self._published, []
        try:
            async with self.engine.begin() as connection:
                change = Change(connection, self.clock())
                yield change
                await change.finish(cleared)
                reach("before_commit")
        except BaseException:
            self._published += cleared
            raise
        await self._follow_up(change)

    async def _follow_up(self, change: Change) -> None:
        reach("after_commit")
        for effect in change.effects:
            await effect()
        reach("after_redis")
        if change.hints and await self.push.publish_all(change.hints):
            self._published += change.outbox_ids
        reach("after_publish")

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection for reading one consistent state."""
        async with self.engine.connect() as connection:
            await connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @asynccontextmanager
    async def single(self) -> AsyncIterator[AsyncConnection]:
        """A connection whose every statement is a transaction of its own: one trip instead of three."""
        async with self.engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            yield connection

    async def relay(self) -> int:
        """Let screens read again whose hints were lost with their gateway; how many hints those were.

        The hints themselves are not repeated: what they said may have changed since.
        """
        late = select(outbox).where(outbox.c.created_at < self.clock() - RELAY_AFTER)
        late = late.order_by(outbox.c.id).limit(RELAY_BATCH).with_for_update(skip_locked=True)
        async with self.engine.begin() as connection:
            rows = (await connection.execute(late)).all()
            if not rows or not await self.push.resync(list(dict.fromkeys(row.channel for row in rows))):
                return 0
            await connection.execute(delete(outbox).where(outbox.c.id.in_([row.id for row in rows])))
        return len(rows)
