"""The rows of the demo shop's seed, read from `seed/` and counted from a moment."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml

from connectors.demoshop import tables
from connectors.demoshop.dates import moment

SEED = Path(__file__).with_name("seed")
CURRENCY = "KRW"
FREE_SHIPPING_FROM = 50_000
SHIPPING = 3_000
CARRIER = "바람택배 (Baram Express)"
TIMES = (
    *("placed_at", "paid_at", "packed_at", "shipped_at", "out_for_delivery_at", "delivered_at"),
    *("cancelled_at", "returned_at", "promised_at"),
)

Row = dict[str, Any]
Rows = list[tuple[sa.Table, list[Row]]]


def all_rows(now: datetime) -> Rows:
    """Every row of the seed, table by table in the order of their foreign keys."""
    products, people, orders = (_read(name) for name in ("products", "customers", "orders"))
    customers = {person["id"]: person for person in people["customers"]}
    prices = {product["sku"]: product for product in products}
    made = [(_order(order, prices, now), order) for order in orders]
    subscribed = [person for person in customers.values() if "subscription" in person]
    return [
        (tables.product, [_product(product, place) for place, product in enumerate(products)]),
        (tables.guide, [_both({"sku": product["sku"]}, title=product["guide"]["title"]) for product in products]),
        (tables.guide_step, [step for product in products for step in _steps(product)]),
        (tables.plan, [_plan(plan) for plan in people["plans"]]),
        (tables.customer, [_customer(person) for person in customers.values()]),
        (tables.order, [row for row, _ in made]),
        (tables.order_item, [item for order in orders for item in _items(order, prices)]),
        (tables.address, [_address(order, customers[order["customer"]]) for order in orders]),
        (
            tables.payment,
            [payment for row, order in made for payment in _payments(row, order, now)],
        ),
        (tables.refund, [refund for row, order in made for refund in _refunds(row, order, now)]),
        (tables.invoice, [_invoice(row) for row, _ in made if row["paid_at"] is not None]),
        (tables.subscription, [_subscription(person, now) for person in subscribed]),
    ]


def _read(name: str) -> Any:
    return yaml.safe_load((SEED / f"{name}.yml").read_text(encoding="utf-8"))


def _both(row: Row, **worded: Mapping[str, str]) -> Row:
    """The row with `name: {ko, en}` spread to `name_ko`, `name_en`."""
    return {**row, **{f"{name}_{locale}": text[locale] for name, text in worded.items() for locale in ("ko", "en")}}


def _product(product: Row, place: int) -> Row:
    plain = {name: product[name] for name in ("sku", "picture", "price")}
    return _both({**plain, "position": place, "currency": CURRENCY}, name=product["name"], blurb=product["blurb"])


def _steps(product: Row) -> Iterator[Row]:
    for place, step in enumerate(product["guide"]["steps"], start=1):
        yield _both({"sku": product["sku"], "position": place, "path": step.get("path")}, text=step)


def _plan(plan: Row) -> Row:
    return _both(
        {**{name: plan[name] for name in ("id", "price", "interval")}, "currency": CURRENCY}, name=plan["name"]
    )


def _customer(person: Row) -> Row:
    plain = {name: person[name] for name in ("id", "name", "email", "phone", "tier", "locale")}
    return {**plain, "origin": "seed", "invented": False}


def _order(order: Row, prices: Mapping[str, Row], now: datetime) -> Row:
    goods = sum(prices[sku]["price"] * quantity for sku, quantity in order["items"].items())
    shipping = 0 if goods >= FREE_SHIPPING_FROM else SHIPPING
    times = _moments(order, TIMES, now)
    sent = times["shipped_at"] is not None
    return {
        "number": order["number"],
        "customer_id": order["customer"],
        "origin": "seed",
        "source_status": None,
        "total": goods + shipping,
        "shipping": shipping,
        "currency": CURRENCY,
        "carrier": CARRIER if sent else None,
        "tracking_number": _tracking(order["number"]) if sent else None,
        **times,
    }


def _tracking(number: str) -> str:
    return f"6800{number.removeprefix('FH-')}77"


def _items(order: Row, prices: Mapping[str, Row]) -> Iterator[Row]:
    for place, (sku, quantity) in enumerate(order["items"].items(), start=1):
        row = {"order_number": order["number"], "position": place, "sku": sku, "quantity": quantity}
        yield _both({**row, "price": prices[sku]["price"]}, name=prices[sku]["name"])


def _address(order: Row, person: Row) -> Row:
    parts = dict(zip(("line1", "line2", "city", "postal_code"), person["address"], strict=True))
    row = {"order_number": order["number"], "recipient": person["name"], "phone": person["phone"]}
    return {**row, **parts, "invented": False}


def _owed(order: Row) -> Row:
    """What every row of money about an order shares."""
    return {"order_number": order["number"], "customer_id": order["customer_id"], "currency": order["currency"]}


def _payments(order: Row, said: Row, now: datetime) -> Iterator[Row]:
    for place, payment in enumerate(said.get("payments", [{"created_at": said.get("paid_at", "-2h")}]), start=1):
        at, status = moment(payment["created_at"], now), payment.get("status", "paid")
        method = payment.get("method", "card")
        repeats = payment.get("repeats")
        yield {
            **_owed(order),
            "id": f"PAY-{order['number']}-{place}",
            "status": status,
            "method": method,
            "amount": order["total"],
            "created_at": at,
            "paid_at": at if status == "paid" else None,
            "installments": 1,
            "card_last4": payment.get("card_last4", "4242") if method == "card" else None,
            "duplicate_of": f"PAY-{order['number']}-{repeats}" if repeats else None,
        }


def _refunds(order: Row, said: Row, now: datetime) -> Iterator[Row]:
    for place, refund in enumerate(said.get("refunds", ()), start=1):
        times = {
            name: moment(refund[name], now) if name in refund else None for name in ("expected_at", "completed_at")
        }
        yield {
            **_owed(order),
            "id": f"RF-{order['number']}-{place}",
            "status": refund["status"],
            "amount": order["total"],
            "requested_at": moment(refund["requested_at"], now),
            "reason": refund["reason"],
            **times,
            "rejected_because": refund.get("rejected_because"),
        }


def _invoice(order: Row) -> Row:
    number = f"INV-{order['number'].removeprefix('FH-')}"
    return {**_owed(order), "number": number, "issued_at": order["paid_at"], "total": order["total"]}


def _subscription(person: Row, now: datetime) -> Row:
    said = person["subscription"]
    times = {
        name: moment(said[name], now) if name in said else None for name in ("started_at", "next_payment_at", "ends_at")
    }
    return {
        "id": f"SUB-{person['id']}",
        "customer_id": person["id"],
        "plan_id": said["plan"],
        "status": said["status"],
        **times,
    }


def _moments(said: Row, names: Iterable[str], now: datetime) -> Row:
    return {name: moment(said[name], now) if name in said else None for name in names}
