"""`firsthand up`: everything on one machine, from the data folder to three addresses that answer."""

import asyncio
import signal
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import aiohttp
from asyncpg import InterfaceError, PostgresError
from sqlalchemy.exc import SQLAlchemyError

from connectors.setting_values import asyncpg_url
from connectors.supervisor import builds, preflight, runtime, vault
from connectors.supervisor.account import home_for
from connectors.supervisor.child import Child
from connectors.supervisor.claim import DataFolder
from connectors.supervisor.demo import seed_desk
from connectors.supervisor.engines import EngineError, Postgres, Redis
from connectors.supervisor.runtime import Ports
from escalation.schema import SchemaError, upgrade

WRONG_SETUP = 2  # exit code of a process that says what a person has to put right
TRIM_SECONDS = 30.0  # between two looks at the size of the logs
READY_SECONDS = 120.0  # Rasa alone needs about 16 s on two cores, and longer on a busy machine
DATABASE = "firsthand"


class UpError(Exception):
    """Firsthand could not be started; the message is for a person."""


class WrongSetup(UpError):
    """A setting keeps it from starting: a person has to put it right."""


def say(text: str) -> None:
    """One sentence for whoever looks on."""
    tell(f"firsthand: {text}")


def tell(text: str) -> None:
    """To the terminal: one that is closed, or a full disk behind it, must not end who keeps the rest alive."""
    with suppress(OSError):
        print(text, flush=True)


