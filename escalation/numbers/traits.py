"""What the shop's tags may tell of a customer, and what of it is kept: plain traits, nothing that names a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from escalation.numbers.touchpoints import kept, kept_text

TIERS = ("tier", "plan")
"""The shop's own word for the customer stands in the first of these that is a text."""
MOST_TIER = 60  # characters
NAMING = frozenset(
    {
        *("address", "age", "avatar", "birthday", "birthdate", "email", "firstname", "fullname", "gender"),
        *("lastname", "name", "phone", "title", "username"),
    }
)
"""Traits of Segment's specification that say who somebody is. They are never kept."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one `identify` call says: these traits of this customer, whose browser was `anonymous_id`. `at` is UTC."""

    customer_id: str
    at: datetime
    traits: Mapping[str, Any]
    tier: str | None = None
    anonymous_id: str | None = None


def kept_traits(traits: Mapping[str, Any]) -> dict[str, Any]:
    """The traits that are kept: plain values, texts masked and cut."""
    return kept({name: value for name, value in traits.items() if _plain(name) not in NAMING})


def tier_of(traits: Mapping[str, Any]) -> str | None:
    """The shop's own word for the customer, None where the traits do not say."""
    said = (traits.get(name) for name in TIERS)
    return next(
        (kept_text(value.strip())[:MOST_TIER] for value in said if isinstance(value, str) and value.strip()), None
    )


def _plain(name: str) -> str:
    return name.casefold().replace("_", "").replace("-", "").replace(" ", "")
