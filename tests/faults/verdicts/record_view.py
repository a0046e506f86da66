"""What is on record, read once and whole: the judge looks at nothing else."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from escalation.queue.topics import Queue
from escalation.store.keys import queue_key
from tests.faults.verdicts.sources import Sources

QueueView = Mapping[str, Mapping[str, float]]
"""The live queues: by name, `language:ticket id` with its place."""


@dataclass(frozen=True, slots=True)
class ConversationRow:
    id: str
    owner: str
    epoch: int
    agent_id: str | None
    last_seq: int
    visible_from: int = 1


@dataclass(frozen=True, slots=True)
class MessageRow:
    id: str
    conversation_id: str
    seq: int
    sender: str
    kind: str
    text: str | None
    client_id: str | None = None
    agent_id: str | None = None
    turn_id: str | None = None
    created_at: str = ""


@dataclass(frozen=True, slots=True)
class TicketRow:
    """`respond_by` in seconds since 1970."""

    id: str
    conversation_id: str
    queue: str
    language: str
    state: str
    epoch: int
    respond_by: float
    agent_id: str | None = None
    offered_to: str | None = None


@dataclass(frozen=True, slots=True)
class TurnRow:
    id: str
    conversation_id: str
    first_seq: int
    last_seq: int
    state: str


@dataclass
class RecordView:
    """Everything, messages in the order of their numbers."""

    conversations: dict[str, ConversationRow] = field(default_factory=dict)
    messages: dict[str, list[MessageRow]] = field(default_factory=dict)
    tickets: dict[str, TicketRow] = field(default_factory=dict)
    turns: list[TurnRow] = field(default_factory=list)
    queue: QueueView | None = None

    def __post_init__(self) -> None:
        everything = [message for messages in self.messages.values() for message in messages]
        self._by_id = {message.id: message for message in everything}
        self._by_client_id = {message.client_id: message for message in everything if message.client_id}
        self._tickets: defaultdict[str, list[TicketRow]] = defaultdict(list)
        for ticket in self.tickets.values():
            self._tickets[ticket.conversation_id].append(ticket)

    def messages_of(self, conversation_id: str) -> list[MessageRow]:
        return self.messages.get(conversation_id, [])

    def tickets_of(self, conversation_id: str) -> list[TicketRow]:
        return self._tickets[conversation_id]

    def message(self, id_: str) -> MessageRow | None:
        return self._by_id.get(id_)

    def by_client_id(self, client_id: str) -> MessageRow | None:
        return self._by_client_id.get(client_id)

    def hidden(self, conversation_id: str) -> int:
        """Up to this number a screen shows nothing."""
        found = self.conversations.get(conversation_id)
        return found.visible_from - 1 if found else 0


_CONVERSATIONS = "SELECT id, owner, epoch, agent_id, last_seq, visible_from FROM conversation"
_MESSAGES = """
SELECT id, conversation_id, seq, sender, kind, text, client_id, agent_id, turn_id, created_at
  FROM message ORDER BY conversation_id, seq
"""
_TICKETS = """
SELECT id, conversation_id, queue, language, state, epoch, respond_by, agent_id, offered_to FROM ticket ORDER BY number
"""
_TURNS = "SELECT id, conversation_id, first_seq, last_seq, state FROM turn ORDER BY created_at"


async def look(rig: Sources) -> RecordView:
    """The record as it is now; `queue` is None where Redis cannot be asked."""
    conversations = [ConversationRow(**_plain(row)) for row in await rig.sql(_CONVERSATIONS)]
    messages: defaultdict[str, list[MessageRow]] = defaultdict(list)
    for row in await rig.sql(_MESSAGES):
        message = MessageRow(**_plain(row))
        messages[message.conversation_id].append(message)
    tickets = [TicketRow(**_plain(row)) for row in await rig.sql(_TICKETS)]
    turns = [TurnRow(**_plain(row)) for row in await rig.sql(_TURNS)]
    return RecordView(
        {one.id: one for one in conversations},
        dict(messages),
        {one.id: one for one in tickets},
        turns,
        await _queues(rig),
    )


async def _queues(rig: Sources) -> QueueView | None:
    if not rig.redis.is_up:
        return None
    client = await rig.redis_client()
    async with client:
        return {queue.value: await _members(client, queue) for queue in Queue}


async def _members(client: Any, queue: Queue) -> dict[str, float]:
    rows = cast("list[tuple[bytes | str, float]]", await client.zrange(queue_key(queue), 0, -1, withscores=True))
    return {one.decode() if isinstance(one, bytes) else one: float(score) for one, score in rows}


def _plain(row: Any) -> dict[str, Any]:
    """Ids as texts, times as texts or, where they are a place, as seconds."""
    return {name: _value(name, value) for name, value in row._mapping.items()}


def _value(name: str, value: Any) -> Any:
    if name == "respond_by":
        return value.timestamp()
    return value if value is None or isinstance(value, int | float) else str(value)
