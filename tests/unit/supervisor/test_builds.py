"""Builds: kept in a log, told where they fail, ended with everything they started when the start is called off."""

import asyncio
import sys
from pathlib import Path

import psutil
import pytest

from connectors.supervisor.builds import Build, BuildError, make


async def test_a_failed_build_shows_the_end_of_its_log(tmp_path: Path) -> None:
    said: list[str] = []
    broken = Build("ui", "the front end", (sys.executable, "-c", "print('no such module'); raise SystemExit(1)"))
    with pytest.raises(BuildError, match=r"the front end could not be made; the end of .*\n.*no such module"):
        await make(broken, tmp_path, said.append)
    assert said == ["making the front end, if it changed"]


async def test_a_build_that_is_called_off_leaves_nothing_running(tmp_path: Path) -> None:
    nap = "import subprocess, sys, time; p = subprocess.Popen(['sleep', '600']); print(p.pid, flush=True); p.wait()"
    making = asyncio.create_task(make(Build("nap", "a nap", (sys.executable, "-c", nap)), tmp_path, lambda _: None))
    log = tmp_path / "build-nap.log"
    for _ in range(500):
        if log.exists() and log.read_text().strip():
            break
        await asyncio.sleep(0.02)
    sleeper = psutil.Process(int(log.read_text()))
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making
    assert psutil.wait_procs([sleeper], timeout=5)[1] == []
