"""The contracts' own answers, with hostile words wherever somebody outside decides what stands there."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.browser.hostile_corpus import LINKS, Turns, lines

Wire = dict[str, Any]

CONTRACTS = Path(__file__).parents[1] / "contracts"
TEXTS = frozenset(
    (
        *("text", "title", "name", "number", "order_number", "order", "carrier", "tracking_number", "sku", "plan"),
        *("summary", "last_text", "excerpt", "note", "labels", "label", "example", "examples", "reference"),
        *("tier", "email", "email_masked", "contact_masked", "customer", "agent", "host", "last_error"),
        *("reason", "rejected_because", "touchpoint", "steps"),
    )
)
"""Fields in which a person, the shop or its tags have the word; our own codes, queues and ids are none."""
WIDER = {
    **dict.fromkeys(("card", "facts", "orders"), TEXTS | {"status", "stage", "method"}),
    "params": TEXTS | {"by"},
}
"""Fields whose own fields hold more of them."""
ADDRESSES = frozenset({"url", "tracking_url", "manage_url"})
KEPT = frozenset({"metrics", "metric", "series", "drivers", "formula", "meaning", "reading"})
"""What only our own registry fills."""

MOMENT = "2026-03-02T09:00:03+00:00"
_MONEY = {"total": 1000, "amount": 1000, "price": 1000, "currency": "KRW", "issued_at": MOMENT, "number": ""}
CARDS: list[Wire] = [
    {"kind": "link", "title": "", "url": ""},
    {"kind": "steps", "title": "", "steps": [{"text": "", "url": ""}]},
    {"kind": "invoice", "order_number": "", "url": "", **_MONEY},
    {"kind": "payment", "order_number": "", "status": "", "method": "", **_MONEY},
    {"kind": "refund", "order_number": "", "status": "", **_MONEY},
    {"kind": "subscription", "plan": "", "status": "", **_MONEY},
    {"kind": "address", "reference": ""},
    {"kind": "constructor"},
]
"""Cards that the golden frames have no message of, one of no kind among them."""
CARD_MESSAGES: list[Wire] = [
    {"sender": "bot", "kind": "card", "text": "", "card": card, "created_at": MOMENT} for card in CARDS
]
LINK_MESSAGES = CARD_MESSAGES[:3]
"""Those with an address."""


def contract(name: str) -> Wire:
    found: Wire = json.loads((CONTRACTS / f"{name}.json").read_text("utf-8"))
    return found


class Poison:
    """Gives each place the next of the words."""

    def __init__(self, most: int = 300) -> None:
        self.texts = Turns(lines(most))
        self.links = Turns(LINKS)

    def into(self, value: Any, field: str = "", open_fields: frozenset[str] = TEXTS) -> Any:
        """A copy of `value` with every text of its open fields replaced."""
        if isinstance(value, dict):
            known = WIDER.get(field, open_fields)
            return {name: one if name in KEPT else self.into(one, name, known) for name, one in value.items()}
        if isinstance(value, list):
            return [self.into(one, field, open_fields) for one in value]
        if not isinstance(value, str):
            return value
        if field in ADDRESSES:
            return self.links.next()
        return self.texts.next() if field in open_fields else value

    def many(self, answer: Wire, times: int = 2) -> Wire:
        """`answer` with each of its lists of things so often, each time with other words."""
        longer = {
            name: one * times if isinstance(one, list) and all(isinstance(thing, dict) for thing in one) else one
            for name, one in answer.items()
        }
        poisoned: Wire = self.into(longer)
        return poisoned

    def thread(self, messages: list[Wire]) -> list[Wire]:
        """A conversation of these messages: each with a place and an id of its own."""
        poisoned = enumerate((self.into(one) for one in messages), 1)
        return [{**one, "id": str(uuid4()), "client_id": str(uuid4()), "seq": seq} for seq, one in poisoned]
