"""What the assistant is asked: the request of the turn contract, built from the record and masked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from escalation.store.masking import mask
from escalation.store.wire import present


@dataclass(frozen=True, slots=True)
class ClaimedTurn:
    """A turn this gateway works on. `attempt` is its fence: whoever took it later has a higher one."""

    id: UUID
    conversation_id: UUID
    dialogue_id: UUID
    attempt: int
    first_failed_at: datetime | None
    request: dict[str, Any]


class Said(Protocol):
    """A customer's message."""

    @property
    def id(self) -> UUID: ...
    @property
    def text(self) -> str | None: ...
    @property
    def payload(self) -> str | None: ...


class Asker(Protocol):
    """Who asks, and in which language."""

    @property
    def locale(self) -> str: ...
    @property
    def customer_id(self) -> str | None: ...
    @property
    def customer_name(self) -> str | None: ...
    @property
    def tier(self) -> str | None: ...


def turn_request(turn_id: UUID, dialogue_id: UUID, messages: Iterable[Said], asker: Asker) -> dict[str, Any]:
    """The request for one turn."""
    known = {"verified": asker.customer_id is not None, "name": asker.customer_name, "tier": asker.tier}
    return {
        "turn_id": str(turn_id),
        "dialogue_id": str(dialogue_id),
        "messages": _messages(messages),
        "locale": asker.locale,
        "customer": present(known),
    }


def words_of(request: Mapping[str, Any]) -> tuple[str, ...]:
    """What the customer typed, of a turn's request: masked, without the buttons and forms."""
    return tuple(message["text"] for message in request["messages"] if "text" in message)


def _messages(messages: Iterable[Said]) -> list[dict[str, str]]:
    """What the assistant gets to read: payloads of stored buttons and forms, texts masked."""
    told = []
    for message in messages:
        if message.payload is not None:
            told.append({"message_id": str(message.id), "payload": message.payload})
        elif message.text is not None:
            told.append({"message_id": str(message.id), "text": mask(message.text)})
    return told
