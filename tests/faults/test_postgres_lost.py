"""PostgreSQL dies, is restarted, or has no room left: nothing is acknowledged that it did not commit, and afterwards
everything that was typed arrives, without anybody's help."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.faults.cases import Case
from tests.faults.people.crowd import open_crowd
from tests.faults.rig.rig import Rig, open_rig
from tests.faults.verdicts.outage import acks_of, refusals_of

ROOM = "160m"
"""For a new cluster with its first 16 MiB of WAL, and a little more."""
ON_THE_WAY_S = 0.5
"""What was acknowledged before may come so much later."""
LONG = "환불은 언제 되나요? " * 100


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("how", ["killed", "restarted", "hangs"])
async def test_postgres_gone_under_load(case: Case, how: str) -> None:
    async with open_rig() as rig, open_crowd(case, rig, customers=12, persons=4) as crowd:
        [gateway] = rig.gateways
        pid, times, meanwhile = gateway.pid, case.size(2, 20), 0
        loop = asyncio.get_running_loop()
        async with crowd.talking():
            for _ in range(times):
                await asyncio.sleep(case.chance.uniform(0.5, 2.0))
                await _take_away(rig, how)
                began = loop.time()
                await asyncio.sleep(case.chance.uniform(0.2, 3.0))
                meanwhile += acks_of(case.diaries, began + ON_THE_WAY_S, loop.time())
                await _give_back(rig, how)
        await crowd.settle()
        assert gateway.pid == pid
        assert gateway.is_up
        assert meanwhile == 0, f"{meanwhile} acknowledgements while nothing could be committed"
        await crowd.judged(crowd.customers[:4], times=times)


async def _take_away(rig: Rig, how: str) -> None:
    if how == "killed":
        await rig.postgres.kill()
    elif how == "restarted":
        await rig.postgres.stop()
    else:
        rig.postgres.pause()


async def _give_back(rig: Rig, how: str) -> None:
    if how == "hangs":
        rig.postgres.resume()
    else:
        await rig.postgres.start()


@pytest.mark.timeout(900)
async def test_disk_full(case: Case) -> None:
    """The database's disk is full for a while: refused, kept in the pages, and sent when there is room."""
    async with open_rig() as rig, _small_disk(case, rig) as disk:
        if disk is None:
            return case.verdict([])
        async with open_crowd(case, rig, customers=8, persons=2, agents=1) as crowd:
            async with crowd.talking():
                await asyncio.sleep(1)
                _fill(disk / "filler")
                for customer in crowd.customers:
                    await customer.say(LONG)
                await _refused(case, case.size(20, 400))
                (disk / "filler").unlink()
                restarts = await _looked_after(rig)
            await crowd.settle()
            refused = refusals_of(case.diaries, "unavailable")
            await crowd.judged(crowd.customers[:4], refused=refused, restarts=restarts)
    return None


async def _refused(case: Case, times: int) -> None:
    """So often somebody was told to come back later."""
    loop = asyncio.get_running_loop()
    until = loop.time() + case.size(60, 300)
    while (refused := refusals_of(case.diaries, "unavailable")) < times:
        assert loop.time() < until, f"only {refused} refusals: was it ever full?"
        await asyncio.sleep(0.1)


async def _looked_after(rig: Rig) -> int:
    """Where PostgreSQL gave itself up for want of room, it is started again, as a supervisor does; how often."""
    restarts = 0
    for _ in range(20):
        await asyncio.sleep(0.1)
        if not rig.postgres.is_up:
            restarts += 1
            await rig.postgres.start()
    return restarts


@asynccontextmanager
async def _small_disk(case: Case, rig: Rig) -> AsyncIterator[Path | None]:
    """The cluster on a disk of its own, which is small; None where nothing may be mounted."""
    await rig.postgres.stop()
    data = rig.home / "e" / "pgdata"
    small = data.with_name("small")
    small.mkdir()
    if not await _done("mount", "-t", "tmpfs", "-o", f"size={ROOM}", "none", str(small)):
        case.left_out("a disk of limited size cannot be mounted here")
        yield None
        return
    try:
        assert await _done("cp", "-a", f"{data}/.", str(small))
        shutil.rmtree(data)
        data.symlink_to(small)
        await rig.postgres.start()
        yield small
    finally:
        await rig.postgres.kill()
        assert await _done("umount", "--lazy", str(small))


async def _done(*command: str) -> bool:
    """Whether the command did what it was to do."""
    return await (await asyncio.create_subprocess_exec(*command)).wait() == 0


def _fill(filler: Path) -> None:
    """Until there is no room."""
    with filler.open("wb") as file:
        try:
            while True:
                file.write(b"\0" * 65536)
                file.flush()
        except OSError:
            return
