"""What a request for numbers asks about: its address, and the saved segment it names."""

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from connectors.web import keys
from escalation.numbers.filter import Filter, QuestionError
from escalation.numbers.segments import segment_narrowing
from escalation.store.refusals import Refused


async def asked(request: web.Request, connection: AsyncConnection, *, prefix: str = "") -> Filter:
    """The filter of a request, within the segment that it names. With a `prefix` (`vs_`) the one to compare it with,
    over the same period unless it names its own. Refuses what cannot be read, naming the field."""
    query = dict(request.query)
    if prefix and not (query.get(f"{prefix}from") or query.get(f"{prefix}to")):
        query |= {f"{prefix}{edge}": query.get(edge, "") for edge in ("from", "to")}
    try:
        read = Filter.read(query, request.app[keys.CLOCK](), prefix=prefix)
        named = query.get(f"{prefix}segment")
        return read.narrowed(await segment_narrowing(connection, named)) if named else read
    except QuestionError as error:
        named = "" if error.field == "window" else prefix  # both filters of a comparison share it
        raise Refused("bad_frame", f"{named}{error}", field=f"{named}{error.field}") from error
