"""One round with readers who read slowly, or, to compare, as fast as they can, while others go on talking."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from tests.faults.cases import Case
from tests.faults.people.crowd import WANTS_A_PERSON
from tests.faults.people.customers import Customer
from tests.faults.people.diary import Diary
from tests.faults.people.pace import Pace
from tests.faults.rig.gateways import GatewayProcess
from tests.faults.rig.proxy import Proxy

TABS = 10
"""Of one reader's conversation; a gateway allows twelve, and one of them writes."""
TEXTS = 180
"""Long texts a conversation: 1.3 MiB together, more than a reader may owe."""
PAUSE_S = {False: 0.02, True: 0.25}
"""Between two texts; in the whole size slow enough that the others are not measured in a queue."""
OTHERS = 5
OTHERS_PAUSE_S = 0.05
LONG = "😀" * 1900
PATIENT = Pace(answer_s=600.0, silent_s=600.0)
"""Their socket is the gateway's to end."""
SAID_OF_THE_SLOW = "a socket reads too slowly"
SAID_OF_THE_END = "GET /widget/socket 101"
"""In the gateway's log. Whoever owes too much is closed and ends within seconds; whoever answers no ping only ends."""


@dataclass
class Measured:
    """Seconds from the others' words to their acknowledgements; how many sockets were cut; how the gateway grew."""

    waits_s: list[float]
    cut: int
    grown_bytes: int


async def slow_round(
    case: Case, gateway: GatewayProcess, proxy: Proxy, readers: int, slow: bool, number: int
) -> Measured:
    """Readers behind `proxy`; everybody else straight at the gateway. In the end all have everything."""
    name = f"round {number}{' slow' if slow else ''}"
    proxy.limit(1e9)  # links that open now have small buffers, and are not slow yet
    async with AsyncExitStack() as stack:
        others = [await _enter(stack, case, gateway.url, f"{name} other {n}") for n in range(OTHERS)]
        writers = [await _enter(stack, case, gateway.url, f"{name} writer {n}") for n in range(max(1, readers // TABS))]
        tabs = [await _tab(stack, case, proxy, writers[n % len(writers)], f"{name} tab {n}") for n in range(readers)]
        proxy.limit(1.0 if slow else 1e9)
        told, before = _told(gateway), gateway.rss_bytes()
        async with watched(gateway) as highest:
            talking = [asyncio.create_task(_talk(other)) for other in others]
            await asyncio.gather(*(_flood(writer, PAUSE_S[case.whole]) for writer in writers))
            for task in talking:
                task.cancel()
            await asyncio.gather(*talking, return_exceptions=True)
        cut = max(now - then for now, then in zip(_told(gateway), told, strict=True))
        measured = Measured(_waits([one.diary for one in others]), cut, max(highest) - before)
        proxy.limit(1e9)
        proxy.cut()
        for one in (*others, *writers, *tabs):
            await one.until_quiet(60)
        for tab in tabs[: len(writers)]:
            await tab.compare()
    return measured


async def _enter(stack: AsyncExitStack, case: Case, url: str, name: str) -> Customer:
    """Somebody who waits for a person: what they write is only kept and shown."""
    customer = await stack.enter_async_context(Customer(url, case.diary(name), PATIENT, case.seed))
    await customer.until_ready(30)
    await customer.say(f"{WANTS_A_PERSON} {name}")
    await customer.until(lambda: customer.state["owner"] == "queue", "place in the queue", 30)
    return customer


async def _tab(stack: AsyncExitStack, case: Case, proxy: Proxy, writer: Customer, name: str) -> Customer:
    tab = Customer(proxy.url, case.diary(name), PATIENT, case.seed, token=writer.token)
    tab.origin = writer.urls[0]
    await stack.enter_async_context(tab)
    await tab.until_ready(30)
    return tab


async def _flood(writer: Customer, pause_s: float) -> None:
    for number in range(TEXTS):
        await writer.say(f"{number} {LONG}")
        await asyncio.sleep(pause_s)
    await writer.until_acked(120)


async def _talk(other: Customer) -> None:
    number = 0
    while True:
        number += 1
        await other.say(f"{other.diary.who}: {number}")
        await other.until_acked(60)
        await asyncio.sleep(OTHERS_PAUSE_S)


def _waits(diaries: list[Diary]) -> list[float]:
    waits = []
    for diary in diaries:
        said = {entry.data["client_id"]: entry.at for entry in diary.of("said")}
        waits += [entry.at - said.pop(id_) for entry in diary.of("acked") if (id_ := entry.data["client_id"]) in said]
    return waits


def _told(gateway: GatewayProcess) -> tuple[int, int]:
    """How many were found too slow so far, and how many sockets ended."""
    log = gateway.log.read_text("utf-8")
    return log.count(SAID_OF_THE_SLOW), log.count(SAID_OF_THE_END)


@asynccontextmanager
async def watched(gateway: GatewayProcess) -> AsyncIterator[list[int]]:
    """The gateway's memory, every now and then."""
    seen = [gateway.rss_bytes()]

    async def watch() -> None:
        while True:
            await asyncio.sleep(0.1)
            seen.append(gateway.rss_bytes())

    watching = asyncio.create_task(watch())
    try:
        yield seen
    finally:
        watching.cancel()
        await asyncio.wait([watching])
