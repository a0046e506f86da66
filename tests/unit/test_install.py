"""The installer: what a machine lacks is said in words, and what stands in the lock files names no download host."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements"


def install(folder: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run the installer of a bare copy of the project, where only `uv` is there already."""
    shutil.copytree(REQUIREMENTS, folder / "requirements", dirs_exist_ok=True)
    bootstrap = folder / ".venvs/bootstrap/bin"
    bootstrap.mkdir(parents=True)
    (bootstrap / "uv").symlink_to(ROOT / ".venvs/bootstrap/bin/uv")
    command = [sys.executable, str(folder / "requirements/install.py")]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **more}, timeout=60, check=False)


def test_a_missing_python_is_named_with_how_to_get_it(tmp_path: Path) -> None:
    nowhere = {"UV_PYTHON_PREFERENCE": "only-managed", "UV_PYTHON_DOWNLOADS": "never"}
    done = install(tmp_path, **nowhere, UV_PYTHON_INSTALL_DIR=str(tmp_path / "none"))
    assert done.returncode == 1
    assert "No Python 3.12 was found or could be brought. Install it (pyenv install 3.12" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    shutil.copytree(REQUIREMENTS, tmp_path / "requirements")
    (tmp_path / ".venvs").write_text("in the way")
    command = [sys.executable, str(tmp_path / "requirements/install.py")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert f"cannot write {tmp_path / '.venvs'}" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("name", ["assistant", "gateway"])
def test_a_lock_file_has_a_hash_for_each_package_and_names_no_host(name: str) -> None:
    text = (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links|file:", text)
    packages = re.findall(r"^[a-z0-9][\w.\[\]-]*==\S+( \\\n    --hash=sha256:[0-9a-f]{64})?", text, re.MULTILINE)
    assert len(packages) > 50
    assert all(packages)


def test_the_two_pythons_are_what_the_version_file_says() -> None:
    assert (ROOT / ".python-version").read_text().split() == ["3.12", "3.10"]
