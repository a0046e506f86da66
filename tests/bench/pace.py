"""Work begun at a steady pace, whether or not what came before is done (open loop)."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence

Work = Callable[[], Awaitable[None]]
HANDS = 50  # at once: a gateway has no more connections to give, the rest would wait there


async def paced(work: Sequence[Work], a_second: float) -> list[float]:
    """Seconds of each, counted from when it was due, not from when it could begin: a slow one hides no other."""
    start, hands = time.perf_counter(), asyncio.Semaphore(HANDS)

    async def at(due: float, one: Work) -> float:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        async with hands:
            await one()
        return time.perf_counter() - due

    return list(await asyncio.gather(*(at(start + place / a_second, one) for place, one in enumerate(work))))
