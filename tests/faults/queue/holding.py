"""A chat as an agent held it once."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Holding:
    """Who, which, and under which epoch a write was allowed."""

    agent_id: UUID
    ticket_id: UUID
    conversation_id: UUID
    epoch: int
