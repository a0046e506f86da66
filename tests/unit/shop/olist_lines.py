"""Lines of the order set's form with invented contents, for tests."""

import json
from typing import Any


def line(number: int = 1, **change: Any) -> dict[str, Any]:
    """A delivered order; `change` replaces fields."""
    return {
        "order_id": f"{number:032x}",
        "customer_id": f"{number:08x}{'c' * 24}",
        "zip_prefix": "10000",
        "city": "cidade inventada",
        "state": "XX",
        "status": "delivered",
        "purchased_at": "2018-05-01 10:00:00",
        "approved_at": "2018-05-01 10:20:00",
        "carrier_at": "2018-05-03 09:00:00",
        "delivered_at": "2018-05-09 17:30:00",
        "estimated_delivery": "2018-05-20",
        "items": [item(1)],
        "payments": [{"n": 1, "type": "credit_card", "installments": 3, "value": 59.9}],
        "reviews": [
            {"score": 4, "title": "", "message": "bom", "created": "2018-05-10", "answered": "2018-05-11 08:00:00"}
        ],
        "source": "invented",
        **change,
    }


def item(n: int, product: str = "abcdef012345", price: float = 49.9) -> dict[str, Any]:
    plain = {"n": n, "product_id": product, "category": "toys", "seller_id": "f00", "ship_by": "2018-05-05 10:00:00"}
    return {**plain, "price": price, "freight": 10.0}


def encoded(*lines: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in lines)


NONE_YET = {"approved_at": "", "carrier_at": "", "delivered_at": ""}
# One line a status and more: the states that the set knows.
EVERY_STATUS = [
    line(1),
    line(2, delivered_at="2018-05-25 08:00:00"),
    line(3, status="created", **NONE_YET),
    line(4, status="approved", carrier_at="", delivered_at=""),
    line(5, status="invoiced", carrier_at="", delivered_at=""),
    line(6, status="processing", carrier_at="", delivered_at=""),
    line(7, status="shipped", delivered_at=""),
    line(8, status="shipped", delivered_at="", estimated_delivery="2018-07-01"),
    line(9, status="canceled", delivered_at=""),
    line(10, status="unavailable", items=[], carrier_at="", delivered_at=""),
    line(11, status="canceled", purchased_at="2018-06-20 18:00:00", estimated_delivery="2018-07-20", **NONE_YET),
]
