"""Touchpoints outside support: which stage of the journey an event of the shop's own tags belongs to.

The names are those of Segment's e-commerce and lifecycle specifications. An event that says its stage itself
(`properties.stage`) is believed; one that is neither listed nor says it is refused, so that no stage is invented.
"""

import re
from collections.abc import Mapping
from typing import Any

from escalation.store.masking import mask
from escalation.store.texts import storable

STAGES = ("awareness", "consideration", "purchase", "post_purchase", "loyalty")
MOST_PROPERTIES = 40
MOST_CHARACTERS = 200  # of a property's text; the rest is cut
LARGEST_NUMBER = 1e15
ADDRESSES = frozenset({"url", "referrer", "path"})  # properties of Segment's page: kept up to their query
QUERY = "search"  # the query alone: never kept, links of letters and logins carry secrets in it

_BY_STAGE = {
    "awareness": (
        *("Page Viewed", "Campaign Clicked", "Email Opened", "Email Link Clicked", "Promotion Viewed"),
        *("Promotion Clicked", "Store Visited"),
    ),
    "consideration": (
        *("Products Searched", "Product List Viewed", "Product List Filtered", "Product Clicked", "Product Viewed"),
        *("Product Added", "Product Removed", "Cart Viewed", "Product Shared", "Product Added to Wishlist"),
        *("Coupon Entered", "Coupon Applied", "Coupon Denied"),
    ),
    "purchase": (
        *("Checkout Started", "Checkout Step Viewed", "Checkout Step Completed", "Payment Info Entered"),
        *("Order Completed", "Payment Failed"),
    ),
    "post_purchase": (
        *("Order Updated", "Order Refunded", "Order Cancelled", "Order Shipped", "Order Delivered"),
        *("Signed Up", "Account Verified", "Device Connected", "First Used", "Signed In", "Trial Started"),
    ),
    "loyalty": (
        *("Product Reviewed", "Referral Sent", "Subscription Renewed", "Subscription Cancelled", "Points Redeemed"),
        *("Invite Sent", "Order Repeated"),
    ),
}
_STAGE_OF = {name.casefold(): stage for stage, names in _BY_STAGE.items() for name in names}


def stage_of(event: str, properties: Mapping[str, Any]) -> str | None:
    """The stage of an event; None where nobody knows."""
    said = properties.get("stage")
    return said if said in STAGES else _STAGE_OF.get(event.strip().casefold())


def touchpoint_of(event: str) -> str:
    """An event's name as a touchpoint's: `Order Completed` is `order_completed`."""
    return re.sub(r"[^\w]+", "_", event.strip().casefold()).strip("_")


_LISTED = [touchpoint_of(name) for names in _BY_STAGE.values() for name in names]
_PLACES = {touchpoint: place for place, touchpoint in enumerate(_LISTED)}


def place_of(touchpoint: str) -> int:
    """Where in a journey a touchpoint stands; one that nobody listed comes last."""
    return _PLACES.get(touchpoint, len(_PLACES))


def kept(properties: Mapping[str, Any]) -> dict[str, Any]:
    """What of an event's properties is kept: plain values, personal data masked, texts cut, addresses without query."""
    plain = {storable(name)[:60]: value for name, value in properties.items() if _is_plain(value) and name != QUERY}
    masked = {name: _kept_value(name, value) if isinstance(value, str) else value for name, value in plain.items()}
    return dict(list(masked.items())[:MOST_PROPERTIES])


def _kept_value(name: str, value: str) -> str:
    is_address = name in ADDRESSES or value.startswith(("http://", "https://"))
    return kept_text(re.split(r"[?#]", value, maxsplit=1)[0] if is_address else value)


def kept_text(text: str) -> str:
    """A text from outside as it is kept: storable, masked, cut."""
    return mask(storable(text))[:MOST_CHARACTERS]


def _is_plain(value: Any) -> bool:
    """A text, a truth value, or a number of a size that numbers have."""
    if isinstance(value, str | bool):
        return True
    return isinstance(value, int | float) and abs(value) <= LARGEST_NUMBER
