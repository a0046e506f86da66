"""Admission: so many customers' sockets may be opening on this gateway at one time.

When a herd that was cut off at once comes back, some wait in a line, and the others are told each a time of their own:
nobody waits so long that they would only ask again, and all the gateway's strength goes into opening. Agents are few
and always let in.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from escalation.store.refusals import Refused

MOST_OPENING = 40
"""Let in and not yet shown their conversation."""
MOST_WAITING = 800
WAIT_S = 8.0
"""The longest in the line; a page gives up after ten seconds."""
OPENING_S = 5.0
"""Whoever has not come by then does not come, or went to another gateway."""
A_SECOND = 150
"""As many as are told to come in one second; where fewer can be opened, the line takes them up."""


class Admission:
    """Of one gateway; in its event loop."""

    def __init__(self, most_opening: int = MOST_OPENING, most_waiting: int = MOST_WAITING) -> None:
        self._most_opening = most_opening
        self._most_waiting = most_waiting
        self._opening: deque[asyncio.TimerHandle] = deque()
        self._line: deque[asyncio.Future[None]] = deque()
        self._promised = 0.0

    async def take(self) -> None:
        """Let one in, or raise Refused rate_limited with the seconds until a time that nobody else was told of."""
        if not self._line and len(self._opening) < self._most_opening:
            return self._let_one_in()
        if len(self._line) >= self._most_waiting:
            raise self._refusal()
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._line.append(turn)
        try:
            async with asyncio.timeout(WAIT_S):
                await turn
        except TimeoutError:
            raise self._refusal() from None

    @asynccontextmanager
    async def admitted(self) -> AsyncIterator[None]:
        """A place for who is let in to the block; where that fails it is free again at once."""
        await self.take()
        try:
            yield
        except BaseException:
            self.opened()
            raise

    def opened(self) -> None:
        """One of those who were let in sees their conversation."""
        if self._opening:
            self._opening[0].cancel()
            self._make_room()

    def _let_one_in(self) -> None:
        self._opening.append(asyncio.get_running_loop().call_later(OPENING_S, self._make_room))

    def _make_room(self) -> None:
        """The oldest is through, or will not come."""
        self._opening.popleft()
        while self._line and len(self._opening) < self._most_opening:
            turn = self._line.popleft()
            if not turn.done():  # else they have gone
                self._let_one_in()
                turn.set_result(None)

    def _refusal(self) -> Refused:
        """Nobody is told a time before the line that stands now can have gone in."""
        now = asyncio.get_running_loop().time()
        self._promised = max(self._promised, now + self._most_waiting / A_SECOND) + 1 / A_SECOND
        wait = round(self._promised - now, 3)
        return Refused("rate_limited", "many come at once; wait a moment", retry_after=wait)
