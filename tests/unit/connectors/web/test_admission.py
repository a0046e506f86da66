"""A herd comes back in a line: whoever is let in is opened at once, the others wait their turn or hear when to come."""

import asyncio

import pytest

from connectors.web import admission
from connectors.web.admission import Admission
from escalation.store.refusals import Refused


async def refused(door: Admission) -> float:
    """The seconds that somebody is told to wait."""
    with pytest.raises(Refused) as refusal:
        await door.take()
    assert refusal.value.code == "rate_limited"
    assert refusal.value.retry_after is not None
    return refusal.value.retry_after


async def test_who_comes_alone_is_let_in() -> None:
    door = Admission(most_opening=1)
    for _ in range(1000):
        await door.take()
        door.opened()


async def test_the_line_is_let_in_in_order_as_room_comes() -> None:
    door, inside = Admission(most_opening=2, most_waiting=3), list[int]()

    async def come(number: int) -> None:
        await door.take()
        inside.append(number)

    async with asyncio.TaskGroup() as herd:
        for number in range(5):
            herd.create_task(come(number))
        await asyncio.sleep(0)
        assert inside == [0, 1]
        assert await refused(door) > 0
        for seen in (3, 4, 5):
            door.opened()
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            assert inside == list(range(seen))


async def test_who_has_left_the_line_takes_no_place() -> None:
    door = Admission(most_opening=1, most_waiting=5)
    await door.take()
    gone, stays = asyncio.create_task(door.take()), asyncio.create_task(door.take())
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.wait([gone])
    door.opened()
    await asyncio.wait_for(stays, 1)


async def test_who_fails_inside_gives_the_place_back() -> None:
    door = Admission(most_opening=1, most_waiting=0)
    for _ in range(3):
        with pytest.raises(ValueError, match="no such link"):
            async with door.admitted():
                raise ValueError("no such link")
    async with door.admitted():
        assert await refused(door) > 0


async def test_everybody_who_is_sent_away_has_a_time_of_their_own() -> None:
    door, loop = Admission(most_opening=0, most_waiting=0), asyncio.get_running_loop()
    began = loop.time()
    times = [loop.time() + await refused(door) for _ in range(5 * admission.A_SECOND)]
    spread = {round(time * 20) for time in times}  # twentieths of a second
    assert len(spread) >= 100
    assert 4.9 <= times[-1] - began <= 5 + loop.time() - began


async def test_nobody_is_told_to_come_while_the_line_still_stands() -> None:
    door = Admission(most_opening=0, most_waiting=admission.A_SECOND)
    waiting = [asyncio.create_task(door.take()) for _ in range(admission.A_SECOND)]
    await asyncio.sleep(0)
    assert await refused(door) > 1
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


async def test_a_herd_is_opened_at_the_gateways_own_pace() -> None:
    """Two thousand at once, two milliseconds each: every one gets in, most of them by asking at most a few times."""
    door, asked, inside = Admission(most_opening=20, most_waiting=200), 0, 0
    opening: asyncio.Queue[None] = asyncio.Queue()

    async def come() -> None:
        nonlocal asked, inside
        while True:
            asked += 1
            try:
                await door.take()
            except Refused as refusal:
                await asyncio.sleep((refusal.retry_after or 0) / 10)  # a tenth of the time, to be done sooner
            else:
                inside += 1
                return await opening.put(None)

    async def open_one_after_the_other() -> None:
        while True:
            await opening.get()
            await asyncio.sleep(0.002)
            door.opened()

    gateway = asyncio.create_task(open_one_after_the_other())
    await asyncio.wait_for(asyncio.gather(*(come() for _ in range(2000))), 60)
    gateway.cancel()
    assert inside == 2000
    assert asked <= 5 * 2000
