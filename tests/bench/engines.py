"""Engines of a bench of their own, in a folder that goes when it is over."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from connectors.supervisor.engines import Engine, Postgres, Redis, spawn, wait_until_ready
from escalation.schema import upgrade

DATABASE = "bench"


@contextmanager
def engines() -> Iterator[tuple[str, str]]:
    """The addresses of a migrated, empty database and of an empty Redis."""
    home = Path(tempfile.mkdtemp(prefix="fh-bench-", dir="/tmp"))
    home.chmod(0o755)  # the engines run as `nobody` where we are root
    postgres, redis = Postgres(home / "e"), Redis(home / "e")
    try:
        with _running(postgres), _running(redis):
            postgres.create_database(DATABASE)
            asyncio.run(upgrade(postgres.url(DATABASE)))
            yield postgres.url(DATABASE), redis.url()
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
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
