"""How a matter ended, as the agent who resolves a ticket says it."""

from typing import Final

from escalation.store.refusals import Refused

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


def check_code(code: str | None) -> None:
    """An agent need not name one. Raises Refused bad_frame for one that is not among them."""
    if code is not None and code not in RESOLUTION_CODES:
        raise Refused("bad_frame", f"expected one of {', '.join(RESOLUTION_CODES)}, got {code!r}", field="code")
