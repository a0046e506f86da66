"""Answers of the ops endpoints beside their examples in tests/contracts."""

import json
from collections.abc import Set
from pathlib import Path
from typing import Any

from tests.integration.web.test_golden import fields

EXAMPLES = json.loads((Path(__file__).parents[2] / "contracts" / "ops_api.json").read_text("utf-8"))
FREE = "filter"
"""What a filter names depends on what was asked."""


def places(value: Any) -> set[tuple[str, str]]:
    """Every place in an answer, with the kind of what stands there."""
    return {(place, kind) for place, kind in fields(value) if f".{FREE}." not in place}


def assert_golden(name: str, answer: Any, *, unknown: Set[str] = frozenset()) -> None:
    """The answer has the fields of its example, of the same kinds; those of `unknown` may be null, or lists be empty,
    where nothing is known yet."""
    example = places(EXAMPLES[name]["response"])
    found = places(answer)
    strange = {place for place in found - example if not (place[1] == "NoneType" and place[0] in unknown)}
    assert strange == set(), f"{name}: not in its example: {sorted(strange)}"
    missing = {place for place, _ in example} - {place for place, _ in found}
    hidden = {place for place in missing if any(place.startswith((f"{one}.", f"{one}[")) for one in unknown)}
    assert missing - hidden == set(), f"{name}: missing: {sorted(missing - hidden)}"
