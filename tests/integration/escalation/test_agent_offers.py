"""Agents are asked to take what waits, each ticket by one at a time; what they let go keeps its place."""

import uuid
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from escalation.claims import LostRace
from escalation.people import Agent
from escalation.tables import agent as agent_table
from escalation.tables import ticket
from escalation.teams import set_team
from escalation.topics import Queue
from tests.integration.escalation.world import World, frames_of, refused_code, said, until


async def at_desk(world: World, name: str = "민지", **fields: Any) -> Agent:
    """An agent whose desk is open."""
    agent = await world.agent(name, **fields)
    await world.service.renew(agent_id=agent.id)
    return agent


async def offered(world: World, agent: Agent) -> list[UUID]:
    """Conversations that this agent is being asked to take."""
    standing = await world.service.offers(agent_id=agent.id)
    return [UUID(one["ticket"]["conversation_id"]) for one in standing]


async def ticket_of(world: World, conversation_id: UUID) -> UUID:
    found = await world.scalar(
        "SELECT id FROM ticket WHERE conversation_id = :it ORDER BY number DESC", it=conversation_id
    )
    return UUID(str(found))


async def queued(world: World) -> int:
    """How many tickets are in the live queues."""
    return sum([len(await world.service.queue.members(queue) or ()) for queue in Queue])


async def assignment(world: World, mode: str, queue: str = "general") -> None:
    async with world.service.record.change() as change:
        await set_team(change, queue, {"assignment": mode})


async def set_role(world: World, agent: Agent, *roles: str) -> None:
    async with world.engine.begin() as connection:
        await connection.execute(update(agent_table).where(agent_table.c.id == agent.id).values(roles=list(roles)))


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


async def test_two_offers_left_to_lapse_set_the_agent_away(world: World) -> None:
    agent = await at_desk(world, capacity=1)
    for _ in range(2):
        await world.handed_off()
    async with frames_of(world.service.push, f"agent:{agent.id}") as frames:
        for _ in range(2):
            assert await world.service.dispatcher.step() == 1
            world.clock.pass_(30)
            await world.service.renew(agent_id=agent.id)
        assert await world.service.dispatcher.step() == 0
        await until(lambda: any(frame["type"] == "alert" for frame in frames))
    alert = next(frame for frame in frames if frame["type"] == "alert")
    assert alert == {"type": "alert", "code": "set_away", "params": {"lapsed": 2}}
    assert await world.scalar("SELECT status FROM agent") == "away"
    assert await queued(world) == 2
    await world.service.set_status(agent_id=agent.id, status="online")
    assert await world.service.dispatcher.dispatch() == 1


async def test_an_answer_between_two_lapses_keeps_the_agent_online(world: World) -> None:
    agent = await at_desk(world, capacity=1)
    for _ in range(3):
        await world.handed_off()
    for answer in (False, True, False):
        await world.service.dispatcher.step()
        if answer:
            (conversation_id,) = await offered(world, agent)
            await world.service.decline_offer(agent_id=agent.id, ticket_id=await ticket_of(world, conversation_id))
        else:
            world.clock.pass_(30)
        await world.service.renew(agent_id=agent.id)
    await world.service.dispatcher.step()
    assert await world.scalar("SELECT status FROM agent") == "online"


async def test_only_who_wants_work_and_is_there_is_asked(world: World) -> None:
    await world.handed_off()
    absent, busy, away = await world.agent("멀리"), await at_desk(world, "바쁨"), await at_desk(world, "쉼")
    await world.service.set_status(agent_id=busy.id, status="busy")
    await world.service.set_status(agent_id=away.id, status="away")
    assert await world.service.dispatcher.dispatch() == 0
    assert isinstance(await world.service.claim(agent_id=busy.id), dict), "busy may still take what waits"
    await world.handed_off()
    await world.service.renew(agent_id=absent.id)
    assert await world.service.dispatcher.dispatch() == 1
    assert len(await offered(world, absent)) == 1
    assert await refused_code(world.service.set_status(agent_id=busy.id, status="asleep")) == "bad_frame"


