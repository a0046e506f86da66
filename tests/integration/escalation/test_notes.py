"""Private notes: among agents only, once however often sent, found by the search, never with the customer."""

import uuid
from uuid import UUID

from sqlalchemy import text

from escalation.store.keys import backstage
from escalation.store.people import Agent
from escalation.store.wire import Wire
from tests.integration.escalation.world import World, frames_of, refused_code, until

SECRET = "환불을 두 번 요구한 고객, 010-1234-5678"


async def _note(world: World, author: Agent, conversation_id: UUID, words: str, client_id: UUID | None = None) -> Wire:
    return await world.service.add_note(
        author=author, conversation_id=conversation_id, client_id=client_id or uuid.uuid4(), text=words
    )


async def test_a_note_stands_after_the_last_message_and_is_written_once(world: World) -> None:
    conversation_id, agent = await world.handed_off(), await world.agent("민지")
    await world.claimed(agent)
    last_seq = (await world.messages(conversation_id))[-1]["seq"]
    client_id = uuid.uuid4()
    first, repeat = [await _note(world, agent, conversation_id, SECRET, client_id) for _ in range(2)]
    assert first == repeat
    assert (first["agent"], first["after_seq"]) == ({"id": str(agent.id), "name": "민지"}, last_seq)
    world.clock.pass_(1)
    await _note(world, agent, conversation_id, "둘째")
    assert [note["text"] for note in await world.service.notes(conversation_id=conversation_id)] == [SECRET, "둘째"]
    assert await refused_code(_note(world, agent, conversation_id, "another", client_id)) == "conflict"
    assert await refused_code(_note(world, agent, conversation_id, "  ")) == "empty"
    assert await refused_code(_note(world, agent, conversation_id, "x" * 4001)) == "too_long"
    assert await refused_code(_note(world, agent, uuid.uuid4(), "hi")) == "not_found"


async def test_agents_hear_of_it_behind_the_stage_and_the_customer_nothing(world: World) -> None:
    conversation_id, agent = await world.handed_off(), await world.agent()
    before = await world.messages(conversation_id)
    async with (
        frames_of(world.service.push, backstage(conversation_id)) as behind,
        frames_of(world.service.push, f"conversation:{conversation_id}") as at_the_customer,
    ):
        await _note(world, agent, conversation_id, SECRET)
        await until(lambda: behind == [{"type": "notes_changed"}])
        assert at_the_customer == []
    assert await world.messages(conversation_id) == before


async def test_its_words_are_neither_in_the_log_nor_with_the_assistant(world: World) -> None:
    conversation_id, agent = await world.handed_off(), await world.agent()
    taken = await world.claimed(agent)
    await _note(world, agent, conversation_id, SECRET)
    (event,) = await world.events("note_added")
    assert set(event.data) == {"note_id", "agent_id"}
    await world.service.return_to_bot(agent_id=agent.id, ticket_id=UUID(taken["id"]), epoch=taken["epoch"])
    await world.ask(conversation_id, "영수증은요?")
    assert "환불을 두 번" not in str(world.assistant.requests)
    async with world.engine.connect() as connection:
        logged = await connection.scalar(text("SELECT string_agg(data::text, ' ') FROM journey_event"))
    assert "환불을 두 번" not in logged


async def test_the_search_finds_it_without_the_personal_data_in_it(world: World) -> None:
    conversation_id, agent = await world.handed_off(), await world.agent()
    await world.claimed(agent)
    await _note(world, agent, conversation_id, SECRET)
    for words, found in (("요구한 고객", 1), ("1234-5678", 0)):
        answer = await world.service.search(agent=agent, asked=words)
        assert len(answer["results"]) == found, words


async def test_only_who_may_read_the_conversation_writes_or_whispers(world: World) -> None:
    conversation_id, holder = await world.handed_off(), await world.agent()
    stranger, chief = await world.agent(), await world.agent("지우", roles=("supervisor",))
    await _note(world, stranger, conversation_id, "while it waits")
    await world.claimed(holder)
    assert await refused_code(_note(world, stranger, conversation_id, "no longer")) == "forbidden"
    assert (await _note(world, chief, conversation_id, "물어봐 주세요"))["agent"]["name"] == "지우"
