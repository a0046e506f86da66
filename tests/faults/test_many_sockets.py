"""Sockets in numbers: thousands that are cut at once, and readers who hardly read."""

import asyncio
import multiprocessing
import resource
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from multiprocessing.connection import Connection as Line
from typing import Any

import pytest
import pytest_asyncio

from tests.faults.cases import Case
from tests.faults.people import visitors
from tests.faults.people.slow_round import Measured, slow_round
from tests.faults.rig.proxy import Proxy
from tests.faults.rig.rig import Rig, open_rig
from tests.faults.verdicts.verdict import judge, look

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(1200)]

PROCESSES = 2
BACK_S = 60.0
SPARE_FILES = 2000
A_READER = 1024 * 1024


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def rig() -> AsyncIterator[Rig]:
    async with open_rig(proxied=True) as opened:
        yield opened


async def test_thousands_cut_at_once(case: Case, rig: Rig) -> None:
    """All are back within a minute, in a line, and the gateway is no bigger for it."""
    gateway, count = rig.gateways[0], allowed(case, case.size(100, 5000))
    case.keep(gateway.log)
    proxy = gateway.proxy
    assert proxy is not None
    async with crowd_of(case, gateway.url, count) as lines:
        before = gateway.rss_bytes()
        since = time.monotonic()
        assert proxy.cut() >= count
        told = await all_back(lines, count, since)
        grown = gateway.rss_bytes() / before - 1
        back = sorted(at - since for one in told for at in one["back"])
        buckets = Counter(int(at) for at in back)
        figures = {
            "sockets": count,
            "all_back_in_s": back[-1],
            "busiest_second": max(buckets.values()) / count,
            "attempts": sum(one["attempts"] for one in told),
            "grown": grown,
        }
        assert len(back) == count
        assert back[-1] <= BACK_S, figures
        assert grown <= 0.2, figures
        if case.whole:
            assert max(buckets.values()) <= 0.1 * count, figures
        assert "cannot be reached" not in gateway.log.read_text("utf-8")
    record = await look(rig)
    case.verdict(judge(case.diaries, record, record.queue, settled=True), **figures)


def allowed(case: Case, count: int) -> int:
    """As many sockets as this machine's files allow: each has four ends, two of them here in the proxy."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = 2 * count + SPARE_FILES
    if hard < needed:
        fits = (hard - SPARE_FILES) // 2
        case.left_out(f"{count - fits} of {count} sockets: this machine allows {hard} files, {needed} are needed")
        count, needed = fits, hard
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, needed), hard))
    return count


@asynccontextmanager
async def crowd_of(case: Case, url: str, count: int) -> AsyncIterator[list[Line]]:
    """So many connected visitors, in processes of their own."""
    context = multiprocessing.get_context("spawn")
    shares = [count // PROCESSES + (number < count % PROCESSES) for number in range(PROCESSES)]
    lines, processes = [], []
    for number, share in enumerate(shares):
        here, there = context.Pipe()
        process = context.Process(target=visitors.run, args=(url, share, case.seed + number, there), daemon=True)
        process.start()
        there.close()
        lines.append(here)
        processes.append(process)
    try:
        for line in lines:
            assert await asyncio.to_thread(line.recv) == "ready"
        yield lines
        for line in lines:
            line.send("go")
        for process in processes:
            await asyncio.to_thread(process.join, 30)
            assert process.exitcode == 0
    finally:
        for process in processes:
            process.kill()
            process.join()
            process.close()
        for line in lines:
            line.close()


async def all_back(lines: list[Line], count: int, since: float) -> list[dict[str, Any]]:
    """What the processes tell once everybody is connected again, or it has taken too long."""
    while True:
        await asyncio.sleep(0.5)
        told = [await asyncio.to_thread(_ask, line, since) for line in lines]
        if sum(len(one["back"]) for one in told) >= count or time.monotonic() - since > BACK_S + 10:
            return told


def _ask(line: Line, since: float) -> dict[str, Any]:
    line.send(str(since))
    told: dict[str, Any] = line.recv()
    return told


async def test_readers_at_one_byte_a_second(case: Case, rig: Rig) -> None:
    """Each costs a bounded buffer, is cut, for it owes too much or answers no ping, and catches up later; nobody else
    feels it."""
    gateway, readers = rig.gateways[0], case.size(10, 100)
    case.keep(gateway.log)
    rounds: dict[bool, list[Measured]] = {False: [], True: []}
    async with AsyncExitStack() as stack:
        proxy = await stack.enter_async_context(Proxy(gateway.port))
        for number in range(case.size(1, 3)):
            for slow in (False, True):
                rounds[slow].append(await slow_round(case, gateway, proxy, readers, slow, number))
    before, during = (pooled(rounds[slow]) for slow in (False, True))
    cut = sum(one.cut for one in rounds[True])
    each = max(one.grown_bytes for one in rounds[True]) / readers
    assert cut >= readers * len(rounds[True]), "a slow reader was kept"
    figures = {"readers": readers, "cut": cut, "KiB_each": each / 1024, "p99_ms_before": before, "p99_ms": during}
    if case.whole:
        assert each <= A_READER, figures
        assert during <= 1.1 * before, figures
    record = await look(rig)
    case.verdict(judge(case.diaries, record, record.queue, settled=True), **figures)


def pooled(rounds: list[Measured]) -> float:
    """The 99th percentile of all, in ms."""
    waits = sorted(wait for one in rounds for wait in one.waits_s)
    return 1000 * waits[int(0.99 * (len(waits) - 1))]
