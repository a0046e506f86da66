"""A herd comes back in a line: nobody waits without an end, and no second takes more than its share."""

from collections import Counter
from heapq import heapify, heappop, heappush

import pytest

from connectors.web.admission import A_SECOND, AT_ONCE, Admission
from escalation.store.refusals import Refused


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


def test_as_many_as_may_come_at_once_are_let_in() -> None:
    door = Admission(Clock())
    for _ in range(AT_ONCE):
        door.take()
    with pytest.raises(Refused) as refused:
        door.take()
    assert refused.value.code == "unavailable"
    assert refused.value.retry_after == pytest.approx(2 / A_SECOND)


def test_an_even_stream_never_waits() -> None:
    clock = Clock()
    door = Admission(clock)
    for _ in range(5 * A_SECOND):
        clock.now += 1 / A_SECOND
        door.take()


def test_five_thousand_at_once_are_all_in_within_half_a_minute_and_no_second_has_a_tenth() -> None:
    clock = Clock()
    door = Admission(clock)
    began, arrivals = clock.now, [(clock.now + number / 10_000, number) for number in range(5000)]
    heapify(arrivals)
    admitted: Counter[int] = Counter()
    asked = 0
    while arrivals:
        clock.now, who = heappop(arrivals)
        asked += 1
        wait = seconds_to_wait(door)
        if wait > 0:
            heappush(arrivals, (clock.now + wait, who))
        else:
            admitted[int(clock.now - began)] += 1
    assert clock.now - began <= 30
    assert max(admitted.values()) <= 500
    assert asked <= 2.5 * 5000
