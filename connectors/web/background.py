"""Background: what a gateway does beside its requests, from its start to its end."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

log = logging.getLogger(__name__)

RESTART_S = 1.0
"""Before work that failed begins again."""

Work = Callable[[], Awaitable[None]]


@asynccontextmanager
async def at_work(work: Mapping[str, Work]) -> AsyncIterator[None]:
    """All of `work` by its names, for as long as the block lasts."""
    tasks = [asyncio.create_task(_kept_running(name, one), name=name) for name, one in work.items()]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _kept_running(name: str, work: Work) -> None:
    """An error is logged, and it begins again."""
    while True:
        try:
            await work()
        except Exception:
            log.exception("%s failed and begins again", name)
        await asyncio.sleep(RESTART_S)
