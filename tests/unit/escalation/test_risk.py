"""The model of leaving finds what is planted, says it as often as it is so, and says when it knows too little."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines.utils import concordance_index

from escalation.insight.calibration import calibration_error
from escalation.insight.risk import FEWEST, LEAST_EFFECT, MOST_REASONS, Model, assess, learn, reasons, survival, table
from escalation.insight.risk_features import FEATURES, Sample
from escalation.numbers.risks import Reason
from tests.truth.leaving import WEIGHTS, Planted, months

NAMES = [feature.name for feature in FEATURES]
TYPICAL = {"quiet_days": 10.0, "known_days": 40.0, "acts_30": 6.0, "acts_before": 6.0, "orders": 1.0, "negative": 0.15}
PLAIN = tuple(TYPICAL.get(name, 0.0) for name in NAMES)


@pytest.fixture(scope="module")
def truth() -> list[Planted]:
    return months(7, 6, 2500)


def fitted(truth: list[Planted]) -> Model:
    model = learn([table(one.sample.rows) for one in truth], [np.array(one.sample.left) for one in truth])
    assert model is not None
    return model


def test_what_is_said_comes_as_often_as_it_is_said(truth: list[Planted]) -> None:
    told = assess([one.sample for one in truth], {}, [])
    assert told["model"]["too_few"] is False
    assert told["model"]["calibration_error"] <= 0.03
    assert told["model"]["n"] == 6 * 2500
    for bands in (told["bands"], told["bands_again"]):
        assert sum(band["customers"] for band in bands) == 2500
        busy = [band for band in bands if band["customers"] >= 200]
        assert busy
        assert all(abs(band["expected"] - band["happened"]) <= 0.06 for band in busy)


def test_it_orders_customers_nearly_as_well_as_who_knows_the_truth(truth: list[Planted]) -> None:
    last = truth[-1]
    risks = fitted(truth[:-1]).risks(table(last.sample.rows))
    days, left = np.minimum(last.days, 180), last.days < 180
    ours, oracle = (concordance_index(days, -said, left) for said in (risks, last.chances))
    assert oracle > 0.65
    assert oracle - ours <= 0.02
    assert calibration_error(risks.tolist(), last.sample.left) <= 0.03


def test_the_planted_weights_are_found_and_the_others_are_not(truth: list[Planted]) -> None:
    weights = dict(zip(NAMES, fitted(truth).weights, strict=True))
    for name, planted in WEIGHTS.items():
        assert weights[name] == pytest.approx(planted, rel=0.35)
    idle = {name: weight for name, weight in weights.items() if name not in WEIGHTS}
    assert max(map(abs, idle.values())) < 0.35


def test_each_customer_is_told_what_weighs_most(truth: list[Planted]) -> None:
    late = tuple(1.0 if name == "late_orders" else value for name, value in zip(NAMES, PLAIN, strict=True))
    told = assess([one.sample for one in truth], {"late": late, "plain": PLAIN}, [])["customers"]
    assert told["late"]["leave"] > told["plain"]["leave"]
    assert told["late"]["leave_reasons"][0]["code"] == Reason.LATE_ORDER
    assert Reason.LATE_ORDER not in [reason["code"] for reason in told["plain"]["leave_reasons"]]
    assert told["late"]["again"] == pytest.approx(0.2, abs=0.05)  # by chance alone, whatever is known
    assert told["late"]["again_reasons"] == []


def test_too_few_are_no_model(truth: list[Planted]) -> None:
    few = [Sample(one.sample.rows[:60], one.sample.left[:60], one.sample.again[:60]) for one in truth]
    told = assess(few, {"one": PLAIN}, [])
    nothing = dict.fromkeys(("auc", "calibration_error", "brier"))
    events = sum(sum(one.left) for one in few)
    assert told["model"] == {"id": "leave-1", "n": 360, "events": events, "too_few": True, **nothing}
    assert (told["bands"], told["bands_again"], told["usual"]) == ([], [], {"leave": None, "again": None})
    assert told["customers"]["one"] == {"leave": None, "again": None}
    assert told["model"]["events"] < FEWEST


@pytest.mark.parametrize("many", [0, 1, 2])
def test_with_fewer_than_three_moments_nothing_is_judged(truth: list[Planted], many: int) -> None:
    told = assess([one.sample for one in truth[:many]], {"one": PLAIN}, [])
    assert told["model"]["too_few"] is True
    assert told["customers"]["one"]["leave"] is None


def test_what_no_longer_holds_tells_nobody_from_anybody(truth: list[Planted]) -> None:
    rows = [table(one.sample.rows) for one in truth[:3]]
    marks = [np.array(one.sample.left) for one in truth[:3]]
    model = learn(rows, [*marks[:2], ~marks[2]])
    assert model is not None
    assert np.ptp(model.risks(rows[0])) == pytest.approx(0)
    assert model.risks(rows[0])[0] == pytest.approx((~marks[2]).mean())


def test_the_share_still_there_after_so_many_days() -> None:
    told = survival([(1.0, True), (10.0, True), (40.0, False), (40.0, False)])
    assert [(point["day"], point["share"]) for point in told] == [
        *((0, 1.0), (1, 0.75), (3, 0.75), (7, 0.75), (14, 0.5), (21, 0.5), (30, 0.5))
    ]
    assert all(point["low"] <= point["share"] <= point["high"] for point in told)
    assert survival([]) == []
    assert [point["share"] for point in survival([(5.0, False)])] == [1.0] * 3


@settings(max_examples=60)
@given(st.lists(st.floats(-3, 3), min_size=len(FEATURES), max_size=len(FEATURES)), st.data())
def test_reasons_raise_the_risk_and_are_few_large_and_in_order(effects: list[float], data: st.DataObject) -> None:
    above = data.draw(st.lists(st.booleans(), min_size=len(FEATURES), max_size=len(FEATURES)))
    told = reasons(np.array(effects), np.array(above))
    sizes = [reason["effect"] for reason in told]
    assert sizes == sorted(sizes, reverse=True)
    assert len(told) <= MOST_REASONS
    assert all(size >= LEAST_EFFECT - 1e-3 for size in sizes)
    assert len({reason["code"] for reason in told}) == len(told)
    raised = {
        feature.more if more else feature.less
        for feature, effect, more in zip(FEATURES, effects, above, strict=True)
        if effect > 0
    }
    assert {Reason(reason["code"]) for reason in told} <= raised
