"""The engines as the gateway would find them: versions, rights, durability, encryption, and their clock."""

import time
from collections.abc import AsyncIterator, Iterator
from urllib.parse import urlsplit

from alembic.script import ScriptDirectory
from asyncpg import InterfaceError, PostgresError
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy import make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from connectors.doctor.finding import Finding, bad, ok, warn
from connectors.doctor.told import is_private
from connectors.settings import Settings
from connectors.web.durability import Durability
from connectors.web.resources import CONNECTIONS
from escalation.schema import MIGRATIONS
from escalation.store.rows import AnyRow

LIMIT_S = 5.0
OLDEST_POSTGRES = 15
OLDEST_VECTORS = (0, 7)
OLDEST_REDIS = (6, 2)
CLOCK_WARN_S, CLOCK_BAD_S = 1.0, 30.0
_FACTS = text("""
SELECT current_setting('server_version_num')::int / 10000 AS version, current_setting('server_version') AS named,
       current_setting('server_encoding') AS encoding, current_setting('max_connections')::int AS connections,
       current_setting('data_checksums') AS checksums,
       (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS super,
       coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) AS encrypted,
       (SELECT coalesce(installed_version, default_version)
          FROM pg_available_extensions WHERE name = 'vector') AS vectors,
       to_regclass('alembic_version') IS NOT NULL AS migrated, extract(epoch FROM clock_timestamp())::float8 AS now
""")


async def look(settings: Settings) -> AsyncIterator[Finding]:
    """Ask both; neither is changed."""
    engine = create_async_engine(settings.database_url, connect_args={"timeout": LIMIT_S}, hide_parameters=True)
    redis = Redis.from_url(settings.redis_url, socket_timeout=LIMIT_S, socket_connect_timeout=LIMIT_S)
    try:
        for found in [*await _database(engine, settings), *await _redis(redis, settings)]:
            yield found
        yield await _durable(engine, redis)
    finally:
        await redis.aclose()
        await engine.dispose()


async def _database(engine: AsyncEngine, settings: Settings) -> list[Finding]:
    try:
        async with engine.connect() as connection:
            row, schema = (await connection.execute(_FACTS)).one(), None
            if row.migrated:
                schema = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    except (SQLAlchemyError, PostgresError, InterfaceError, OSError, TimeoutError) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        return [bad("database", f"does not answer: {said}", "Start PostgreSQL, or put DATABASE_URL right.")]
    return [*_server(row), _reached(row, settings), _schema(schema), _clock(row.now)]


def _server(row: AnyRow) -> Iterator[Finding]:
    version = f"PostgreSQL {row.named}"
    if row.version < OLDEST_POSTGRES:
        yield bad("database", version, f"PostgreSQL {OLDEST_POSTGRES} is the oldest that the record can live in.")
    elif row.vectors is None or _numbers(row.vectors) < OLDEST_VECTORS:
        oldest = ".".join(map(str, OLDEST_VECTORS))
        do = f"Install the extension `vector`, {oldest} or newer, on the server."
        yield bad("database", f"{version} with pgvector {row.vectors or 'missing'}", do)
    elif row.encoding != "UTF8":
        yield bad("database", f"{version} in {row.encoding}", "Make the database anew with the encoding UTF8.")
    elif row.checksums != "on":
        do = "Switch data checksums on (pg_checksums): a failing disk is then noticed."
        yield warn("database", f"{version}, without checksums", do)
    else:
        yield ok("database", version)
    if row.connections < CONNECTIONS * 2:
        do = f"Raise max_connections: each gateway takes {CONNECTIONS}, and the shop and commands come beside."
        yield warn("connections", f"{row.connections} are allowed", do)
    if row.super:
        do = "Give the gateway a role of its own that owns its database and is no superuser."
        yield warn("database role", "a superuser: whoever breaks into the gateway has the whole server", do)


def _reached(row: AnyRow, settings: Settings) -> Finding:
    url = make_url(settings.database_url)
    host = str(url.query.get("host", url.host or ""))
    if row.encrypted:
        return ok("way to the database", "encrypted")
    if host.startswith("/") or is_private(host):
        return ok("way to the database", f"private: {'a socket' if host.startswith('/') else host}")
    return bad("way to the database", f"to {host} in the open", "Add ?ssl=verify-full to DATABASE_URL.")


def _schema(found: str | None) -> Finding:
    newest = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    if found is None:
        return warn("schema", "none yet", "Start a gateway: it makes the schema.")
    if found == newest:
        return ok("schema", f"up to date ({found})")
    do = "Start a gateway of this version: it brings the schema up to date. A newer schema needs a newer gateway."
    return warn("schema", f"{found}, this version has {newest}", do)


def _clock(theirs: float) -> Finding:
    apart = abs(time.time() - theirs)
    saw, do = f"{apart:.1f} s from the database's", "Have both machines keep time by NTP."
    if apart > CLOCK_BAD_S:
        return bad("clock", saw, do)
    return warn("clock", saw, do) if apart > CLOCK_WARN_S else ok("clock", saw)


async def _redis(redis: Redis, settings: Settings) -> list[Finding]:
    way = _redis_reached(settings.redis_url)
    try:
        told = await redis.info("server")
    except (RedisError, OSError, TimeoutError) as error:
        return [bad("redis", f"does not answer: {error}", "Start Redis, or put REDIS_URL right."), way]
    version = str(told["redis_version"])
    if _numbers(version) < OLDEST_REDIS:
        oldest = ".".join(map(str, OLDEST_REDIS))
        return [bad("redis", f"Redis {version}", f"Redis {oldest} is the oldest that will do."), way]
    return [ok("redis", f"Redis {version}"), way]


def _numbers(version: str) -> tuple[int, ...]:
    """Of a version the first two."""
    return tuple(int(part) for part in version.split(".")[:2])


def _redis_reached(url: str) -> Finding:
    name, parts = "way to redis", urlsplit(url)
    if parts.scheme == "unix":
        return ok(name, "private: a socket")
    if not parts.password:
        return bad(
            name, "no password: anybody who reaches it reads dialogues", "Set requirepass, and name it in REDIS_URL."
        )
    if parts.scheme == "redis" and not is_private(parts.hostname or ""):
        return bad(name, f"to {parts.hostname} in the open", "Use rediss:// in REDIS_URL.")
    return ok(name, "encrypted" if parts.scheme == "rediss" else f"private: {parts.hostname}")


async def _durable(engine: AsyncEngine, redis: Redis) -> Finding:
    watch = Durability(engine, redis)
    await watch.look()
    if watch.lossy:
        do = "Set it as expected: what was confirmed to a customer can be lost like this."
        return bad("what is confirmed", "; ".join(map(str, watch.lossy)), do)
    return ok("what is confirmed", "stays, as far as the engines tell")
