"""The bot fails, is away, or does not understand: nobody is left without an answer."""

import pytest
from sqlalchemy import update

from escalation.tables import turn
from escalation.turns.assistant import AssistantError, AssistantUnavailable
from tests.integration.escalation.world import World, said

NOT_SURE = [{"intent": "order_track", "confidence": 0.2, "gate": "not_sure", "text": "t"}]


async def test_an_outage_is_told_once_retried_and_survived(world: World) -> None:
    conversation_id = await world.conversation()
    world.assistant.away = True
    await world.ask(conversation_id, "hello")
    for _ in range(6):
        world.clock.pass_(4)
        await world.runner.run_due()
    assert await world.lines(conversation_id) == ["customer: hello", "system: bot_unavailable"]
    world.assistant.away = False
    world.clock.pass_(10)
    await world.runner.run_due()
    assert (await world.lines(conversation_id))[2:] == ["bot: ok"]
    assert (await world.state(conversation_id))["owner"] == "bot"
    assert {request["turn_id"] for request in world.assistant.requests} == {world.assistant.requests[0]["turn_id"]}


async def test_a_second_outage_is_told_again(world: World) -> None:
    conversation_id = await world.conversation()
    for _ in range(2):
        world.assistant.orders.append(AssistantUnavailable("away"))
        await world.ask(conversation_id, "hello")
        world.clock.pass_(2)
        await world.runner.run_due()
    assert (await world.lines(conversation_id)).count("system: bot_unavailable") == 2


async def test_after_the_window_a_person_is_called(world: World) -> None:
    conversation_id = await world.conversation()
    world.assistant.away = True
    await world.ask(conversation_id, "hello")
    while world.clock.now.minute == 0 and (await world.state(conversation_id))["owner"] == "bot":
        world.clock.pass_(1)
        await world.runner.run_due()
    assert (await world.lines(conversation_id))[1:] == ["system: bot_unavailable", "system: handed_off"]
    assert (world.clock.now.minute, world.clock.now.second) == (1, 0)
    requested = (await world.events("handoff_requested"))[0]
    assert [reason["code"] for reason in requested.data["reasons"]] == ["bot_unavailable"]
    assert await world.scalar("SELECT count(*) FROM turn WHERE state IN ('waiting', 'running', 'retrying')") == 0


async def test_in_an_outage_a_customer_can_call_a_person_at_once(world: World) -> None:
    conversation_id = await world.conversation()
    world.assistant.away = True
    await world.ask(conversation_id, "hello")
    await world.press(conversation_id, "talk_to_person")
    world.assistant.away = False
    world.clock.pass_(30)
    assert await world.runner.run_due() == 0
    requested = (await world.events("handoff_requested"))[0]
    assert [reason["code"] for reason in requested.data["reasons"]] == ["asked_for_person", "bot_unavailable"]


async def test_messages_in_an_outage_wait_and_are_answered_in_order(world: World) -> None:
    conversation_id = await world.conversation()
    world.assistant.away = True
    await world.ask(conversation_id, "one")
    await world.ask(conversation_id, "two")
    assert len(world.assistant.requests) == 1
    world.assistant.away = False
    world.clock.pass_(1)
    await world.runner.run_due()
    told = [[message["text"] for message in request["messages"]] for request in world.assistant.requests]
    assert told == [["one"], ["one"], ["two"]]


@pytest.mark.parametrize("broken", [AssistantError("500"), {"garbage": 1}, {"replies": 3, "turn": None}, said()])
async def test_two_failed_turns_in_a_row_call_a_person(world: World, broken: object) -> None:
    conversation_id = await world.conversation()
    world.assistant.orders += [broken, broken]  # type: ignore[list-item]
    await world.ask(conversation_id, "one")
    assert (await world.lines(conversation_id))[1:] == ["system: offer_person"]
    await world.ask(conversation_id, "two")
    assert (await world.lines(conversation_id))[-1] == "system: handed_off"
    requested = (await world.events("handoff_requested"))[0]
    assert [reason["code"] for reason in requested.data["reasons"]] == ["repeated_failure"]
    assert requested.data["priority"] == "high"


async def test_a_declined_offer_is_not_repeated_but_nobody_is_left_alone(world: World) -> None:
    conversation_id = await world.conversation()
    await world.ask(conversation_id, "one", said())
    await world.press(conversation_id, "keep_bot")
    await world.ask(conversation_id, "two", said("fine"))
    await world.ask(conversation_id, "three", said())
    assert await world.lines(conversation_id) == [
        "customer: one",
        "system: offer_person",
        "customer: keep_bot",
        "customer: two",
        "bot: fine",
        "customer: three",
        "system: bot_failed",
    ]


async def test_not_understood_is_offered_a_person_then_handed_off(world: World) -> None:
    conversation_id = await world.conversation()
    for _ in range(3):
        await world.ask(conversation_id, "asdf", said("다시 말씀해 주시겠어요?", intents=NOT_SURE))
    lines = [line for line in await world.lines(conversation_id) if line.startswith("system")]
    assert lines == ["system: offer_person", "system: handed_off"]


async def test_a_handoff_keeps_only_what_the_shop_said(world: World) -> None:
    conversation_id = await world.conversation()
    answer = said("안녕하세요", "주문은 배송 중이에요", reference="FH-1042")
    answer["turn"]["handoff"] = {"reason": "validation_failed", "topic": "orders", "summary": "hong@example.com 문의"}
    answer["replies"][1]["factual"] = True
    answer["replies"][1]["card"] = {"kind": "order", "number": "FH-1042", "status": "late", "late_days": 3, "items": []}
    await world.ask(conversation_id, "주문 어디예요?", answer)
    assert await world.lines(conversation_id) == [
        "customer: 주문 어디예요?",
        "bot: 주문은 배송 중이에요",
        "system: handed_off",
    ]
    ticket = (await world.service.waiting(agent_id=(await world.agent()).id))[0]
    assert ticket["queue"] == "orders"
    assert ticket["summary"] == "[email] 문의"
    assert ticket["facts"] == {"order": {"number": "FH-1042", "status": "late", "late_days": 3}}
    assert ticket["reasons"] == [{"code": "validation_failed", "params": {}}]
    assert ticket["language"] == "ko"
    assert ticket["last_text"] == "주문 어디예요?"


async def test_a_shop_that_is_down_offers_a_person_beside_the_bots_words(world: World) -> None:
    conversation_id = await world.conversation()
    failing = said("지금 조회가 안 돼요", failures=[{"code": "shop_unavailable"}])
    await world.ask(conversation_id, "주문", failing)
    assert (await world.lines(conversation_id))[1:] == ["bot: 지금 조회가 안 돼요", "system: offer_person"]
    assert [event.data["code"] for event in await world.events("turn_failed")] == ["shop_unavailable"]


async def test_a_turn_that_takes_its_gateway_down_is_given_up(world: World) -> None:
    conversation_id = await world.conversation()
    await world.say(conversation_id, "poison")
    async with world.engine.begin() as connection:
        await connection.execute(update(turn).values(state="running", attempt=20, lease_until=world.clock.now))
    assert await world.runner.run_due() == 1
    assert world.assistant.requests == []
    assert (await world.lines(conversation_id))[-1] == "system: offer_person"
