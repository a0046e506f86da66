"""Agents of a test's own, hired as an administrator does it: what they suit decides what they are offered."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.system import System, environment

PASSWORD = "correct horse battery"


@dataclass(frozen=True, slots=True)
class Account:
    """Who may log in at the desk."""

    name: str
    email: str

    @property
    def login(self) -> tuple[str, str]:
        return self.email, PASSWORD


Hire = Callable[..., Account]


@pytest.fixture(scope="session")
def hire(system: System) -> Hire:
    """`hire("도윤", "doyun@demo.shop", "--language", "ko")`: with the words of `firsthand agents add`."""

    def add(name: str, email: str, *words: str) -> Account:
        command = [sys.executable, "-m", "connectors.cli", "agents", "add", email, "--name", name, *words]
        outcome = subprocess.run(
            command,
            env=environment(system.data, system.ports),
            input=f"{PASSWORD}\n",
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert outcome.returncode == 0, outcome.stderr
        return Account(name, email)

    return add