class Supervisor:
    """Starts the children in order, keeps them, and ends them in the opposite order."""

    def __init__(self, data: Path, environ: Mapping[str, str]) -> None:
        self.data = data
        self.environ = environ
        self.ports = Ports.read(environ)
        self.logs = data / "logs"
        self.children: list[Child] = []
        self.shared: dict[str, str] = {}
        self.gateway_url = environ.get("FIRSTHAND_PUBLIC_URL") or f"http://{self.ports.shown_host}:{self.ports.gateway}"
        self.shop_url = f"http://{self.ports.shown_host}:{self.ports.shop}"
        self.with_demo_shop = not (environ.get("SHOP_URL") or environ.get("SHOP_DATABASE_URL"))

    def check(self) -> None:
        """Everything that can be known before the first process starts; PreflightError says what is wrong."""
        for folder in (self.data, home_for(self.data)):
            preflight.check_space(folder)
        preflight.check_assistant(runtime.ASSISTANT_PYTHON)
        preflight.check_port(self.ports.host, self.ports.gateway, "FIRSTHAND_PORT")
        if self.with_demo_shop:
            preflight.check_port(self.ports.host, self.ports.shop, "DEMO_SHOP_PORT")
        preflight.check_port("127.0.0.1", self.ports.rasa, "RASA_PORT")
        preflight.check_port("127.0.0.1", self.ports.actions, "ACTIONS_PORT")
        self.logs.mkdir(mode=0o700, exist_ok=True)

    async def build(self) -> None:
        """Make what has to be made. Raises UpError."""
        for build in builds.BUILDS:
            try:
                await builds.make(build, self.logs, say)
            except builds.BuildError as error:
                raise UpError(str(error)) from error

    async def start(self) -> None:
        """Start all children and return when the gateway says that every part is ready."""
        self.shared = {**vault.load(self.data), **self.given()}
        await self._start_engines()
        await migrate(self.shared["DATABASE_URL"])
        endpoints = self.data / "endpoints.yml"
        runtime.write_endpoints(endpoints, self.ports, self.shared)
        specs = runtime.assistant_specs(self.ports, self.shared, endpoints)
        if self.with_demo_shop:
            specs.append(runtime.shop_spec(self.ports, self.shared, self.gateway_url))
        specs.append(runtime.gateway_spec(self.ports, self.shared))
        for spec in specs:
            await self._child(Child(spec, self.logs, say))
        await self._until_ready()

    def given(self) -> dict[str, str]:
        """The settings from outside, with what this machine's own Firsthand has for the rest. Raises SettingsError."""
        origins = {self.shop_url, self.gateway_url}
        given = {
            "WIDGET_ORIGINS": ",".join(sorted(origins)),
            "WIDGET_AUDIENCE": "demo",
            "SHOP_ADAPTER": "http",
            "SHOP_URL": self.shop_url,
            "FIRSTHAND_PUBLIC_URL": self.gateway_url,
            "FIRSTHAND_DATA": str(self.data),
            **self._letters(),
        }
        names = [*given, *vault.NAMES, vault.KEYS, "DATABASE_URL", "REDIS_URL", "SHOP_DATABASE_URL", "FIRSTHAND_UNSAFE"]
        told = {name: self.environ[name] for name in names if self.environ.get(name)}
        urls = {name: asyncpg_url(name, told[name]) for name in ("DATABASE_URL", "SHOP_DATABASE_URL") if name in told}
        if "SHOP_DATABASE_URL" in told and "SHOP_URL" not in told:
            given["SHOP_ADAPTER"] = "sql"
        return given | told | urls

    def _letters(self) -> dict[str, str]:
        """With the demo shop and without a mail server, letters are kept beside the data, to be looked at."""
        mail = ("FIRSTHAND_SMTP_URL", "FIRSTHAND_MAIL_FROM")
        trying_out = self.with_demo_shop and self.environ.get("FIRSTHAND_ENV") != "production"
        if not trying_out or any(map(self.environ.get, mail)):
            return {}
        return dict(zip(mail, (f"file://{self.data.resolve()}/mail", "help@demo.shop"), strict=True))

    async def _start_engines(self) -> None:
        home = home_for(self.data)
        if "DATABASE_URL" not in self.shared:
            postgres = Postgres(home)
            await self._engine(postgres)
            await asyncio.to_thread(postgres.create_database, DATABASE)
            self.shared["DATABASE_URL"] = postgres.url(DATABASE)
        if "REDIS_URL" not in self.shared:
            redis = Redis(home)
            await self._engine(redis)
            self.shared["REDIS_URL"] = redis.url()

    async def _engine(self, engine: Postgres | Redis) -> None:
        try:
            await asyncio.to_thread(engine.prepare)
        except OSError as error:
            why = error.strerror or str(error)[:200]
            raise EngineError(f"{engine.name} cannot keep its files in {engine.home}: {why}.") from error
        child = await self._child(Child(runtime.engine_spec(engine), self.logs, say))
        deadline = time.monotonic() + 30
        while not await asyncio.to_thread(engine.is_ready):
            if time.monotonic() > deadline or child.restarts > 2:
                raise EngineError(f"{engine.name} does not start: see {child.log}.")
            await asyncio.sleep(0.05)

    async def _child(self, child: Child) -> Child:
        await child.start()
        self.children.append(child)
        return child

    async def _until_ready(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        parts: dict[str, Any] = {}
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
            while time.monotonic() < deadline:
                self._refuse_wrong_setup()
                parts = await _readiness(session, f"http://{self.ports.shown_host}:{self.ports.gateway}/readyz")
                if parts.get("complete"):
                    return
                await asyncio.sleep(0.25)
        raise UpError(
            f"not ready after {READY_SECONDS:.0f} s: {parts or 'the gateway does not answer'}; see {self.logs}."
        )

    def _refuse_wrong_setup(self) -> None:
        """Starting again does not help a process that says what a person has to put right: say it here."""
        for child in self.children:
            if child.last_code == WRONG_SETUP:
                raise WrongSetup(f"{child.spec.name} cannot start: {child.last_words()}")

    async def trim_logs(self) -> None:
        """Keep every log small, for as long as it runs."""
        while True:
            for child in self.children:
                try:
                    child.trim_log()
                except OSError as error:
                    say(f"{child.log} cannot be set aside: {error.strerror}")
            await asyncio.sleep(TRIM_SECONDS)

    async def stop(self) -> None:
        """End the children, the edges first and the databases last."""
        engines = [child for child in self.children if child.spec.name in ("postgres", "redis")]
        await asyncio.gather(*(child.stop() for child in self.children if child not in engines))
        await asyncio.gather(*(child.stop() for child in engines))

    def facts(self) -> dict[str, Any]:
        """What `run.json` tells: addresses, log folder, process numbers by name."""
        return {
            "customer": f"{self.shop_url}/" if self.with_demo_shop else f"{self.gateway_url}/widget/frame",
            "agent": f"{self.gateway_url}/desk",
            "ops": f"{self.gateway_url}/ops",
            "logs": str(self.logs),
            "database": self.shared["DATABASE_URL"],
            "redis": self.shared["REDIS_URL"],
            "children": {child.spec.name: child.pid for child in self.children},
        }


async def migrate(database_url: str) -> None:
    """Bring the schema up to date. Raises UpError where the database cannot be used."""
    try:
        await upgrade(database_url)
    except (OSError, SQLAlchemyError, PostgresError, InterfaceError, SchemaError) as error:
        raise UpError(f"DATABASE_URL: the database cannot be used: {str(error).splitlines()[0]}") from error


async def _readiness(session: aiohttp.ClientSession, url: str) -> dict[str, Any]:
    try:
        async with session.get(url) as response:
            answer: dict[str, Any] = await response.json()
            return answer
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return {}  # not up yet: asked again until the deadline


def show(facts: Mapping[str, Any], logins: Mapping[str, str]) -> None:
    """Print where to go and how to log in."""
    lines = [f"  customer  {facts['customer']}", f"  agent     {facts['agent']}", f"  ops       {facts['ops']}"]
    lines += [f"  log in    {email}  {password}" for email, password in logins.items()]
    tell("\n".join(["", *lines, "", f"  logs      {facts['logs']}   Ctrl-C ends everything", ""]))


async def up(data: Path, environ: Mapping[str, str]) -> int:
    """Run until a signal comes; returns the exit code."""
    preflight.check_folder(data)
    folder = DataFolder(data)
    if not folder.claim():
        return _already_running(folder)
    ended = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(sign, ended.set)
    supervisor = Supervisor(data, environ)
    try:
        supervisor.check()
        starting = asyncio.create_task(_build_and_start(supervisor))
        stopped = asyncio.create_task(ended.wait())
        await asyncio.wait({starting, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not ended.is_set():
            await starting
            logins = await seed_desk(data, supervisor.shared["DATABASE_URL"])
            folder.tell({**supervisor.facts(), "logins": logins})
            show(supervisor.facts(), logins)
            trimming = asyncio.create_task(supervisor.trim_logs())
            await stopped
            trimming.cancel()
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)
        say("ending")
    finally:
        await supervisor.stop()
        folder.release()
    return 0


async def _build_and_start(supervisor: Supervisor) -> None:
    await supervisor.build()
    await supervisor.start()


def _already_running(folder: DataFolder) -> int:
    facts = folder.told()
    if facts is None:
        say(f"another Firsthand is starting on {folder.folder}; look again in a moment.")
        return 1
    say(f"already running (process {facts['pid']}) on {folder.folder}")
    show(facts, facts.get("logins", {}))
    return 0
