"""Work beside the requests begins again after an error, and ends with its block."""

import asyncio

from connectors.web.background import RESTART_S, at_work


async def test_work_that_failed_begins_again_and_ends_with_its_block() -> None:
    begun: list[float] = []
    twice, ended = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        begun.append(asyncio.get_running_loop().time())
        if len(begun) == 1:
            raise ValueError("the first time")
        twice.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with asyncio.timeout(10), at_work({"work": work}):
        await twice.wait()
        assert not ended.is_set()
    assert ended.is_set()
    assert begun[1] - begun[0] >= RESTART_S * 0.9
