"""Fixtures over the embedded engines. A test's database is a copy of one that was migrated once."""

import asyncio
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from connectors.supervisor.engines import Engine, Postgres, Redis, spawn, wait_until_ready
from escalation.schema import upgrade

TEMPLATE = "migrated"


@pytest.fixture(scope="session")
def engine_home() -> Iterator[Path]:
    """A short folder below /tmp: a socket's path has little room, and `nobody` must be able to enter it."""
    home = Path(tempfile.mkdtemp(prefix="fh-", dir="/tmp"))
    home.chmod(0o755)
    yield home
    shutil.rmtree(home, ignore_errors=True)


def _running(engine: Engine) -> Iterator[None]:
    engine.prepare()
    with (engine.home / f"{engine.name}.log").open("wb") as log:
        process = spawn(engine, log.fileno())
        try:
            wait_until_ready(engine, process)
            yield
        finally:
            process.send_signal(engine.stop_signal)
            process.wait(timeout=20)


@pytest.fixture(scope="session")
def postgres(engine_home: Path) -> Iterator[Postgres]:
    engine = Postgres(engine_home / "e")
    for _ in _running(engine):
        yield engine


@pytest.fixture(scope="session")
def migrated_template(postgres: Postgres) -> str:
    postgres.create_database(TEMPLATE)
    asyncio.run(upgrade(postgres.url(TEMPLATE)))
    return TEMPLATE


@pytest.fixture
def database_url(postgres: Postgres, migrated_template: str) -> Iterator[str]:
    """A fresh database with the current schema."""
    name = f"t{uuid.uuid4().hex[:12]}"
    postgres.psql(f'CREATE DATABASE "{name}" TEMPLATE "{migrated_template}" STRATEGY FILE_COPY')
    yield postgres.url(name)
    postgres.psql(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def redis_server(engine_home: Path) -> Iterator[Redis]:
    engine = Redis(engine_home / "e")
    for _ in _running(engine):
        yield engine


@pytest.fixture
def redis_url(redis_server: Redis) -> str:
    """The session's Redis, emptied."""
    with redis.Redis.from_url(redis_server.url()) as client:
        client.flushall()
    return redis_server.url()
