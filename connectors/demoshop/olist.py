"""One line of the Olist order set: what it must hold, and what its statuses mean here."""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from connectors.shop.errors import NotFound
from connectors.shop.orders import reference
from connectors.shop.state import SHOP_ZONE, Stage

T = TypeVar("T")

# The set's status and the stage it means here. `processing` is a parcel being made ready, `unavailable` an order that
# the seller could not fill. Whether an order is late is no status of the set: it follows from the promised day.
STAGES: dict[str, Stage] = {
    "created": "placed",
    "approved": "paid",
    "invoiced": "paid",
    "processing": "packed",
    "shipped": "shipped",
    "delivered": "delivered",
    "canceled": "cancelled",
    "unavailable": "cancelled",
}
METHODS = {"credit_card": "card", "debit_card": "debit_card", "boleto": "boleto", "voucher": "voucher"}


class BadLine(ValueError):
    """A line that cannot be taken in; the message says which field, what was expected and what came."""


@dataclass(frozen=True)
class Item:
    product_id: str
    category: str
    price: int
    freight: int


@dataclass(frozen=True)
class Payment:
    method: str
    installments: int
    amount: int


@dataclass(frozen=True)
class Review:
    score: int
    title: str
    message: str
    created: datetime | None
    answered: datetime | None


@dataclass(frozen=True)
class Line:
    """Amounts in centavos. The set's clock has no zone: it is read as the shop's own, so its days stay days."""

    order_id: str
    customer_id: str
    zip_prefix: str
    city: str
    state: str
    status: str
    purchased_at: datetime
    approved_at: datetime | None
    carrier_at: datetime | None
    delivered_at: datetime | None
    estimated_delivery: datetime | None
    items: tuple[Item, ...]
    payments: tuple[Payment, ...]
    reviews: tuple[Review, ...]

    @property
    def stage(self) -> Stage:
        return STAGES[self.status]


def read(text: bytes) -> Line:
    """The line as values; raises BadLine."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadLine("expected JSON in UTF-8") from error
    if not isinstance(data, dict):
        raise BadLine(f"expected a JSON object, got {type(data).__name__}")
    purchased = _time(data, "purchased_at")
    if purchased is None:
        raise BadLine("purchased_at: expected a time, got nothing")
    return Line(
        order_id=_id(data, "order_id"),
        customer_id=_id(data, "customer_id"),
        zip_prefix=_text(data, "zip_prefix"),
        city=_text(data, "city"),
        state=_text(data, "state"),
        status=_status(data),
        purchased_at=purchased,
        approved_at=_time(data, "approved_at"),
        carrier_at=_time(data, "carrier_at"),
        delivered_at=_time(data, "delivered_at"),
        estimated_delivery=_time(data, "estimated_delivery"),
        items=_list(data, "items", _item),
        payments=_list(data, "payments", _payment),
        reviews=_list(data, "reviews", _review),
    )


def _item(data: dict[str, Any]) -> Item:
    return Item(_text(data, "product_id"), _text(data, "category"), _cents(data, "price"), _cents(data, "freight"))


def _payment(data: dict[str, Any]) -> Payment:
    method = METHODS.get(_text(data, "type"), "other")
    return Payment(method, max(1, _whole(data, "installments")), _cents(data, "value"))


def _review(data: dict[str, Any]) -> Review:
    words = _text(data, "title"), _text(data, "message")
    return Review(_whole(data, "score"), *words, _time(data, "created"), _time(data, "answered"))


def _list(data: dict[str, Any], name: str, read_one: Callable[[dict[str, Any]], T]) -> tuple[T, ...]:
    rows = data.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadLine(f"{name}: expected a list of objects")
    try:
        return tuple(read_one(row) for row in rows)
    except BadLine as error:
        raise BadLine(f"{name}: {error}") from error


def _status(data: dict[str, Any]) -> str:
    status = _text(data, "status")
    if status not in STAGES:
        raise BadLine(f"status: expected one of {', '.join(STAGES)}, got {status[:40]!r}")
    return status


def _id(data: dict[str, Any], name: str) -> str:
    try:
        return reference(_text(data, name))
    except NotFound as error:
        raise BadLine(f"{name}: expected letters and digits, got {error.reference[:40]!r}") from error


def _text(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str) or "\x00" in value:
        raise BadLine(f"{name}: expected text, got {_came(value)}")
    return value


def _time(data: dict[str, Any], name: str) -> datetime | None:
    value = _text(data, name)
    if not value:
        return None
    try:
        return datetime.fromisoformat(value).replace(tzinfo=SHOP_ZONE)
    except ValueError as error:
        raise BadLine(f"{name}: expected a time such as 2018-06-12 20:07:44, got {value[:40]!r}") from error


def _cents(data: dict[str, Any], name: str) -> int:
    value = data.get(name)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if value is None or not number or not math.isfinite(value) or not 0 <= value < 1e9:
        raise BadLine(f"{name}: expected an amount of money, got {_came(value)}")
    return round(float(value) * 100)


def _whole(data: dict[str, Any], name: str) -> int:
    value = data.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1000:
        raise BadLine(f"{name}: expected a small whole number, got {_came(value)}")
    return value


def _came(value: object) -> str:
    return "nothing" if value is None else f"{value!r:.40}"
