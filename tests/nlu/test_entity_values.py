"""An entity that is found at its place is read as what it means: "2만 5천원" is 25000 KRW, "inv100333" INV-100333."""

import json
from typing import Any

from bot.report.sets import OWN
from bot.understanding import understand


def test_values_are_read_as_they_are_meant(understanding: Any) -> None:
    rows = [json.loads(line) for line in (OWN / "entities.jsonl").read_text().splitlines()]
    said = understand(understanding, [row["text"] for row in rows])
    meant = [{(e["start"], e["end"]): e["value"] for e in row["entities"]} for row in rows]
    found = [{(e["start"], e["end"]): e["value"] for e in one.whole.entities} for one in said]
    both = [(want[place], got[place]) for want, got in zip(meant, found, strict=True) for place in want.keys() & got]
    assert len(both) >= 400
    assert sum(want != got for want, got in both) <= 0.01 * len(both)
