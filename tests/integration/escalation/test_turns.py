"""One turn at a time a conversation; what comes meanwhile joins the next; what comes too late is dropped."""

import asyncio
from typing import Any

from escalation.store.people import Customer
from escalation.turns.assistant import AssistantError
from escalation.turns.renewals import Renewals
from escalation.turns.turn_claims import claim_turns
from escalation.turns.turn_requests import ClaimedTurn
from escalation.turns.turns import TurnRunner
from tests.integration.escalation.world import World, frames_of, said, until


async def test_a_message_is_answered(world: World) -> None:
    conversation_id = await world.conversation(Customer("c1", "지우", "vip"))
    ack = await world.say(conversation_id, "주문 어디예요? hong@example.com 010-1234-5678")
    world.assistant.orders.append(said("오늘 도착해요", reference="FH-1042"))
    assert await world.runner.run_due() == 1
    request = world.assistant.requests[0]
    assert request["messages"] == [{"message_id": str(ack.message_id), "text": "주문 어디예요? [email] [phone]"}]
    assert request["customer"] == {"verified": True, "name": "지우", "tier": "vip"}
    assert request["locale"] == "ko"
    assert (await world.lines(conversation_id))[1] == "bot: 오늘 도착해요"
    assert await world.scalar("SELECT state FROM turn") == "answered"


async def test_messages_that_arrive_meanwhile_join_the_next_turn(world: World) -> None:
    conversation_id = await world.conversation()
    running, go_on = asyncio.Event(), asyncio.Event()

    async def slow(request: dict[str, Any]) -> dict[str, Any]:
        running.set()
        await go_on.wait()
        return said("first answer")

    world.assistant.orders += [slow, said("second answer")]
    await world.say(conversation_id, "one")
    first = asyncio.create_task(world.runner.run_due())
    await running.wait()
    for text in ("two", "three", "four"):
        await world.say(conversation_id, text)
    other_gateway = TurnRunner(world.service)
    assert await other_gateway.run_due() == 0
    go_on.set()
    await first
    texts = [[message["text"] for message in request["messages"]] for request in world.assistant.requests]
    assert texts == [["one"], ["two", "three", "four"]]
    assert (await world.lines(conversation_id))[-2:] == ["bot: first answer", "bot: second answer"]


async def test_many_gateways_answer_every_conversation_once(world: World) -> None:
    conversations = [await world.conversation() for _ in range(12)]
    for conversation_id in conversations:
        await world.say(conversation_id, "hello")
    runners = [TurnRunner(world.service, at_once=3) for _ in range(4)]
    counts = await asyncio.gather(*(runner.run_due() for runner in runners))
    assert sum(counts) == 12
    assert len(world.assistant.requests) == 12
    for conversation_id in conversations:
        assert await world.lines(conversation_id) == ["customer: hello", "bot: ok"]


async def test_the_running_loop_wakes_at_once_and_shows_typing_for_as_long_as_it_takes(world: World) -> None:
    """Again every three seconds, for a screen that hears no more of it takes it back."""
    conversation_id = await world.conversation()

    async def slow(request: dict[str, Any]) -> dict[str, Any]:
        await asyncio.sleep(3.6)
        return said("answer")

    world.assistant.orders.append(slow)
    running = asyncio.create_task(world.runner.run())
    await asyncio.sleep(0.2)
    async with frames_of(world.service.push, f"conversation:{conversation_id}") as frames:
        await world.say(conversation_id, "hello")
        await until(lambda: [frame["type"] for frame in frames].count("typing") == 3)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    shown = [frame.get("on", frame["type"]) for frame in frames]
    assert shown == ["message", "state", True, True, "message", False]


