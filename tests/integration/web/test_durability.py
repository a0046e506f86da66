"""Engines that may lose what was confirmed: refused at the start, let pass when somebody insists, seen later."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import redis
from sqlalchemy.engine import make_url

from connectors.setting_values import SettingsError
from connectors.settings import Settings
from connectors.supervisor.engines import Postgres, Redis
from connectors.web import keys
from tests import embedded
from tests.integration.web.assistant import ScriptedAssistant
from tests.integration.web.conftest import Gateway, running
from tests.integration.web.test_process import environment, process, refused

INSISTED = "; --unsafe starts all the same"


@pytest.fixture
def client(redis_server: Redis) -> Iterator[redis.Redis]:
    """The session's Redis, whose settings are put back."""
    with redis.Redis.from_url(redis_server.url()) as opened:
        yield opened
        for name, value in (("appendonly", "yes"), ("appendfsync", "everysec"), ("maxmemory-policy", "noeviction")):
            opened.config_set(name, value)


class LossyPostgres(Postgres):
    """A server whose commits may be gone after a crash."""

    def command(self) -> list[str]:
        return [*super().command(), "-c", "fsync=off", "-c", "full_page_writes=off"]


@asynccontextmanager
async def started(settings: Settings, ui: Path) -> AsyncIterator[Gateway]:
    async with running(settings, ScriptedAssistant(), ui) as gateway:
        yield gateway


async def refusal(settings: Settings, ui: Path) -> str:
    with pytest.raises(SettingsError) as told:
        async with started(settings, ui):
            pass
    return str(told.value)


async def readiness(gateway: Gateway) -> Any:
    async with aiohttp.ClientSession() as http, http.get(f"{gateway.url}/readyz") as response:
        return await response.json()


@pytest.mark.parametrize("whose", ['DATABASE "{database}"', 'ROLE firsthand IN DATABASE "{database}"'])
async def test_a_database_or_role_that_does_not_wait_for_the_disk_is_refused(
    settings: Settings, ui: Path, postgres: Postgres, whose: str
) -> None:
    name = make_url(settings.database_url).database
    postgres.psql(f"ALTER {whose.format(database=name)} SET synchronous_commit = off")
    expected = f"DATABASE_URL: expected a database with synchronous_commit on, came off{INSISTED}"
    assert await refusal(settings, ui) == expected
    postgres.psql(f"ALTER {whose.format(database=name)} SET synchronous_commit = local")
    async with started(settings, ui) as gateway:
        assert (await readiness(gateway))["unsafe"] == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("appendonly", "no", "yes"),
        ("appendfsync", "no", "everysec"),
        ("maxmemory-policy", "allkeys-lru", "noeviction"),
        ("maxmemory-policy", "volatile-ttl", "noeviction"),
    ],
)
async def test_a_redis_that_forgets_is_refused(
    settings: Settings, ui: Path, client: redis.Redis, name: str, value: str, expected: str
) -> None:
    client.config_set(name, value)
    said = f"REDIS_URL: expected a Redis with {name} {expected}, came {value}"
    assert await refusal(settings, ui) == f"{said}{INSISTED}"
    async with started(dataclasses.replace(settings, unsafe=True), ui) as gateway:
        assert (await readiness(gateway))["unsafe"] == [said]


async def test_a_process_says_it_in_one_sentence_and_starts_for_who_insists(
    settings: Settings, client: redis.Redis
) -> None:
    client.config_set("maxmemory-policy", "allkeys-random")
    told = "REDIS_URL: expected a Redis with maxmemory-policy noeviction, came allkeys-random"
    said = await refused(environment(settings))
    assert said.splitlines()[-1] == f"gateway: {told}{INSISTED}"
    assert "Traceback" not in said
    for words, environ in ((["--unsafe"], {}), ([], {"FIRSTHAND_UNSAFE": "on"})):
        async with process(environment(settings, **environ), *words) as gateway:
            assert gateway.stderr is not None
            loud, listens = b"", b""
            async with asyncio.timeout(20):
                while b"the gateway listens" not in listens:
                    listens = await gateway.stderr.readline()
                    assert listens, "it ended"
                    loud = listens if b"UNSAFE" in listens else loud
            assert told in loud.decode()
            assert b"ERROR" in loud


@pytest.mark.slow
async def test_a_server_without_fsync_is_refused(settings: Settings, ui: Path, engine_home: Path) -> None:
    engine = LossyPostgres(engine_home / "lossy")
    with embedded.running(engine):
        lossy = dataclasses.replace(settings, database_url=engine.url("postgres"))
        expected = f"DATABASE_URL: expected a database with fsync on, came off{INSISTED}"
        assert await refusal(lossy, ui) == expected
        said = await refused(environment(lossy))
        assert said.splitlines()[-1] == f"gateway: {expected}"
        async with started(dataclasses.replace(lossy, unsafe=True), ui) as gateway:
            named = [line.split(" on, came off")[0].split()[-1] for line in (await readiness(gateway))["unsafe"]]
    assert named == ["fsync", "full_page_writes"]


async def test_a_hosted_redis_that_forbids_config_is_asked_otherwise(
    settings: Settings, ui: Path, client: redis.Redis, caplog: pytest.LogCaptureFixture
) -> None:
    client.acl_setuser(
        "hosted", enabled=True, passwords=["+pw"], keys=["*"], categories=["+@all"], commands=["-config"]
    )
    url = settings.redis_url.replace("unix://:", "unix://hosted:").replace(
        str(make_url(settings.redis_url).password), "pw"
    )
    hosted = dataclasses.replace(settings, redis_url=url)
    async with started(hosted, ui) as gateway:
        assert (await readiness(gateway))["unsafe"] == []
    assert "REDIS_URL: this Redis does not tell its appendfsync; see to it that it is everysec or always" in caplog.text
    client.config_set("appendonly", "no")
    assert await refusal(hosted, ui) == f"REDIS_URL: expected a Redis with appendonly yes, came no{INSISTED}"
    client.config_set("appendonly", "yes")
    client.acl_setuser("hosted", enabled=True, commands=["-info"])
    async with started(hosted, ui) as gateway:
        assert (await readiness(gateway))["unsafe"] == []
    assert "this Redis does not tell its maxmemory-policy; see to it that it is noeviction" in caplog.text
    client.acl_deluser("hosted")


async def test_a_redis_that_was_away_is_looked_at_when_it_is_back(
    settings: Settings, ui: Path, engine_home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    engine = Redis(engine_home / "later")
    engine.prepare()
    async with started(dataclasses.replace(settings, redis_url=engine.url()), ui) as gateway:
        assert (await readiness(gateway))["unsafe"] == []
        assert "REDIS_URL: looked at when it is back" in caplog.text
        with embedded.running(engine):
            with redis.Redis.from_url(engine.url()) as later:
                later.config_set("appendfsync", "no")
            await gateway.app[keys.DURABILITY].look()
            told = await readiness(gateway)
    assert told["unsafe"] == ["REDIS_URL: expected a Redis with appendfsync everysec, came no"]
    assert told["ready"]
    assert "UNSAFE, what was confirmed can be lost: REDIS_URL" in caplog.text
