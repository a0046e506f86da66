"""The whole product, started as a person starts it: `firsthand up` on free ports and a folder of its own."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Any

import psutil
import pytest

from connectors.supervisor.account import home_for
from tests.ports import free_ports

START_SECONDS = 240.0


@dataclass(frozen=True, slots=True)
class System:
    """A running Firsthand: its addresses, its supervisor and its data folder."""

    process: "subprocess.Popen[str]"
    data: Path
    ports: dict[str, int]

    @property
    def facts(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.data / "run.json").read_text(encoding="utf-8"))
        return found

    @property
    def gateway(self) -> str:
        return f"http://127.0.0.1:{self.ports['FIRSTHAND_PORT']}"

    @property
    def shop(self) -> str:
        return f"http://127.0.0.1:{self.ports['DEMO_SHOP_PORT']}"

    @property
    def secrets(self) -> dict[str, str]:
        found: dict[str, str] = json.loads((self.data / "secrets.json").read_text(encoding="utf-8"))
        return found

    @property
    def logins(self) -> dict[str, str]:
        found: dict[str, str] = self.facts["logins"]
        return found

    def children(self) -> dict[str, psutil.Process]:
        """The supervisor's living children by what they run."""
        found: dict[str, psutil.Process] = {}
        for child in psutil.Process(self.process.pid).children():
            try:
                words = " ".join(child.cmdline())
            except (psutil.ZombieProcess, psutil.NoSuchProcess):
                continue  # it ended while we looked
            found |= {name: child for name, sign in SIGNS.items() if re.search(sign, words)}
        return found


SIGNS = {
    "postgres": "bin/postgres",
    "redis": "redis-server",
    "rasa": "-m rasa run",
    "actions": "-m actions",
    "shop": "connectors.demoshop",
    "gateway": "-m connectors$",
}
PORTS = ("FIRSTHAND_PORT", "DEMO_SHOP_PORT", "RASA_PORT", "ACTIONS_PORT")


def environment(data: Path, ports: dict[str, int], **more: str) -> dict[str, str]:
    """The environment of a Firsthand of its own."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("FIRSTHAND_", "DATABASE_", "REDIS_"))
    }
    return {**kept, "FIRSTHAND_DATA": str(data), **{name: str(port) for name, port in ports.items()}, **more}


@contextmanager
def running(**more: str) -> Iterator[System]:
    """Start everything and wait until it is ready; end it as Ctrl-C does and remove its data."""
    data = Path(tempfile.mkdtemp(prefix="fhs-", dir="/tmp"))
    ports = dict(zip(PORTS, free_ports(len(PORTS)), strict=True))
    command = [sys.executable, "-m", "connectors.cli", "up"]
    with (data / "up.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, env=environment(data, ports, **more), stdout=log, stderr=log, text=True)
    try:
        _wait(process, data)
        yield System(process, data, ports)
    finally:
        if process.poll() is None:
            _end(process)
        rmtree(home_for(data), ignore_errors=True)
        rmtree(data, ignore_errors=True)


def _end(process: "subprocess.Popen[str]") -> None:
    """Ctrl-C: it ends with 0 and takes its whole family along."""
    family = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0
    _, alive = psutil.wait_procs(family, timeout=1)
    assert alive == [], "Ctrl-C left processes behind"


def _wait(process: "subprocess.Popen[str]", data: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not (data / "run.json").exists():
        said = (data / "up.log").read_text(encoding="utf-8")[-3000:]
        assert process.poll() is None, f"it ended with code {process.returncode}:\n{said}"
        assert time.monotonic() < deadline, f"not ready after {START_SECONDS:.0f} s:\n{said}\n{_logs(data)}"
        time.sleep(0.1)


def _logs(data: Path) -> str:
    return "\n".join(f"== {path.name}\n{path.read_text()[-1500:]}" for path in sorted((data / "logs").glob("*.log")))


@pytest.fixture(scope="session")
def system() -> Iterator[System]:
    """One running Firsthand for all tests that want the whole of it; reachable from outside where it may be."""
    with running(FIRSTHAND_HOST="0.0.0.0", FIRSTHAND_LIMITS="off", OUTREACH_EVERY="1") as started:
        yield started
