"""The shop's words on their way to the assistant: cut, cleaned, and without addresses that nobody may follow."""

import pytest

from connectors.replies import item, label
from connectors.shapes import link
from connectors.shop.tidy import LONGEST, LONGEST_STEP, tidy

LONG = "아주 " * 500


def test_an_odd_product_does_not_make_an_order_unreadable() -> None:
    order = {"number": "FH-1", "carrier": LONG, "items": [{"name": f"\x1b[2J\x00{LONG}", "quantity": 1, "price": 5}]}
    told = tidy(order)
    assert label(told["carrier"], "") == LONG[:LONGEST]
    assert item(told["items"][0], "")["name"].startswith("[2J아주")
    assert told["number"] == "FH-1"


@pytest.mark.parametrize("field", ["url", "tracking_url", "manage_url"])
@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example", 'https://shop.example/"> x', "", "\u0001/a"],
)
def test_an_address_that_nobody_may_follow_is_left_out(field: str, address: str) -> None:
    assert tidy({"number": "FH-1", field: address}) == {"number": "FH-1"}


@pytest.mark.parametrize("address", ["https://shop.example/track/1", "/account/orders", "mailto:a@shop.example"])
def test_a_good_address_stays(address: str) -> None:
    assert link(tidy({"tracking_url": address})["tracking_url"], "") == address


def test_steps_of_a_guide_may_be_longer_and_values_of_other_kinds_stay() -> None:
    guide = {"steps": [{"text": LONG}], "price": 3, "late": True, "rate": 0.5}
    assert tidy(guide) == {**guide, "steps": [{"text": LONG[:LONGEST_STEP]}]}


def test_what_is_missing_stays_missing() -> None:
    assert tidy({"orders": [], "subscription": None}) == {"orders": [], "subscription": None}
