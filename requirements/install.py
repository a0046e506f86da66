#!/usr/bin/env python3
"""Install the two environments of Firsthand below .venvs/, with whatever python3 there is.

  python3 requirements/install.py             both environments
  python3 requirements/install.py --browser   also Chromium and a Korean font, for the browser tests

`uv` comes by pip into a small bootstrap environment, finds or brings the two Pythons of .python-version and installs
what the lock files name, by hash. A second run with unchanged lock files does nothing. Standard library only, and no
syntax newer than Python 3.7: this file runs before anything is installed.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENVS = ROOT / ".venvs"
UV = VENVS / "bootstrap" / "bin" / "uv"
ENVIRONMENTS = (("gateway", "3.12"), ("assistant", "3.10"))
NEEDED_BYTES = 6 * 1024**3
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class InstallError(Exception):
    """Something this machine lacks; the message is for a person and says what to do."""


def check_platform():
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        raise InstallError(
            f"Firsthand is tested on Linux x86_64 only; this is {platform.system()} {platform.machine()}. "
            "Use such a machine or a container of that kind."
        )
    if platform.libc_ver()[0] != "glibc":
        raise InstallError(
            "Firsthand needs a Linux with glibc: the packages it installs have no build for another C library."
        )


def check_space():
    if VENVS.exists():
        return
    free = shutil.disk_usage(str(ROOT)).free
    if free < NEEDED_BYTES:
        raise InstallError(
            f"The disk that holds {ROOT} has {free / 1024**3:.1f} GiB free; the two environments need 6 GiB."
        )


def run(command, why, **options):
    """Run `command`; InstallError with `why` and the end of its output when it fails.

    uv trusts what the system trusts: behind a company's proxy its own list of certificates would refuse everybody.
    """
    options["env"] = dict(options.get("env", os.environ), UV_SYSTEM_CERTS="1")
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if done.returncode != 0:
        raise InstallError(f"{why}\n{done.stdout.strip()[-1500:]}")
    return done.stdout


def bootstrap():
    if UV.exists():
        return
    say("getting uv")
    run(
        [sys.executable, "-m", "venv", "--clear", str(VENVS / "bootstrap")],
        "python3 could not make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv",
    )
    run(
        [
            str(VENVS / "bootstrap/bin/python"),
            "-m",
            "pip",
            "install",
            "-q",
            "--disable-pip-version-check",
            "uv>=0.9,<1",
        ],
        "pip could not install uv into .venvs/bootstrap. Is the package registry reachable (PIP_INDEX_URL, proxy)?",
    )


def environment(name, version):
    """Make .venvs/NAME hold exactly what requirements/NAME.txt names."""
    folder, lock = VENVS / name, ROOT / "requirements" / (name + ".txt")
    stamp, wanted = folder / ".installed", hashlib.sha256(lock.read_bytes() + version.encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say(f"installing .venvs/{name} (Python {version})")
    run(
        [str(UV), "venv", "-q", "--allow-existing", "--python", version, str(folder)],
        f"No Python {version} was found or could be brought. "
        f"Install it (pyenv install {version}, or your system's python{version} package).",
        cwd=str(ROOT),
    )
    run(
        [str(UV), "pip", "sync", "-q", "--require-hashes", "--python", str(folder / "bin/python"), str(lock)],
        f"The packages of requirements/{name}.txt could not be installed.",
        env=dict(os.environ, UV_LINK_MODE="copy"),
    )
    stamp.write_text(wanted)


def program():
    """Put the commands `firsthand` and `firsthand-shop` into the gateway's environment."""
    if (VENVS / "gateway/bin/firsthand").exists():
        return
    run(
        [str(UV), "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--python",
         str(VENVS / "gateway/bin/python"), "-e", str(ROOT)],
        "The project itself could not be installed into .venvs/gateway.",
    )  # fmt: skip


def browser():
    """Chromium and a Korean font from Debian's packages, where this user may install them."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    wanted = "apt-get install -y --no-install-recommends chromium fonts-nanum"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        say("no Chromium here: the browser tests will fail. As root: " + wanted)
        return
    say("installing Chromium and a Korean font")
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    run(["apt-get", "update", "-qq"], "apt-get update failed.", env=quiet)
    run(wanted.split(), "apt-get could not install Chromium.", env=quiet)


def say(text):
    print("firsthand: " + text, flush=True)


def main():
    try:
        check_platform()
        check_space()
        VENVS.mkdir(exist_ok=True)
        bootstrap()
        for name, version in ENVIRONMENTS:
            environment(name, version)
        program()
        if "--browser" in sys.argv[1:]:
            browser()
    except InstallError as error:
        say(str(error))
        return 1
    except OSError as error:
        say(f"cannot write {error.filename or VENVS}: {error.strerror}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
