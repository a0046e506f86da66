"""Real processes for the tests of the channel: a Redis, and a Rasa server with a small model."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import requests

SECRET = "secret-of-the-tests"
BEARER = {"Authorization": f"Bearer {SECRET}"}
START_LIMIT = 100.0
"""How long a Rasa server may take to start on a busy machine (seconds)."""


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """The URL of a Redis that lives as long as the block."""
    binary = os.environ.get("TEST_REDIS_SERVER", "")
    if not Path(binary).is_file():
        raise RuntimeError(
            f"expected the path of a redis-server in TEST_REDIS_SERVER, got {binary!r} (see the Makefile)"
        )
    path = folder / "redis.sock"
    options = ["--port", "0", "--unixsocket", str(path), "--save", "", "--appendonly", "no", "--dir", str(folder)]
    with running([binary, *options], folder / "redis.log", {}) as process:
        wait_for(path.exists, process, 10)
        yield f"unix://{path}"


@contextmanager
def running(command: list[str], log: Path, environment: Mapping[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """A process with its log in a file; stopped at the end."""
    with log.open("wb") as lines:
        process = subprocess.Popen(command, stdout=lines, stderr=lines, env={**os.environ, **environment})
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


def wait_for(ready: object, process: "subprocess.Popen[bytes]", limit: float) -> None:
    """Waits until `ready()` is true; fails when the process ends or the time (seconds) is over."""
    assert callable(ready)
    end = time.monotonic() + limit
    while not ready():
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"{process.args!r} is not ready, exit code {process.returncode}")
        time.sleep(0.1)


def rasa_command(port: int, model: Path, endpoints: Path, credentials: Path) -> list[str]:
    """The command that starts Rasa as the supervisor does."""
    where = ["-i", "127.0.0.1", "-p", str(port), "-m", str(model)]
    return [
        sys.executable,
        "-m",
        "rasa",
        "run",
        *where,
        "--endpoints",
        str(endpoints),
        "--credentials",
        str(credentials),
    ]


def rasa_environment(**more: str) -> dict[str, str]:
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "OPENBLAS_NUM_THREADS": "1"}
    return quiet | {"PYTHONPATH": str(Path.cwd()), "ASSISTANT_SECRET": SECRET} | more


def healthy(port: int) -> bool:
    try:
        answer = requests.get(f"http://127.0.0.1:{port}/webhooks/gateway/health", headers=BEARER, timeout=5)
    except requests.ConnectionError:
        return False
    return answer.status_code == 200
