"""An engine of a rig: the product's own PostgreSQL or Redis, killed, stopped, paused and started again at will."""

import asyncio
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil

from connectors.supervisor.engines import Postgres, Redis, spawn, wait_until_ready

END_S = 20.0


class Engine:
    """`engine` says what it is and where its data lie; this is the process."""

    def __init__(self, engine: "Postgres | Redis") -> None:
        self.engine = engine
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        """What it said, over all its starts."""
        return self.engine.home / f"{self.engine.name}.log"

    @property
    def is_up(self) -> bool:
        """Its process lives."""
        return self._process is not None and self._process.poll() is None

    async def start(self) -> None:
        """With the data that are there; return when it answers. Raises EngineError."""
        await asyncio.to_thread(self.engine.prepare)
        with self.log.open("ab") as log:
            # In this thread: the kernel takes the engine along when the thread ends that started it.
            self._process = spawn(self.engine, log.fileno())
        await asyncio.to_thread(wait_until_ready, self.engine, self._process)

    async def kill(self) -> None:
        """`kill -9`, its helpers with it: nobody has a chance to tidy up. Over when the last of them is gone:
        PostgreSQL does not start while a helper of the one before still holds its shared memory."""
        family = self._family()
        self._each(psutil.Process.kill)
        await self._ended()
        _, alive = await asyncio.to_thread(psutil.wait_procs, family, END_S)
        assert not alive, f"{self.engine.name} left {alive} behind"

    async def stop(self) -> None:
        """As an administrator does. One that is paused goes on first."""
        if self._process is not None and self.is_up:
            self.resume()
            self._process.send_signal(self.engine.stop_signal)
        await self._ended()

    def pause(self) -> None:
        """It neither works nor closes anything."""
        self._each(psutil.Process.suspend)

    def resume(self) -> None:
        self._each(psutil.Process.resume)

    def _each(self, act: Callable[[psutil.Process], None]) -> None:
        """With all of them. One that ended after it was seen, as a database's helpers do, is past it."""
        for one in self._family():
            with suppress(psutil.NoSuchProcess):
                act(one)

    def _family(self) -> list[psutil.Process]:
        """The process and its children, parent first so that it starts no new ones."""
        if self._process is None or not self.is_up:
            return []
        parent = psutil.Process(self._process.pid)
        return [parent, *parent.children(recursive=True)]

    async def _ended(self) -> None:
        if self._process is not None:
            await asyncio.to_thread(self._process.wait, END_S)
