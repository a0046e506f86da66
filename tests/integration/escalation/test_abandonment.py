"""A customer who waits for a person may go on with the bot, and nobody waits for ever."""

import asyncio
import uuid
from uuid import UUID

from escalation.queue.claims import LostRace
from escalation.queue.topics import Queue
from escalation.routing.policy_file import shipped_policy
from escalation.store.refusals import Refused
from tests.integration.escalation.world import World, frames_of, refused_code, until

SILENCE_S = shipped_policy().silence_to_abandon.total_seconds()
IDLE_S = 30 * 60 + 1


async def _live_queue(world: World) -> int:
    return sum([len(await world.service.queue.members(queue) or ()) for queue in Queue])


async def _outcome(world: World) -> tuple[object, object]:
    closed = await world.scalar("SELECT outcome || ' ' || handled_by FROM contact")
    return closed, await world.scalar("SELECT abandoned_after_s FROM contact")


async def test_who_waits_may_go_on_with_the_bot(world: World) -> None:
    conversation_id, agent = await world.handed_off(), await world.agent()
    assert await _live_queue(world) == 1
    world.clock.pass_(40)
    client_id = uuid.uuid4()
    async with frames_of(world.service.push, "desk") as desk:
        acks = [await world.press(conversation_id, "keep_bot", client_id) for _ in range(2)]
        await until(lambda: desk == [{"type": "waiting_changed"}])
    assert acks[0] == acks[1]
    assert (await world.lines(conversation_id))[-2:] == ["customer: keep_bot", "system: returned_to_bot"]
    assert (await world.state(conversation_id))["owner"] == "bot"
    assert await _live_queue(world) == 0
    assert await world.scalar("SELECT state FROM ticket") == "abandoned"
    assert await world.service.waiting(agent_id=agent.id) == []
    (left,) = await world.events("ticket_abandoned")
    assert {name: left.data[name] for name in ("waited_s", "by")} == {"waited_s": 40.0, "by": "customer"}
    await world.ask(conversation_id, "배송 조회요")
    assert (await world.lines(conversation_id))[-1] == "bot: ok"
    dialogues = [request["dialogue_id"] for request in world.assistant.requests]
    assert dialogues[0] != dialogues[1]
    assert len(await world.events("contact_started")) == 1


async def test_the_contact_is_judged_by_what_follows(world: World) -> None:
    conversation_id = await world.handed_off()
    world.clock.pass_(40)
    await world.press(conversation_id, "keep_bot")
    await world.ask(conversation_id, "배송 조회요")
    world.clock.pass_(IDLE_S)
    assert await world.reconciler.close_idle_contacts() == 1
    assert await _outcome(world) == ("assumed bot", 40.0)


async def test_where_nothing_follows_it_was_abandoned(world: World) -> None:
    conversation_id = await world.handed_off()
    world.clock.pass_(40)
    await world.press(conversation_id, "keep_bot")
    world.clock.pass_(IDLE_S)
    assert await world.reconciler.close_idle_contacts() == 1
    assert await _outcome(world) == ("abandoned bot", 40.0)


async def test_a_press_after_the_agent_came_is_refused(world: World) -> None:
    conversation_id, agent = await world.handed_off(), await world.agent()
    taken = await world.claimed(agent)
    said = await world.lines(conversation_id)
    assert await refused_code(world.press(conversation_id, "keep_bot")) == "lost_race"
    assert await world.lines(conversation_id) == said
    await world.service.release(agent_id=agent.id, ticket_id=UUID(taken["id"]), epoch=taken["epoch"])
    await world.press(conversation_id, "keep_bot")
    assert (await world.state(conversation_id))["owner"] == "bot"


async def test_the_button_of_a_wait_that_is_over_does_nothing(world: World) -> None:
    conversation_id, agent = await world.handed_off(), await world.agent()
    taken = await world.claimed(agent)
    held = {"agent_id": agent.id, "ticket_id": UUID(taken["id"]), "epoch": taken["epoch"]}
    await world.service.return_to_bot(**held)
    assert await refused_code(world.press(conversation_id, "keep_bot")) == "button_used"
    other = await world.handed_off()
    taken = await world.claimed(agent)
    await world.service.resolve(agent_id=agent.id, ticket_id=UUID(taken["id"]), epoch=taken["epoch"])
    assert await refused_code(world.press(other, "keep_bot")) == "button_used"
    assert (await world.state(other))["owner"] == "closed"


async def test_a_customer_and_an_agent_at_once_have_one_winner(world: World) -> None:
    agent = await world.agent(capacity=20)
    for _ in range(8):
        conversation_id = await world.handed_off()
        claimed, pressed = await asyncio.gather(
            world.service.claim(agent_id=agent.id), world.press(conversation_id, "keep_bot"), return_exceptions=True
        )
        owner = (await world.state(conversation_id))["owner"]
        assert (owner == "agent") == isinstance(claimed, dict) == isinstance(pressed, Refused)
        assert (owner == "bot") == (claimed == LostRace())


async def test_somebody_silent_for_a_day_waits_no_longer(world: World) -> None:
    conversation_id = await world.handed_off()
    world.clock.pass_(SILENCE_S - 1)
    assert await world.reconciler.close_abandoned_contacts() == 0
    world.clock.pass_(1)
    assert await world.reconciler.close_abandoned_contacts() == 1
    assert await world.reconciler.close_abandoned_contacts() == 0
    assert (await world.lines(conversation_id))[-1] == "system: contact_closed"
    assert (await world.state(conversation_id))["owner"] == "closed"
    assert (await _live_queue(world), await world.scalar("SELECT state FROM ticket")) == (0, "abandoned")
    assert await _outcome(world) == ("abandoned bot", SILENCE_S)
    assert (await world.events("ticket_abandoned"))[0].data["by"] == "silence"
    await world.ask(conversation_id, "주문이요")
    assert (await world.lines(conversation_id))[-1] == "bot: ok"


async def test_who_writes_or_reads_is_there(world: World) -> None:
    writes, reads, held = [await world.handed_off() for _ in range(3)]
    agent = await world.agent()
    ticket_id = await world.scalar("SELECT id FROM ticket WHERE conversation_id = :id", id=held)
    taken = await world.claimed(agent, ticket_id)
    world.clock.pass_(SILENCE_S - 1)
    await world.say(writes, "계세요?")
    await world.service.mark_read(conversation_id=reads, seq=1)
    await world.service.release(agent_id=agent.id, ticket_id=UUID(taken["id"]), epoch=taken["epoch"])
    world.clock.pass_(SILENCE_S - 1)
    assert await world.reconciler.close_abandoned_contacts() == 0
    world.clock.pass_(1)
    assert await world.reconciler.close_abandoned_contacts() == 3
