"""The demo shop as a real process, one for all tests, and both adapters in front of it."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from connectors.demoshop import tables
from connectors.demoshop.seeding import seed
from connectors.shop.http import HttpShop
from connectors.shop.protocol import Shop
from connectors.shop.sql import SqlShop
from connectors.supervisor.engines import Postgres
from tests.ports import free_port

TOKEN = "token-of-the-demo-shop-in-tests-0123456789"
JWT_KEY = "key-of-the-widget-in-tests-0123456789abcdef"
READY_S = 30.0
DATABASE = "demo_shop_of_tests"


@dataclass(frozen=True)
class Process:
    """A demo shop that runs: where it listens and which database it has."""

    url: str
    database_url: str


@pytest.fixture(scope="session")
def process(postgres: Postgres) -> Iterator[Process]:
    postgres.create_database(DATABASE)
    process = Process(f"http://127.0.0.1:{free_port()}", postgres.url(DATABASE))
    command = [sys.executable, "-W", "error", "-m", "connectors.demoshop", "serve"]
    with subprocess.Popen(command, env=_environment(process)) as child:
        try:
            _wait_until_ready(process, child)
            yield process
        finally:
            child.terminate()
            assert child.wait(timeout=10) == 0


def _environment(process: Process) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")},
        "DATABASE_URL": process.database_url,
        "DEMO_SHOP_PORT": process.url.rpartition(":")[2],
        "SHOP_TOKEN": TOKEN,
        "WIDGET_JWT_KEYS": f"k1:{JWT_KEY}",
        "GATEWAY_PUBLIC_URL": "http://127.0.0.1:8080",
    }


def _wait_until_ready(process: Process, child: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_S
    while True:
        assert child.poll() is None, "the demo shop ended before it was ready"
        assert time.monotonic() < until, f"the demo shop was not ready after {READY_S} s"
        try:
            with urllib.request.urlopen(f"{process.url}/health", timeout=5) as response:
                assert response.status == 200
                return
        except urllib.error.URLError:
            time.sleep(0.05)


@pytest.fixture
async def engine(process: Process) -> AsyncIterator[AsyncEngine]:
    engine = create_async_engine(process.database_url)
    yield engine
    await engine.dispose()


@pytest.fixture
async def anew(process: Process, engine: AsyncEngine) -> AsyncIterator[None]:
    """For a test that writes: afterwards the shop is as it was seeded."""
    yield
    names = ", ".join(f'{table.schema}."{table.name}"' for table in tables.metadata.sorted_tables)
    async with engine.begin() as connection:
        await connection.execute(text(f"TRUNCATE {names}"))
    await seed(engine, process.url, datetime.now(UTC))


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def http_shop(process: Process, session: aiohttp.ClientSession) -> HttpShop:
    return HttpShop(session, process.url, TOKEN)


@pytest.fixture(params=["http", "sql"])
async def shop(
    request: pytest.FixtureRequest, process: Process, session: aiohttp.ClientSession, engine: AsyncEngine
) -> Shop:
    """The same demo shop behind each adapter."""
    return HttpShop(session, process.url, TOKEN) if request.param == "http" else SqlShop(engine)
