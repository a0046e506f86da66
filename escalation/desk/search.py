"""Search over what was said: the newest first, in what an agent may read, in bounded time."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import TextClause, text
from sqlalchemy.exc import DBAPIError

from escalation.desk.excerpts import excerpt
from escalation.desk.searching import Query, query, tsquery
from escalation.desk.sight import NEWEST_TICKET, readable_by
from escalation.store.people import Agent
from escalation.store.record import Record
from escalation.store.refusals import Refused
from escalation.store.rows import AnyRow
from escalation.store.wire import Wire, identifier, present, timestamp

PAGE = 20
LIMIT_S = 2.0
CANCELLED = "57014"  # SQLSTATE of a statement that ran into its time limit
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)

# Found first, then looked at: a planner that hopes to meet 21 matches soon would walk the whole table for a rare word.
_FOUND = f"""
WITH entry AS MATERIALIZED (
  SELECT id, conversation_id, at, kind FROM search_entry AS entry
   WHERE document @@ CAST(:asked AS tsquery) AND {{after}})
SELECT entry.id, entry.conversation_id, entry.at, entry.kind, message.sender,
       COALESCE(message.name, writer.name) AS name, COALESCE(message.text, note.text) AS text,
       newest.id AS ticket_id, conversation.customer_id, customer.name AS customer_name, customer.tier
  FROM entry
  JOIN conversation ON conversation.id = entry.conversation_id
  LEFT JOIN customer ON customer.id = conversation.customer_id
  LEFT JOIN message ON message.id = entry.id AND entry.kind = 'message'
  LEFT JOIN note ON note.id = entry.id AND entry.kind = 'note'
  LEFT JOIN agent AS writer ON writer.id = note.agent_id
  {NEWEST_TICKET}
 WHERE COALESCE(message.seq, note.after_seq + 1) >= conversation.visible_from AND {{readable}}
 ORDER BY entry.at DESC, entry.id DESC LIMIT :most
"""
_AFTER = "(entry.at, entry.id) < (CAST(:at AS timestamptz), CAST(:id AS uuid))"


class Search:
    """Finds messages and notes. `limit_s` bounds one search."""

    def __init__(self, record: Record, limit_s: float = LIMIT_S) -> None:
        self._record = record
        self._limit_s = limit_s

    async def search(self, *, agent: Agent, asked: str, cursor: str | None = None) -> Wire:
        """results and, where there are more, next. Raises Refused bad_frame, or unavailable after the time limit."""
        wanted = query(asked)
        if not wanted:
            raise Refused("bad_frame", "expected a word or a number to look for", field="q")
        found = await self._rows(*statement_for(agent, tsquery(wanted), cursor))
        more = {"next": _cursor(found[PAGE - 1])} if len(found) > PAGE else {}
        return {"results": [_result(row, wanted) for row in found[:PAGE]], **more}

    async def _rows(self, statement: TextClause, values: dict[str, Any]) -> list[AnyRow]:
        async with self._record.read() as connection:
            await connection.execute(text(f"SET LOCAL statement_timeout = {round(self._limit_s * 1000)}"))
            try:
                return list((await connection.execute(statement, values)).all())
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) != CANCELLED:
                    raise
                said = f"the search took longer than {self._limit_s:g} s: ask for more words, or for rarer ones"
                raise Refused("unavailable", said, field="q") from error


def statement_for(agent: Agent, asked: str, cursor: str | None) -> tuple[TextClause, dict[str, Any]]:
    """What finds a page and one row more for a tsquery, and its parameters. Raises Refused for a wrong cursor."""
    place = {} if cursor is None else _place(cursor)
    statement = _FOUND.format(after=_AFTER if place else "TRUE", readable=readable_by(agent))
    return text(statement), {"asked": asked, "agent_id": agent.id, "most": PAGE + 1, **place}


def _result(row: AnyRow, asked: Query) -> Wire:
    shown, marks = excerpt(row.text or "", asked)
    known = present({"id": row.customer_id, "name": row.customer_name, "tier": row.tier})
    return present(
        {
            "conversation_id": str(row.conversation_id),
            "ticket_id": identifier(row.ticket_id),
            "at": timestamp(row.at),
            "who": row.sender or row.kind,
            "name": row.name,
            "excerpt": shown,
            "marks": marks,
            "customer": {"verified": row.customer_id is not None, **known},
        }
    )


def _cursor(row: AnyRow) -> str:
    """Where a page ends, as microseconds since 1970 and an id."""
    return f"{(row.at - _EPOCH) // _TICK}.{row.id.hex}"


def _place(cursor: str) -> dict[str, Any]:
    at, _, id_ = cursor.partition(".")
    try:
        return {"at": _EPOCH + int(at) * _TICK, "id": UUID(id_)}
    except (ValueError, OverflowError) as error:
        raise Refused("bad_frame", "expected the cursor of an earlier page", field="cursor") from error
