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
from connectors.web.limits import Limits, Rule
from escalation.customers.files import MOST_BYTES, NewFile
from escalation.store.refusals import Refused

AT_ONCE_OF_CUSTOMERS = 16
AT_ONCE_OF_AGENTS = 8
"""Uploads that one gateway holds in its memory. Customers cannot take the agents' places."""
AT_ONCE_EACH = 2
AT_ONCE_BY_ADDRESS = 4
LONGEST_NAME = 2_000
"""Characters of the header: a name of 255, each of up to three bytes as %XX."""
RETRY_S = 2.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a body may take, in seconds: all of it (ten megabytes over half a megabit a second), and each pause.
    After `easy_s`, `least_rate` bytes a second must have come since its beginning."""

    whole_s: float = 180.0
    pause_s: float = 15.0
    easy_s: float = 20.0
    least_rate: float = 16 * 1024.0

    def is_over(self, passed_s: float, taken: int) -> bool:
        """Has too little come in this time?"""
        return passed_s > self.easy_s and taken < passed_s * self.least_rate


class Places:
    """For uploads under way: `at_once` of them, and of one holder as many as their share; `shares` has one for each
    thing that a holder is known by."""

    def __init__(self, at_once: int, *shares: int) -> None:
        self._at_once = at_once
        self._shares = shares
        self._held: Counter[tuple[int, str]] = Counter()
        self.held = 0
        """How many places are taken."""

    @contextmanager
    def place(self, *holder: str) -> Iterator[None]:
        """For one upload. Raises Refused rate_limited where all places are taken, or the holder's."""
        known_by = list(enumerate(holder))
        theirs = zip(known_by, self._shares, strict=True)
        if self.held >= self._at_once or any(self._held[one] >= share for one, share in theirs):
            raise Refused("rate_limited", "other uploads are under way", retry_after=RETRY_S)
        self.held += 1
        self._held.update(known_by)
        try:
            yield
        finally:
            self.held -= 1
            self._held.subtract(known_by)
            self._held = +self._held


class Uploads:
    """Those under way in this gateway. Customers are known by their visitor and their address, agents by their id."""

    def __init__(self) -> None:
        self.of_customers = Places(AT_ONCE_OF_CUSTOMERS, AT_ONCE_EACH, AT_ONCE_BY_ADDRESS)
        self.of_agents = Places(AT_ONCE_OF_AGENTS, AT_ONCE_EACH)


def client_id_of(request: web.BaseRequest) -> UUID:
    """What the sender calls this upload; ShapeError where the header is no id."""
    found: UUID = identifier(request.headers.get("X-Client-Id"), "X-Client-Id")
    return found


async def counted(
    request: web.BaseRequest, limits: Limits, *under: tuple[Rule, str], patience: Patience = Patience()
) -> NewFile:
    """The file, checked and counted under these rules; one that broke off on its way is not: its sender tries again.
    Raises Refused rate_limited, and as `uploaded` does."""
    await limits.take(*under)
    try:
        return await uploaded(request, patience)
    except BaseException as error:
        if _broke_off(error):
            for rule, who in under:
                await limits.give_back(rule, who)
        raise


def _broke_off(error: BaseException) -> bool:
    unread = isinstance(error, Refused) and error.code == "bad_frame"
    return unread or isinstance(error, (web.HTTPRequestTimeout, ConnectionError, asyncio.CancelledError))


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
    clock = asyncio.get_running_loop().time
    began = clock()
    try:
        async with asyncio.timeout(patience.whole_s):
            while part := await _part(request, patience.pause_s):
                taken += part
                if len(taken) > MOST_BYTES:
                    raise _too_large()
                if patience.is_over(clock() - began, len(taken)):
                    raise TimeoutError
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
