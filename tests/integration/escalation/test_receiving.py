"""What a customer sends is committed once, in order, whatever the network does."""

import asyncio
import uuid
from uuid import UUID

import pytest

from escalation.store.people import Customer
from tests.integration.escalation.world import World, frames_of, open_world, refused_code, said, until


async def test_a_repeat_gets_the_same_acknowledgement(world: World) -> None:
    conversation_id, client_id = await world.conversation(), uuid.uuid4()
    first = await world.say(conversation_id, "배송 어디쯤이에요?", client_id)
    world.clock.pass_(3)
    acks = [await world.say(conversation_id, "배송 어디쯤이에요?", client_id) for _ in range(5)]
    assert acks == [first] * 5
    assert first.seq == 1
    assert await world.lines(conversation_id) == ["customer: 배송 어디쯤이에요?"]


async def test_the_same_id_with_another_text_is_a_conflict(world: World) -> None:
    conversation_id, client_id = await world.conversation(), uuid.uuid4()
    await world.say(conversation_id, "one", client_id)
    assert await refused_code(world.say(conversation_id, "two", client_id)) == "conflict"
    assert await world.lines(conversation_id) == ["customer: one"]


async def test_the_same_id_sent_at_once_is_stored_once(world: World) -> None:
    conversation_id, client_id = await world.conversation(), uuid.uuid4()
    acks = await asyncio.gather(*(world.say(conversation_id, "hello", client_id) for _ in range(8)))
    assert len(set(acks)) == 1
    assert await world.lines(conversation_id) == ["customer: hello"]


async def test_concurrent_senders_leave_no_gap(world: World) -> None:
    conversation_id = await world.conversation()
    acks = await asyncio.gather(*(world.say(conversation_id, f"m{number}") for number in range(40)))
    assert sorted(ack.seq for ack in acks) == list(range(1, 41))
    snapshot = await world.service.snapshot(conversation_id=conversation_id, after_seq=0)
    assert [message["seq"] for message in snapshot["messages"]] == list(range(1, 41))
    assert snapshot["last_seq"] == 40


@pytest.mark.parametrize(("text", "code"), [("", "empty"), (" \n\t\x00", "empty"), ("x" * 2001, "too_long")])
async def test_what_cannot_be_a_message_is_refused_by_name(world: World, text: str, code: str) -> None:
    conversation_id = await world.conversation()
    assert await refused_code(world.say(conversation_id, text)) == code
    assert await world.lines(conversation_id) == []


@pytest.mark.parametrize("text", ["x" * 2000, "😀" * 2000, "a\x00b", "lone \ud800 surrogate", "  kept as typed  "])
async def test_odd_text_is_stored(world: World, text: str) -> None:
    conversation_id = await world.conversation()
    await world.say(conversation_id, text)
    stored = (await world.messages(conversation_id))[0]["text"]
    assert stored == text.replace("\x00", "").replace("\ud800", "\ufffd")


async def test_an_unknown_conversation_is_refused(world: World) -> None:
    assert await refused_code(world.say(uuid.uuid4(), "hello")) == "not_found"


async def test_every_screen_hears_after_the_commit(world: World) -> None:
    conversation_id = await world.conversation()
    async with frames_of(world.service.push, f"conversation:{conversation_id}") as frames:
        ack = await world.say(conversation_id, "hello")
        await until(lambda: len(frames) == 2)
    message, state = frames
    assert message["message"]["id"] == str(ack.message_id)
    assert message["message"]["client_id"] == str(ack.client_id)
    assert state["state"]["owner"] == "bot"


async def test_a_first_message_begins_a_contact(world: World) -> None:
    conversation_id = await world.conversation()
    assert (await world.state(conversation_id))["owner"] == "closed"
    await world.say(conversation_id, "hello")
    assert (await world.state(conversation_id))["owner"] == "bot"
    started, received = await world.events()
    assert (started.type, started.data["returning"]) == ("contact_started", False)
    assert (received.type, received.data["seq"]) == ("message_received", 1)
    assert started.contact_id == received.contact_id


async def test_a_visitor_comes_back_to_the_same_conversation(world: World) -> None:
    visitor_id, token = await world.service.open_visitor(token=None)
    again, same = await world.service.open_visitor(token=token)
    other, _ = await world.service.open_visitor(token="made up")
    assert (again, same) == (visitor_id, token)
    assert other != visitor_id
    opened = [
        await world.service.open_conversation(visitor_id=who, customer=None, locale="en")
        for who in (visitor_id, visitor_id, other)
    ]
    assert opened[0] == opened[1] != opened[2]


async def test_two_tabs_at_once_share_one_conversation(world: World) -> None:
    customer = Customer("c1", "지우")
    opened = await asyncio.gather(*(world.conversation(customer) for _ in range(6)))
    assert len(set(opened)) == 1


async def _log_in(world: World, visitor_id: UUID, customer: Customer | None) -> UUID:
    return await world.service.open_conversation(visitor_id=visitor_id, customer=customer, locale="ko")


