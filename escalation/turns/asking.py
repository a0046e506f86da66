"""A message wants an answer of the bot: its turn begins at once on this gateway, or waits for any that has room."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from sqlalchemy import DateTime, Integer, Uuid, bindparam, exists, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from escalation.store.leases import TURN_LEASE, lease_from
from escalation.store.rows import inline
from escalation.store.thread import Posted, Thread
from escalation.tables import turn
from escalation.turns.turn_requests import ClaimedTurn, turn_request
from escalation.turns.turn_rows import ACTIVE, TURNS_CHANNEL, WAKE

_COLUMNS = ("id", "conversation_id", "contact_id", "dialogue_id", "first_seq", "last_seq", "created_at")
_VALUES = [bindparam(name, type_=turn.c[name].type) for name in _COLUMNS]
_earlier = turn.alias("earlier")
# Whoever writes here holds the conversation's lock, so that no other turn can begin meanwhile.
_START = (
    insert(turn)
    .from_select(
        [*_COLUMNS, "state", "attempt", "lease_until"],
        select(*_VALUES, inline("running"), bindparam("attempt", type_=Integer()))
        .add_columns(bindparam("lease_until", type_=DateTime(timezone=True)))
        .where(
            ~exists().where(
                _earlier.c.conversation_id == bindparam("conversation_id", type_=Uuid()),
                _earlier.c.state.in_(ACTIVE),
            )
        ),
    )
    .returning(turn.c.id)
)
_WAIT = upsert(turn).values({**dict(zip(_COLUMNS, _VALUES, strict=True)), "state": inline("waiting")})
_JOIN = _WAIT.on_conflict_do_update(
    index_elements=["conversation_id"],
    index_where=turn.c.state == inline("waiting"),
    set_={"last_seq": _WAIT.excluded.last_seq},
)


class Taker(Protocol):
    """The runner of this gateway."""

    def has_room(self) -> bool:
        """Can it take one more turn now?"""
        ...

    def take(self, claimed: ClaimedTurn) -> None:
        """Work on a turn that is marked as running. Never waits."""
        ...


class Asking:
    """Begins turns. Knows the runner of this gateway while it runs."""

    def __init__(self) -> None:
        self._taker: Taker | None = None

    @contextmanager
    def served_by(self, taker: Taker) -> Iterator[None]:
        """For the length of the block `taker` works on the turns that begin here."""
        self._taker = taker
        try:
            yield
        finally:
            self._taker = None

    async def ask(self, thread: Thread, posted: Posted) -> None:
        """Begin a turn with this message; while one runs, it joins those that wait for the next."""
        now = thread.change.now
        values: dict[str, object] = {
            "id": uuid.uuid4(),
            "conversation_id": thread.id,
            "contact_id": thread.contact_id,
            "dialogue_id": thread.dialogue_id,
            "first_seq": posted.seq,
            "last_seq": posted.seq,
            "created_at": now,
        }
        if self._taker is None or not self._taker.has_room() or not await self._start(thread, posted, values, now):
            await thread.change.connection.execute(_JOIN, values)
            thread.change.whisper(TURNS_CHANNEL, WAKE)

    async def _start(self, thread: Thread, posted: Posted, values: dict[str, object], now: datetime) -> bool:
        """As running from the start: saves the trip of looking for it. Its lease brings it back after a crash."""
        running = {**values, "attempt": 1, "lease_until": lease_from(now, TURN_LEASE)}
        turn_id = (await thread.change.connection.execute(_START, running)).scalar_one_or_none()
        if turn_id is None:
            return False
        request = turn_request(turn_id, thread.dialogue_id, [posted], thread)
        claimed = ClaimedTurn(turn_id, thread.id, thread.dialogue_id, 1, None, request)

        async def hand_over() -> None:
            if self._taker is not None:
                self._taker.take(claimed)

        thread.change.after_commit(hand_over)
        return True
