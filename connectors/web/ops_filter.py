"""What a request for numbers asks about: its address, and the saved segment it names."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from aiohttp import web
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from connectors.web import keys
from escalation.numbers.filter import Filter, Narrowing, QuestionError
from escalation.store.refusals import Refused
from escalation.tables import segment


async def asked(request: web.Request, connection: AsyncConnection, *, prefix: str = "") -> Filter:
    """The filter of a request, within the segment that it names. With a `prefix` (`vs_`) the one to compare it with,
    over the same period unless it names its own. Refuses what cannot be read, naming the field."""
    query = dict(request.query)
    if prefix and not (query.get(f"{prefix}from") or query.get(f"{prefix}to")):
        query |= {f"{prefix}{edge}": query.get(edge, "") for edge in ("from", "to")}
    try:
        read = Filter.read(query, request.app[keys.CLOCK](), prefix=prefix)
        named = query.get(f"{prefix}segment")
        return read.narrowed(Narrowing.read(await _saved(connection, named, prefix))) if named else read
    except QuestionError as error:
        raise refusal(error) from error


def refusal(error: QuestionError) -> Refused:
    """A question that cannot be answered, as the outside is told."""
    return Refused("bad_frame", str(error), field=error.field)


async def _saved(connection: AsyncConnection, named: str, prefix: str) -> Mapping[str, Any]:
    try:
        segment_id = UUID(named)
    except ValueError as error:
        raise QuestionError(f"{prefix}segment", f"must be the id of a segment, not {named!r}") from error
    kept = select(segment.c.filter).where(segment.c.id == segment_id, segment.c.archived_at.is_(None))
    found: Mapping[str, Any] | None = await connection.scalar(kept)
    if found is None:
        raise QuestionError(f"{prefix}segment", f"there is no segment {named!r}")
    return found
