"""The requests of a turn and of a parse: the golden ones are read, every wrong field is named."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from bot.turn_request import BadRequest, ParseRequest, TurnRequest

GOLDEN = json.loads(Path("tests/contracts/turn_request.json").read_text())
PARSE = json.loads(Path("tests/contracts/parse.json").read_text())["request"]
INTENTS = ["greet", "choose_order"]


def test_the_golden_text_request() -> None:
    turn = TurnRequest.read(GOLDEN["text"], INTENTS)
    assert [message.text for message in turn.messages] == ["저기요", "FH-100234 언제 와요?"]
    assert turn.metadata == {"turn_id": turn.turn_id, "customer": {"verified": False}, "locale": "ko"}


def test_the_golden_press_request() -> None:
    (message,) = TurnRequest.read(GOLDEN["press"], INTENTS).messages
    assert message.pressed is not None
    assert (message.pressed.intent, message.pressed.values) == ("choose_order", {"order_number": "FH-100234"})


def _with(path: str, value: object) -> dict[str, Any]:
    body: Any = copy.deepcopy(GOLDEN["text"])
    *way, last = path.split(".")
    place = body
    for step in way:
        place = place[int(step) if step.isdigit() else step]
    place[int(last) if last.isdigit() else last] = value
    return dict(body)


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("turn_id", "not-a-uuid", "turn_id"),
        ("turn_id", 5, "turn_id"),
        ("dialogue_id", "", "dialogue_id"),
        ("messages", [], "messages"),
        ("messages", "hello", "messages"),
        ("messages.0", "hello", "messages[0]"),
        ("messages.1.message_id", None, "messages[1].message_id"),
        ("messages.0.text", "", "messages[0].text"),
        ("messages.0.text", "x" * 8_001, "messages[0].text"),
        ("messages.0.payload", "/greet", "messages[0]"),
        ("locale", "fr", "locale"),
        ("customer", None, "customer"),
        ("customer.verified", "yes", "customer.verified"),
        ("customer.name", 7, "customer.name"),
    ],
)
def test_a_wrong_field_is_named(path: str, value: object, field: str) -> None:
    with pytest.raises(BadRequest) as refused:
        TurnRequest.read(_with(path, value), INTENTS)
    assert refused.value.field == field


@pytest.mark.parametrize("payload", ["greet", "/unknown_intent", "/greet{", '/greet{"a": }', "/greet[1]", "/greet now"])
def test_a_payload_is_an_intent_of_the_domain_and_json(payload: str) -> None:
    body = copy.deepcopy(GOLDEN["press"])
    body["messages"][0]["payload"] = payload
    with pytest.raises(BadRequest) as refused:
        TurnRequest.read(body, INTENTS)
    assert refused.value.field == "messages[0].payload"


def test_the_golden_parse_request() -> None:
    assert ParseRequest.read(PARSE) == ParseRequest(tuple(PARSE["texts"]), vectors=True, passages=3)
    assert ParseRequest.read({"texts": ["a"]}) == ParseRequest(("a",))


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"texts": "a"}, "texts"),
        ({"texts": [1]}, "texts[0]"),
        ({"texts": ["a"] * 257}, "texts"),
        ({"vectors": 1}, "vectors"),
        ({"passages": "3"}, "passages"),
        ({"passages": True}, "passages"),
        ({"passages": -1}, "passages"),
        ({"passages": 11}, "passages"),
    ],
)
def test_a_wrong_field_of_a_parse_request(told: dict[str, Any], field: str) -> None:
    with pytest.raises(BadRequest) as refused:
        ParseRequest.read(PARSE | told)
    assert refused.value.field == field


@pytest.mark.parametrize("body", [None, []])
def test_a_parse_request_is_an_object(body: object) -> None:
    with pytest.raises(BadRequest):
        ParseRequest.read(body)


def test_the_refusal_does_not_repeat_what_the_customer_wrote() -> None:
    with pytest.raises(BadRequest) as refused:
        TurnRequest.read(_with("locale", "my secret words"), INTENTS)
    assert "secret" not in str(refused.value)
