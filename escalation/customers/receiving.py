"""What a customer writes: committed under the next `seq` before it is acknowledged, once however often it comes."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from escalation.customers.openings import open_contact
from escalation.customers.resumptions import refuse_bot
from escalation.promises.ticket_clocks import move_clocks_of
from escalation.store.conversation import Owner
from escalation.store.drafts import Draft
from escalation.store.record import Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.store.texts import checked_text
from escalation.store.thread import Posted, Thread
from escalation.store.wire import Ack
from escalation.tables import message
from escalation.turns.asking import Asking


def acknowledged(posted: Posted) -> Ack:
    """The acknowledgement of a message that has a client id."""
    assert posted.client_id is not None
    return Ack(posted.client_id, posted.id, posted.seq, posted.created_at)


class Once:
    """Answers a repeated request from the record instead of doing it again."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def do(
        self,
        conversation_id: UUID,
        sender: str,
        client_id: UUID,
        same: Callable[[AnyRow], bool],
        work: Callable[[], Awaitable[Ack]],
    ) -> Ack:
        """The result of `work`, or, where a message with this id is on record, its acknowledgement.

        `same` tells from the stored message whether the repeat has the same content; with another one it is refused
        as a conflict. The record is only asked when `work` fails, for repeats are rare.
        """
        try:
            return await work()
        except (IntegrityError, Refused):
            repeated = await self.repeated(conversation_id, sender, client_id, same)
            if repeated is None:
                raise
            return repeated

    async def repeated(
        self, conversation_id: UUID, sender: str, client_id: UUID, same: Callable[[AnyRow], bool]
    ) -> Ack | None:
        """The acknowledgement of the message on record with this id; None where there is none."""
        stored = await self._stored(conversation_id, sender, client_id)
        if stored is None:
            return None
        if not same(stored):
            raise Refused("conflict", "this client_id was used for another message", field="client_id") from None
        return Ack(client_id, stored.id, stored.seq, stored.created_at)

    async def _stored(self, conversation_id: UUID, sender: str, client_id: UUID) -> AnyRow | None:
        async with self._record.read() as connection:
            found = await connection.execute(
                select(message).where(
                    message.c.conversation_id == conversation_id,
                    message.c.sender == sender,
                    message.c.client_id == client_id,
                )
            )
            return found.one_or_none()


class Receiving:
    """Takes customers' texts."""

    def __init__(self, record: Record, once: Once, asking: Asking) -> None:
        self._record = record
        self._once = once
        self._asking = asking

    async def receive_text(self, *, conversation_id: UUID, client_id: UUID, text: str, by_link: bool = False) -> Ack:
        """Store what a customer wrote, and queue a turn for it while the bot owns the conversation. `by_link`: it came
        by the link of a letter."""
        clean = checked_text(text)

        async def work() -> Ack:
            async with self._record.change() as change:
                thread = await Thread.lock(change, conversation_id)
                draft = Draft(sender="customer", kind="text", text=clean, client_id=client_id)
                posted = await take_in(thread, draft, by_link=by_link)
                if thread.owner is Owner.BOT:
                    await self._asking.ask(thread, posted)
                await thread.save_last()
            return acknowledged(posted)

        return await self._once.do(conversation_id, "customer", client_id, _is_text(clean), work)


def _is_text(text: str) -> Callable[[AnyRow], bool]:
    return lambda stored: stored.kind == "text" and stored.text == text


async def take_in(thread: Thread, draft: Draft, *, by_link: bool = False) -> Posted:
    """A customer's message finds or opens its contact and gets its place. Raises Refused `log_in` for what came by a
    link and is the customer's own to say."""
    if by_link:
        refuse_bot(thread, draft)
    await open_contact(thread, thread.last_seq + 1)
    posted = thread.post(draft)
    thread.active_at = thread.change.now
    if thread.owner is Owner.AGENT:
        await move_clocks_of(thread.change, thread.id, "customer_wrote")
    thread.log("message_received", message_id=str(posted.id), seq=posted.seq)
    return posted
