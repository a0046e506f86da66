"""The profile of a turn: medians and shares, and that a real turn shows every component."""

import warnings
from pathlib import Path

import pytest

from bot.profile import REST, WHOLE, profile, shares, table


def test_medians_and_shares() -> None:
    turns = [{WHOLE: 0.010, "a": 0.004, "b": 0.001}, {WHOLE: 0.010, "a": 0.006}, {WHOLE: 0.010, "a": 0.005, "b": 0.002}]
    found = {share.part: (share.median, share.share) for share in shares(turns)}
    assert found[WHOLE] == pytest.approx((10.0, 1.0))
    assert found["a"] == pytest.approx((5.0, 0.5))
    assert found["b"] == pytest.approx((1.0, 0.1))
    assert found[REST] == pytest.approx((4.0, 0.4))
    assert [share.part for share in shares(turns)] == [WHOLE, "a", REST, "b"]


def test_the_table_has_a_line_for_each_part() -> None:
    lines = table(shares([{WHOLE: 0.010, "a": 0.004}])).splitlines()
    assert [line.split()[-1] for line in lines] == ["100%", "60%", "40%"]


def test_a_turn_shows_its_components(model: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Rasa's own, about the domain it reads
        found = {share.part: share for share in profile(model, 4)}
    assert any("encoder" in part for part in found)
    assert any("IntentClassifier" in part for part in found)
    assert any("RulePolicy" in part for part in found)
    assert 0 < found[REST].median < found[WHOLE].median
