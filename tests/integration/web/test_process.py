"""`python -m connectors` as a process: it starts, says in one sentence why it cannot, and leaves in order."""

import asyncio
import os
import resource
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from connectors.settings import Settings
from tests.integration.web.screens import CustomerScreen

ROOT = Path(__file__).parents[3]


def environment(settings: Settings, **changes: str) -> dict[str, str]:
    told = {
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "FIRSTHAND_PORT": str(settings.port),
        "RASA_URL": "http://127.0.0.1:9",
    }
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **told, **changes}


@asynccontextmanager
async def process(environ: Mapping[str, str], *words: str) -> AsyncIterator[asyncio.subprocess.Process]:
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "connectors", *words, env=dict(environ), stderr=asyncio.subprocess.PIPE, cwd="/"
    )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
        await started.communicate()


async def until_alive(url: str) -> None:
    async with aiohttp.ClientSession() as http, asyncio.timeout(20):
        while True:
            try:
                async with http.get(f"{url}/healthz") as response:
                    assert response.status == 200
                    return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
async def test_it_tells_its_sockets_to_come_back_and_ends_with_zero(settings: Settings, name: str) -> None:
    async with process(environment(settings)) as gateway, CustomerScreen(settings.public_url) as customer:
        await until_alive(settings.public_url)
        await customer.open()
        gateway.send_signal(signal.Signals[name])
        assert await customer.until_closed() == 1012
        assert await asyncio.wait_for(gateway.wait(), 10) == 0


async def test_it_takes_as_many_files_as_it_may_have(settings: Settings) -> None:
    async with process(environment(settings)) as gateway:
        resource.prlimit(gateway.pid, resource.RLIMIT_NOFILE, (256, 2048))
        await until_alive(settings.public_url)
        assert resource.prlimit(gateway.pid, resource.RLIMIT_NOFILE) == (2048, 2048)


async def refused(environ: Mapping[str, str]) -> str:
    """What it says on its way out; exit code 2."""
    async with process(environ) as gateway:
        _, said = await asyncio.wait_for(gateway.communicate(), 20)
        assert gateway.returncode == 2, said
    return said.decode().strip()


async def test_a_port_in_use_is_one_clear_sentence(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", settings.port))
        taken.listen()
        said = await refused(environment(settings))
    assert said.splitlines()[-1].startswith(f"gateway: 127.0.0.1:{settings.port} is in use")
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("REDIS_URL", "localhost", "gateway: REDIS_URL: expected a redis://"),
        ("DATABASE_URL", "postgresql://x@/x?host=/nonexistent", "gateway: DATABASE_URL: no PostgreSQL answers there"),
        ("FIRSTHAND_POLICY", "gone.toml", "gateway: gone.toml: expected a file that can be read, got No such file"),
        ("FIRSTHAND_LOG_LEVEL", "LOUD", "gateway: FIRSTHAND_LOG_LEVEL: expected DEBUG"),
    ],
)
async def test_a_wrong_setting_is_one_clear_sentence(
    settings: Settings, variable: str, value: str, expected: str
) -> None:
    said = await refused(environment(settings, **{variable: value}))
    assert said.startswith(expected)
    assert len(said.splitlines()) == 1