@pytest.mark.parametrize("status", ["busy", "away"])
async def test_who_stops_taking_work_is_asked_no_longer(world: World, status: str) -> None:
    first = await at_desk(world)
    conversation_id = await world.handed_off()
    await world.service.dispatcher.dispatch()
    second = await at_desk(world)
    await world.service.set_status(agent_id=first.id, status=status)
    assert await queued(world) == 1
    await world.service.dispatcher.dispatch()
    assert (await offered(world, first), await offered(world, second)) == ([], [conversation_id])


async def test_an_offer_to_a_closed_desk_goes_on_without_blame(world: World) -> None:
    async with world.service.record.change() as change:
        await set_team(change, "general", {"offer_s": 600})
    agent, conversation_id = await at_desk(world), await world.handed_off()
    await world.service.dispatcher.step()
    world.clock.pass_(30)
    other = await at_desk(world)
    await world.service.dispatcher.step()
    assert (await offered(world, agent), await offered(world, other)) == ([], [conversation_id])
    assert await world.scalar("SELECT lapsed FROM agent WHERE id = :it", it=agent.id) == 0


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
    await assignment(world, "auto")
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
    await assignment(world, "pull")
    agent, conversation_id = await at_desk(world), await world.handed_off()
    assert await world.service.dispatcher.step() == 0
    assert await queued(world) == 1
    assert (await world.claimed(agent))["conversation_id"] == str(conversation_id)


async def test_a_chat_given_back_is_first_offered_to_others(world: World) -> None:
    agent, conversation_id = await at_desk(world), await world.handed_off()
    taken = await world.claimed(agent)
    await world.service.release(agent_id=agent.id, ticket_id=UUID(taken["id"]), epoch=taken["epoch"])
    assert await world.service.dispatcher.step() == 0
    other = await at_desk(world)
    await world.service.dispatcher.step()
    assert await offered(world, other) == [conversation_id]


async def test_who_signs_out_leaves_everything_at_once(world: World) -> None:
    agent = await at_desk(world)
    held, asked = await world.handed_off(), await world.handed_off()
    await world.claimed(agent, await ticket_of(world, held))
    await world.service.dispatcher.dispatch()
    tokens = [await world.service.open_session(agent_id=agent.id) for _ in range(2)]
    await world.service.close_session(token=tokens[0])
    assert (await world.state(held))["owner"] == "agent", "another browser is signed in"
    assert await offered(world, agent) == [asked]
    await world.service.close_session(token=tokens[1])
    assert (await world.state(held))["owner"] == "queue"
    assert (await world.lines(held))[-1] == "system: agent_left"
    assert await offered(world, agent) == []
    assert await queued(world) == 2
    assert await world.service.dispatcher.dispatch() == 0
    await world.service.close_session(token=tokens[1])


async def test_the_third_return_calls_a_supervisor_once(world: World) -> None:
    agent, chief = await at_desk(world), await at_desk(world, "팀장")
    await set_role(world, chief, "supervisor")
    conversation_id = await world.handed_off()
    async with frames_of(world.service.push, "desk") as frames:
        for _ in range(4):
            taken = await world.claimed(agent, await ticket_of(world, conversation_id))
            await world.service.release(agent_id=agent.id, ticket_id=UUID(taken["id"]), epoch=taken["epoch"])
        await until(lambda: len(frames) >= 8)
    alerts = [frame for frame in frames if frame["type"] == "alert"]
    assert [(alert["code"], alert["ticket_id"]) for alert in alerts] == [("poison", taken["id"])]
    assert [event.data["requeued"] for event in await world.events("ticket_poisoned")] == [3]
    world.clock.pass_(30)
    for one in (agent, chief):
        await world.service.renew(agent_id=one.id)
    await world.service.dispatcher.step()
    assert (await offered(world, agent), await offered(world, chief)) == ([], [conversation_id])
    await world.service.set_status(agent_id=chief.id, status="busy")
    await world.service.dispatcher.step()
    assert await offered(world, agent) == []
    assert (await world.claimed(agent, UUID(taken["id"])))["state"] == "assigned"


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
