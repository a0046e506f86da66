"""Rows of the table `turn`: what waits for the assistant, and who works on it."""

import uuid
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.dialects.postgresql import insert

from escalation.rows import inline
from escalation.tables import turn
from escalation.thread import Thread

TURNS_CHANNEL = "turns"
WAKE = {"type": "wake"}
ACTIVE = tuple(inline(state) for state in ("waiting", "running", "retrying"))

_INSERT = insert(turn)
_JOIN = _INSERT.on_conflict_do_update(
    index_elements=["conversation_id"],
    index_where=turn.c.state == inline("waiting"),
    set_={"last_seq": _INSERT.excluded.last_seq},
)


async def enqueue_turn(thread: Thread, seq: int) -> None:
    """The message `seq` wants an answer of the bot: alone, or together with what already waits."""
    await thread.change.connection.execute(
        _JOIN,
        {
            "id": uuid.uuid4(),
            "conversation_id": thread.id,
            "contact_id": thread.contact_id,
            "dialogue_id": thread.dialogue_id,
            "first_seq": seq,
            "last_seq": seq,
            "state": "waiting",
            "created_at": thread.change.now,
        },
    )
    thread.change.hint(TURNS_CHANNEL, WAKE)


async def turn_is_open(thread: Thread) -> bool:
    """Does the customer still wait for an answer of the bot?"""
    waits = exists().where(turn.c.conversation_id == thread.id, turn.c.state.in_(ACTIVE))
    return bool(await thread.change.connection.scalar(select(waits)))


async def drop_turns(thread: Thread, *, but: UUID | None = None) -> None:
    """The bot no longer answers this conversation: nothing waits for it any more."""
    gone = turn.c.id != but if but is not None else turn.c.id.is_not(None)
    await thread.change.connection.execute(
        update(turn)
        .where(turn.c.conversation_id == thread.id, turn.c.state.in_(ACTIVE), gone)
        .values(state="dropped", lease_until=None, retry_at=None, finished_at=thread.change.now)
    )
