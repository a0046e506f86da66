"""The report's measures by hand-counted examples, and its page: nothing of a sentence becomes markup."""

from html.parser import HTMLParser

import pytest

from bot.report import measures, pictures, sets
from bot.report.measures import Bin
from bot.report.page import Choices, Confusion, Feelings, Report, render
from bot.report.targets import TARGETS, Target


def test_macro_f1_counts_each_wanted_label_once() -> None:
    assert measures.macro_f1(["a", "a", "b"], ["a", "b", "b"]) == pytest.approx((2 / 3 + 2 / 3) / 2)
    assert measures.macro_f1(["a", "a"], ["a", "c"]) == pytest.approx(2 / 3)


def test_calibration_error_is_zero_only_where_words_are_kept() -> None:
    assert measures.calibration_error([0.5, 0.5], [True, False]) == 0
    assert measures.calibration_error([0.9, 0.9], [False, False]) == pytest.approx(0.9)
    assert measures.calibration_error([1.0, 0.55], [True, True]) == pytest.approx(0.225)


def test_bins_hold_every_row() -> None:
    bins = measures.reliability([0.0, 0.05, 0.72, 1.0], [False, True, True, True])
    assert bins == [Bin(0.025, 0.5, 2, 2), Bin(0.72, 1.0, 1, 1), Bin(1.0, 1.0, 1, 1)]


def test_balanced_weights_make_the_kinds_equal() -> None:
    truth = [True, True, True, False]
    weights = measures.balanced(truth)
    assert sum(weights[:3]) == pytest.approx(weights[3]) == pytest.approx(2)
    assert measures.calibration_error([0.5] * 4, truth) == pytest.approx(0.25)
    assert measures.calibration_error([0.5] * 4, truth, weights) == pytest.approx(0)
    with pytest.raises(ValueError, match="both kinds"):
        measures.balanced([True, True])


def test_area_under_curve() -> None:
    assert measures.area_under_curve([0.1, 0.4, 0.8], [False, True, True]) == 1
    assert measures.area_under_curve([0.9, 0.4, 0.8], [False, True, True]) == 0
    assert measures.area_under_curve([0.5, 0.5], [False, True]) == 0.5
    with pytest.raises(ValueError, match="both kinds"):
        measures.area_under_curve([0.5], [True])


def test_an_entity_counts_only_where_kind_and_place_agree() -> None:
    wanted = [frozenset({("date", 0, 2), ("amount", 3, 6)}), frozenset[sets.Place]()]
    found = [frozenset({("date", 0, 2), ("amount", 3, 5)}), frozenset({("date", 1, 2)})]
    assert measures.entity_f1(wanted, found) == {"amount": 0.0, "date": pytest.approx(2 / 3), "all": pytest.approx(0.4)}


@pytest.mark.parametrize(
    ("lower", "value", "verdict"),
    [(False, 0.95, "goal"), (False, 0.90, "floor"), (False, 0.89, "below"), (True, 0.96, "below"), (True, 0.9, "goal")],
)
def test_a_figure_reaches_goal_or_floor(lower: bool, value: float, verdict: str) -> None:
    target = Target("x.y", "", 0.95 if lower else 0.90, 0.90 if lower else 0.95, lower)
    assert target.verdict(value) == verdict


def test_goals_are_never_easier_than_floors() -> None:
    assert all(target.verdict(target.goal) == "goal" for target in TARGETS)
    assert all(target.verdict(target.floor) == "floor" for target in TARGETS)


def test_the_page_escapes_sentences_and_closes_what_it_opens() -> None:
    said = '<img src=x onerror="1"> 주문 & 취소'
    confusion = Confusion("order_cancel", "order_track", 2, said)
    curve = {"own": [Bin(0.4, 0.5, 2, 2), Bin(0.9, 0.8, 5, 5)]}
    pairs = [("order_cancel", "order_track"), ("order_track", "order_track")]
    sure = Choices(["sure", "answered"], {0.5: [0.9], 0.6: [0.8]}, used=0.6)
    nearly = Choices(["nearly", "offered"], {0.2: [None], 0.25: [0.7]}, used=0.3)
    astray = [(said, "gift_wrapping", "<spare_parts>")]
    felt = Feelings([("angry", "neutral")], {"tweets <3": [Bin(0.2, 0.3, 4, 4.5)]}, [confusion])
    figures, sizes = {"korean.accuracy": 0.9}, {"korean": 10}
    page = render(Report("m", figures, sizes, pairs, curve, [confusion], [], astray, sure, nearly, felt))
    assert "tweets &lt;3" in page
    assert "share negative" in page
    assert said not in page
    assert "&lt;img" in page
    assert "주문 &amp; 취소" in page
    assert "&lt;spare_parts&gt;" in page
    assert page.count('<tr class="now">') == 1
    assert "<td>0.20</td><td>–</td>" in page
    _Balanced().feed(page)


def test_the_matrix_has_a_cell_for_each_pair_that_occurs() -> None:
    picture = pictures.confusions([("a", "a"), ("a", "b"), ("a", "b"), ("b", "b")])
    assert picture.count('class="wrong"') == 1
    assert picture.count('class="right"') == 2
    assert "a → b: 2 of 3" in picture


class _Balanced(HTMLParser):
    """Raises AssertionError where a tag closes that was not the last to open."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta",):
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """Opens and closes at once."""

    def handle_endtag(self, tag: str) -> None:
        assert self._open
        assert self._open.pop() == tag
