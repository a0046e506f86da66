"""The breaker: opens after five failures in a row, lets one probe through after two seconds."""

from connectors.breaker import FAILURES, REST_S, Breaker


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def opened(clock: Clock) -> Breaker:
    breaker = Breaker(clock)
    for _ in range(FAILURES):
        assert breaker.admits()
        breaker.failed()
    return breaker


def test_it_opens_after_failures_in_a_row_only() -> None:
    breaker = Breaker(Clock())
    for _ in range(3):
        for _ in range(FAILURES - 1):
            breaker.failed()
        breaker.succeeded()
    assert breaker.admits()
    assert not breaker.open


def test_open_refuses_until_it_has_rested() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += REST_S - 0.01
    assert not breaker.admits()
    clock.now += 0.01
    assert breaker.admits()


def test_one_probe_at_a_time() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += REST_S
    assert breaker.admits()
    assert not breaker.admits()


def test_a_good_probe_closes_and_a_bad_one_rests_again() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += REST_S
    assert breaker.admits()
    breaker.failed()
    assert not breaker.admits()
    clock.now += REST_S
    assert breaker.admits()
    breaker.succeeded()
    assert not breaker.open
    assert breaker.admits()


def test_a_withdrawn_probe_leaves_the_place_free() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += REST_S
    assert breaker.admits()
    breaker.withdrawn()
    assert breaker.admits()
