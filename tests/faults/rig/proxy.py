"""A TCP proxy that is as bad as a network can be: it delays, cuts, forgets, swallows answers and passes on slowly."""

import asyncio
import random
import socket
from typing import Self

from tests.faults.rig.link import Link, Weather

LISTEN_BACKLOG = 4096
SLOW_BUFFER = 4096
"""Bytes that the kernel keeps for a slow reader; with its usual megabytes nobody would notice for long."""


class Proxy(Weather):
    """Links from its own port to `targets` in turn; one that does not answer is passed by.

    `delay_s` holds for each direction, `refuse` for new links. All of it may be changed at any time.
    """

    def __init__(self, *targets: int, chance: random.Random | None = None) -> None:
        super().__init__()
        self.targets = list(targets)
        self.refuse = False
        self.opened = 0
        self._chance = chance or random.Random()
        self._links: set[Link] = set()
        self._server: asyncio.Server | None = None
        self._opening: set[asyncio.Task[None]] = set()
        self._port = 0

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def links(self) -> int:
        """How many are open."""
        return len(self._links)

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._link, "127.0.0.1", 0, backlog=LISTEN_BACKLOG)
        self._port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        self.cut()
        for task in self._opening:
            task.cancel()
        await asyncio.gather(*self._opening, return_exceptions=True)
        await self._server.wait_closed()

    def cut(self, share: float = 1.0) -> int:
        """Reset that share of the open links; how many."""
        chosen = self._chance.sample(list(self._links), round(share * len(self._links)))
        for link in chosen:
            link.cut()
        return len(chosen)

    def freeze(self) -> None:
        """Half-open: until the thaw nothing is passed on and nothing closed; new links are taken and lead nowhere."""
        self.frozen = True
        self._changed()

    def thaw(self) -> None:
        """What was sent meanwhile arrives."""
        self.frozen = False
        self._changed()

    def lose_answers(self, losing: bool = True, containing: bytes = b"") -> None:
        """What clients say arrives. The first answer that has `containing` in it is swallowed, and its link is cut."""
        self.losing = containing if losing else None

    def limit(self, bytes_per_s: float | None) -> None:
        """How fast each link passes on to its client; None for as fast as it can. Links that open later have a small
        buffer, too, so that the sender feels it."""
        self.bytes_per_s = bytes_per_s
        self._changed()

    def _changed(self) -> None:
        for link in self._links:
            link.go_on()

    def _link(self) -> asyncio.Protocol:
        """A client has come."""
        link = Link(self)
        if self.refuse:
            link.cut()
        else:
            self.opened += 1
            self._links.add(link)
            link.ended = lambda: self._links.discard(link)
            task = asyncio.get_running_loop().create_task(self._lead(link))
            self._opening.add(task)
            task.add_done_callback(self._opening.discard)
        return link.client

    async def _lead(self, link: Link) -> None:
        """To the first target that answers."""
        loop = asyncio.get_running_loop()
        turn = self.opened % len(self.targets)
        for port in self.targets[turn:] + self.targets[:turn]:
            wire = socket.socket()
            wire.setblocking(False)
            if self.bytes_per_s is not None:
                wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SLOW_BUFFER)
            try:
                await loop.sock_connect(wire, ("127.0.0.1", port))
                await loop.create_connection(lambda: link.server, sock=wire)
            except OSError:
                wire.close()
            else:
                return
        link.cut()
