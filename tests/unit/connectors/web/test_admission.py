"""A herd comes back in a line, on a fast machine and on a slow one: no second takes more than its share, and whoever is
let in has their socket before they would ask again."""

from collections import Counter, deque
from heapq import heapify, heappop, heappush

import pytest

from connectors.web.admission import A_SECOND, MOST_OPENING, OPENING_S, Admission
from escalation.store.refusals import Refused

HERD = 5000
ASK_AGAIN_S = 10.0


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def seconds_to_wait(door: Admission) -> float:
    """0 for who is let in."""
    try:
        door.take()
    except Refused as refused:
        return refused.retry_after or 0.0
    return 0.0


def test_no_more_are_opened_at_once_than_can_be() -> None:
    clock = Clock()
    door = Admission(clock)
    for _ in range(MOST_OPENING):
        door.take()
    with pytest.raises(Refused) as refused:
        door.take()
    assert refused.value.code == "unavailable"
    assert refused.value.retry_after == pytest.approx(2 / A_SECOND)
    door.opened()
    door.take()


def test_who_does_not_come_takes_no_place() -> None:
    clock = Clock()
    door = Admission(clock)
    for _ in range(MOST_OPENING):
        door.take()
    clock.now += OPENING_S + 0.1
    door.take()


def test_an_even_stream_never_waits() -> None:
    clock = Clock()
    door = Admission(clock)
    for _ in range(5 * A_SECOND):
        clock.now += 1 / A_SECOND
        door.take()
        door.opened()


@pytest.mark.parametrize(("opens_a_second", "all_in_s"), [(1000, 30), (200, 40), (100, 65), (30, 220)])
def test_a_herd(opens_a_second: int, all_in_s: float) -> None:
    """All ask within half a second; the gateway opens one socket after the other."""
    clock = Clock()
    door, began = Admission(clock), clock.now
    coming = [(began + number / (2 * HERD), number) for number in range(HERD)]
    heapify(coming)
    admitted: deque[float] = deque()
    free_at, asked, seconds = began, 0, Counter[int]()
    while coming or admitted:
        done = max(free_at, admitted[0]) + 1 / opens_a_second if admitted else float("inf")
        if coming and coming[0][0] <= done:
            clock.now, who = heappop(coming)
            asked += 1
            wait = seconds_to_wait(door)
            if wait > 0:
                heappush(coming, (clock.now + wait, who))
            else:
                admitted.append(clock.now)
        else:
            clock.now = free_at = done
            door.opened()
            seconds[int(done - began)] += 1
            assert done - admitted.popleft() < ASK_AGAIN_S
    assert clock.now - began <= all_in_s
    assert max(seconds.values()) <= HERD / 10
    assert asked <= 8 * HERD
