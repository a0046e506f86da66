"""A Redis that is away: what remains is what a gateway knows by itself."""

from redis.asyncio import Redis

NOWHERE = "unix:///nonexistent/redis.sock"


def redis_away() -> Redis:
    return Redis.from_url(NOWHERE)
