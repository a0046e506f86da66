"""Personal data in what a customer wrote: agents see a mask over it, and who lifts one is named in the audit log."""

from uuid import UUID

from sqlalchemy import select

from escalation.desk.sight import may_read
from escalation.staff.audit import write_audit
from escalation.store.masking import mask
from escalation.store.people import Agent
from escalation.store.record import Record
from escalation.store.refusals import Refused
from escalation.store.wire import Wire
from escalation.tables import conversation, message, ticket


def covered(said: Wire) -> Wire:
    """A message as a desk shows it: `masked` where something of the customer's own words is covered. What they call a
    file is covered for good."""
    if said["sender"] != "customer":
        return said
    if "file" in said:
        return {**said, "file": {**said["file"], "name": covered_name(said["file"]["name"])}}
    text = said.get("text")
    if text is None or (shown := mask(text)) == text:
        return said
    return {**said, "text": shown, "masked": True}


def covered_name(name: str) -> str:
    """A file's name; its extension stays, even behind an address of mail."""
    stem, dot, extension = name.rpartition(".")
    return mask(stem) + dot + extension


class Reveals:
    """Lifts masks, one message at a time."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def reveal(self, *, agent: Agent, message_id: UUID) -> Wire:
        """The customer's words as they wrote them. Raises Refused: not_found, or forbidden as the chat itself is."""
        newest = (
            select(ticket.c.state, ticket.c.agent_id)
            .where(ticket.c.conversation_id == message.c.conversation_id)
            .order_by(ticket.c.number.desc())
            .limit(1)
            .lateral("newest")
        )
        asked = (
            select(message.c.text, message.c.conversation_id, newest.c.state, newest.c.agent_id)
            .join(conversation, conversation.c.id == message.c.conversation_id)
            .join(newest, newest.c.state.is_not(None), isouter=True)
            .where(
                message.c.id == message_id,
                message.c.sender == "customer",
                message.c.text.is_not(None),
                message.c.seq >= conversation.c.visible_from,
            )
        )
        async with self._record.change() as change:
            row = (await change.connection.execute(asked)).one_or_none()
            if row is None:
                raise Refused("not_found", f"no words of a customer under {message_id}", field="message_id")
            if not may_read(agent, row.state, row.agent_id):
                raise Refused("forbidden", "expected a waiting ticket or one of your own", field="message_id")
            about = {"conversation_id": str(row.conversation_id)}
            await write_audit(change, str(agent.id), "message_revealed", f"message:{message_id}", after=about)
        return {"text": row.text}
