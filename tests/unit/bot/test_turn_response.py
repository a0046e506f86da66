"""The response of a turn is put together from events, and is the golden one."""

import json
from pathlib import Path
from typing import Any

from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered

from bot.turn_response import UNDERSTANDING, assemble, events_of_turn, failures

GOLDEN = json.loads(Path("tests/contracts/turn_response.json").read_text())


def user(turn: str, told: dict[str, Any], entities: list[dict[str, Any]]) -> UserUttered:
    understood = {"request": told["intents"][0], "ranking": told["ranking"], "emotion": told["emotion"]}
    intent = {"name": told["intents"][0]["intent"], "confidence": 1.0}
    parse_data = {"intent": intent, "entities": entities, UNDERSTANDING: understood}
    return UserUttered("text", intent, entities, parse_data, metadata={"turn_id": turn})


def bot(
    text: str | None, custom: dict[str, Any] | None = None, buttons: list[dict[str, Any]] | None = None
) -> BotUttered:
    return BotUttered(text, {"buttons": buttons, "custom": custom, "image": None})


def test_text_card_buttons_and_reference() -> None:
    golden = GOLDEN["answer"]
    card = golden["replies"][0]["card"]
    buttons = [{**golden["replies"][0]["buttons"][0], "type": None}]
    events: list[Event] = [
        user("t1", golden["turn"], golden["turn"]["entities"]),
        SlotSet("order_number", "FH-100234"),
        ActionExecuted("action_order_track"),
        bot("주문을 찾았어요.", {"card": card, "factual": True}, buttons),
        bot("더 도와드릴까요?"),
        ActionExecuted("action_listen"),
    ]
    assert assemble(events, "model-1", "ko") == golden


def test_a_handoff_without_words_is_no_reply() -> None:
    golden = GOLDEN["handoff"]
    events = [
        user("t1", golden["turn"], []),
        ActionExecuted("action_human_agent"),
        bot("상담원을 연결해 드릴게요."),
        bot(None, {"handoff": golden["turn"]["handoff"]}),
    ]
    assert assemble(events, "model-1", "ko") == golden


def test_an_article_of_the_help_centre() -> None:
    golden = GOLDEN["help"]
    asked = user("t1", golden["turn"], [])
    asked.parse_data[UNDERSTANDING]["help"] = golden["turn"]["help"]
    said = bot(golden["replies"][0]["text"])
    assert assemble([asked, ActionExecuted("action_help_article"), said], "model-1", "ko") == golden


def test_a_turn_is_noise_where_all_of_it_is() -> None:
    golden = GOLDEN["noise"]
    laughed, asked = user("t1", golden["turn"], []), user("t1", GOLDEN["answer"]["turn"], [])
    laughed.parse_data[UNDERSTANDING]["noise"] = True
    reply = [ActionExecuted("action_noise"), bot(golden["replies"][0]["text"])]
    assert assemble([laughed, *reply], "model-1", "ko") == golden
    assert "noise" not in assemble([laughed, asked, *reply], "model-1", "ko")["turn"]


def test_a_failed_action() -> None:
    golden = GOLDEN["failure"]
    failed = ActionExecuted("action_order_track", metadata={"failure": {"code": "action_failed"}})
    assert assemble([user("t1", golden["turn"], []), failed], "model-1", "en") == golden


def test_each_failure_once() -> None:
    twice = [bot(None, {"failure": {"code": "shop_unavailable"}})] * 2
    assert failures(twice) == [{"code": "shop_unavailable"}]


def test_the_events_of_one_turn_among_others() -> None:
    turn = GOLDEN["failure"]["turn"]
    first, listen, second, reply, third = (
        user("t1", turn, []),
        ActionExecuted("action_listen"),
        user("t2", turn, []),
        bot("yes"),
        user("t3", turn, []),
    )
    events = [first, listen, second, reply, third]
    assert events_of_turn(events, "t1") == [first, listen]
    assert events_of_turn(events, "t2") == [second, reply]
    assert events_of_turn(events, "t4") == []
