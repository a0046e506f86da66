"""The sockets this gateway holds: counted by who they belong to, closed together when it stops."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from connectors.web.admission import A_SECOND
from connectors.web.line import RESTART, Line
from escalation.store.refusals import Refused

MOST_OF_ONE = 12
"""Tabs of one shop that somebody keeps open; more is not a person."""

SHORTEST_RETURN_S = 1.0
"""Within which the pages of a quiet gateway come back."""


class OpenSockets:
    """Open lines by owner (`visitor:…`, `agent:…`)."""

    def __init__(self) -> None:
        self.lines: defaultdict[str, set[Line]] = defaultdict(set)

    def __len__(self) -> int:
        return sum(map(len, self.lines.values()))

    @contextmanager
    def held(self, owner: str, line: Line) -> Iterator[None]:
        """The line counts while the block runs."""
        lines = self.lines[owner]
        if len(lines) >= MOST_OF_ONE:
            raise Refused("rate_limited", f"expected at most {MOST_OF_ONE} open chats", retry_after=60)
        lines.add(line)
        try:
            yield
        finally:
            lines.discard(line)
            if not lines:
                self.lines.pop(owner, None)

    async def close_all(self) -> None:
        """Tell every socket to come back (to another gateway, or to this one in a moment), and within how many seconds:
        the more there are, the more time they are given, so that nobody is sent away again."""
        lines = [line for lines in self.lines.values() for line in lines]
        within = max(SHORTEST_RETURN_S, len(lines) / A_SECOND)
        for line in lines:
            line.close(RESTART, f"{within:.1f}")
        await asyncio.gather(*(line.ended() for line in lines))
