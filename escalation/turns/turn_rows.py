"""Rows of the table `turn`: what waits for the assistant, and who works on it."""

from uuid import UUID

from sqlalchemy import exists, select, update

from escalation.store.rows import inline
from escalation.store.thread import Thread
from escalation.tables import turn

TURNS_CHANNEL = "turns"
WAKE = {"type": "wake"}
ACTIVE = tuple(inline(state) for state in ("waiting", "running", "retrying"))


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
