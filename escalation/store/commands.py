"""What agents ask for is done once: a repeat, after an acknowledgement was lost, is answered from the record."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from escalation.store.record import Change, Record
from escalation.store.refusals import Refused
from escalation.tables import command


@dataclass(frozen=True, slots=True)
class Command:
    """One request of an agent's about a ticket. Without `client_id` (programs, tests) nothing is remembered of it."""

    agent_id: UUID
    kind: str
    ticket_id: UUID
    client_id: UUID | None = None

    async def remember(self, change: Change) -> None:
        """Say in its own transaction that it was done. Raises IntegrityError where it was done before."""
        if self.client_id is not None:
            values = {"agent_id": self.agent_id, "client_id": self.client_id, "kind": self.kind}
            await change.connection.execute(
                insert(command).values(**values, ticket_id=self.ticket_id, created_at=change.now)
            )


class Commands:
    """Does each command once."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def once(self, wanted: Command, work: Callable[[Change], Awaitable[None]]) -> None:
        """Run `work` in a transaction, unless it was done before. The record is only asked when that fails, for
        repeats are rare. Raises Refused conflict where the id was used for something else."""
        try:
            async with self._record.change() as change:
                await work(change)
                await wanted.remember(change)
        except (IntegrityError, Refused):
            if not await self._done(wanted):
                raise

    async def _done(self, wanted: Command) -> bool:
        if wanted.client_id is None:
            return False
        mine = (command.c.agent_id == wanted.agent_id) & (command.c.client_id == wanted.client_id)
        async with self._record.read() as connection:
            row = (await connection.execute(select(command.c.kind, command.c.ticket_id).where(mine))).one_or_none()
        if row is not None and (row.kind, row.ticket_id) != (wanted.kind, wanted.ticket_id):
            raise Refused("conflict", "this client_id was used for another command", field="client_id")
        return row is not None
