"""Transcripts: a customer takes their conversation along, as a file or in a letter to an address that they name.

The letter holds no word of it while it waits: what was said is read from the record when it is sent.
"""

import hashlib
import uuid
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from escalation.customers.snapshots import messages_after
from escalation.store.record import Record
from escalation.store.refusals import Refused
from escalation.store.wire import Wire
from escalation.tables import conversation, mail

MOST_MESSAGES = 5000
"""Of the newest ones: years of a customer's life with a shop."""
KIND = "transcript"


class Transcripts:
    """Reads conversations whole, and puts letters about them into the mail."""

    def __init__(self, record: Record) -> None:
        self._record = record

    async def transcript(self, *, conversation_id: UUID, first: int, last: int | None = None) -> list[Wire]:
        """The messages from `first` to `last` (else to the newest); none where the conversation is not kept."""
        async with self._record.read() as connection:
            newest = await connection.scalar(
                select(conversation.c.last_seq).where(conversation.c.id == conversation_id)
            )
            until = newest or 0 if last is None else last
            found = await messages_after(connection, conversation_id, max(first - 1, until - MOST_MESSAGES))
        return [message for message in found if message["seq"] <= until]

    async def mail_transcript(
        self, *, conversation_id: UUID, first: int, recipient: str, locale: str, zone: str
    ) -> None:
        """What is shown from `first` on until now, to a checked address; the same text goes to it once, and is
        tried anew where it was given up. Raises Refused `not_found` where nothing was said yet."""
        async with self._record.change() as change:
            kept = conversation.c.id == conversation_id, conversation.c.erased_at.is_(None)
            waits_for_an_eraser = select(conversation.c.last_seq).where(*kept).with_for_update(read=True)
            last = await change.connection.scalar(waits_for_an_eraser)
            if not last or last < first:
                raise Refused("not_found", "expected a conversation in which something was said")
            letter: dict[str, Any] = {
                "id": uuid.uuid4(),
                "key": f"{KIND}:{conversation_id}:{first}-{last}:{locale}:{_digest(recipient)}",
                "kind": KIND,
                "recipient": recipient,
                "locale": locale,
                "params": {"conversation_id": str(conversation_id), "first": first, "last": last, "zone": zone},
                "due_at": change.now,
                "created_at": change.now,
            }
            again = {"state": "waiting", "attempt": 0, "due_at": change.now, "last_error": None}
            known = insert(mail).values(letter)
            await change.connection.execute(
                known.on_conflict_do_update(index_elements=["key"], set_=again, where=mail.c.state == "dead")
            )


def _digest(recipient: str) -> str:
    return hashlib.sha256(recipient.casefold().encode()).hexdigest()[:16]
