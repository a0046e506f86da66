"""Cards of the assistant as lines of text."""

from typing import Any

from connectors.transcripts.amounts import amount
from connectors.transcripts.words import Words

FORMS = {"verify_order": "form.verify_title", "address": "form.address_title"}


def card_lines(card: dict[str, Any], words: Words) -> list[str]:
    """What a card says, its name first; nothing for one of a kind that is not known here."""
    match card.get("kind"):
        case "order":
            return [_head(words, "card.order", card["number"], _status(card, words)), *_items(card, words)]
        case "invoice":
            return [_head(words, "card.invoice", card["number"], _money(card, "total", words))]
        case "payment":
            return [_head(words, "card.payment", card.get("order_number"), _status(card, words), _paid(card, words))]
        case "refund":
            about = card["order_number"], _status(card, words), _money(card, "amount", words)
            return [_head(words, "card.refund", *about)]
        case "subscription":
            about = card["plan"], _status(card, words), _money(card, "price", words)
            return [_head(words, "card.subscription", *about)]
        case "steps":
            steps = [_linked(step["text"], step.get("url")) for step in card["steps"]]
            return [card["title"], *(f"{number}. {step}" for number, step in enumerate(steps, 1))]
        case "link":
            return [_linked(card["title"], card["url"])]
        case str() as kind if kind in FORMS:
            return [words.say(FORMS[kind])]
        case _:
            return []


def _head(words: Words, key: str, *parts: str | None) -> str:
    named, *rest = parts
    return " · ".join([f"{words.say(key)} {named or ''}".strip(), *filter(None, rest)])


def _status(card: dict[str, Any], words: Words) -> str | None:
    return words.name("status", card["status"]) if card.get("status") else None


def _money(card: dict[str, Any], part: str, words: Words) -> str:
    return amount(card[part], card["currency"], korean=words.korean)


def _paid(card: dict[str, Any], words: Words) -> str:
    method = card.get("method")
    return " · ".join(filter(None, [_money(card, "amount", words), method and words.name("method", method)]))


def _items(card: dict[str, Any], words: Words) -> list[str]:
    """What was ordered, and what it comes to."""
    lines = []
    for item in card.get("items", ()):
        count = f" {words.say('card.quantity', count=item['quantity'])}" if item["quantity"] > 1 else ""
        lines.append(f"- {item['name']}{count}")
    return [*lines, f"{words.say('card.total')} {_money(card, 'total', words)}"]


def _linked(text: str, url: str | None) -> str:
    return f"{text} ({url})" if url else text
