"""One process that is kept alive: started, watched, restarted with back-off, ended."""

import asyncio
import os
import shutil
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from connectors.supervisor.account import Account, die_with_parent

FIRST_PAUSE = 0.25  # seconds before the first restart; doubled each time
LONGEST_PAUSE = 15.0  # seconds
STEADY = 30.0  # seconds alive after which the pause starts small again
LOG_LIMIT = 20 * 1024 * 1024  # bytes; a larger log is set aside as NAME.log.1
LAST_LINES = 2000  # bytes of a log that are looked at for its last words


@dataclass(frozen=True, slots=True)
class Spec:
    """What to run: `name` also names the log file."""

    name: str
    command: Sequence[str]
    folder: Path
    environment: Mapping[str, str]
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals = signal.SIGKILL
    stop_seconds: float = 10.0
    account: Account = field(default_factory=lambda: Account(None, None))


class Child:
    """Runs `spec` until `stop` is called. `say` gets one sentence for each restart."""

    def __init__(self, spec: Spec, logs: Path, say: Callable[[str], None]) -> None:
        self.spec = spec
        self.log = logs / f"{spec.name}.log"
        self.say = say
        self.process: asyncio.subprocess.Process | None = None
        self.restarts = 0
        self.last_code: int | None = None
        self._stopping = False
        self._keeper: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        alive = self.process is not None and self.process.returncode is None
        return self.process.pid if alive and self.process else None

    async def start(self) -> None:
        """Start the process and keep it; OSError when it cannot be started at all."""
        await self._spawn()
        self._keeper = asyncio.create_task(self._keep(), name=f"keep {self.spec.name}")

    async def _spawn(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as output:
            self.process = await asyncio.create_subprocess_exec(
                *self.spec.command,
                cwd=self.spec.folder,
                env=dict(self.spec.environment),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C reaches the supervisor alone, which ends the others in order
                preexec_fn=die_with_parent(self.spec.orphan_signal),
                **self.spec.account.popen_arguments(),
            )

    def trim_log(self, limit: int = LOG_LIMIT) -> None:
        """Set a log aside that has grown past `limit` bytes. The process has it open for appending and goes on.

        Where there is no room for a copy the log is cut all the same: it must not be what fills the disk.
        """
        if not self.log.exists() or self.log.stat().st_size <= limit:
            return
        aside = self.log.with_suffix(".log.1")
        try:
            shutil.copyfile(self.log, aside)
        except OSError as error:
            aside.unlink(missing_ok=True)
            self.say(f"{self.log} is cut without a copy: {error.strerror}")
        os.truncate(self.log, 0)

    def last_words(self) -> str:
        """The last line of the log, which says why a process ended."""
        with self.log.open("rb") as log:
            log.seek(max(0, self.log.stat().st_size - LAST_LINES))
            lines = log.read().decode("utf-8", "replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")

    async def _keep(self) -> None:
        pause = FIRST_PAUSE
        while self.process is not None:
            began = time.monotonic()
            code = await self.process.wait()
            if self._stopping:
                return
            self.last_code = code
            pause = FIRST_PAUSE if time.monotonic() - began > STEADY else pause
            self.say(f"{self.spec.name} ended with code {code}; starting it again in {pause:.2g} s (see {self.log})")
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
            self.restarts += 1
            await self._respawn()

    async def _respawn(self) -> None:
        try:
            await self._spawn()
        except OSError as error:
            self.say(f"{self.spec.name} cannot be started: {error}")

    async def stop(self) -> None:
        """End the process: its stop signal, then SIGKILL after `stop_seconds`."""
        self._stopping = True
        if self.pid is not None and self.process is not None:
            self.process.send_signal(self.spec.stop_signal)
            try:
                await asyncio.wait_for(self.process.wait(), self.spec.stop_seconds)
            except TimeoutError:
                self.say(f"{self.spec.name} did not end within {self.spec.stop_seconds:.0f} s and is killed")
                self.process.kill()
                await self.process.wait()
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
