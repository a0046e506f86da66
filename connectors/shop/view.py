"""The shop's values as the assistant sees them: one language, the state worked out, no customer id."""

from datetime import datetime
from typing import Any

from connectors.shop.orders import Order
from connectors.shop.state import state_of
from connectors.shop.values import Guide, Locale
from connectors.shop.wire import encode


def order_view(order: Order, now: datetime, locale: Locale) -> dict[str, Any]:
    told: dict[str, Any] = encode(order, locale)
    del told["customer_id"]
    state: dict[str, Any] = encode(state_of(order, now))
    return {**told, **state}


def guide_view(guide: Guide, locale: Locale) -> dict[str, Any]:
    """A guide keeps both languages in its words; only the product is named in the one asked for."""
    return {**encode(guide), "product": guide.product.spoken(locale)}
