"""The rows that an imported order becomes. What the source does not have is made up and marked `invented`."""

import functools
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from connectors.demoshop.dates import DAY_END
from connectors.demoshop.olist import Line
from connectors.shop.state import SHOP_ZONE, Stage

CURRENCY = "BRL"
_CATEGORIES = Path(__file__).with_name("seed") / "categories.yml"
Row = dict[str, Any]

_STAGE_ORDER: tuple[Stage, ...] = ("placed", "paid", "packed", "shipped", "out_for_delivery", "delivered")


def customer(line: Line) -> Row:
    short = line.customer_id[:8]
    return {
        "id": line.customer_id,
        "name": f"Customer {short}",
        "email": f"customer-{short}@imported.invalid",
        "phone": _invented_phone(line.customer_id),
        "tier": "basic",
        "locale": "en",
        "origin": "import",
        "invented": True,
    }


def order(line: Line, shift: timedelta) -> Row:
    goods, freight = sum(item.price for item in line.items), sum(item.freight for item in line.items)
    paid = sum(payment.amount for payment in line.payments)
    return {
        "number": line.order_id,
        "customer_id": line.customer_id,
        "origin": "import",
        "source_status": line.status,
        "total": goods + freight if line.items else paid,
        "shipping": freight,
        "currency": CURRENCY,
        "carrier": None,
        "tracking_number": None,
        **{name: _moved(at, shift) for name, at in times(line).items()},
    }


def times(line: Line) -> dict[str, datetime | None]:
    """When each stage was reached. The stage that the status names always has a time: its own when the line has one,
    else the latest that the line knows. Times of stages beyond it are left out, unless the order was cancelled."""
    known: dict[Stage, datetime | None] = {
        "placed": line.purchased_at,
        "paid": line.approved_at,
        "packed": None,
        "shipped": line.carrier_at,
        "out_for_delivery": None,
        "delivered": line.delivered_at,
    }
    latest = max(at for at in known.values() if at is not None)
    reached = {f"{stage}_at": at if _reached(stage, line.stage) else None for stage, at in known.items()}
    own = f"{line.stage}_at"
    ended = {"cancelled_at": None, "returned_at": None, "promised_at": _day_end(line.estimated_delivery)}
    every: dict[str, datetime | None] = {**reached, **ended}
    return {**every, own: every[own] or latest}


def items(line: Line) -> Iterator[Row]:
    """Pieces of the same product at the same price are one row."""
    pieces = Counter((item.product_id, item.category, item.price) for item in line.items)
    for place, ((product, category, price), quantity) in enumerate(pieces.items(), start=1):
        words = _named(category)
        yield {
            "order_number": line.order_id,
            "position": place,
            "sku": product,
            "quantity": quantity,
            "price": price,
            **{f"name_{locale}": f"{words[locale]} ({product[:6]})" for locale in ("ko", "en")},
        }


@functools.cache
def _categories() -> dict[str, dict[str, str]]:
    names: dict[str, dict[str, str]] = yaml.safe_load(_CATEGORIES.read_text(encoding="utf-8"))
    return names


def _named(category: str) -> dict[str, str]:
    """The category in both languages; one that is new to us keeps its own English name."""
    unknown = {"ko": _categories()[""]["ko"], "en": category.replace("_", " ").capitalize()}
    return _categories().get(category, unknown)


def address(line: Line) -> Row:
    city = line.city.title()
    return {
        "order_number": line.order_id,
        "recipient": f"Customer {line.customer_id[:8]}",
        "line1": line.state,
        "line2": "",
        "city": city,
        "postal_code": line.zip_prefix,
        "phone": _invented_phone(line.customer_id),
        "invented": True,
    }


def payments(line: Line, shift: timedelta) -> Iterator[Row]:
    """Paid once approved; an order that went further without an approval time was paid all the same."""
    paid = line.approved_at is not None or line.stage not in ("placed", "cancelled")
    for place, payment in enumerate(line.payments, start=1):
        yield {
            "id": f"{line.order_id}-{place}",
            "customer_id": line.customer_id,
            "order_number": line.order_id,
            "status": "paid" if paid else "pending",
            "method": payment.method,
            "amount": payment.amount,
            "currency": CURRENCY,
            "created_at": _moved(line.purchased_at, shift),
            "paid_at": _moved(line.approved_at or line.purchased_at, shift) if paid else None,
            "installments": payment.installments,
            "card_last4": None,
            "duplicate_of": None,
        }


def reviews(line: Line, shift: timedelta) -> Iterator[Row]:
    for place, review in enumerate(line.reviews, start=1):
        yield {
            "order_number": line.order_id,
            "position": place,
            "score": review.score,
            "title": review.title,
            "message": review.message,
            "created_at": _moved(review.created, shift),
            "answered_at": _moved(review.answered, shift),
        }


def shift_to(today: datetime, newest: datetime) -> timedelta:
    """Whole days, so that the newest purchase falls on today in the shop's time zone."""
    return timedelta(days=(today.astimezone(SHOP_ZONE).date() - newest.date()).days)


def _reached(stage: Stage, status: Stage) -> bool:
    return status == "cancelled" or _STAGE_ORDER.index(stage) <= _STAGE_ORDER.index(status)


def _moved(at: datetime | None, shift: timedelta) -> datetime | None:
    return None if at is None else at + shift


def _day_end(at: datetime | None) -> datetime | None:
    """The set promises days: the promise lasts to the end of the day."""
    return None if at is None else datetime.combine(at.date(), DAY_END, SHOP_ZONE)


def _invented_phone(customer_id: str) -> str:
    return f"010-0000-{sum(customer_id.encode()) * 7919 % 10000:04d}"
