"""The page of threats names tests that there are."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "connectors" / "THREATS.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)?(?:::(test_\w+))?`")
ROW = re.compile(r"^\| (?!threat |---)(.+) \| (.+) \| (.+) \|$", re.MULTILINE)


def test_every_threat_has_a_test_that_there_is() -> None:
    rows = ROW.findall(PAGE)
    assert len(rows) > 25
    for threat, _, shown in rows:
        named = [(file, name) for file, name in NAMED.findall(shown) if file or name]
        assert named, threat
        last = ""
        for file, name in named:
            last = file or last
            source = (ROOT / last).read_text(encoding="utf-8")
            assert f"def {name}(" in source if name else "def test_" in source, f"{threat}: {last}::{name}"
