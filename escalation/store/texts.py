"""Text that people type, as the record can hold it."""

from escalation.store.refusals import Refused

MOST_CHARACTERS = 2000


def storable(text: str) -> str:
    """`text` without what PostgreSQL cannot hold: NUL characters go, half characters become a question mark."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def checked_text(text: str, most: int = MOST_CHARACTERS) -> str:
    """`text` as it is stored. Raises Refused empty or too_long."""
    clean = storable(text)
    if not clean.strip():
        raise Refused("empty", "expected a message with at least one character", field="text")
    if len(clean) > most:
        raise Refused("too_long", f"expected at most {most} characters, got {len(clean)}", field="text")
    return clean