async def test_a_turn_begins_where_its_message_came_in(world: World) -> None:
    """Without being looked for; what comes meanwhile still waits for the next turn, in order."""
    conversation_id = await world.conversation()
    running, go_on = asyncio.Event(), asyncio.Event()

    async def slow(request: dict[str, Any]) -> dict[str, Any]:
        running.set()
        await go_on.wait()
        return said("first answer")

    world.assistant.orders += [slow, said("second answer")]
    with world.service.asking.served_by(world.runner):
        await world.say(conversation_id, "one")
        await running.wait()
        assert await world.scalar("SELECT state || attempt FROM turn") == "running1"
        await world.say(conversation_id, "two")
        await world.say(conversation_id, "three")
        assert await world.scalar("SELECT count(*) FROM turn") == 2
        go_on.set()
        async with frames_of(world.service.push, f"conversation:{conversation_id}") as frames:
            await until(lambda: any(frame["type"] == "message" for frame in frames))
        await world.runner.run_due()
    texts = [[message["text"] for message in request["messages"]] for request in world.assistant.requests]
    assert texts == [["one"], ["two", "three"]]
    assert (await world.lines(conversation_id))[-2:] == ["bot: first answer", "bot: second answer"]


async def test_a_reply_after_a_handoff_is_dropped_and_logged(world: World) -> None:
    conversation_id = await world.conversation()

    async def person_first(request: dict[str, Any]) -> dict[str, Any]:
        await world.press(conversation_id, "talk_to_person")
        return said("too late")

    world.assistant.orders += [AssistantError("broken"), person_first]
    await world.say(conversation_id, "one")
    await world.runner.run_due()
    await world.say(conversation_id, "two")
    await world.runner.run_due()
    assert "bot: too late" not in await world.lines(conversation_id)
    assert (await world.state(conversation_id))["owner"] == "queue"
    dropped = await world.events("reply_dropped")
    assert [event.data["reason"] for event in dropped] == ["owner_queue"]
    assert await world.scalar("SELECT count(*) FROM turn WHERE state = 'dropped'") == 1


async def test_a_turn_of_a_dead_gateway_is_taken_up_and_answered_once(world: World) -> None:
    conversation_id = await world.conversation()
    running, go_on = asyncio.Event(), asyncio.Event()

    async def paused(request: dict[str, Any]) -> dict[str, Any]:
        running.set()
        await go_on.wait()
        return said("from the dead")

    world.assistant.orders += [paused, said("from the living")]
    await world.say(conversation_id, "hello")
    dead = asyncio.create_task(world.runner.run_due())
    await running.wait()
    assert await TurnRunner(world.service).run_due() == 0
    world.clock.pass_(16)
    assert await TurnRunner(world.service).run_due() == 1
    go_on.set()
    await dead
    assert await world.lines(conversation_id) == ["customer: hello", "bot: from the living"]
    assert {request["turn_id"] for request in world.assistant.requests} == {world.assistant.requests[0]["turn_id"]}
    assert [event.data["reason"] for event in await world.events("reply_dropped")] == ["taken_over"]


async def test_a_turn_that_takes_long_stays_with_its_gateway(world: World) -> None:
    conversation_id = await world.conversation()
    go_on, held = asyncio.Event(), list[ClaimedTurn]()

    async def slow(request: dict[str, Any]) -> dict[str, Any]:
        await go_on.wait()
        return said("at last")

    world.assistant.orders.append(slow)
    await world.say(conversation_id, "hello")
    held += await claim_turns(world.service.record, 1)
    renewals = Renewals(world.service.record, lambda: held)
    for renewed in (0, 1, 1):
        assert await renewals.renew() == renewed
        world.clock.pass_(4)
    assert await TurnRunner(world.service).run_due() == 0
    world.clock.pass_(1)
    go_on.set()
    assert await TurnRunner(world.service).run_due() == 1
    assert await renewals.renew() == 0, "another gateway has it"


