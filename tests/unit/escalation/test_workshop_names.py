"""The workshop is given functions by name; every name in the code is one it can find."""

import re
from pathlib import Path

import pytest

from escalation.insight.workbench import named

ROOT = Path(__file__).resolve().parents[3]
NAMES = sorted(
    {
        name
        for package in ("connectors", "escalation")
        for path in (ROOT / package).rglob("*.py")
        for name in re.findall(r'"(escalation\.[a-z_.]+:[a-z_]+)"', path.read_text("utf-8"))
    }
)


def test_there_are_names() -> None:
    assert "escalation.insight.pain:points" in NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_a_function(name: str) -> None:
    assert callable(named(name))
