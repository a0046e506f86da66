"""Text that people type, as the record can hold it."""

import re

from escalation.store.refusals import Refused

MOST_CHARACTERS = 2000
HALF = re.compile("[\ud800-\udfff]")


def whole_characters(text: str) -> str:
    """`text` with the sign for what cannot be shown where a character was cut in half, as browsers show it."""
    return HALF.sub("\ufffd", text)


def storable(text: str) -> str:
    """`text` without what PostgreSQL cannot hold: NUL characters and halves of characters."""
    return whole_characters(text.replace("\x00", ""))


def checked_text(text: str, most: int = MOST_CHARACTERS) -> str:
    """`text` as it is stored. Raises Refused empty or too_long."""
    clean = storable(text)
    if not clean.strip():
        raise Refused("empty", "expected a message with at least one character", field="text")
    if len(clean) > most:
        raise Refused("too_long", f"expected at most {most} characters, got {len(clean)}", field="text")
    return clean
