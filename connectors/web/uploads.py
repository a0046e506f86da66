"""Uploads: the body of a request as a file, read with a limit to its size, its time, and to how many come at once."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote
from uuid import UUID

from aiohttp import web

from connectors.files.accepted import accepted
from connectors.shapes import identifier
from escalation.customers.files import MOST_BYTES, NewFile
from escalation.store.refusals import Refused

AT_ONCE = 16
"""Uploads that one gateway holds in its memory."""
AT_ONCE_EACH = 2
LONGEST_NAME = 2_000
"""Characters of the header: a name of 255, each of up to three bytes as %XX."""
RETRY_S = 2.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a body may take, in seconds: all of it (ten megabytes over half a megabit a second), and each pause."""

    whole_s: float = 180.0
    pause_s: float = 15.0


class Uploads:
    """Those under way in this gateway."""

    def __init__(self, at_once: int = AT_ONCE, each: int = AT_ONCE_EACH) -> None:
        self._at_once = at_once
        self._each = each
        self._under_way: Counter[str] = Counter()

    @property
    def held(self) -> int:
        """How many places are taken."""
        return self._under_way.total()

    @contextmanager
    def place(self, who: str) -> Iterator[None]:
        """For one upload of `who`. Raises Refused rate_limited where all places are taken, or theirs."""
        if self.held >= self._at_once or self._under_way[who] >= self._each:
            raise Refused("rate_limited", "other uploads are under way", retry_after=RETRY_S)
        self._under_way[who] += 1
        try:
            yield
        finally:
            self._under_way[who] -= 1
            if not self._under_way[who]:
                del self._under_way[who]


def client_id_of(request: web.BaseRequest) -> UUID:
    """What the sender calls this upload; ShapeError where the header is no id."""
    found: UUID = identifier(request.headers.get("X-Client-Id"), "X-Client-Id")
    return found


async def uploaded(request: web.BaseRequest, patience: Patience = Patience()) -> NewFile:
    """The file, checked. Raises Refused empty, too_large, unsupported_file, or what says that it came too slowly."""
    name = request.headers.get("X-File-Name", "")
    if len(name) > LONGEST_NAME:
        raise Refused("too_long", f"expected at most {LONGEST_NAME} characters", field="X-File-Name")
    if "Content-Encoding" in request.headers:
        raise Refused("bad_frame", "expected a body as it is", field="Content-Encoding")
    content = await _content(request, patience)
    return await asyncio.to_thread(accepted, unquote(name, errors="replace"), content)


async def _content(request: web.BaseRequest, patience: Patience) -> bytes:
    if (request.content_length or 0) > MOST_BYTES:
        raise _too_large()
    taken = bytearray()
    try:
        async with asyncio.timeout(patience.whole_s):
            while part := await _part(request, patience.pause_s):
                taken += part
                if len(taken) > MOST_BYTES:
                    raise _too_large()
    except TimeoutError as error:
        raise web.HTTPRequestTimeout from error
    except web.RequestPayloadError as error:
        raise Refused("bad_frame", "expected a body that can be read", field="Transfer-Encoding") from error
    return bytes(taken)


async def _part(request: web.BaseRequest, pause_s: float) -> bytes:
    async with asyncio.timeout(pause_s):
        return await request.content.readany()


def _too_large() -> Refused:
    return Refused("too_large", f"expected at most {MOST_BYTES} bytes")
