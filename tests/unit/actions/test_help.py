"""A passage of the help centre is told under its title, in the customer's language, and what waits is not forgotten."""

from typing import Any

import pytest

from tests.unit.actions.stage import Stage

FOUND: dict[str, Any] = {
    "help": {
        "ko": {"title": "반품 배송비는 누가 내나요?", "text": "1. 고객님\n2. 상점"},
        "en": {"title": "Who pays for the return shipping?", "text": "You do."},
    }
}
WHICH = {
    "kind": "order_cancel",
    "wants": "order_number",
    "reference": None,
    "submission": None,
    "strikes": 0,
    "reminders": 0,
}


@pytest.mark.parametrize(
    ("locale", "title", "text"),
    [
        ("ko", "도움말에서 찾은 내용이에요: 반품 배송비는 누가 내나요?", "1. 고객님\n2. 상점"),
        ("en", "From our help centre: Who pays for the return shipping?", "You do."),
    ],
)
async def test_a_passage_is_told(stage: Stage, locale: str, title: str, text: str) -> None:
    played = await stage.play("action_help_article", "help_article", locale=locale, metadata=FOUND)
    assert played.names == ["utter_help_article", "utter_ask_solved"]
    assert played.texts[0].startswith(f"{title}\n\n{text}")
    assert played.payloads[0] == "/human_agent"


async def test_a_task_that_waits_is_taken_up_again(stage: Stage) -> None:
    played = await stage.play("action_help_article", "help_article", metadata=FOUND, locale="en", task=WHICH)
    assert played.names == ["utter_help_article", "utter_remind_order_number"]