async def test_logging_in_takes_along_only_the_open_contact(world: World) -> None:
    visitor_id, _ = await world.service.open_visitor(token=None)
    here = await _log_in(world, visitor_id, None)
    await world.ask(here, "old secret")
    world.clock.pass_(31 * 60)
    await world.reconciler.close_idle_contacts()
    await world.say(here, "new question")
    linked = await _log_in(world, visitor_id, Customer("c1", "지우"))
    assert linked == here
    lines = await world.lines(linked)
    assert "customer: new question" in lines
    assert "customer: old secret" not in lines


async def test_after_logging_out_nothing_verified_is_shown(world: World) -> None:
    visitor_id, _ = await world.service.open_visitor(token=None)
    verified = await _log_in(world, visitor_id, Customer("c1", "지우"))
    await world.say(verified, "my order")
    anonymous = await _log_in(world, visitor_id, None)
    assert anonymous != verified
    assert await world.lines(anonymous) == []


async def test_a_customer_sees_one_thread_in_every_browser(world: World) -> None:
    first = await world.conversation(Customer("c1"))
    await world.say(first, "from the laptop")
    assert await world.conversation(Customer("c1")) == first
    assert await world.conversation(Customer("c2")) != first


async def test_a_screen_far_behind_starts_afresh(world: World) -> None:
    conversation_id = await world.conversation()
    for number in range(205):
        await world.say(conversation_id, f"m{number}")
    behind = await world.service.snapshot(conversation_id=conversation_id, after_seq=2)
    near = await world.service.snapshot(conversation_id=conversation_id, after_seq=200)
    ahead = await world.service.snapshot(conversation_id=conversation_id, after_seq=900)
    assert (behind["reset"], len(behind["messages"])) == (True, 200)
    assert (near["reset"], len(near["messages"])) == (False, 5)
    assert (ahead["reset"], len(ahead["messages"])) == (True, 200)


async def test_reading_never_goes_back_or_ahead(world: World) -> None:
    conversation_id = await world.conversation()
    for text in ("a", "b", "c"):
        await world.say(conversation_id, text)
    for seq in (2, 1, 99):
        await world.service.mark_read(conversation_id=conversation_id, seq=seq)
    assert (await world.state(conversation_id))["read_seq"] == 2


async def test_another_language_is_told_to_the_screens_and_the_assistant(world: World) -> None:
    conversation_id = await world.conversation(locale="ko")
    async with frames_of(world.service.push, f"conversation:{conversation_id}") as frames:
        await world.service.set_locale(conversation_id=conversation_id, locale="en")
        await until(lambda: len(frames) == 1)
    assert frames[0]["state"]["locale"] == "en"
    await world.ask(conversation_id, "hello")
    assert world.assistant.requests[0]["locale"] == "en"
    wrong = world.service.set_locale(conversation_id=conversation_id, locale="fr")
    assert await refused_code(wrong) == "bad_frame"


async def test_a_reader_too_far_behind_is_told_to_read_again(world: World) -> None:
    async with world.service.push.subscribe("desk") as frames:
        for number in range(300):
            await world.service.push.publish("desk", {"type": "n", "n": number})
        heard = [await anext(frames) for _ in range(44)]
    assert heard[0] == {"type": "resync"}
    assert [frame["n"] for frame in heard[1:]] == list(range(257, 300))


async def test_messages_are_taken_while_redis_is_away(database_url: str) -> None:
    async with open_world(database_url, "unix:///tmp/no-such-redis.sock") as away:
        conversation_id = await away.conversation()
        async with frames_of(away.service.push, f"conversation:{conversation_id}") as frames:
            await away.ask(conversation_id, "hello")
            await until(lambda: [frame["type"] for frame in frames] == ["message", "state", "message"])
        assert await away.lines(conversation_id) == ["customer: hello", "bot: ok"]


async def test_a_contact_stays_the_customers_who_logged_in_and_said_nothing_more(world: World) -> None:
    visitor_id, _ = await world.service.open_visitor(token=None)
    here = await _log_in(world, visitor_id, None)
    await world.ask(here, "배송 언제 와요?")
    await _log_in(world, visitor_id, Customer("c1", "지우"))
    await _log_in(world, visitor_id, Customer("c1", "지우"))
    world.clock.pass_(31 * 60)
    assert await world.reconciler.close_idle_contacts() == 1
    assert await world.scalar("SELECT customer_id FROM contact") == "c1"
    assert (await world.events("contact_closed"))[0].customer_id == "c1"
    assert len(await world.events("customer_identified")) == 1


async def test_an_agent_does_not_see_what_another_visitor_of_the_browser_said_before(world: World) -> None:
    visitor_id, _ = await world.service.open_visitor(token=None)
    here = await _log_in(world, visitor_id, None)
    await world.ask(here, "old secret")
    world.clock.pass_(31 * 60)
    await world.reconciler.close_idle_contacts()
    await world.say(here, "new question")
    await _log_in(world, visitor_id, Customer("c1", "지우"))
    intents = [{"intent": "human_agent", "confidence": 0.99, "gate": "sure", "text": "t"}]
    await world.ask(here, "사람 불러 주세요", said("네", intents=intents))
    view = await world.service.open_ticket(agent=await world.agent(), conversation_id=here, after_seq=0)
    said_there = [message.get("text") for message in view["messages"]]
    assert "new question" in said_there
    assert "old secret" not in said_there
