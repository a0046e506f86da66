"""One supervisor a data folder: a file lock, and what the holder has to tell the next one."""

import fcntl
import json
import os
from pathlib import Path
from typing import IO, Any

from connectors.supervisor.vault import write_private


class DataFolder:
    """The claim on a data folder; released by the kernel when the holder dies, however it dies."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock: IO[str] | None = None

    def claim(self) -> bool:
        """True when this process now holds the folder; False when another one does."""
        lock = (self.folder / "lock").open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            return False
        self._lock = lock
        (self.folder / "run.json").unlink(missing_ok=True)
        return True

    def held(self) -> bool:
        """Does somebody hold the folder? What the last holder told is over when it is gone, however it went."""
        try:
            with (self.folder / "lock").open("rb") as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    def tell(self, facts: dict[str, Any]) -> None:
        """Leave the addresses and process numbers for whoever comes next."""
        write_private(self.folder / "run.json", json.dumps({"pid": os.getpid(), **facts}, indent=1))

    def told(self) -> dict[str, Any] | None:
        """What the holder left; None while it is still starting."""
        path = self.folder / "run.json"
        facts: dict[str, Any] | None = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
        return facts

    def release(self) -> None:
        (self.folder / "run.json").unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.close()
