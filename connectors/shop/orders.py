"""An order as the shop tells it: what was bought, and when what happened. What state that makes is in `state`."""

import re
from dataclasses import dataclass
from datetime import datetime

from connectors.shop.errors import NotFound
from connectors.shop.values import Text

_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


@dataclass(frozen=True)
class Item:
    """`price` is for one piece."""

    sku: str
    name: Text
    quantity: int
    price: int


@dataclass(frozen=True)
class Order:
    """Times are aware; one that is missing has not happened. Amounts are minor units of `currency`.

    `promised_at` is the last moment of the promise; the day it falls on in the shop's time zone is what counts.
    `total` is what the customer owes for it all, `shipping` the part of it that is no goods.
    `contact_masked` reminds the owner which address is on the order and tells a stranger nothing.
    """

    number: str
    customer_id: str
    placed_at: datetime
    items: tuple[Item, ...]
    total: int
    currency: str
    contact_masked: str
    shipping: int = 0
    paid_at: datetime | None = None
    packed_at: datetime | None = None
    shipped_at: datetime | None = None
    out_for_delivery_at: datetime | None = None
    delivered_at: datetime | None = None
    cancelled_at: datetime | None = None
    returned_at: datetime | None = None
    promised_at: datetime | None = None
    carrier: str | None = None
    tracking_number: str | None = None
    tracking_url: str | None = None


def reference(number: str) -> str:
    """The number as it may stand in a path or a query; raises NotFound for what can be no order number."""
    if not _NUMBER.fullmatch(number):
        raise NotFound(number)
    return number
