"""Fixtures over the embedded engines. A test's database is a copy of one that was migrated once."""

import asyncio
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from connectors.supervisor.engines import Postgres, Redis
from escalation.schema import upgrade
from tests.embedded import engine_folder, running

TEMPLATE = "migrated"


@pytest.fixture(scope="session")
def engine_home() -> Iterator[Path]:
    """Where the run's engines keep what they have."""
    with engine_folder() as home:
        yield home


@pytest.fixture(scope="session")
def postgres(engine_home: Path) -> Iterator[Postgres]:
    engine = Postgres(engine_home / "e")
    with running(engine):
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
    with running(engine):
        yield engine


@pytest.fixture
def redis_url(redis_server: Redis) -> str:
    """The session's Redis, emptied."""
    with redis.Redis.from_url(redis_server.url()) as client:
        client.flushall()
    return redis_server.url()
