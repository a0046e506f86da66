"""Who answers a conversation, and how that changes. Every change raises the epoch, so an old owner's write is refused.

closed --customer writes--> bot --hand off--> queue --assign--> agent
   ^                         |  ^              | | ^             | | |
   |---- closed, idle -------'  |--- leave ----' | '-- requeue --' | |
   |                            '----------------|- return to bot -' |
   |---- closed, silent -------------------------'                   |
   '---------------------------- resolve ----------------------------'

An agent may also pass it on to another one, and take it back from the bot (reopen).
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID


class Owner(StrEnum):
    """Who has to answer the customer's next message."""

    BOT = "bot"
    QUEUE = "queue"
    AGENT = "agent"
    CLOSED = "closed"  # nobody: the next message begins a new contact


class WrongOwner(Exception):
    """A change was asked of somebody who does not own the conversation."""

    def __init__(self, change: str, allowed: frozenset[Owner], found: Owner) -> None:
        expected = " or ".join(sorted(allowed))
        super().__init__(f"{change}: expected a conversation owned by {expected}, found {found}")
        self.found = found


@dataclass(frozen=True, slots=True)
class Ownership:
    """Owner and epoch of a conversation; `agent_id` exactly while an agent owns it."""

    owner: Owner
    epoch: int
    agent_id: UUID | None = None

    def begin(self) -> "Ownership":
        """A customer writes into a closed conversation: the bot answers."""
        return self._pass_to(Owner.BOT, "begin", frozenset({Owner.CLOSED}))

    def hand_off(self) -> "Ownership":
        """The bot gives the conversation to the queue."""
        return self._pass_to(Owner.QUEUE, "hand off", frozenset({Owner.BOT}))

    def assign(self, agent_id: UUID) -> "Ownership":
        """An agent takes it out of the queue."""
        return self._pass_to(Owner.AGENT, "assign", frozenset({Owner.QUEUE}), agent_id)

    def pass_on(self, agent_id: UUID) -> "Ownership":
        """One agent hands it to another."""
        return self._pass_to(Owner.AGENT, "pass on", frozenset({Owner.AGENT}), agent_id)

    def take_back(self, agent_id: UUID) -> "Ownership":
        """An agent goes on with what was thought to be settled."""
        return self._pass_to(Owner.AGENT, "take back", frozenset({Owner.BOT}), agent_id)

    def requeue(self) -> "Ownership":
        """The agent gave it back, or is gone."""
        return self._pass_to(Owner.QUEUE, "requeue", frozenset({Owner.AGENT}))

    def return_to_bot(self) -> "Ownership":
        """A person is done, the bot goes on."""
        return self._pass_to(Owner.BOT, "return to bot", frozenset({Owner.AGENT}))

    def leave_queue(self) -> "Ownership":
        """The customer no longer waits for a person, the bot goes on."""
        return self._pass_to(Owner.BOT, "leave queue", frozenset({Owner.QUEUE}))

    def close(self) -> "Ownership":
        """The contact is over: solved or silent with the bot, given up in the queue, or resolved by an agent."""
        return self._pass_to(Owner.CLOSED, "close", frozenset({Owner.BOT, Owner.QUEUE, Owner.AGENT}))

    def _pass_to(
        self, owner: Owner, change: str, allowed: frozenset[Owner], agent_id: UUID | None = None
    ) -> "Ownership":
        if self.owner not in allowed:
            raise WrongOwner(change, allowed, self.owner)
        return replace(self, owner=owner, epoch=self.epoch + 1, agent_id=agent_id)
