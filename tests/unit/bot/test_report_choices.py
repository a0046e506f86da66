"""Thresholds that might have been, of sentences whose understanding is made up by hand."""

import pytest

from bot.gate import Thresholds
from bot.report import choices
from bot.report.judged import Judged
from bot.report.sets import Row
from bot.understanding import Utterance
from tests.unit.bot.reading import read

USED = Thresholds(sure=0.85, lead=0.2, nearly=0.25, candidate=0.08)


def judged(meant: str | None, ranking: dict[str, float], *, noise: bool = False) -> Judged:
    whole = read(ranking, noise=noise)
    return Judged(Row("", intent=meant), Utterance(whole, (whole,)))


@pytest.fixture
def rows() -> dict[str, list[Judged]]:
    return {
        "korean": [
            judged("order_cancel", {"order_cancel": 0.96, "order_track": 0.02}),
            judged("order_cancel", {"order_track": 0.72, "order_cancel": 0.2}),
        ],
        "english": [
            judged("order_track", {"order_cancel": 0.32, "order_track": 0.3}),
            judged("order_track", {"order_cancel": 0.27, "order_change": 0.2, "contact_hours": 0.1}),
        ],
        "smalltalk": [
            judged(None, {"greeting": 0.6, "thanks": 0.1}),
            judged(None, {"out_of_scope": 0.9, "greeting": 0.05}),
            judged(None, {"greeting": 0.9, "thanks": 0.01}, noise=True),
        ],
    }


def test_sure_tells_what_would_be_answered_and_answered_wrongly(rows: dict[str, list[Judged]]) -> None:
    told = choices.sure(rows, USED)
    assert told.header == ["sure", "own answered", "own wrong", "small talk answered"]
    assert told.used == 0.85
    assert told.rows[0.3] == [0.5, 0.25, pytest.approx(1 / 3)]
    assert told.rows[0.7] == [0.5, 0.25, 0]
    assert told.rows[0.75] == [0.25, 0, 0]
    assert told.rows[0.95] == [0.25, 0, 0]


def test_nearly_tells_how_often_what_was_meant_is_offered(rows: dict[str, list[Judged]]) -> None:
    told = choices.nearly(rows, USED)
    assert told.header == ["nearly", "own asked", "own offered", "own offered here", "small talk asked"]
    assert told.rows[0.15] == [0.75, pytest.approx(2 / 3), None, pytest.approx(1 / 3)]
    assert told.rows[0.25] == [0.75, pytest.approx(2 / 3), 0, pytest.approx(1 / 3)]
    assert told.rows[0.3] == [0.5, 1, 1, pytest.approx(1 / 3)]
    assert told.rows[0.35] == [0.25, 1, None, pytest.approx(1 / 3)]


def test_the_steps_go_as_far_as_thresholds_are_chosen(rows: dict[str, list[Judged]]) -> None:
    assert {0.5, 0.85, 0.95} <= choices.sure(rows, USED).rows.keys()
    assert {0.15, 0.25, 0.5} <= choices.nearly(rows, USED).rows.keys()
    low = Thresholds(sure=0.3, lead=0.2, nearly=0.25, candidate=0.2)
    assert list(choices.nearly(rows, low).rows) == [0.15, 0.2, 0.25, 0.3]


def test_a_pool_that_is_not_at_hand_is_left_out() -> None:
    assert choices.nearly({}, USED).header == ["nearly"]
