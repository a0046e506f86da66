"""Our own offer of a person is answered in words as well as by its buttons."""

from typing import Any

import pytest

from tests.integration.escalation.world import World, said

OFFER, HANDED_OFF = "system: offer_person", "system: handed_off"
ANGRY = {"label": "angry", "negative": 0.95}


def understood(intent: str, *words: str, gate: str = "sure", **turn: Any) -> dict[str, Any]:
    """An answer of the bot to a message of this intent."""
    heard = {"intent": intent, "confidence": 0.97, "gate": gate, "text": "t"}
    return said(*(words or ("네",)), intents=[heard], **turn)


async def offered(world: World) -> Any:
    """A conversation in which the offer was the last thing said."""
    conversation_id = await world.conversation()
    await world.ask(conversation_id, "왜 이렇게 늦어요!!", understood("order_track", "오는 중이에요", emotion=ANGRY))
    assert (await world.lines(conversation_id))[-1] == OFFER
    return conversation_id


@pytest.mark.parametrize(
    ("text", "intent"), [("네", "affirm"), ("yes please", "affirm"), ("그래 연결해줘", "human_agent")]
)
async def test_a_typed_yes_calls_a_person(world: World, text: str, intent: str) -> None:
    conversation_id = await offered(world)
    await world.ask(conversation_id, text, understood(intent, "무엇을 도와드릴까요?", solved=True))
    assert (await world.lines(conversation_id))[-2:] == [f"customer: {text}", HANDED_OFF]
    assert (await world.state(conversation_id))["owner"] == "queue"
    (requested,) = await world.events("handoff_requested")
    assert [reason["code"] for reason in requested.data["reasons"]] == ["asked_for_person"]
    assert requested.topic == "orders"
    assert await world.events("solved_answered") == []


@pytest.mark.parametrize("text", ["아니요", "no thanks"])
async def test_a_typed_no_keeps_the_bot_and_is_not_asked_again(world: World, text: str) -> None:
    conversation_id = await offered(world)
    await world.ask(conversation_id, text, understood("deny", "네, 그대로 둘게요"))
    for _ in range(2):
        await world.ask(conversation_id, "왜!!", understood("order_track", "오는 중이에요", emotion=ANGRY))
    lines = await world.lines(conversation_id)
    assert (lines.count(OFFER), lines.count(HANDED_OFF)) == (1, 0)
    assert (await world.state(conversation_id))["owner"] == "bot"


async def test_a_yes_to_something_said_later_calls_nobody(world: World) -> None:
    conversation_id = await offered(world)
    await world.ask(conversation_id, "영수증은요?", understood("billing_get_invoice", "보내 드릴까요?"))
    await world.ask(conversation_id, "네", understood("affirm", "보냈어요"))
    assert (await world.lines(conversation_id))[-1] == "bot: 보냈어요"


async def test_a_yes_after_the_button_for_the_bot_calls_nobody(world: World) -> None:
    conversation_id = await offered(world)
    await world.press(conversation_id, "keep_bot")
    await world.ask(conversation_id, "네", understood("affirm", "무엇을 도와드릴까요?"))
    assert (await world.lines(conversation_id))[-1] == "bot: 무엇을 도와드릴까요?"


async def test_what_was_written_before_the_offer_came_does_not_answer_it(world: World) -> None:
    conversation_id = await world.conversation()

    async def meanwhile(request: dict[str, Any]) -> dict[str, Any]:
        await world.say(conversation_id, "네")
        return understood("order_track", "오는 중이에요", emotion=ANGRY)

    world.assistant.orders += [meanwhile, understood("affirm", "네, 말씀하세요")]
    await world.say(conversation_id, "왜 이렇게 늦어요!!")
    await world.runner.run_due()
    lines = await world.lines(conversation_id)
    assert lines[-2:] == [OFFER, "bot: 네, 말씀하세요"]
    assert HANDED_OFF not in lines


async def test_a_yes_is_taken_for_the_offer_though_the_assistant_was_away_for_a_moment(world: World) -> None:
    conversation_id = await offered(world)
    world.assistant.away = True
    await world.ask(conversation_id, "네")
    world.assistant.away = False
    world.assistant.orders.append(understood("affirm", "네, 말씀하세요"))
    world.clock.pass_(2)
    await world.runner.run_due()
    assert (await world.lines(conversation_id))[-1] == HANDED_OFF


async def test_laughter_and_emoji_call_nobody(world: World) -> None:
    conversation_id = await world.conversation()
    for text in ("ㅋㅋㅋㅋ", "😀", "???", "asdfgh", "ㅎㅎㅎ"):
        await world.ask(conversation_id, text, understood("out_of_scope", "네?", gate="not_sure", noise=True))
    lines = await world.lines(conversation_id)
    assert [line for line in lines if line.startswith("system")] == []
    assert lines.count("bot: 네?") == 5
