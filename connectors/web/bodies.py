"""Bodies of requests: JSON of a known shape, small, and not slow in coming."""

import asyncio
from typing import Any

from aiohttp import web

from connectors.shapes import Shape, parsed
from escalation.store.refusals import Refused

MOST_BYTES = 256 * 1024
READ_LIMIT_S = 30.0
JSON = frozenset({"application/json"})


async def json_body(
    request: web.Request, shape: Shape, kinds: frozenset[str] = JSON, most: int = MOST_BYTES
) -> dict[str, Any]:
    """The checked body of at most so many bytes. A form or text body is refused unread: that is what a foreign page
    can send."""
    if request.content_type not in kinds:
        raise Refused("bad_frame", f"expected a body of {', '.join(sorted(kinds))}", field="Content-Type")
    try:
        async with asyncio.timeout(READ_LIMIT_S):
            content = await request.read()
    except TimeoutError as error:
        raise web.HTTPRequestTimeout from error
    except web.RequestPayloadError as error:  # badly packed or badly cut into chunks
        header = "Content-Encoding" if "Content-Encoding" in request.headers else "Transfer-Encoding"
        raise Refused("bad_frame", "expected a body that can be read", field=header) from error
    if len(content) > most:
        raise web.HTTPRequestEntityTooLarge(most, len(content))
    body: dict[str, Any] = shape(parsed(content), "")
    return body