async def test_a_gateway_that_stops_gives_its_turns_back(world: World) -> None:
    conversation_id = await world.conversation()
    running = asyncio.Event()

    async def endless(request: dict[str, Any]) -> dict[str, Any]:
        running.set()
        await asyncio.sleep(60)
        return said("never")

    world.assistant.orders += [endless, said("at once")]
    stopping = asyncio.create_task(world.runner.run())
    await world.say(conversation_id, "hello")
    await running.wait()
    stopping.cancel()
    await asyncio.gather(stopping, return_exceptions=True)
    assert await TurnRunner(world.service).run_due() == 1
    assert await world.lines(conversation_id) == ["customer: hello", "bot: at once"]


async def test_buttons_and_cards_travel(world: World) -> None:
    conversation_id = await world.conversation()
    answer = said("어떤 주문인가요?")
    answer["replies"][0]["buttons"] = [
        {"title": "FH-1042", "payload": '/choose_order{"order_number": "FH-1042"}'},
        {"title": "FH-1043", "payload": '/choose_order{"order_number": "FH-1043"}'},
    ]
    answer["replies"].append(
        {"text": "", "card": {"kind": "link", "title": "x", "url": "https://e.com"}, "factual": True}
    )
    await world.ask(conversation_id, "주문", answer)
    shown = await world.messages(conversation_id)
    assert [button["title"] for button in shown[1]["buttons"]] == ["FH-1042", "FH-1043"]
    assert "payload" not in shown[1]["buttons"][0]
    assert (shown[2]["kind"], shown[2]["card"]["kind"]) == ("card", "link")
    await world.press(conversation_id, "FH-1043")
    await world.runner.run_due()
    assert world.assistant.requests[1]["messages"][0]["payload"] == '/choose_order{"order_number": "FH-1043"}'
    pressed = (await world.messages(conversation_id))[3]
    assert (pressed["kind"], pressed["text"]) == ("press", "FH-1043")
    used = [button["used"] for button in (await world.messages(conversation_id))[1]["buttons"]]
    assert used == [False, True]


async def test_solved_ends_the_contact_and_asks_for_a_rating(world: World) -> None:
    conversation_id = await world.conversation()
    await world.ask(conversation_id, "주문 어디예요?")
    await world.ask(conversation_id, "네 해결됐어요", said("다행이에요", solved=True))
    state = await world.state(conversation_id)
    assert state["owner"] == "closed"
    closed = (await world.events("contact_closed"))[0]
    assert closed.data["outcome"] == "confirmed"
    assert state["rating"] == {"contact_id": str(closed.contact_id)}
    first_dialogue = world.assistant.requests[0]["dialogue_id"]
    await world.ask(conversation_id, "하나 더요")
    assert world.assistant.requests[1]["dialogue_id"] == first_dialogue
    assert world.assistant.requests[2]["dialogue_id"] != first_dialogue
    assert (await world.events("contact_started"))[1].data["returning"] is True


async def test_the_log_holds_what_was_understood_and_no_raw_text(world: World) -> None:
    conversation_id = await world.conversation()
    heard = [{"intent": "order_track", "confidence": 0.9, "gate": "sure", "text": "전화 010-1234-5678"}]
    await world.ask(conversation_id, "전화 010-1234-5678", said("네", intents=heard))
    answered = (await world.events("turn_answered"))[0]
    assert answered.data["intents"][0]["text"] == "전화 [phone]"
    assert answered.topic == "orders"
    assert answered.emotion == {"label": "neutral", "negative": 0.1}
    assert answered.data["latency_ms"] >= 0
    assert "1234" not in "".join(str(event.data) for event in await world.events("message_received"))


async def test_a_handoff_tells_the_order_it_is_about(world: World) -> None:
    conversation_id = await world.conversation()
    await world.ask(conversation_id, "FH-1042 어디예요?", said("오는 중이에요", reference="FH-1042"))
    intents = [{"intent": "human_agent", "confidence": 0.99, "gate": "sure", "text": "t"}]
    await world.ask(conversation_id, "사람이요", said("네", intents=intents))
    (requested,) = await world.events("handoff_requested")
    assert (requested.topic, requested.data["reference"]) == ("orders", "FH-1042")
