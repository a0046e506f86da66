"""What the rules hear of a message, beside what was understood."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from bot.parse import parse_line
from bot.requests import asked
from bot.turn_request import Incoming, TurnRequest
from bot.turn_response import UNDERSTANDING
from bot.understanding import Reading, Utterance

READING = Reading(
    text="where is it",
    intent="order_track",
    confidence=0.9,
    verdict="sure",
    ranking=[{"name": "order_track", "confidence": 0.9}],
    candidates=["order_track", "shipping_period"],
    entities=[],
    language="en",
    reply="en",
    emotion={"label": "neutral", "negative": 0.2},
    noise=False,
    vector=np.zeros(512, dtype=np.float32),
)
NUMBER: list[dict[str, Any]] = [{"entity": "order_number", "value": "FH-100234", "start": 0, "end": 9}]
PHONE: list[dict[str, Any]] = [{"entity": "phone", "value": "01012345678", "start": 0, "end": 13}]


@pytest.mark.parametrize(
    ("reading", "busy", "heard"),
    [
        (READING, False, "order_track"),
        (replace(READING, verdict="nearly"), False, "ask_back"),
        (replace(READING, verdict="not_sure"), False, "not_understood"),
        (replace(READING, verdict="not_sure", noise=True), False, "noise"),
        (replace(READING, verdict="nearly", entities=NUMBER), True, "order_track"),
        (replace(READING, verdict="nearly", entities=NUMBER), False, "ask_back"),
        (replace(READING, verdict="nearly", text="FH-100234", entities=NUMBER), False, "choose_order"),
        (replace(READING, verdict="not_sure", text="1042번이요"), True, "choose_order"),
        (replace(READING, verdict="not_sure", text="010-1234-5678", entities=PHONE), True, "not_understood"),
    ],
)
def test_heard(reading: Reading, busy: bool, heard: str) -> None:
    (request,) = asked(Utterance(reading, (reading,)), busy=busy)
    assert request.heard == heard
    assert request.intent == "order_track"


def test_a_bare_number_becomes_the_entity() -> None:
    reading = replace(READING, text="1042번이요", verdict="not_sure")
    (request,) = asked(Utterance(reading, (reading,)))
    assert request.entities == [{"entity": "order_number", "value": "1042", "start": 0, "end": 4}]


@pytest.mark.parametrize(
    ("text", "busy", "heard", "place"),
    [
        ("그럼 언제 와요?", False, "asks_when", None),
        ("얼마였죠?", True, "asks_price", None),
        ("두번째꺼", True, "choose_order", 2),
        ("두번째꺼", False, "not_understood", None),
    ],
)
def test_a_short_question_is_heard_for_sure(text: str, busy: bool, heard: str, place: int | None) -> None:
    reading = replace(READING, text=text, intent="contact_hours", confidence=0.3, verdict="not_sure")
    (request,) = asked(Utterance(reading, (reading,)), busy=busy)
    assert (request.heard, request.place) == (heard, place)
    assert request.verdict == ("sure" if heard != "not_understood" else "not_sure")


@pytest.mark.parametrize("text", ["그럼 언제 와요?", "how much was it?", "다른 주문은요?", "the second one", "ㅋㅋㅋ"])
@pytest.mark.parametrize(("verdict", "noise"), [("sure", False), ("nearly", False), ("not_sure", True)])
def test_whatever_the_rules_hear_an_intent_of_the_taxonomy_is_told(text: str, verdict: str, noise: bool) -> None:
    reading = replace(READING, text=text, verdict=verdict, noise=noise)
    (request,) = asked(Utterance(reading, (reading,)), busy=True)
    turn = TurnRequest("t", "d", (Incoming("m", text),), "ko", {})
    told = request.event(turn).parse_data[UNDERSTANDING]
    assert told["request"]["intent"] == "order_track"
    assert told.get("noise", False) is (request.heard == "noise")
    assert parse_line(Utterance(reading, (reading,)))["intent"] == "order_track"


@pytest.mark.parametrize(
    ("candidates", "ranked", "heard", "offered"),
    [
        (["goodbye", "order_cancel", "affirm"], ["goodbye", "order_cancel", "greet", "order_change"], "ask_back", 2),
        (["greet", "goodbye"], ["greet", "goodbye", "order_track"], "not_understood", 0),
        (["order_track", "order_cancel", "feedback"], ["order_track", "order_cancel", "feedback"], "ask_back", 3),
    ],
)
def test_small_talk_is_never_offered(candidates: list[str], ranked: list[str], heard: str, offered: int) -> None:
    ranking = [{"name": name, "confidence": 0.3} for name in ranked]
    reading = replace(READING, confidence=0.3, verdict="nearly", candidates=candidates, ranking=ranking)
    (request,) = asked(Utterance(reading, (reading,)))
    assert (request.heard, len(request.candidates)) == (heard, offered)
    assert request.verdict == ("nearly" if heard == "ask_back" else "not_sure")


@pytest.mark.parametrize(
    ("ranked", "heard", "offered"),
    [
        ({"out_of_scope": 0.87, "complaint": 0.06}, "not_understood", []),
        ({"out_of_scope": 0.55, "order_track": 0.4, "feedback": 0.01}, "ask_back", ["order_track"]),
        ({"feedback": 0.8, "out_of_scope": 0.1, "complaint": 0.02}, "not_understood", []),
        ({"order_cancel": 0.7, "order_change": 0.2, "feedback": 0.01}, "ask_back", ["order_cancel", "order_change"]),
    ],
)
def test_what_is_far_fetched_is_never_offered(ranked: dict[str, float], heard: str, offered: list[str]) -> None:
    ranking = [{"name": name, "confidence": confidence} for name, confidence in ranked.items()]
    candidates = [name for name in ranked if name != "out_of_scope"]
    reading = replace(READING, verdict="nearly", candidates=candidates, ranking=ranking)
    (request,) = asked(Utterance(reading, (reading,)))
    assert (request.heard, request.candidates) == (heard, offered)


def test_a_likely_thank_you_is_taken_as_one() -> None:
    reading = replace(READING, intent="thank", confidence=0.57, verdict="nearly")
    (request,) = asked(Utterance(reading, (reading,)))
    assert request.heard == "thank"


def test_what_is_not_for_us_beside_a_request_is_the_rest() -> None:
    weather = replace(READING, text="and the weather?", intent="out_of_scope")
    first, second = asked(Utterance(READING, (READING, weather)))
    assert (first.rest, second.rest) == (False, True)
