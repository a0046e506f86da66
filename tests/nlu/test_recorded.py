"""No figure may fall more than a point (or a single row) under the one that is recorded in recorded.json.

The public development files are not part of the project: their figures are among the cases where they are at hand.
"""

import json
from functools import lru_cache
from typing import Any

import pytest

from bot.report.figures import figures
from bot.report.judged import judge
from bot.report.sets import OWN, SETS, at_hand, is_own, rows
from bot.report.targets import LOWER

RECORDED = json.loads((OWN / "recorded.json").read_text())
FIGURES: dict[str, float] = RECORDED["figures"]
CASES = [figure for figure in FIGURES if figure.split(".")[0] in at_hand()]
POINT = 0.01
SMALLEST = {"help": 60, "help_customers": 20}
"""Rows of the smallest part of a set whose parts are judged apart: one row may weigh more than a point there."""


@pytest.fixture(scope="module")
def measured(understanding: Any) -> Any:
    """The figures of a set, each set read once."""

    @lru_cache
    def of(name: str) -> dict[str, float]:
        return figures(name, judge(understanding, rows(name, RECORDED["every"])))

    return of


@pytest.mark.parametrize("figure", CASES)
def test_no_figure_falls_more_than_a_point(measured: Any, figure: str) -> None:
    name = figure.split(".")[0]
    found, recorded = measured(name)[figure], FIGURES[figure]
    allowed = max(POINT, 1 / SMALLEST[name] + 1e-4) if name in SMALLEST else POINT
    if figure in LOWER:
        assert found <= recorded + allowed
    else:
        assert found >= recorded - allowed


def test_the_project_s_own_files_are_always_among_the_cases() -> None:
    own = {figure.split(".")[0] for figure in CASES if is_own(figure.split(".")[0])}
    assert own == {name for name in SETS if is_own(name)}


def test_the_entities_file_is_large_and_its_places_hold() -> None:
    found = rows("entities")
    assert len(found) >= 300
    for row in found:
        assert all(row.text[start:end] == row.text[start:end].strip() != "" for _, start, end in row.entities)
