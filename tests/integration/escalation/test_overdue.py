"""Whoever waits seven seconds for the bot hears so, once a message, and may call a person; the answer still comes."""

import asyncio
from typing import Any

from escalation.turns.overdue import BATCH, OverdueAnswers
from tests.integration.escalation.world import Answering, World, said, until

NOTICE = "system: bot_unavailable"


def after(gate: asyncio.Event) -> Answering:
    """An answer that comes when `gate` opens."""

    async def answer(_: dict[str, Any]) -> dict[str, Any]:
        await gate.wait()
        return said("at last")

    return answer


async def test_who_waits_for_room_is_told_at_seven_seconds_and_not_before(world: World) -> None:
    conversation_id, overdue = await world.conversation(), OverdueAnswers(world.service.record)
    await world.say(conversation_id, "hello")
    world.clock.pass_(6.9)
    assert await overdue.tell_due() == 0
    world.clock.pass_(0.1)
    assert await overdue.tell_due() == 1
    assert await overdue.tell_due() == 0
    assert await world.lines(conversation_id) == ["customer: hello", NOTICE]
    (event,) = await world.events("answer_overdue")
    assert event.data["waited_s"] == 7.0
    await world.runner.run_due()
    assert (await world.lines(conversation_id))[2:] == ["bot: ok"]


async def test_a_message_that_joins_a_slow_turns_wait_is_told_of_as_well(world: World) -> None:
    """The second is asked when the first is answered, and hangs: its seven seconds began when it was written."""
    conversation_id, overdue = await world.conversation(), OverdueAnswers(world.service.record)
    first, second = asyncio.Event(), asyncio.Event()
    world.assistant.orders += [after(first), after(second)]
    await world.say(conversation_id, "one")
    asking = asyncio.create_task(world.runner.run_due())
    await until(lambda: len(world.assistant.requests) == 1)
    await world.say(conversation_id, "two")
    world.clock.pass_(6)
    first.set()
    await until(lambda: len(world.assistant.requests) == 2)
    world.clock.pass_(1)
    assert await overdue.tell_due() == 1
    assert (await world.lines(conversation_id))[2:] == ["bot: at last", NOTICE]
    second.set()
    await asking
    assert (await world.lines(conversation_id))[4:] == ["bot: at last"]


async def test_in_an_outage_each_that_is_written_later_is_told_of(world: World) -> None:
    conversation_id, overdue = await world.conversation(), OverdueAnswers(world.service.record)
    world.assistant.away = True
    await world.ask(conversation_id, "one")
    assert await overdue.tell_due() == 0
    for text in ("two", "three"):
        world.clock.pass_(1)
        await world.say(conversation_id, text)
    world.clock.pass_(8)
    assert await overdue.tell_due() == 1
    world.clock.pass_(20)
    assert await overdue.tell_due() == 0
    lines = await world.lines(conversation_id)
    assert lines == ["customer: one", NOTICE, "customer: two", "customer: three", NOTICE]
    await world.press(conversation_id, "talk_to_person")
    reasons = (await world.events("handoff_requested"))[0].data["reasons"]
    assert [reason["code"] for reason in reasons] == ["asked_for_person", "bot_unavailable"]


async def test_who_waits_for_a_person_or_was_answered_is_told_nothing(world: World) -> None:
    overdue = OverdueAnswers(world.service.record)
    answered = await world.conversation()
    await world.ask(answered, "hello")
    waiting = await world.handed_off()
    await world.say(waiting, "anybody?")
    before = [await world.lines(each) for each in (answered, waiting)]
    world.clock.pass_(60)
    assert await overdue.tell_due() == 0
    assert [await world.lines(each) for each in (answered, waiting)] == before


async def test_many_are_told_by_many_gateways_once_each(world: World) -> None:
    conversations = [await world.conversation() for _ in range(BATCH + 4)]
    for conversation_id in conversations:
        await world.say(conversation_id, "hello")
    world.clock.pass_(9)
    gateways = [OverdueAnswers(world.service.record) for _ in range(3)]
    while sum(await asyncio.gather(*(gateway.tell_due() for gateway in gateways))):
        pass
    assert {tuple(await world.lines(each)) for each in conversations} == {("customer: hello", NOTICE)}
