"""What is checked before anything starts, each failure one clear sentence."""

import shutil
import socket
from pathlib import Path

import psutil

NEEDED_BYTES = 300 * 1024 * 1024


class PreflightError(Exception):
    """The machine cannot run Firsthand as asked; the message is for a person."""


def check_folder(folder: Path) -> None:
    """Make `folder` and prove that it can be written."""
    probe = folder / ".write-test"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as error:
        raise PreflightError(
            f"The data folder {folder} cannot be written ({error.strerror}). "
            "Make it writable or set FIRSTHAND_DATA to another one."
        ) from error


def check_space(folder: Path, needed: int = NEEDED_BYTES) -> None:
    """Refuse to start a database on a disk that is about to be full."""
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(existing).free
    if free < needed:
        raise PreflightError(
            f"The disk that holds {folder} has {free // 1024**2} MiB free; at least {needed // 1024**2} MiB are needed."
        )


def check_port(host: str, port: int, variable: str) -> None:
    """Refuse a port that somebody listens on, naming the process where this user may see it."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise PreflightError(
                f"This user may not listen on port {port}. Set {variable} to one above 1023."
            ) from error
        except OSError as error:
            raise PreflightError(
                f"{host}:{port} cannot be used ({error.strerror}{_holder(port)}). Set {variable} to another port."
            ) from error


def _holder(port: int) -> str:
    try:
        for connection in psutil.net_connections("tcp"):
            if (
                connection.status == psutil.CONN_LISTEN
                and connection.laddr
                and connection.laddr.port == port
                and connection.pid
            ):
                return f", held by process {connection.pid} ({psutil.Process(connection.pid).name()})"
    except psutil.Error:
        return ""  # another user's process: its name is not ours to see
    return ""


def check_assistant(python: Path) -> None:
    """The assistant's environment must be installed: Rasa runs on Python 3.10 only."""
    if not python.exists():
        raise PreflightError(f"The assistant's environment is missing ({python}). Run `make install`.")
