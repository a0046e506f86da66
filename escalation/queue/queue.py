"""The order of waiting, in Redis: one sorted set a queue, score = respond-by time. SQL decides, this only finds fast.

Every member is also a row of `ticket`; whatever is lost here is put back by the reconciler, and without Redis
the next ticket is found in SQL. So no failure of Redis is an error for a caller: it is logged and answered empty.
"""

from collections import defaultdict
from collections.abc import Awaitable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Any, cast
from uuid import UUID

from redis.asyncio import Redis

from escalation.queue.topics import Queue
from escalation.store.guarded_redis import GuardedRedis
from escalation.store.keys import WHOLE, queue_key
from escalation.store.people import LOCALES

ALONE = "SQL goes on alone"
AT_ONCE = 1000  # members in one call: ten thousand may take longer than Redis is waited for
PAGE = 100  # members looked at a time when the first ones wait for another language

# KEYS: queues; ARGV: page size, then the languages spoken (none: all). Takes out the earliest due member.
_POP = """
local page = tonumber(ARGV[1])
local best, best_score, best_key
for _, key in ipairs(KEYS) do
  local start, found = 0, false
  repeat
    local rows = redis.call('ZRANGE', key, start, start + page - 1, 'WITHSCORES')
    for i = 1, #rows, 2 do
      local language = string.match(rows[i], '^(%a+):')
      local spoken = #ARGV == 1
      for j = 2, #ARGV do spoken = spoken or ARGV[j] == language end
      if spoken then
        local score = tonumber(rows[i + 1])
        if best == nil or score < best_score then best, best_score, best_key = rows[i], score, key end
        found = true
        break
      end
    end
    start = start + page
  until found or #rows < 2 * page
end
if best == nil then return false end
redis.call('ZREM', best_key, best)
return best
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A waiting ticket's place."""

    ticket_id: UUID
    queue: Queue
    language: str
    respond_by: datetime

    @property
    def member(self) -> str:
        return f"{self.language}:{self.ticket_id}"


class WaitingQueue:
    """The live queues."""

    def __init__(self, redis: "Redis | None") -> None:
        self._redis = GuardedRedis(redis)
        self._pop = None if redis is None else redis.register_script(_POP)

    async def add(self, waiting: Iterable[Waiting]) -> None:
        """Put tickets in their places; one that is there already stays where it is."""
        places: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for one in waiting:
            places[queue_key(one.queue)][one.member] = one.respond_by.timestamp()
        for key, members in places.items():
            for some in batched(members.items(), AT_ONCE):
                await self._add(key, dict(some))

    async def _add(self, key: str, members: dict[str, float]) -> None:
        async with self._redis.asked(ALONE) as redis:
            if redis is not None:
                await redis.zadd(key, members)

    async def remove(self, queue: Queue, members: Sequence[str]) -> None:
        """Take out tickets that no longer wait."""
        for some in batched(members, AT_ONCE):
            async with self._redis.asked(ALONE) as redis:
                if redis is not None:
                    await cast("Awaitable[Any]", redis.zrem(queue_key(queue), *some))

    async def pop(self, queues: Sequence[Queue], languages: Sequence[str]) -> UUID | None:
        """Take out the earliest due ticket of these queues and languages (none: all). None: look into SQL."""
        async with self._redis.asked(ALONE) as redis:
            if redis is not None and self._pop is not None:
                member = await self._pop(keys=[queue_key(queue) for queue in queues], args=[PAGE, *languages])
                return None if not member else _ticket_id(member)
        return None

    async def members(self, queue: Queue) -> dict[str, float] | None:
        """Everything in a queue with its score; None when Redis cannot be asked. What is taken out meanwhile may hide
        what comes after it."""
        found: dict[str, float] = {}
        start = 0
        while (rows := await self._members(queue, start)) is not None:
            found |= {_text(member): float(score) for member, score in rows}
            if len(rows) < AT_ONCE:
                return found
            start += AT_ONCE
        return None

    async def _members(self, queue: Queue, start: int) -> list[tuple[bytes | str, float]] | None:
        async with self._redis.asked(ALONE) as redis:
            if redis is not None:
                end = start + AT_ONCE - 1
                return list(await cast("Awaitable[Any]", redis.zrange(queue_key(queue), start, end, withscores=True)))
        return None

    async def remember(self) -> None:
        """Leave a sign that goes when Redis is emptied."""
        async with self._redis.asked(ALONE) as redis:
            if redis is not None:
                await redis.set(WHOLE, 1)

    async def forgot(self) -> bool:
        """Was Redis emptied since `remember`? False when it cannot be asked."""
        async with self._redis.asked(ALONE) as redis:
            if redis is not None:
                return not await redis.exists(WHOLE)
        return False

    async def ping(self) -> bool:
        """Does Redis answer?"""
        async with self._redis.asked(ALONE) as redis:
            if redis is not None:
                return bool(await cast("Awaitable[Any]", redis.ping()))
        return False


def speaks(language: str, languages: Sequence[str]) -> bool:
    """Does somebody who lists these languages (none: all) speak this one?"""
    return not languages or language in languages


def known_languages(languages: Sequence[str]) -> list[str]:
    """Those of an agent's languages that a ticket can have."""
    return [language for language in languages if language in LOCALES]


def _text(member: bytes | str) -> str:
    return member.decode() if isinstance(member, bytes) else member


def _ticket_id(member: bytes | str) -> UUID:
    return UUID(_text(member).partition(":")[2])
