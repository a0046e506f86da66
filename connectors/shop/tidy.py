"""What the shop wrote, as the assistant can say it: an answer that holds more than a card may is refused whole, and one
odd product name must not keep a customer from hearing of the order."""

from typing import Any

from connectors.shapes import CONTROLS, ShapeError, link
from escalation.store.texts import whole_characters

LONGEST = 200
LONGEST_STEP = 1000
STEP = "text"  # of a guide
ADDRESSES = ("url", "tracking_url", "manage_url")


def tidy(value: Any, field: str = "") -> Any:
    """JSON of the shop without control characters, texts cut to what a card holds, addresses that nobody may follow
    left out."""
    if isinstance(value, dict):
        kept = {name: tidy(one, name) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one is not None or name not in ADDRESSES}
    if isinstance(value, list):
        return [tidy(one, field) for one in value]
    if not isinstance(value, str):
        return value
    if field in ADDRESSES:
        return _followed(value)
    return CONTROLS.sub("", whole_characters(value))[: LONGEST_STEP if field == STEP else LONGEST]


def _followed(address: str) -> str | None:
    try:
        return str(link(address, ""))
    except ShapeError:
        return None
