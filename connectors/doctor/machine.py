"""This machine: room on the disk, files a process may have open, what is installed, the pages."""

import resource
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from connectors.doctor.finding import Finding, bad, ok, warn
from connectors.settings import Settings
from connectors.ui.build import DIST

LOCK = Path(__file__).resolve().parents[2] / "requirements/gateway.txt"
PYTHON = (3, 12)
GIB = 1024**3
LITTLE, TOO_LITTLE = 2 * GIB, GIB // 4
MANY_FILES = 65_536
SHOWN = 5


def look(settings: Settings) -> Iterator[Finding]:
    yield _disk(settings.data)
    yield _files()
    yield installed(LOCK)
    yield pages(DIST)


def _disk(folder: Path) -> Finding:
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    return room(shutil.disk_usage(there).free, there)


def room(free: int, there: Path) -> Finding:
    """Is that many bytes enough?"""
    saw = f"{free / GIB:.1f} GiB free at {there}"
    do = "Make room: a full disk stops the database in the middle of a chat."
    if free < TOO_LITTLE:
        return bad("disk", saw, do)
    return warn("disk", saw, do) if free < LITTLE else ok("disk", saw)


def _files() -> Finding:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most == resource.RLIM_INFINITY or most >= MANY_FILES:
        return ok("open files", "enough for thousands of customers")
    do = f"Raise the limit (LimitNOFILE, ulimit -n) to {MANY_FILES}: each customer's socket is a file."
    return warn("open files", f"at most {most}", do)


def installed(lock: Path) -> Finding:
    """Other versions than those that were tested and looked through for known holes."""
    if sys.version_info[:2] < PYTHON:
        return bad(
            "versions", f"Python {sys.version.split()[0]}", f"The gateway needs {PYTHON[0]}.{PYTHON[1]} or newer."
        )
    pins = (line.split("==") for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line)
    locked = {name.strip(): rest.split()[0] for name, rest in pins if not name.startswith(" ")}
    other = [f"{name} {have or 'missing'} for {pin}" for name, pin in locked.items() if (have := _version(name)) != pin]
    if not other:
        return ok("versions", f"{len(locked)} packages as locked, Python {sys.version.split()[0]}")
    more = f" and {len(other) - SHOWN} more" if len(other) > SHOWN else ""
    return warn("versions", f"{', '.join(other[:SHOWN])}{more}", "Install what requirements/gateway.txt locks.")


def _version(name: str) -> str | None:
    try:
        return version(name.partition("[")[0])
    except PackageNotFoundError:
        return None


def pages(folder: Path) -> Finding:
    """Is there anything to show?"""
    if any(folder.glob("*")):
        return ok("pages", "built")
    return bad("pages", "not built", "Run `python -m connectors.ui.build`: without it there is no widget and no desk.")
