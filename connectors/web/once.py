"""Once: what may be used a single time, over all gateways."""

import hashlib
import time
from collections.abc import Callable

from redis.asyncio import Redis

from escalation.store.guarded_redis import GuardedRedis


class Once:
    """Remembers who used a thing first. In Redis for all gateways, and in this process too, which is what remains
    while Redis is away."""

    def __init__(self, redis: Redis, clock: Callable[[], float] = time.monotonic) -> None:
        self._redis = GuardedRedis(redis)
        self._clock = clock
        self._users: dict[str, tuple[str, float]] = {}

    async def first_user(self, kind: str, thing: str, user: str, life_s: float) -> str:
        """The user that came first within `life_s` seconds: `user` itself when nobody did before."""
        key = f"once:{kind}:{hashlib.sha256(thing.encode()).hexdigest()[:32]}"
        self._prune()
        known, _ = self._users.setdefault(key, (user, self._clock() + life_s))
        if known != user:
            return known
        before: bytes | str | None = None
        async with self._redis.asked("what may be used once is counted by this gateway alone") as redis:
            if redis is not None and not await redis.set(key, user, nx=True, ex=int(life_s) + 1):
                before = await redis.get(key)
        return before.decode() if isinstance(before, bytes) else str(before or user)

    def _prune(self) -> None:
        """Forget from the oldest on; lives differ little, so the order of coming is near the order of ending."""
        now = self._clock()
        while self._users and self._users[next(iter(self._users))][1] < now:
            del self._users[next(iter(self._users))]
