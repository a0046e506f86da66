"""The agent who is to get a ticket by somebody's word: are they there, have they room, does it suit them?"""

from uuid import UUID

from sqlalchemy import select, update

from escalation.queue.offering import wants_work, works_in
from escalation.queue.reservations import chats_held
from escalation.store.record import Change
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.tables import agent


async def recipient(change: Change, agent_id: UUID) -> AnyRow:
    """The agent, held so that two tickets at once cannot pass the capacity together; lock nothing before. Raises
    Refused not_found, or agent_full when there is no room for one more chat."""
    found = await change.connection.execute(select(agent).where(agent.c.id == agent_id).with_for_update(key_share=True))
    row = found.one_or_none()
    if row is None or row.disabled_at is not None:
        raise Refused("not_found", f"no agent {agent_id}", field="agent_id")
    load = await chats_held(change, agent_id)
    if load >= row.capacity:
        raise Refused("agent_full", f"expected room for a chat, {load} of {row.capacity} are open", field="agent_id")
    await change.connection.execute(update(agent).where(agent.c.id == agent_id).values(last_chat_at=change.now))
    return row


def check_there(taker: AnyRow, change: Change) -> None:
    """Raises Refused agent_away for somebody who is not at an open desk, or takes no new work."""
    if not wants_work(taker.status, taker.seen_at, change.now):
        raise Refused("agent_away", "expected an agent who is online", field="agent_id")


def check_suits(taker: AnyRow, row: AnyRow) -> None:
    """Raises Refused agent_unsuited for a queue or a language that is not theirs."""
    if not works_in(taker.skills, taker.languages, row.queue, row.language):
        raise Refused("agent_unsuited", f"expected an agent for {row.queue} in {row.language}", field="agent_id")
