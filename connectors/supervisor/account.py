"""The account and the files of an engine: who it runs as, what only it may read, how it dies with its parent."""

import ctypes
import hashlib
import os
import pwd
import secrets
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from connectors.supervisor.vault import write_private

PR_SET_PDEATHSIG = 1  # of prctl(2)


@dataclass(frozen=True, slots=True)
class Account:
    """The user an engine runs as: `None` where the supervisor's own user serves (it is not root)."""

    uid: int | None
    gid: int | None

    @staticmethod
    def current() -> "Account":
        if os.geteuid() != 0:
            return Account(None, None)
        nobody = pwd.getpwnam("nobody")
        return Account(nobody.pw_uid, nobody.pw_gid)

    def own(self, path: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def popen_arguments(self) -> dict[str, Any]:
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def home_for(data: Path) -> Path:
    """Where the engines keep their files for the data folder `data`: inside it, or as root outside the checkout."""
    if os.geteuid() != 0:
        return data / "engines"
    name = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:12]
    return Path("/var/lib/firsthand") / name


def die_with_parent(sign: signal.Signals) -> Callable[[], None]:
    """Run in a child before exec: the kernel sends `sign` to it when the process that started it is gone."""
    libc = ctypes.CDLL(None, use_errno=True)

    def prepare() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(sign), 0, 0, 0)

    return prepare


def private_folder(path: Path, account: Account) -> Path:
    """Make `path` readable by its engine's user alone, and every new folder above it passable."""
    for folder in [*reversed(path.parents), path]:
        if not folder.exists():
            folder.mkdir(mode=0o755)
    path.chmod(0o700)
    account.own(path)
    return path


def kept_secret(path: Path, account: Account) -> str:
    """The password kept in the file `path`, made on first use."""
    if not path.exists():
        write_private(path, secrets.token_urlsafe(24))
    account.own(path)
    return path.read_text(encoding="ascii").strip()
