"""Engines of a bench of their own."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from connectors.supervisor.engines import Postgres, Redis
from escalation.schema import upgrade
from tests.embedded import engine_folder, running

DATABASE = "bench"


@contextmanager
def engines() -> Iterator[tuple[str, str]]:
    """The addresses of a migrated, empty database and of an empty Redis."""
    with engine_folder() as home:
        postgres, redis = Postgres(home / "e"), Redis(home / "e")
        with running(postgres), running(redis):
            postgres.create_database(DATABASE)
            asyncio.run(upgrade(postgres.url(DATABASE)))
            yield postgres.url(DATABASE), redis.url()
