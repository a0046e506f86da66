"""How a matter ended, as the agent who resolves a ticket says it."""

from typing import Final

RESOLUTION_CODES: Final = (
    "solved",
    "informed",
    "refunded",
    "replaced",
    "passed_on",  # to the carrier, the maker, another house
    "no_answer",  # the customer did not write any more
    "duplicate",
    "spam",
    "other",
)
