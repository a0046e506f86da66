"""A gateway of a rig: `python -m connectors` as a process of its own, on the same port however often it starts."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import aiohttp
import psutil

from connectors.supervisor.account import die_with_parent
from tests.faults.rig.proxy import Proxy

ROOT = Path(__file__).parents[3]
START_S = 40.0
END_S = 30.0


class GatewayProcess:
    """`url` is where clients go: the proxy, where there is one."""

    def __init__(self, name: str, port: int, environ: Mapping[str, str], folder: Path, proxy: Proxy | None) -> None:
        self.name = name
        self.port = port
        self.proxy = proxy
        self.log = folder / f"{name}.log"
        self.direct_url = f"http://127.0.0.1:{port}"
        self.url = proxy.url if proxy is not None else self.direct_url
        self._environ = environ
        self._process: asyncio.subprocess.Process | None = None

    @property
    def is_up(self) -> bool:
        """Its process lives."""
        return self._process is not None and self._process.returncode is None

    @property
    def is_paused(self) -> bool:
        """By a signal from outside, or at a fail point of its own."""
        return self.is_up and bool(psutil.Process(self.pid).status() == psutil.STATUS_STOPPED)

    @property
    def pid(self) -> int:
        assert self._process is not None, f"{self.name} was never started"
        return self._process.pid

    async def start(self, **environment: str) -> None:
        """Return when it answers. `environment` holds for this one start."""
        await self.spawn(**environment)
        await self.until_alive()

    async def spawn(self, **environment: str) -> None:
        """Start it and go on at once."""
        assert not self.is_up, f"{self.name} is running already"
        told = {"FIRSTHAND_PORT": str(self.port), "FIRSTHAND_PUBLIC_URL": self.url, **self._environ, **environment}
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "connectors"),
                env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **told},
                stdout=log,
                stderr=log,
                cwd="/",
                preexec_fn=die_with_parent(signal.SIGKILL),
            )

    async def until_alive(self) -> None:
        """Return when it answers; AssertionError with its last words when it ends first or takes too long."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as http, asyncio.timeout(START_S):
            while not await self._answers(http):
                assert self.is_up, f"{self.name} ended with {self._code()}:\n{self.last_words()}"
                await asyncio.sleep(0.02)

    async def _answers(self, http: aiohttp.ClientSession) -> bool:
        try:
            async with http.get(f"{self.direct_url}/healthz") as response:
                return response.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def kill(self) -> None:
        """`kill -9`."""
        self._signal(signal.SIGKILL)
        await self.until_gone()

    async def terminate(self) -> int:
        """As a deploy does; its exit code."""
        self.resume()
        self._signal(signal.SIGTERM)
        return await self.until_gone()

    async def until_gone(self, limit_s: float = END_S) -> int:
        """Its exit code once it has ended, by whatever means; a signal's number is negative."""
        assert self._process is not None, f"{self.name} was never started"
        return await asyncio.wait_for(self._process.wait(), limit_s)

    def pause(self) -> None:
        """It neither works nor closes anything."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    def rss_bytes(self) -> int:
        """The memory that it holds."""
        return int(psutil.Process(self.pid).memory_info().rss)

    def last_words(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")[-3000:]

    def _code(self) -> int | None:
        return None if self._process is None else self._process.returncode

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(number)
