"""One Redis, one small model and one Rasa server for all tests of the bot."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis  # type: ignore[import-untyped]

from tests.ports import free_port
from tests.unit.bot import quiet, small
from tests.unit.bot.actions import Actions
from tests.unit.bot.gateway import Gateway
from tests.unit.bot.servers import (
    START_LIMIT,
    healthy,
    rasa_command,
    rasa_environment,
    redis_server,
    running,
    wait_for,
)


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="fh") as folder, redis_server(Path(folder)) as url:
        yield url


@pytest.fixture
def redis(redis_url: str) -> str:
    """The URL of an empty Redis."""
    Redis.from_url(redis_url).flushall()
    return redis_url


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small assistant, trained for this run."""
    return small.train(tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="session")
def actions() -> Iterator[Actions]:
    """The action server's place, taken by a fake."""
    with Actions() as served:
        yield served


@pytest.fixture(scope="session")
def server(model: Path, redis_url: str, actions: Actions, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a real Rasa server with the gateway's channel."""
    folder, port = tmp_path_factory.mktemp("rasa"), free_port()
    endpoints = folder / "endpoints.yml"
    endpoints.write_text(
        f"action_endpoint: {{url: '{actions.url}', headers: {{Authorization: Bearer of-the-actions}}}}\n"
        f"tracker_store: {{type: bot.tracker_store.RedisTrackerStore, url: '{redis_url}'}}\n"
    )
    command = rasa_command(port, model, endpoints, Path("credentials.yml"))
    with running(command, folder / "rasa.log", rasa_environment()) as process:
        wait_for(lambda: healthy(port), process, START_LIMIT)
        yield port


@pytest.fixture
def gateway(server: int, redis: str, actions: Actions) -> Gateway:
    """Speaks to Rasa as the gateway does, in a dialogue of its own."""
    actions.calls.clear()
    return Gateway(server, redis)


__all__ = ["quiet"]
