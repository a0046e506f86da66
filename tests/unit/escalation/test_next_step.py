"""The written rule of what helps a customer most."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.numbers.next_step import RULES, Known, Step, next_step
from escalation.numbers.risks import HIGH, RAISED, Band, Reason, band_of

TOPICS = (None, "billing", "orders", "shipping", "onboarding", "account", "warranty", "support")
TROUBLE = frozenset(
    {Reason.UNSOLVED, Reason.ASKED_AGAIN, Reason.POOR_RATING, Reason.UPSET, Reason.LATE_ORDER, Reason.PAYMENT_FAILED}
)
USUAL, RAISED_BAND, HIGH_BAND = Band
known = st.builds(
    Known,
    st.sampled_from(Band),
    st.sampled_from(Band),
    st.sets(st.sampled_from(Reason), max_size=3),
    st.sampled_from(TOPICS),
)


@pytest.mark.parametrize(
    ("reasons", "open_topic", "step", "why"),
    [
        ({Reason.LATE_ORDER}, None, Step.CALL_BACK, "late"),
        ({Reason.LATE_ORDER, Reason.QUIET}, "orders", Step.REFUND, "late_open"),
        ({Reason.LATE_ORDER}, "account", Step.CALL_BACK, "late"),
        ({Reason.UNSOLVED}, "billing", Step.REFUND, "money_open"),
        ({Reason.SENT_BACK}, "billing", Step.REFUND, "money_open"),
        ({Reason.UNSOLVED, Reason.QUIET}, None, Step.CALL_BACK, "unsettled"),
        ({Reason.POOR_RATING}, None, Step.CALL_BACK, "unhappy"),
        ({Reason.PAYMENT_FAILED}, None, Step.GUIDE, "payment"),
        ({Reason.SETUP_UNFINISHED, Reason.NEW_CUSTOMER}, None, Step.GUIDE, "setup"),
        ({Reason.HARD_GOING}, "warranty", Step.GUIDE, "hard"),
        ({Reason.NEW_CUSTOMER}, None, Step.GUIDE, "new"),
        ({Reason.QUIET, Reason.FEWER_VISITS}, None, Step.OFFER, "drifting"),
        ({Reason.QUIET}, "orders", None, None),
        (set(), None, None, None),
    ],
)
def test_who_may_leave_is_helped_with_what_weighs_most(
    reasons: set[Reason], open_topic: str | None, step: Step | None, why: str | None
) -> None:
    rule = next_step(Known(HIGH_BAND, USUAL, reasons, open_topic))
    assert (rule and rule.step, rule and rule.id) == (step, why)


def test_who_only_asks_again_is_not_courted() -> None:
    assert next_step(Known(USUAL, HIGH_BAND, {Reason.QUIET})) is None
    assert next_step(Known(USUAL, RAISED_BAND, {Reason.ASKED_AGAIN})) is not None


@given(known)
def test_nothing_is_proposed_where_nothing_is_out_of_the_ordinary_or_nobody_knows_why(about: Known) -> None:
    rule = next_step(about)
    if (about.leave is USUAL and about.again is USUAL) or not about.reasons:
        assert rule is None
    elif rule is not None:
        assert rule.reasons & set(about.reasons)


@given(known)
def test_nobody_is_offered_anything_while_something_is_unsettled(about: Known) -> None:
    rule = next_step(about)
    if rule is not None and rule.step is Step.OFFER:
        assert about.open_topic is None
        assert not TROUBLE & set(about.reasons)


@given(known)
def test_money_is_only_spoken_of_where_it_is_asked_about(about: Known) -> None:
    rule = next_step(about)
    if rule is not None and rule.step is Step.REFUND:
        assert about.open_topic in ("billing", "orders", "shipping")


def test_every_rule_can_be_the_one_that_decides() -> None:
    decided = {
        rule.id
        for reason in Reason
        for topic in TOPICS
        if (rule := next_step(Known(HIGH_BAND, HIGH_BAND, {reason}, topic)))
    }
    assert decided == {rule.id for rule in RULES}


@pytest.mark.parametrize(
    ("risk", "usual", "band"),
    [(0.2, 0.2, USUAL), (0.34, 0.2, RAISED_BAND), (0.51, 0.2, HIGH_BAND), (0.05, 0.2, USUAL), (0.72, 0.6, USUAL)],
)
def test_a_band_compares_with_the_average_customer(risk: float, usual: float, band: Band) -> None:
    assert band_of(risk, usual) is band


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_higher_risk_is_in_no_lower_band(one: float, other: float, usual: float) -> None:
    order = list(Band)
    low, high = sorted((one, other))
    assert order.index(band_of(low, usual)) <= order.index(band_of(high, usual))
    assert 1 < RAISED < HIGH
