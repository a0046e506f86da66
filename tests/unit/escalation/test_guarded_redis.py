"""A Redis that hangs costs nobody more than one limit, and is found when it is back."""

import asyncio

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError

from escalation.store.guarded_redis import GuardedRedis


class FakeRedis:
    """Says nothing while it `hangs`."""

    def __init__(self) -> None:
        self.hangs = False
        self.breaks = 0
        self.pings = 0

    async def ping(self) -> bool:
        self.pings += 1
        if self.pings <= self.breaks:
            raise ValueError("an answer that is none")
        await self._said()
        return True

    async def get(self, key: str) -> str:
        await self._said()
        return key

    async def _said(self) -> None:
        if self.hangs:
            await asyncio.Event().wait()


def quick(redis: FakeRedis) -> GuardedRedis:
    return GuardedRedis(redis, limit_s=0.1, rest_s=0.05)  # type: ignore[arg-type]


async def asked(guarded: GuardedRedis) -> str | None:
    async with guarded.asked("it goes on without") as redis:
        if redis is not None:
            return str(await redis.get("found"))
    return None


async def fails(guarded: GuardedRedis, error: Exception) -> None:
    async with guarded.asked("it goes on without"):
        raise error


async def comes_back(guarded: GuardedRedis) -> None:
    for _ in range(500):
        if await asked(guarded) == "found":
            return
        await asyncio.sleep(0.01)
    pytest.fail("it was not found again")


async def test_only_the_first_waits_for_one_that_hangs() -> None:
    redis = FakeRedis()
    guarded = quick(redis)
    assert await asked(guarded) == "found"
    redis.hangs = True
    assert await asked(guarded) is None
    answers = 0
    while redis.pings < 3:  # it is looked for again and again meanwhile
        assert await asked(guarded) is None
        answers += 1
        await asyncio.sleep(0)
    assert answers > 10 * redis.pings, "nobody but the search waited"
    redis.hangs = False
    await comes_back(guarded)


async def test_an_error_inside_is_over_and_leaves_redis_out() -> None:
    guarded = quick(FakeRedis())
    await fails(guarded, RedisConnectionError("gone"))
    assert await asked(guarded) is None


async def test_whatever_goes_wrong_in_the_search_it_goes_on() -> None:
    redis = FakeRedis()
    redis.breaks = 2
    guarded = quick(redis)
    await fails(guarded, RedisConnectionError("gone"))
    await comes_back(guarded)
    assert redis.pings == 3


async def test_many_who_fail_together_begin_one_search() -> None:
    redis = FakeRedis()
    guarded = quick(redis)
    redis.hangs = True
    assert await asyncio.gather(*(asked(guarded) for _ in range(20))) == [None] * 20
    await asyncio.sleep(0.2)
    assert redis.pings <= 2
    redis.hangs = False
    await comes_back(guarded)


async def test_an_error_of_another_kind_is_the_callers() -> None:
    guarded = quick(FakeRedis())
    with pytest.raises(KeyError):
        await fails(guarded, KeyError("a mistake"))
    assert await asked(guarded) == "found"


async def test_where_there_is_none_nobody_asks() -> None:
    assert await asked(GuardedRedis(None)) is None
