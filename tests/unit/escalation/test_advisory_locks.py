"""Advisory locks are numbers that a whole database shares: two meanings of one number wait for each other."""

import re
from pathlib import Path

from escalation import schema

LOCK = re.compile(r"^\w*LOCK = (0x[0-9a-f]+)", re.MULTILINE)


def test_every_advisory_lock_has_a_number_of_its_own() -> None:
    package = Path(schema.__file__).parent
    numbers = [number for path in package.rglob("*.py") for number in LOCK.findall(path.read_text("utf-8"))]
    assert len(numbers) >= 5
    assert sorted(numbers) == sorted(set(numbers))
