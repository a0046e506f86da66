"""Reopening: by whoever resolved it or a supervisor, within a week, as a contact of its own about the same issue."""

import uuid
from uuid import UUID

from escalation.store.people import Agent
from escalation.store.wire import Wire
from tests.integration.escalation.world import World, refused_code, said

DAY_S = 24 * 3600


async def _resolved(world: World) -> tuple[UUID, Agent, Wire]:
    conversation_id, agent = await world.handed_off(), await world.agent("민지")
    taken = await world.claimed(agent)
    await world.service.resolve(
        agent_id=agent.id, ticket_id=UUID(taken["id"]), epoch=taken["epoch"], code="solved", first_contact_solved=True
    )
    return conversation_id, agent, taken


async def _reopen(world: World, by: Agent, taken: Wire, client_id: UUID | None = None) -> Wire:
    return await world.service.reopen(by=by, ticket_id=UUID(taken["id"]), client_id=client_id)


async def test_it_is_held_again_and_the_customer_sees_the_agent(world: World) -> None:
    conversation_id, agent, taken = await _resolved(world)
    world.clock.pass_(DAY_S)
    client_id = uuid.uuid4()
    for _ in range(2):
        again = await _reopen(world, agent, taken, client_id)
    assert (again["state"], again["agent"]["name"]) == ("assigned", "민지")
    assert "resolution_code" not in again
    assert "first_contact_solved" not in again
    assert "ended_at" not in again
    assert again["epoch"] > taken["epoch"]
    assert again["clocks"]["full"]["state"] == "running"
    state = await world.state(conversation_id)
    assert (state["owner"], state["agent"], "rating" in state) == ("agent", {"name": "민지"}, False)
    assert (await world.lines(conversation_id))[-1] == "system: agent_joined"
    await world.service.send_as_agent(
        agent_id=agent.id, conversation_id=conversation_id, epoch=again["epoch"], client_id=uuid.uuid4(), text="다시요"
    )
    await world.service.resolve(agent_id=agent.id, ticket_id=UUID(taken["id"]), epoch=again["epoch"])
    assert (await _reopen(world, agent, taken, client_id))["state"] == "resolved", "a late repeat opened it once more"


async def test_it_is_a_contact_of_its_own_about_the_same_issue(world: World) -> None:
    conversation_id, agent, taken = await _resolved(world)
    world.clock.pass_(DAY_S)
    again = await _reopen(world, agent, taken)
    assert again["contact_id"] != taken["contact_id"]
    await world.service.resolve(agent_id=agent.id, ticket_id=UUID(taken["id"]), epoch=again["epoch"])
    issues = "SELECT array_agg(DISTINCT topic) FROM contact_issue WHERE contact_id = :id"
    before, after = [await world.scalar(issues, id=UUID(one["contact_id"])) for one in (taken, again)]
    assert before == after
    assert await world.scalar("SELECT count(*) FROM contact WHERE meaningful AND outcome = 'resolved_by_agent'") == 2
    assert (await world.state(conversation_id))["rating"]["contact_id"] == again["contact_id"]
    assert len(await world.events("ticket_reopened")) == 1


async def test_a_contact_that_the_customer_began_with_the_bot_goes_on_with_the_agent(world: World) -> None:
    conversation_id, agent, taken = await _resolved(world)
    world.clock.pass_(DAY_S)
    await world.ask(conversation_id, "또 안 돼요")
    await world.say(conversation_id, "여보세요?")
    again = await _reopen(world, agent, taken)
    assert await world.runner.run_due() == 0, "the bot answered in an agent's chat"
    assert len(await world.events("contact_started")) == 2
    assert again["contact_id"] == (await world.state(conversation_id))["contact_id"]


async def test_not_while_it_is_with_somebody_else(world: World) -> None:
    conversation_id, agent, taken = await _resolved(world)
    intents = [{"intent": "human_agent", "confidence": 0.99, "gate": "sure", "text": "상담원"}]
    await world.ask(conversation_id, "상담원 불러 주세요", said("연결해 드릴게요", intents=intents))
    assert await refused_code(_reopen(world, agent, taken)) == "conflict"
    other = await world.claimed(await world.agent())
    assert await refused_code(_reopen(world, agent, taken)) == "conflict"
    holder = UUID(other["agent"]["id"])
    await world.service.resolve(agent_id=holder, ticket_id=UUID(other["id"]), epoch=other["epoch"])
    assert await refused_code(_reopen(world, agent, taken)) == "conflict", "a newer ticket tells of the conversation"


async def test_by_its_agent_or_a_supervisor_within_a_week_and_with_room(world: World) -> None:
    _, agent, taken = await _resolved(world)
    stranger, chief = await world.agent(), await world.agent(roles=("supervisor",))
    full = await world.agent(roles=("admin",), capacity=0)
    assert await refused_code(_reopen(world, stranger, taken)) == "forbidden"
    assert await refused_code(_reopen(world, full, taken)) == "agent_full"
    world.clock.pass_(7 * DAY_S)
    assert (await _reopen(world, chief, taken))["agent"]["id"] == str(chief.id)
    assert await refused_code(_reopen(world, chief, taken)) == "conflict"
    _, agent, taken = await _resolved(world)
    world.clock.pass_(7 * DAY_S + 1)
    assert await refused_code(_reopen(world, agent, taken)) == "too_late"


async def test_what_was_given_back_or_abandoned_is_not_reopened(world: World) -> None:
    agent = await world.agent()
    await world.handed_off()
    taken = await world.claimed(agent)
    await world.service.return_to_bot(agent_id=agent.id, ticket_id=UUID(taken["id"]), epoch=taken["epoch"])
    assert await refused_code(_reopen(world, agent, taken)) == "conflict"
