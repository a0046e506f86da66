"""`firsthand up`: everything on one machine, from the data folder to three addresses that answer."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp

from connectors.supervisor import preflight, runtime, vault
from connectors.supervisor.child import Child
from connectors.supervisor.claim import DataFolder
from connectors.supervisor.demo import seed_desk
from connectors.supervisor.engines import EngineError, Postgres, Redis, home_for
from connectors.supervisor.runtime import ROOT, Ports
from escalation.schema import upgrade

READY_SECONDS = 120.0  # Rasa alone needs about 16 s on two cores, and longer on a busy machine
DATABASE = "firsthand"


class UpError(Exception):
    """Firsthand could not be started; the message is for a person."""


def say(text: str) -> None:
    print(f"firsthand: {text}", flush=True)


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
        preflight.check_space(self.data)
        preflight.check_assistant(runtime.ASSISTANT_PYTHON)
        preflight.check_port(self.ports.host, self.ports.gateway, "FIRSTHAND_PORT")
        if self.with_demo_shop:
            preflight.check_port(self.ports.host, self.ports.shop, "DEMO_SHOP_PORT")
        preflight.check_port("127.0.0.1", self.ports.rasa, "RASA_PORT")
        preflight.check_port("127.0.0.1", self.ports.actions, "ACTIONS_PORT")
        self.logs.mkdir(mode=0o700, exist_ok=True)

    def build(self) -> None:
        """Build the front end and train the model, each only when its sources changed; what they print is kept."""
        quiet = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}
        for name, words, command in (
            ("ui", "the front end", [sys.executable, "-m", "connectors.ui.build"]),
            ("model", "the assistant's model", [str(runtime.ASSISTANT_PYTHON), "-W", "ignore", "-m", "bot", "train"]),
        ):
            say(f"making {words}, if it changed")
            log = self.logs / f"build-{name}.log"
            with log.open("w", encoding="utf-8") as output:
                done = subprocess.run(command, cwd=ROOT, env=quiet, stdout=output, stderr=output, check=False)
            if done.returncode != 0:
                raise UpError(
                    f"{words} could not be made; the end of {log}:\n{log.read_text(encoding='utf-8')[-1500:]}"
                )

    async def start(self) -> None:
        """Start all children and return when the gateway says that every part is ready."""
        self.shared = {**vault.load(self.data), **self._given()}
        await self._start_engines()
        await upgrade(self.shared["DATABASE_URL"])
        endpoints = self.data / "endpoints.yml"
        runtime.write_endpoints(endpoints, self.ports, self.shared)
        specs = runtime.assistant_specs(self.ports, self.shared, endpoints)
        if self.with_demo_shop:
            specs.append(runtime.shop_spec(self.ports, self.shared, self.gateway_url))
        specs.append(runtime.gateway_spec(self.ports, self.shared))
        for spec in specs:
            await self._child(Child(spec, self.logs, say))
        await self._until_ready()

    def _given(self) -> dict[str, str]:
        origins = {self.shop_url, self.gateway_url}
        given = {
            "WIDGET_ORIGINS": ",".join(sorted(origins)),
            "WIDGET_AUDIENCE": "demo",
            "SHOP_ADAPTER": "http",
            "SHOP_URL": self.shop_url,
            "FIRSTHAND_PUBLIC_URL": self.gateway_url,
            "FIRSTHAND_DATA": str(self.data),
        }
        names = [*given, *vault.NAMES, vault.KEYS, "DATABASE_URL", "REDIS_URL", "SHOP_DATABASE_URL"]
        return given | {name: self.environ[name] for name in names if self.environ.get(name)}

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
        await asyncio.to_thread(engine.prepare)
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
                parts = await _readiness(session, f"http://{self.ports.shown_host}:{self.ports.gateway}/readyz")
                if parts.get("complete"):
                    return
                await asyncio.sleep(0.25)
        raise UpError(
            f"not ready after {READY_SECONDS:.0f} s: {parts or 'the gateway does not answer'}; see {self.logs}."
        )

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
    print("\n".join(["", *lines, "", f"  logs      {facts['logs']}   Ctrl-C ends everything", ""]), flush=True)


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
        await asyncio.to_thread(supervisor.build)
        starting = asyncio.create_task(supervisor.start())
        stopped = asyncio.create_task(ended.wait())
        await asyncio.wait({starting, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not ended.is_set():
            await starting
            logins = await seed_desk(data, supervisor.shared["DATABASE_URL"])
            folder.tell({**supervisor.facts(), "logins": logins})
            show(supervisor.facts(), logins)
            await stopped
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)
        say("ending")
    finally:
        await supervisor.stop()
        folder.release()
    return 0


def _already_running(folder: DataFolder) -> int:
    facts = folder.told()
    if facts is None:
        say(f"another Firsthand is starting on {folder.folder}; look again in a moment.")
        return 1
    say(f"already running (process {facts['pid']}) on {folder.folder}")
    show(facts, facts.get("logins", {}))
    return 0
