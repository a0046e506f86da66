"""Viewers: who may see a conversation beside its socket, for what a page asks over HTTP. What they were shown when
their socket opened is looked at again: the conversation may have become somebody else's since."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from escalation.customers.resumptions import Resumptions
from escalation.store.record import Record
from escalation.store.refusals import Refused
from escalation.tables import conversation


@dataclass(frozen=True, slots=True)
class Viewer:
    """A browser in a conversation: as its verified customer, or by the link of a letter (`callback_id`), or as
    whoever holds the visitor's token."""

    conversation_id: UUID
    visitor_id: UUID
    customer_id: str | None = None
    callback_id: UUID | None = None

    @property
    def by_link(self) -> bool:
        """Did they come by the link of a letter?"""
        return self.callback_id is not None


class Viewers:
    """Looks at what they may see now."""

    def __init__(self, record: Record, resumptions: Resumptions) -> None:
        self._record = record
        self._resumptions = resumptions

    async def first_shown(self, *, viewer: Viewer) -> int:
        """The `seq` of the first message they may see. Raises Refused `unauthenticated` where the conversation is a
        customer's now, `link_over` or `link_used` of a letter's link, `not_found`."""
        since = await self._since(viewer)
        wanted = select(conversation.c.visible_from, conversation.c.customer_id, conversation.c.erased_at)
        async with self._record.single() as connection:
            found = await connection.execute(wanted.where(conversation.c.id == viewer.conversation_id))
            row = found.one_or_none()
        if row is None or row.erased_at is not None:
            raise Refused("not_found", f"no conversation {viewer.conversation_id}")
        if not viewer.by_link and row.customer_id != viewer.customer_id:
            raise Refused("unauthenticated", "this conversation is a customer's now")
        return max(since, int(row.visible_from))

    async def _since(self, viewer: Viewer) -> int:
        if viewer.callback_id is None:
            return 1
        resumed = await self._resumptions.resume(
            callback_id=viewer.callback_id, conversation_id=viewer.conversation_id, visitor_id=viewer.visitor_id
        )
        return resumed.since
