"""What a cell of the journey map says, from what was counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.numbers.filter import Filter, Narrowing
from escalation.numbers.journey_cells import Cell, Saved, stages_wire
from escalation.numbers.metrics import Tally
from escalation.numbers.touchpoints import STAGES, place_of, touchpoint_of
from tests.unit.escalation.test_goals import BEGINS, ENDS

MARCH = Filter(BEGINS, ENDS, 7, Narrowing({"tier": ("gold",)}))


def test_five_stages_stand_in_their_order_and_those_without_data_are_empty() -> None:
    stages = stages_wire([Cell("purchase", "order_completed", events=4, customers=3)], {"purchase": 3}, MARCH)
    assert [stage["stage"] for stage in stages] == list(STAGES)
    assert [(stage["events"], stage["customers"]) for stage in stages] == [(0, 0), (0, 0), (4, 3), (0, 0), (0, 0)]
    assert [len(stage["touchpoints"]) for stage in stages] == [0, 0, 1, 0, 0]


def test_what_nobody_knows_is_nothing() -> None:
    cell = Cell("purchase", "order_completed", events=4, customers=3).wire(MARCH)
    assert [cell[name] for name in ("emotion", "effort", "fcr", "pain", "saved")] == [None] * 5
    assert (cell["drop_off"]["value"], cell["drop_off"]["interval"], cell["drop_off"]["pending"]) == (None, None, 3)


def test_a_cell_opens_its_contacts_within_the_same_filter() -> None:
    rows = Cell("purchase", "order_completed").wire(MARCH)["rows"]
    assert rows.endswith("&window=7&tier=gold&touchpoint=order_completed&stage=purchase")


def test_touchpoints_stand_as_a_journey_goes_and_unknown_ones_by_their_people() -> None:
    names = ["zebra", "order_completed", "ant", "checkout_started"]
    cells = [Cell("purchase", name, customers=n) for n, name in enumerate(names)]
    purchase = stages_wire(cells, {}, MARCH)[2]["touchpoints"]
    assert [cell["touchpoint"] for cell in purchase] == ["checkout_started", "order_completed", "ant", "zebra"]


@pytest.mark.parametrize("event", ["Page Viewed", "Order Completed", "Order Repeated"])
def test_every_listed_event_has_a_place_before_those_that_are_not(event: str) -> None:
    assert place_of(touchpoint_of(event)) < place_of("dance_danced") == place_of("zebra")


def test_the_worst_topic_is_that_of_the_most_failed_first_contacts() -> None:
    topics = {"orders": Tally(90, 100, 3), "shipping": Tally(5, 20, 0), "billing": Tally(0, 15, 0)}
    cell = Cell("post_purchase", "support_chat", customers=9, topics=topics).wire(MARCH)
    assert cell["pain"] == {"topic": "billing", "contacts": 15, "share": 0.375}  # as many as shipping: by name
    assert (cell["fcr"]["numerator"], cell["fcr"]["denominator"], cell["fcr"]["pending"]) == (95, 135, 3)
    solved = Cell("post_purchase", "support_chat", customers=9, topics={"orders": Tally(9, 9, 0)}).wire(MARCH)
    assert solved["pain"] is None


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500), st.floats(-1, 1), st.integers(1, 500))
def test_whatever_was_counted_is_shown_within_its_bounds(
    left: int, stayed: int, pending: int, mean: float, felt: int
) -> None:
    people = left + stayed + pending
    cell = Cell(
        "purchase", "order_completed", customers=people, over=left + stayed, left=left, feeling=mean, felt=felt,
        saved=Saved(12.44, 3.0, 21.76, 210, 52, 9),
    ).wire(MARCH)  # fmt: skip
    drop = cell["drop_off"]
    assert (drop is None) is (people == 0)
    if drop is not None:
        assert drop["denominator"] + drop["pending"] == people
        assert drop["few"] is (left + stayed < 30)
    emotion = cell["emotion"]
    assert -1 <= emotion["low"] <= emotion["value"] <= emotion["high"] <= 1
    assert cell["saved"] == {"contacts": 12.4, "low": 3.0, "high": 21.8, "told": 210, "held_back": 52, "through": 9}
