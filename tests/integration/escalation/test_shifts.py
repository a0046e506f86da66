"""Who is asked depends on who is there; what an agent leaves keeps its place, and what keeps coming back is told."""

from uuid import UUID

import pytest

from escalation.promises.teams import set_team
from tests.integration.escalation.desks import at_desk, offered, queued, set_role, ticket_of
from tests.integration.escalation.world import World, frames_of, refused_code, until


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
