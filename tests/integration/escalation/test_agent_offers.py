"""Agents are asked to take what waits, each ticket by one at a time; what they let go keeps its place."""

import uuid
from datetime import timedelta
from uuid import UUID

from escalation.promises.teams import set_team
from escalation.queue.claims import LostRace
from escalation.tables import ticket
from tests.integration.escalation.desks import at_desk, offered, queued, set_role, ticket_of
from tests.integration.escalation.world import World, frames_of, refused_code, said, until


async def _assignment(world: World, mode: str) -> None:
    async with world.service.record.change() as change:
        await set_team(change, "general", {"assignment": mode})


async def test_who_is_asked_accepts(world: World) -> None:
    agent, conversation_id = await at_desk(world), await world.handed_off()
    assert await world.service.dispatcher.dispatch() == 1
    standing = await world.service.offers(agent_id=agent.id)
    assert [one["until"] for one in standing] == [(world.clock.now + timedelta(seconds=30)).isoformat()]
    assert await queued(world) == 0
    assert (await world.state(conversation_id))["queue"]["position"] == 1
    client_id, ticket_id = uuid.uuid4(), UUID(standing[0]["ticket"]["id"])
    answers = [
        await world.service.accept_offer(agent_id=agent.id, ticket_id=ticket_id, client_id=client_id) for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert isinstance(answers[0], dict)
    assert answers[0]["agent"]["name"] == "민지"
    assert await world.service.offers(agent_id=agent.id) == []
    assert (await world.lines(conversation_id))[-1] == "system: agent_joined"


async def test_a_declined_offer_goes_to_the_next_agent(world: World) -> None:
    first, conversation_id = await at_desk(world, "가영"), await world.handed_off()
    await world.service.dispatcher.dispatch()
    second, ticket_id = await at_desk(world, "나래"), await ticket_of(world, conversation_id)
    before = await world.scalar("SELECT respond_by FROM ticket")
    assert not await world.service.decline_offer(agent_id=second.id, ticket_id=ticket_id)
    assert await world.service.decline_offer(agent_id=first.id, ticket_id=ticket_id)
    assert not await world.service.decline_offer(agent_id=first.id, ticket_id=ticket_id)
    assert await queued(world) == 1
    await world.service.dispatcher.dispatch()
    assert (await offered(world, first), await offered(world, second)) == ([], [conversation_id])
    assert await world.scalar("SELECT respond_by FROM ticket") == before


async def test_an_offer_left_alone_lapses_to_the_next_agent(world: World) -> None:
    first, conversation_id = await at_desk(world), await world.handed_off()
    await world.service.dispatcher.step()
    second = await at_desk(world)
    world.clock.pass_(29)
    for agent in (first, second):
        await world.service.renew(agent_id=agent.id)
    await world.service.dispatcher.step()
    assert await offered(world, first) == [conversation_id]
    world.clock.pass_(1)
    await world.service.dispatcher.step()
    assert (await offered(world, first), await offered(world, second)) == ([], [conversation_id])
    assert await world.scalar("SELECT status FROM agent WHERE id = :it", it=first.id) == "online"


async def test_what_everybody_declined_rests_and_is_offered_again(world: World) -> None:
    agents = [await at_desk(world, name) for name in ("가영", "나래")]
    conversation_id = await world.handed_off()
    ticket_id = await ticket_of(world, conversation_id)
    for _ in agents:
        await world.service.dispatcher.step()
        for agent in agents:
            await world.service.decline_offer(agent_id=agent.id, ticket_id=ticket_id)
    assert await world.service.dispatcher.step() == 0
    assert await queued(world) == 1
    world.clock.pass_(29)
    for agent in agents:
        await world.service.renew(agent_id=agent.id)
    assert await world.service.dispatcher.step() == 0
    world.clock.pass_(1)
    assert await world.service.dispatcher.step() == 1


async def test_skills_languages_and_the_fewest_chats_decide(world: World) -> None:
    english = await world.conversation(locale="en")
    bill = said(language="en", handoff={"reason": "policy", "topic": "billing"})
    await world.ask(english, "my invoice", bill)
    korean = await at_desk(world, "국어", languages=["ko"])
    orders = await at_desk(world, "주문", skills=["orders"])
    assert await world.service.dispatcher.dispatch() == 0
    able = [await at_desk(world, f"a{number}", skills=["billing"], languages=["en", "ko"]) for number in range(2)]
    assert await world.service.dispatcher.dispatch() == 1
    asked = [agent for agent in able if await offered(world, agent)]
    world.clock.pass_(1)
    second = await world.conversation(locale="en")
    await world.ask(second, "another invoice", bill)
    await world.service.dispatcher.dispatch()
    other = next(agent for agent in able if agent not in asked)
    assert await offered(world, other) == [second]
    assert await offered(world, korean) == await offered(world, orders) == []


async def test_what_is_reserved_is_nobody_elses(world: World) -> None:
    first, conversation_id = await at_desk(world), await world.handed_off()
    await world.service.dispatcher.dispatch()
    second, ticket_id = await at_desk(world), await ticket_of(world, conversation_id)
    assert await world.service.claim(agent_id=second.id) == LostRace()
    assert await world.service.claim(agent_id=second.id, ticket_id=ticket_id) == LostRace(ticket_id)
    assert (await world.claimed(first))["id"] == str(ticket_id), "the next one is the one that was asked"


async def test_a_supervisor_takes_what_is_reserved_by_name(world: World) -> None:
    agent, conversation_id = await at_desk(world), await world.handed_off()
    await world.service.dispatcher.dispatch()
    chief, ticket_id = await at_desk(world, "팀장", skills=["billing"], languages=["en"]), None
    await set_role(world, chief, "supervisor")
    assert await world.service.claim(agent_id=chief.id) == LostRace()
    ticket_id = await ticket_of(world, conversation_id)
    async with frames_of(world.service.push, f"agent:{agent.id}") as frames:
        assert (await world.claimed(chief, ticket_id))["agent"]["name"] == "팀장"
        await until(lambda: {"type": "offers_changed"} in frames)
    assert await offered(world, agent) == []
    late = await world.service.accept_offer(agent_id=agent.id, ticket_id=ticket_id)
    assert late == LostRace(ticket_id)


async def test_a_ticket_named_must_suit(world: World) -> None:
    conversation_id = await world.handed_off()
    stranger = await world.agent(skills=["billing"])
    asked = world.service.claim(agent_id=stranger.id, ticket_id=await ticket_of(world, conversation_id))
    assert await refused_code(asked) == "forbidden"
    assert await queued(world) == 1


async def test_a_late_answer_still_counts_while_nobody_else_was_asked(world: World) -> None:
    agent, conversation_id = await at_desk(world), await world.handed_off()
    await world.service.dispatcher.step()
    world.clock.pass_(31)
    await world.service.renew(agent_id=agent.id)
    await world.service.dispatcher.step()
    assert await offered(world, agent) == []
    taken = await world.service.accept_offer(agent_id=agent.id, ticket_id=await ticket_of(world, conversation_id))
    assert isinstance(taken, dict)


async def test_what_is_taken_by_name_makes_room_by_giving_an_offer_back(world: World) -> None:
    agent = await at_desk(world, capacity=1)
    asked = await world.handed_off()
    await world.service.dispatcher.dispatch()
    world.clock.pass_(1)
    other = await world.handed_off()
    await world.claimed(agent, await ticket_of(world, other))
    assert await offered(world, agent) == []
    assert await queued(world) == 1
    assert await world.service.dispatcher.dispatch() == 0
    assert await world.scalar("SELECT declined_by = '{}' FROM ticket WHERE conversation_id = :it", it=asked)


async def test_a_customer_who_leaves_takes_the_offer_along(world: World) -> None:
    agent, conversation_id = await at_desk(world), await world.handed_off()
    await world.service.dispatcher.dispatch()
    async with frames_of(world.service.push, f"agent:{agent.id}") as frames:
        await world.press(conversation_id, "keep_bot")
        await until(lambda: {"type": "offers_changed"} in frames)
    assert await offered(world, agent) == []
    assert (await world.state(conversation_id))["owner"] == "bot"


async def test_a_team_may_have_its_work_assigned_at_once(world: World) -> None:
    await _assignment(world, "auto")
    agent = await at_desk(world, capacity=2)
    conversations = []
    for _ in range(3):
        conversations.append(await world.handed_off())
        world.clock.pass_(1)
    async with frames_of(world.service.push, f"agent:{agent.id}") as frames:
        await world.service.dispatcher.dispatch()
        await until(lambda: [frame.get("code") for frame in frames].count("assigned") == 2)
    assert {"type": "offers_changed"} in frames, "screens that asked in between let go"
    mine = await world.service.mine(agent_id=agent.id)
    assert {one["conversation_id"] for one in mine} == {str(one) for one in conversations[:2]}
    assert await world.service.offers(agent_id=agent.id) == []
    assert (await world.state(conversations[2]))["owner"] == "queue"


async def test_a_team_may_take_its_work_itself(world: World) -> None:
    await _assignment(world, "pull")
    agent, conversation_id = await at_desk(world), await world.handed_off()
    assert await world.service.dispatcher.step() == 0
    assert await queued(world) == 1
    assert (await world.claimed(agent))["conversation_id"] == str(conversation_id)


async def test_losing_redis_loses_no_offer(world: World) -> None:
    assert world.redis is not None
    agent = await at_desk(world, capacity=1)
    asked = await world.handed_off()
    await world.service.dispatcher.dispatch()
    world.clock.pass_(1)
    await world.handed_off()
    await world.redis.flushall()
    assert await world.reconciler.repair_queues() == 1, "what is offered is in no queue"
    assert await offered(world, agent) == [asked]
    await world.service.decline_offer(agent_id=agent.id, ticket_id=await ticket_of(world, asked))
    assert await queued(world) == 2


async def test_the_reconciler_ends_and_makes_offers_too(world: World) -> None:
    agent, conversation_id = await at_desk(world), await world.handed_off()
    await world.reconciler.step()
    assert await offered(world, agent) == [conversation_id]
    world.clock.pass_(31)
    await world.reconciler.step()
    assert await offered(world, agent) == []
    waiting = ticket.c.offered_to.is_(None)
    async with world.engine.connect() as connection:
        assert len((await connection.execute(ticket.select().where(waiting))).all()) == await queued(world) == 1
