"""The embedded engines, run for as long as a block lasts, in a folder that goes when it is over."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from connectors.supervisor.engines import Engine, spawn, wait_until_ready


@contextmanager
def engine_folder() -> Iterator[Path]:
    """A short folder below /tmp: a socket's path has little room, and `nobody` must be able to enter it."""
    home = Path(tempfile.mkdtemp(prefix="fh-", dir="/tmp"))
    home.chmod(0o755)
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def running(engine: Engine) -> Iterator[None]:
    """The engine answers inside the block."""
    engine.prepare()
    with (engine.home / f"{engine.name}.log").open("wb") as log:
        process = spawn(engine, log.fileno())
        try:
            wait_until_ready(engine, process)
            yield
        finally:
            process.send_signal(engine.stop_signal)
            process.wait(timeout=20)
