"""How a customer sounds is read while a person answers too: once a message, later where the assistant is away."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from escalation.store.people import Agent
from escalation.suggestions.feelings import BATCH, LEASE, MOST_ATTEMPTS, FeelingReader
from escalation.turns.assistant import AssistantError
from tests.integration.escalation.world import World, parsed


@pytest.fixture
def reader(world: World) -> FeelingReader:
    return FeelingReader(world.service.record, world.assistant)


async def chat(world: World) -> tuple[UUID, Agent]:
    """A conversation that an agent has taken."""
    conversation_id, agent = await world.handed_off(), await world.agent("민지")
    await world.claimed(agent)
    return conversation_id, agent


async def felt(world: World) -> list[tuple[str, str]]:
    return [(event.type, event.emotion["label"]) for event in await world.events() if event.emotion is not None]


async def unread(world: World) -> int:
    return int(await world.scalar("SELECT count(*) FROM unread_feeling"))


async def test_what_is_said_to_a_person_is_felt_in_order(world: World, reader: FeelingReader) -> None:
    conversation_id, agent = await chat(world)
    for text, label, negative in (("아직도요?", "frustrated", 0.8), ("아 됐네요 감사해요", "delighted", 0.02)):
        world.clock.pass_(60)
        world.assistant.parses[text] = parsed(text, emotion=label, emotion_negative=negative)
        await world.say(conversation_id, text)
    assert await reader.read_due() == 2
    card = await world.service.about_customer(agent=agent, conversation_id=conversation_id)
    assert [(each["label"], each["negative"]) for each in card["emotions"]] == [
        ("neutral", 0.1),
        ("frustrated", 0.8),
        ("delighted", 0.02),
    ]
    assert card["emotions"] == sorted(card["emotions"], key=lambda each: str(each["at"]))
    (first, _) = await world.events("feeling_read")
    assert (first.contact_id is not None, first.anonymous_id is not None) == (True, True)
    assert await unread(world) == 0
    assert await reader.read_due() == 0


async def test_who_waits_is_felt_too_and_what_the_bot_answers_only_once(world: World, reader: FeelingReader) -> None:
    conversation_id = await world.handed_off()
    assert await unread(world) == 0
    await world.say(conversation_id, "언제 오세요")
    assert await reader.read_due() == 1
    assert [kind for kind, _ in await felt(world)].count("feeling_read") == 1


async def test_personal_data_does_not_reach_the_assistant(world: World, reader: FeelingReader) -> None:
    conversation_id, _ = await chat(world)
    await world.say(conversation_id, "010-1234-5678로 전화 주세요")
    await reader.read_due()
    assert world.assistant.parsed == [["[phone]로 전화 주세요"]]


async def test_while_the_assistant_is_away_feelings_wait(world: World, reader: FeelingReader) -> None:
    conversation_id, _ = await chat(world)
    await world.say(conversation_id, "화나네요")
    world.assistant.away = True
    for _ in range(MOST_ATTEMPTS + 1):
        assert await reader.read_due() == 1
        assert await reader.read_due() == 0
        world.clock.pass_(31)
    world.assistant.away = False
    await reader.read_due()
    assert len(await world.events("feeling_read")) == 1


async def test_a_message_that_cannot_be_read_holds_up_no_other_and_is_given_up(
    world: World, reader: FeelingReader
) -> None:
    conversation_id, _ = await chat(world)
    await world.say(conversation_id, "독")
    world.assistant.parse_failure = AssistantError("nonsense")
    await reader.read_due()
    world.clock.pass_(LEASE.total_seconds())
    await world.say(conversation_id, "약")
    await reader.read_due()
    assert world.assistant.parsed == [["독"], ["약"], ["독"]]
    for _ in range(MOST_ATTEMPTS):
        world.clock.pass_(LEASE.total_seconds())
        await reader.read_due()
    assert await unread(world) == 0
    assert await world.events("feeling_read") == []


async def test_two_readers_and_one_that_died_read_every_message_once(world: World, reader: FeelingReader) -> None:
    conversation_id, _ = await chat(world)
    for place in range(BATCH + 4):
        await world.say(conversation_id, f"말 {place}")

    asked = asyncio.Event()

    class Hanging:
        async def parse(self, *_: object, **__: object) -> list[dict[str, Any]]:
            asked.set()
            return await asyncio.Future()

    dying = asyncio.create_task(FeelingReader(world.service.record, Hanging()).read_due())  # type: ignore[arg-type]
    await asked.wait()
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    other = FeelingReader(world.service.record, world.assistant)
    assert sum(await asyncio.gather(reader.read_due(), other.read_due())) == 4
    world.clock.pass_(LEASE.total_seconds())
    assert sum(await asyncio.gather(reader.read_due(), other.read_due())) == BATCH
    assert len(await world.events("feeling_read")) == BATCH + 4


async def test_reading_twice_is_on_the_log_once(world: World, reader: FeelingReader) -> None:
    conversation_id, _ = await chat(world)
    await world.say(conversation_id, "네")
    asked, slow = asyncio.Event(), asyncio.Event()

    class Slow:
        async def parse(self, texts: list[str], **_: object) -> list[dict[str, Any]]:
            asked.set()
            await slow.wait()
            return [parsed(text) for text in texts]

    late = asyncio.create_task(FeelingReader(world.service.record, Slow()).read_due())  # type: ignore[arg-type]
    await asked.wait()
    world.clock.pass_(LEASE.total_seconds())
    assert await reader.read_due() == 1
    slow.set()
    assert await late == 1
    assert len(await world.events("feeling_read")) == 1
