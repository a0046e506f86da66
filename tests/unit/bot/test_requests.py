"""What the rules hear of a message, beside what was understood."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from bot.requests import asked
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
