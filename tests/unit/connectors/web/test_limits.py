"""The limits as one gateway counts them by itself; tests/integration/web has the same rules in Redis."""

import pytest

from connectors.web.limits import MESSAGES_BY_VISITOR, MOST_LOCAL_KEYS, Limits, LocalLimits, Rule
from escalation.store.refusals import Refused
from tests.unit.connectors.web.away import redis_away

RULE = Rule("test", count=6, period_s=60, burst=3)
WIDE = Rule("wide", count=60, period_s=60, burst=4)


class Clock:
    now = 50.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_passes_and_then_one_a_step() -> None:
    clock = Clock()
    limits = LocalLimits(clock)
    assert [limits.wait_s((RULE, "a")) for _ in range(3)] == [0, 0, 0]
    assert limits.wait_s((RULE, "a")) == pytest.approx(10)
    clock.now += 9.99
    assert limits.wait_s((RULE, "a")) > 0
    clock.now += 0.02
    assert limits.wait_s((RULE, "a")) == 0
    assert limits.wait_s((RULE, "b")) == 0


def test_a_refused_action_counts_under_no_rule() -> None:
    limits = LocalLimits(Clock())
    for _ in range(9):
        limits.wait_s((RULE, "a"), (WIDE, "a"))
    assert limits.wait_s((WIDE, "a")) == 0
    assert limits.wait_s((WIDE, "a")) > 0


def test_the_memory_of_a_gateway_is_bounded() -> None:
    clock = Clock()
    limits = LocalLimits(clock)
    for key in range(MOST_LOCAL_KEYS + 500):
        limits.wait_s((RULE, str(key)))
    assert len(limits) <= MOST_LOCAL_KEYS + 1
    clock.now += 3600
    limits.wait_s((RULE, "new"))
    assert len(limits) <= 2


def test_what_is_given_back_was_not_counted_and_the_rest_was() -> None:
    clock = Clock()
    limits = LocalLimits(clock)
    assert [limits.wait_s((RULE, "a")) for _ in range(3)] == [0, 0, 0]
    limits.give_back(RULE, "a")
    limits.give_back(RULE, "nobody")
    assert limits.wait_s((RULE, "a")) == 0
    assert limits.wait_s((RULE, "a")) == pytest.approx(10)


async def test_while_redis_is_away_the_gateway_counts_alone() -> None:
    limits = Limits(redis_away())
    for _ in range(MESSAGES_BY_VISITOR.burst):
        await limits.take((MESSAGES_BY_VISITOR, "v"))
    with pytest.raises(Refused) as refused:
        await limits.take((MESSAGES_BY_VISITOR, "v"))
    assert refused.value.code == "rate_limited"
    assert 0 < (refused.value.retry_after or 0) <= 2.1
    await limits.forget(MESSAGES_BY_VISITOR, "v")
    await limits.take((MESSAGES_BY_VISITOR, "v"))


async def test_limits_can_be_off_for_a_benchmark() -> None:
    limits = Limits(redis_away(), enforced=False)
    for _ in range(200):
        await limits.take((RULE, "v"))
