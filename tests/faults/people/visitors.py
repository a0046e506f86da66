"""Very many customers who only sit there, in a process of their own: each comes back as its page does."""

import asyncio
import time
from contextlib import AsyncExitStack
from multiprocessing.connection import Connection as Line
from typing import Any

import aiohttp

from tests.faults.people.customers import Customer
from tests.faults.people.diary import Diary
from tests.faults.people.pace import PAGES

AT_ONCE = 50
"""Who opens a page at the same moment, in the beginning."""


class Visitor(Customer):
    """A customer who shares the browser with all others of this process: thousands of those would be too many."""

    browser: aiohttp.ClientSession

    def new_session(self) -> aiohttp.ClientSession:
        return self.browser

    async def __aexit__(self, *_: object) -> None:
        await self.away()


def run(url: str, count: int, seed: int, line: Line) -> None:
    """The process: says that all are there, waits for the word, answers when each was lost and came back, and goes."""
    asyncio.run(_run(url, count, seed, line))


async def _run(url: str, count: int, seed: int, line: Line) -> None:
    connector = aiohttp.TCPConnector(limit=0, force_close=True)
    async with aiohttp.ClientSession(connector=connector) as browser, AsyncExitStack() as stack:
        Visitor.browser = browser
        door = asyncio.Semaphore(AT_ONCE)
        visitors = [Visitor(url, Diary(f"visitor {number}"), PAGES, seed) for number in range(count)]
        await asyncio.gather(*(_enter(stack, door, visitor) for visitor in visitors))
        line.send("ready")
        while (asked := await asyncio.to_thread(line.recv)) != "go":
            line.send(told(visitors, float(asked)))


async def _enter(stack: AsyncExitStack, door: asyncio.Semaphore, visitor: Visitor) -> None:
    async with door:
        await stack.enter_async_context(visitor)
        await visitor.until_ready(600)


def told(visitors: list[Visitor], since: float) -> dict[str, Any]:
    """Of everybody who was lost after `since`: the first welcome after it; and who is not back."""
    back = [_back(visitor, since) for visitor in visitors]
    return {
        "now": time.monotonic(),
        "lost": sum(any(entry.at >= since for entry in visitor.diary.of("closed")) for visitor in visitors),
        "attempts": sum(entry.at >= since for visitor in visitors for entry in visitor.diary.of("closed")),
        "back": [at for at in back if at is not None],
        "ready": sum(visitor.ready for visitor in visitors),
    }


def _back(visitor: Visitor, since: float) -> float | None:
    return next((entry.at for entry in visitor.diary.of("welcome") if entry.at >= since), None)
