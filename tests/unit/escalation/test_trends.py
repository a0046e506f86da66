"""Trends: a topic that doubles is flagged within days, rhythm and chance are not, and rates stay honest."""

from datetime import date, timedelta

import numpy as np
import pytest

from escalation.insight.trends import adjusted, trends

RHYTHM = np.array([1.25, 1.1, 1.05, 1.0, 0.95, 0.6, 0.5])
FIRST, DAYS = "2026-01-05", 140
Days = dict[str, list[int]]


def history(seed: int, *, level: float = 30, dispersion: float = 1.3, rise: tuple[int, int] | None = None) -> Days:
    """Seven topics of different size; `rise`: from and until which day the fourth has twice as much."""
    random = np.random.default_rng(seed)
    found = {}
    for topic in range(7):
        mean = level * (0.6 + topic / 7) * RHYTHM[np.arange(DAYS) % 7]
        if rise is not None and topic == 3:
            mean[slice(*rise)] *= 2
        found[f"t{topic}"] = random.negative_binomial(mean / (dispersion - 1), 1 / dispersion).tolist()
    return found


def day(place: int) -> str:
    return (date.fromisoformat(FIRST) + timedelta(days=place)).isoformat()


def test_a_doubled_topic_is_flagged_within_two_days_and_no_other() -> None:
    """Nineteen of twenty in time; ten alarms elsewhere, in 120 topics over 112 days."""
    in_time = elsewhere = 0
    for seed in range(20):
        at = 100 + seed % 7
        told = {each["topic"]: each["rises"] for each in trends(FIRST, history(seed, rise=(at, at + 6)), day(28))}
        mine = [rise for rise in told.pop("t3") if day(at) <= rise["flagged"] <= day(at + 2)]
        in_time += bool(mine)
        elsewhere += sum(map(len, told.values()))
        assert all(rise["q"] >= rise["p"] and 1.3 < rise["factor"] < 3 for rise in mine)
        assert all(day(at - 3) <= rise["from"] <= rise["flagged"] for rise in mine)
    assert in_time >= 18
    assert elsewhere <= 20  # of 20 x 6 topics over 112 days


def test_a_rise_is_flagged_once_and_does_not_become_the_rhythm() -> None:
    (told,) = (each for each in trends(FIRST, history(1, rise=(100, 108)), day(28)) if each["topic"] == "t3")
    assert len(told["rises"]) == 1
    after = [each["expected"] for each in told["days"] if day(109) <= each["day"] <= day(129)]
    before = [each["expected"] for each in told["days"] if day(77) <= each["day"] <= day(97)]
    assert sum(after) == pytest.approx(sum(before), rel=0.12)


def test_bands_hold_nineteen_days_of_twenty_and_know_the_week() -> None:
    told = trends(FIRST, history(2), day(28))
    days = [each for topic in told for each in topic["days"]]
    inside = sum(each["low"] <= each["count"] <= each["high"] for each in days) / len(days)
    assert 0.93 <= inside <= 0.99
    monday, sunday = (
        np.mean([each["expected"] for each in days if date.fromisoformat(each["day"]).weekday() == weekday])
        for weekday in (0, 6)
    )
    assert monday / sunday == pytest.approx(2.5, rel=0.15)
    assert all(1 <= topic["dispersion"] < 2.3 for topic in told)


def test_short_and_empty_histories_flag_nothing() -> None:
    assert trends(FIRST, {}, FIRST) == []
    (quiet,) = trends(FIRST, {"new": [0, 0, 0, 0, 40]}, FIRST)
    assert quiet["rises"] == []
    assert [each["count"] for each in quiet["days"]] == [0, 0, 0, 0, 40]
    (nothing,) = trends(FIRST, {"nothing": [0] * 60}, day(30))
    assert nothing["rises"] == []
    assert len(nothing["days"]) == 30


def test_a_new_topic_is_shown_without_expectation_and_raises_no_alarm_until_it_has_settled() -> None:
    """Sixty days without it are no history of it."""
    began, level = 60, [3, 4, 2, 5, 4, 3, 3]
    counts = {**history(1), "new": [0] * began + (level * 12)[: DAYS - began]}
    (told,) = (each for each in trends(FIRST, counts, day(28)) if each["topic"] == "new")
    assert told["rises"] == []
    settling = {"expected": None, "low": None, "high": None}
    by_day = {each["day"]: each for each in told["days"]}
    for place in (28, began, began + 1, began + 27):
        assert by_day[day(place)] == {"day": day(place), "count": counts["new"][place], **settling}
    assert by_day[day(began + 28)]["expected"] == pytest.approx(3.4, abs=0.6)
    young, old = trends(FIRST, {"young": [0] * 60 + [3, 4], "old": [1] + [0] * 59 + [3, 4]}, FIRST), {"young": None}
    assert {each["topic"]: each["dispersion"] for each in young if each["topic"] in old} == old
    assert {each["topic"]: len(each["rises"]) for each in young} == {"young": 0, "old": 1}


def test_a_settled_topic_rises_whenever_it_began() -> None:
    late = [0] * 50 + history(1)["t3"][:70] + [80] * 20
    (told,) = trends(FIRST, {"late": late}, FIRST)
    assert [rise["from"] for rise in told["rises"]] == [day(120)]
    assert told["rises"][0]["flagged"] <= day(121)


def test_the_future_changes_nothing_that_was_expected() -> None:
    counts = history(4)["t2"]
    for until in (3, 8, 33, 60):
        (then,), (later,) = (trends(FIRST, {"t": series}, FIRST) for series in (counts[:until], counts))
        assert later["days"][:until] == then["days"]


def test_q_values_are_benjamini_and_hochbergs() -> None:
    assert adjusted([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert adjusted([0.9, 1.0]) == [1.0, 1.0]
    assert adjusted([]) == []
