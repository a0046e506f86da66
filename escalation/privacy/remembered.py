"""Remembered: what Redis holds of people, all of it for a day at most. The record names nobody by it: rows are found by
the ids that the record still has."""

import asyncio
import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from escalation.store.keys import PREFIX

SCAN_AT_ONCE = 1000
REWRITE_LIMIT_S, REWRITE_LOOK_S = 60.0, 0.1
HASHED = 32
"""Hexadecimal digits of a SHA-256 that stand for who is counted or named by a key."""

KEYS: Final[Mapping[str, str]] = {
    "dialogue:": "what the assistant remembers of an open dialogue, by the dialogue's id",
    "limit:": "how often somebody did something, by the hash of who",
    "once:": "who used a thing first that may be used once, by the hash of the thing",
    PREFIX: "the order of waiting tickets, and whether it is whole",
}
"""Every key begins with one of these."""


def dialogue_keys(dialogue_id: UUID) -> tuple[str, ...]:
    """As the assistant's tracker store names them (tests/contracts/dialogue_keys.json)."""
    return (f"dialogue:{dialogue_id}:events", f"dialogue:{dialogue_id}:state")


def hashed(who: str) -> str:
    """How a key of `limit:` ends for them."""
    return hashlib.sha256(who.encode()).hexdigest()[:HASHED]


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is forgotten: dialogues, and whoever is known by one of these names."""

    dialogues: Collection[UUID]
    names: Collection[str] = ()


async def forget(redis: Redis, what: Remembered) -> int:
    """How many keys held something. Raises RedisError where Redis does not answer."""
    keys = [key for dialogue_id in what.dialogues for key in dialogue_keys(dialogue_id)]
    gone = int(await redis.delete(*keys)) if keys else 0
    if not what.names:
        return gone
    return gone + await _forget_counted(redis, what.names) + await _forget_users(redis, frozenset(what.names))


async def _forget_counted(redis: Redis, names: Iterable[str]) -> int:
    ends = tuple(hashed(name) for name in names)
    found = [key async for key in redis.scan_iter(match="limit:*", count=SCAN_AT_ONCE) if key.endswith(_bytes(ends))]
    return int(await redis.delete(*found)) if found else 0


async def _forget_users(redis: Redis, names: frozenset[str]) -> int:
    """Used stays used; by whom is not known any more."""
    forgotten = 0
    async for key in redis.scan_iter(match="once:*", count=SCAN_AT_ONCE):
        user = await redis.get(key)
        if _text(user) in names:
            forgotten += bool(await redis.set(key, "erased", xx=True, keepttl=True))
    return forgotten


def _bytes(words: Iterable[str]) -> tuple[bytes, ...]:
    return tuple(word.encode() for word in words)


def _text(value: bytes | str | None) -> str | None:
    return value.decode() if isinstance(value, bytes) else value


async def rewrite(redis: Redis) -> bool:
    """Have the append-only file written anew, in which what was deleted still stands. False where that is forbidden,
    as by hosted Redis, or takes too long."""
    try:
        await redis.bgrewriteaof()
        async with asyncio.timeout(REWRITE_LIMIT_S):
            await _until_rewritten(redis)
    except (ResponseError, TimeoutError):
        return False
    return True


async def _until_rewritten(redis: Redis) -> None:
    """It rewrites in a child and tells nobody when that is done: looked at until it is."""
    while True:
        told = await redis.info("persistence")
        if not told.get("aof_rewrite_in_progress") and not told.get("aof_rewrite_scheduled"):
            return
        await asyncio.sleep(REWRITE_LOOK_S)
