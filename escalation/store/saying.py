"""What was said, on its way into the record: messages, their buttons, what the search finds them by, and which of them
a person answers: how they sound is read later (`feelings`).

One statement writes all of it, alone or as part of a larger one. The rows are JSON objects with the tables' columns.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.desk.searching import document
from escalation.store.masking import mask

Row = Mapping[str, Any]
FINDABLE = ("customer", "agent", "bot")
"""Senders whose words the search finds; the system's are the screens' own."""

SAID = """
     said AS (INSERT INTO message
              SELECT * FROM jsonb_populate_recordset(CAST(NULL AS message), CAST(:messages AS jsonb))),
     offered AS (INSERT INTO button
                 SELECT * FROM jsonb_populate_recordset(CAST(NULL AS button), CAST(:buttons AS jsonb))),
     findable AS (INSERT INTO search_entry
                  SELECT * FROM jsonb_populate_recordset(CAST(NULL AS search_entry), CAST(:entries AS jsonb))),
     felt AS (INSERT INTO unread_feeling (message_id, conversation_id, due_at)
              SELECT new.id, new.conversation_id, new.created_at
                FROM jsonb_populate_recordset(CAST(NULL AS message), CAST(:messages AS jsonb)) AS new
                JOIN conversation ON conversation.id = new.conversation_id AND conversation.owner IN ('queue', 'agent')
               WHERE new.sender = 'customer' AND new.kind = 'text')
"""
_SAY = text(f"WITH {SAID} SELECT 1")


def entry_of(id_: UUID, conversation_id: UUID, kind: str, at: datetime, words: str | None) -> dict[str, Any] | None:
    """The search entry of a message or a note; None where nothing in it can be looked for. Personal data is left out
    of it as it is out of the logs."""
    found = document(mask(words)) if words else ""
    if not found:
        return None
    return {"id": id_, "conversation_id": conversation_id, "kind": kind, "at": at, "document": found}


def message_entry(message: Row) -> dict[str, Any] | None:
    """The search entry of a row of the table `message`."""
    if message["sender"] not in FINDABLE:
        return None
    return entry_of(message["id"], message["conversation_id"], "message", message["created_at"], message["text"])


def packed(messages: Sequence[Row], buttons: Sequence[Row]) -> dict[str, str]:
    """The parameters of SAID."""
    entries = [entry for message in messages if (entry := message_entry(message)) is not None]
    rows = {"messages": messages, "buttons": buttons, "entries": entries}
    return {name: json.dumps(value, default=str, ensure_ascii=False) for name, value in rows.items()}


async def write(connection: AsyncConnection, messages: Sequence[Row], buttons: Sequence[Row]) -> None:
    """Write them in the caller's transaction, in one trip."""
    if messages:
        await connection.execute(_SAY, packed(messages, buttons))
