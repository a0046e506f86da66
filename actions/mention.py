"""Which of several orders the customer's words point at: by its place in the list, or by what is in it."""

from collections.abc import Sequence

from actions.shop import Record
from actions.turn import Turn


def mentioned(turn: Turn, orders: Sequence[Record]) -> Record | None:
    """The one order that is meant, or None where the words point at none or at several."""
    if turn.place is not None:
        index = turn.place - 1 if turn.place > 0 else len(orders) - 1
        return orders[index] if 0 <= index < len(orders) else None
    found = [order for order in orders if any(_is_named(str(item["name"]), turn) for item in order["items"])]
    return found[0] if len(found) == 1 else None


def _is_named(name: str, turn: Turn) -> bool:
    """By its whole name or by the kind of thing, its last word: 'Nuri' or '하루' alone may be any word."""
    text, name = turn.text.casefold(), name.casefold()
    if str(turn.entities.get("product", "")).casefold() == name or name in text:
        return True
    kind = name.split()[-1] if name else ""
    return len(kind) > 1 and (f" {kind} " in f" {_words(text)} " if kind.isascii() else kind in text)


def _words(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())
