"""The requests of the gateway, a turn's and a parse's, checked field by field."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

MAX_MESSAGES = 20
MAX_TEXTS = 256
MAX_PASSAGES = 10
MAX_LENGTH = 8_000
"""Longest text that is taken (characters); what is understood is cut sooner."""
LOCALES = ("ko", "en")

_PAYLOAD = re.compile(r"/(?P<intent>[A-Za-z]\w*)(?P<values>\{.*\})?", re.DOTALL)
T = TypeVar("T")


class BadRequest(ValueError):
    """A field that is missing or wrong: which one, and what was expected."""

    def __init__(self, field: str, expected: str, got: object) -> None:
        shown = type(got).__name__ if isinstance(got, (dict, list, str)) else repr(got)
        super().__init__(f"{field}: expected {expected}, got {shown}")
        self.field = field


@dataclass(frozen=True)
class Pressed:
    """A pressed button: the intent and the values it stands for."""

    intent: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Incoming:
    """One message of the customer: free text or a button."""

    message_id: str
    text: str
    pressed: Pressed | None = None


@dataclass(frozen=True)
class TurnRequest:
    """Messages that are answered together."""

    turn_id: str
    dialogue_id: str
    messages: tuple[Incoming, ...]
    locale: str
    customer: dict[str, Any]

    @classmethod
    def read(cls, body: object, intents: Collection[str]) -> TurnRequest:
        """Raises BadRequest. `intents`: those a button may name."""
        told = _expect(body, dict, "body", "a JSON object")
        messages = _expect(told.get("messages"), list, "messages", f"1 to {MAX_MESSAGES} messages")
        if not 1 <= len(messages) <= MAX_MESSAGES:
            raise BadRequest("messages", f"1 to {MAX_MESSAGES} messages", len(messages))
        locale = told.get("locale")
        if locale not in LOCALES:
            raise BadRequest("locale", "ko or en", locale)
        return cls(
            turn_id=_uuid(told.get("turn_id"), "turn_id"),
            dialogue_id=_filled(told.get("dialogue_id"), "dialogue_id", 200),
            messages=tuple(_incoming(message, f"messages[{i}]", intents) for i, message in enumerate(messages)),
            locale=locale,
            customer=_customer(told.get("customer")),
        )

    @property
    def metadata(self) -> dict[str, Any]:
        """What actions read of a turn."""
        return {"turn_id": self.turn_id, "customer": self.customer, "locale": self.locale}


@dataclass(frozen=True)
class ParseRequest:
    """Texts to be understood, whether their vectors are told, and how many passages of the help centre for each."""

    texts: tuple[str, ...]
    vectors: bool = False
    passages: int = 0

    @classmethod
    def read(cls, body: object) -> ParseRequest:
        """Raises BadRequest."""
        told = _expect(body, dict, "body", "a JSON object")
        texts = _expect(told.get("texts"), list, "texts", "a list of texts")
        if len(texts) > MAX_TEXTS:
            raise BadRequest("texts", f"at most {MAX_TEXTS} texts", len(texts))
        passages = told.get("passages", 0)
        if type(passages) is not int or not 0 <= passages <= MAX_PASSAGES:
            raise BadRequest("passages", f"a number from 0 to {MAX_PASSAGES}", passages)
        return cls(
            texts=tuple(_expect(text, str, f"texts[{i}]", "a text") for i, text in enumerate(texts)),
            vectors=_expect(told.get("vectors", False), bool, "vectors", "true or false"),
            passages=passages,
        )


def read_payload(payload: str, intents: Collection[str], field: str) -> Pressed:
    """Reads `/intent{"slot": "value"}`. Raises BadRequest."""
    hit = _PAYLOAD.fullmatch(payload.strip())
    if hit is None or hit["intent"] not in intents:
        raise BadRequest(field, '"/intent" or "/intent{...}" with an intent of the domain', payload)
    return Pressed(hit["intent"], _decoded(hit["values"] or "{}", lambda: BadRequest(field, "JSON values", payload)))


def _incoming(message: object, field: str, intents: Collection[str]) -> Incoming:
    told = _expect(message, dict, field, "an object")
    message_id = _uuid(told.get("message_id"), f"{field}.message_id")
    if ("text" in told) == ("payload" in told):
        raise BadRequest(field, "either text or payload", sorted(told))
    if "payload" in told:
        payload = _filled(told["payload"], f"{field}.payload", MAX_LENGTH)
        return Incoming(message_id, payload, read_payload(payload, intents, f"{field}.payload"))
    return Incoming(message_id, _filled(told["text"], f"{field}.text", MAX_LENGTH))


def _customer(told: object) -> dict[str, Any]:
    customer = _expect(told, dict, "customer", "an object")
    if not isinstance(customer.get("verified"), bool):
        raise BadRequest("customer.verified", "true or false", customer.get("verified"))
    for key in ("name", "tier"):
        if customer.get(key) is not None:
            _filled(customer[key], f"customer.{key}", 200)
    return {key: customer[key] for key in ("verified", "name", "tier") if customer.get(key) is not None}


def _expect(value: object, kind: type[T], field: str, expected: str) -> T:
    if not isinstance(value, kind):
        raise BadRequest(field, expected, value)
    return value


def _filled(value: object, field: str, longest: int) -> str:
    text = _expect(value, str, field, "a text")
    if not text.strip() or len(text) > longest:
        raise BadRequest(field, f"1 to {longest} characters", len(text))
    return text


def _uuid(value: object, field: str) -> str:
    try:
        return str(UUID(_expect(value, str, field, "a UUID")))
    except ValueError as error:
        raise error if isinstance(error, BadRequest) else BadRequest(field, "a UUID", value) from error


def _decoded(values: str, refusal: Callable[[], BadRequest]) -> dict[str, Any]:
    try:
        decoded = json.loads(values)
    except ValueError as error:
        raise refusal() from error
    if not isinstance(decoded, dict):
        raise refusal()
    return decoded
