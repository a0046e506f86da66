"""What is made before anything starts, each only when its sources changed: the front end and the assistant's model."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from connectors.supervisor.account import die_with_parent
from connectors.supervisor.runtime import ASSISTANT_PYTHON, ROOT

FAREWELL_SECONDS = 5.0  # that a build gets to end
LAST_CHARACTERS = 1500  # of a failed build's log that are shown


class BuildError(Exception):
    """Something could not be made; the message holds the end of what was printed."""


@dataclass(frozen=True, slots=True)
class Build:
    """`name` also names the log, `words` are for people."""

    name: str
    words: str
    command: Sequence[str]


BUILDS = (
    Build("ui", "the front end", (sys.executable, "-m", "connectors.ui.build")),
    Build("model", "the assistant's model", (str(ASSISTANT_PYTHON), "-W", "ignore", "-m", "bot", "train")),
)


async def make(build: Build, logs: Path, say: Callable[[str], None]) -> None:
    """Run one build; what it prints is kept. Cancelled, it ends the build with all that it started."""
    say(f"making {build.words}, if it changed")
    log = logs / f"build-{build.name}.log"
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *build.command,
            cwd=ROOT,
            env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C reaches the supervisor alone, which ends the whole group
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
    try:
        code = await process.wait()
    except asyncio.CancelledError:
        await _end_group(process)
        raise
    if code != 0:
        end = log.read_text(encoding="utf-8", errors="replace")[-LAST_CHARACTERS:]
        raise BuildError(f"{build.words} could not be made; the end of {log}:\n{end}")


async def _end_group(process: asyncio.subprocess.Process) -> None:
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with suppress(TimeoutError):
            async with asyncio.timeout(FAREWELL_SECONDS):
                await process.wait()
                return
