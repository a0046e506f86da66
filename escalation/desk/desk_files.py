"""Files at the desk: an agent sends one to the customer, and reads those of conversations that are theirs to read."""

from uuid import UUID

from sqlalchemy import select

from escalation.customers.files import NewFile, file_draft, is_file, keep, kept, no_file, refuse_many
from escalation.customers.receiving import Once, acknowledged
from escalation.desk.desk import name_of, reply
from escalation.desk.sight import may_read
from escalation.queue.holding import check_epoch
from escalation.store.people import Agent
from escalation.store.record import Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.store.thread import Thread
from escalation.store.wire import Ack
from escalation.tables import conversation, ticket


class DeskFiles:
    """Of agents."""

    def __init__(self, record: Record, once: Once) -> None:
        self._record = record
        self._once = once

    async def send_file_as_agent(
        self, *, agent_id: UUID, conversation_id: UUID, epoch: int, client_id: UUID, new: NewFile
    ) -> Ack:
        """Send a file to the customer. Raises Refused stale_epoch, not_owner or files_full."""

        async def work() -> Ack:
            async with self._record.change() as change:
                thread = await Thread.lock(change, conversation_id)
                check_epoch(thread, agent_id, epoch)
                await refuse_many(thread, new)
                who = {"agent_id": agent_id, "name": await name_of(change, agent_id)}
                posted = await reply(thread, file_draft("agent", client_id, new, **who))
                await thread.save()
                await keep(thread, posted, new)
            return acknowledged(posted)

        def same(stored: AnyRow) -> bool:
            return stored.agent_id == agent_id and is_file(new)(stored)

        return await self._once.do(conversation_id, "agent", client_id, same, work)

    async def file_of_agent(self, *, agent: Agent, file_id: UUID) -> AnyRow:
        """id, name, media_type, size of a file in a conversation that `agent` may read. Raises Refused not_found or
        forbidden."""
        async with self._record.read() as connection:
            row = await kept(connection, file_id)
            if row is None:
                raise no_file(file_id)
            newest = select(ticket.c.state, ticket.c.agent_id).where(ticket.c.conversation_id == row.conversation_id)
            found = await connection.execute(newest.order_by(ticket.c.number.desc()).limit(1))
            held = found.one_or_none()
            if held is None or not may_read(agent, held.state, held.agent_id):
                raise Refused("forbidden", "expected a file of a waiting ticket or of one of your own")
            shown = select(conversation.c.visible_from).where(conversation.c.id == row.conversation_id)
            if row.seq < int(await connection.scalar(shown) or 0):
                raise no_file(file_id)
        return row
