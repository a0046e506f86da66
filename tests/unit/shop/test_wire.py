"""The shop's values survive the wire; what does not fit is refused by name."""

import json
from typing import Any

import pytest

from connectors.shop.orders import Order
from connectors.shop.values import Guide, Payment, Subscription
from connectors.shop.wire import WireError, decode, decode_list, encode
from tests.unit.shop.world import GUIDE, ORDERS, PAYMENTS, SUBSCRIPTION


def carried(value: object) -> Any:
    return json.loads(json.dumps(encode(value)))


@pytest.mark.parametrize("value", [*ORDERS, *PAYMENTS, SUBSCRIPTION, GUIDE])
def test_a_value_comes_back_as_it_was(value: Order | Payment | Subscription | Guide) -> None:
    assert decode(type(value), carried(value), "value") == value


def test_what_has_no_value_is_left_out() -> None:
    assert "delivered_at" not in carried(ORDERS[0])


def test_one_language_when_asked_for() -> None:
    assert [item["name"] for item in encode(ORDERS[0], "en")["items"]] == ["Sori Speaker", "Plugy Smart Plug"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"number": None}, "order.number: expected text"),
        ({"total": "170000"}, "order.total: expected a whole number"),
        ({"total": True}, "order.total: expected a whole number"),
        ({"placed_at": "yesterday"}, "order.placed_at: expected an ISO 8601 time"),
        ({"placed_at": "2026-03-02T01:10:00"}, "order.placed_at: expected a time with an offset"),
        ({"items": {}}, "order.items: expected a list"),
        ({"items": [7]}, r"order.items\[0\]: expected an object"),
        (
            {"items": [{"sku": "A", "name": "lamp", "quantity": 1, "price": 1}]},
            r"order.items\[0\].name: expected an object",
        ),
    ],
)
def test_what_does_not_fit_is_named_by_its_path(change: dict[str, Any], said: str) -> None:
    with pytest.raises(WireError, match=said):
        decode(Order, {**carried(ORDERS[0]), **change}, "order")


def test_a_word_that_is_not_of_the_list_is_refused() -> None:
    with pytest.raises(WireError, match=r"payments\[0\].status: expected one of pending, paid"):
        decode_list(Payment, [{**carried(PAYMENTS[0]), "status": "free"}], "payments")


def test_the_error_does_not_repeat_what_came() -> None:
    with pytest.raises(WireError) as caught:
        decode(Order, {**carried(ORDERS[0]), "total": "minji@example.com"}, "order")
    assert "minji" not in str(caught.value)
