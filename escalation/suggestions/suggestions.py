"""Suggestions for an agent's reply: from the help centre, and from how the same question was resolved before."""

from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.desk.sight import NEWEST_TICKET, may_read
from escalation.store.masking import mask
from escalation.store.people import Agent
from escalation.store.record import Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.store.wire import Wire
from escalation.suggestions import answer_rows
from escalation.suggestions.lessons import Line, question_among, questions
from escalation.suggestions.suggesting import chosen, from_help, from_resolved
from escalation.tables import message
from escalation.tables.suggestions import DIMENSION
from escalation.turns.assistant import Assistant, AssistantError, AssistantUnavailable

LIMIT_S = 2.0
"""An agent who waits longer has begun to write."""
PASSAGES = 3
MOST_LINES = 40

_BASE = text(f"""
SELECT conversation.id, conversation.visible_from, coalesce(deciding.language, conversation.locale) AS language,
       newest.state, newest.agent_id
  FROM conversation {NEWEST_TICKET} LEFT JOIN ticket AS deciding ON deciding.id = newest.id
 WHERE conversation.id = :conversation_id
""")


class Suggestions:
    """Reads the conversation, asks the assistant once and holds no connection meanwhile."""

    def __init__(self, record: Record, assistant: Assistant) -> None:
        self._record = record
        self._assistant = assistant

    async def suggestions(self, *, agent: Agent, conversation_id: UUID) -> list[Wire]:
        """At most three, in the language of the ticket; none where nothing is near enough, nothing was asked, or the
        assistant does not answer in time. Raises Refused."""
        async with self._record.read() as connection:
            base = await _base(connection, agent, conversation_id)
            lines = await _lines(connection, base)
        asked = questions(lines, open_only=True)
        parse = await self._understood(asked) if asked else None
        if parse is None:
            return []
        async with self._record.read() as connection:
            earlier = await answer_rows.nearest(connection, base.language, parse["vector"], but_not_of=base.id)
        best = chosen(from_help(parse, base.language), from_resolved(parse, earlier, base.language))
        return [suggestion.wire() for suggestion in best]

    async def _understood(self, asked: list[str]) -> dict[str, Any] | None:
        """Of the question the chat is about."""
        try:
            masked = [mask(each) for each in asked]
            parses = await self._assistant.parse(masked, vectors=True, passages=PASSAGES, limit_s=LIMIT_S)
        except (AssistantUnavailable, AssistantError):
            return None  # the client has counted it; an agent is not told of what only might have helped
        place = question_among(parses)
        return parses[place] if place is not None and len(parses[place].get("vector", ())) == DIMENSION else None


async def _base(connection: AsyncConnection, agent: Agent, conversation_id: UUID) -> AnyRow:
    row = (await connection.execute(_BASE, {"conversation_id": conversation_id})).one_or_none()
    if row is None:
        raise Refused("not_found", f"no conversation {conversation_id}", field="conversation_id")
    if not may_read(agent, row.state, row.agent_id):
        raise Refused("forbidden", "expected a waiting ticket or one of your own", field="conversation_id")
    return row


async def _lines(connection: AsyncConnection, base: AnyRow) -> list[Line]:
    """The last words, in order, that a screen of this conversation may show."""
    newest = (
        select(message.c.sender, message.c.kind, message.c.text)
        .where(message.c.conversation_id == base.id, message.c.seq >= base.visible_from)
        .order_by(message.c.seq.desc())
        .limit(MOST_LINES)
    )
    found = reversed((await connection.execute(newest)).all())
    return [Line(row.sender, (row.text or "") if row.kind == "text" else "") for row in found]
