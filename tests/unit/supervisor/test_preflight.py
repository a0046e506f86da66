"""Before anything starts: each thing that is wrong is one clear sentence."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from connectors.supervisor import preflight
from connectors.supervisor.claim import DataFolder
from connectors.supervisor.preflight import PreflightError
from connectors.supervisor.runtime import Ports
from connectors.supervisor.vault import KEYS, NAMES, load


def test_a_taken_port_is_named_with_its_holder_and_its_variable() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PreflightError) as caught:
            preflight.check_port("127.0.0.1", port, "FIRSTHAND_PORT")
    assert f"127.0.0.1:{port} cannot be used (Address already in use" in str(caught.value)
    assert f"held by process {os.getpid()}" in str(caught.value)
    assert "Set FIRSTHAND_PORT to another port." in str(caught.value)


def test_a_free_port_is_accepted_and_left_free() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    preflight.check_port("127.0.0.1", port, "FIRSTHAND_PORT")
    preflight.check_port("127.0.0.1", port, "FIRSTHAND_PORT")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(PreflightError, match=r"file/data cannot be written .* FIRSTHAND_DATA"):
        preflight.check_folder(tmp_path / "file" / "data")


def test_a_full_disk_is_said_in_words(tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free
    with pytest.raises(PreflightError, match=r"has \d+ MiB free; at least \d+ MiB are needed"):
        preflight.check_space(tmp_path, needed=free * 2)
    preflight.check_space(tmp_path, needed=1)


def test_a_missing_environment_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(PreflightError, match="make install"):
        preflight.check_assistant(tmp_path / "python")


@pytest.mark.parametrize("text", ["", "80a", "0", "70000", "-1"])
def test_ports_are_checked(text: str) -> None:
    if text == "":
        assert Ports.read({"FIRSTHAND_PORT": text}).gateway == 8080
        return
    with pytest.raises(ValueError, match=f"FIRSTHAND_PORT must be a port from 1 to 65535, not '{text}'"):
        Ports.read({"FIRSTHAND_PORT": text})


def test_one_holder_a_data_folder(tmp_path: Path) -> None:
    first, second = DataFolder(tmp_path), DataFolder(tmp_path)
    assert first.claim()
    assert not second.claim()
    assert second.told() is None
    first.tell({"customer": "http://127.0.0.1:8081/"})
    assert (second.told() or {})["customer"] == "http://127.0.0.1:8081/"
    assert (second.told() or {})["pid"] == os.getpid()
    first.release()
    assert second.claim()
    second.release()


def test_secrets_are_made_once_long_and_private(tmp_path: Path) -> None:
    made = load(tmp_path)
    assert set(made) == {*NAMES, KEYS}
    assert all(len(made[name]) >= 43 for name in NAMES)
    assert len(set(made.values())) == len(made)
    assert load(tmp_path) == made
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_what_a_dead_holder_told_is_over(tmp_path: Path) -> None:
    assert not DataFolder(tmp_path).held()
    holding = (
        "import os, sys, pathlib; from connectors.supervisor.claim import DataFolder; "
        "folder = DataFolder(pathlib.Path(sys.argv[1])); assert folder.claim(); folder.tell({'database': 'd'}); "
        "print(folder.folder, flush=True); sys.stdin.read(); os._exit(1)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        assert DataFolder(tmp_path).held()
    assert (DataFolder(tmp_path).told() or {})["database"] == "d"
    assert not DataFolder(tmp_path).held()


def test_room_is_looked_for_where_the_folder_will_be(tmp_path: Path) -> None:
    preflight.check_space(tmp_path / "not" / "yet" / "made", needed=1)
