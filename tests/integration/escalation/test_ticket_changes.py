"""Priority and labels: another place in the queue, other times of the clocks, and each command once."""

import uuid
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from escalation.queue.priority import Priority
from escalation.queue.topics import Queue
from escalation.store.people import Agent
from escalation.store.wire import Wire
from escalation.tables import label
from tests.integration.escalation.world import START, World, frames_of, refused_code, until


async def _waiting(world: World, agent: Agent) -> list[Wire]:
    return await world.service.waiting(agent_id=agent.id)


async def _prioritise(world: World, by: Agent, ticket: Wire, priority: str, client_id: UUID | None = None) -> Wire:
    return await world.service.set_priority(
        by=by, ticket_id=UUID(ticket["id"]), priority=Priority(priority), client_id=client_id
    )


async def _label(world: World, by: Agent, ticket: Wire, *labels: str, client_id: UUID | None = None) -> Wire:
    return await world.service.set_labels(by=by, ticket_id=UUID(ticket["id"]), labels=labels, client_id=client_id)


async def _labels(world: World, *names: str, archived: bool = False) -> None:
    rows: list[dict[str, Any]] = [
        {"id": uuid.uuid4(), "name": name, "created_at": START, "archived_at": START if archived else None}
        for name in names
    ]
    async with world.engine.begin() as connection:
        await connection.execute(insert(label), rows)


async def test_a_more_urgent_ticket_overtakes_in_the_record_and_in_the_live_queue(world: World) -> None:
    agent = await world.agent()
    await world.handed_off()
    world.clock.pass_(30)
    later = await world.handed_off()
    first, second = await _waiting(world, agent)
    assert second["conversation_id"] == str(later)
    world.clock.pass_(10)
    changed = await _prioritise(world, agent, second, "urgent")
    assert changed["priority"] == "urgent"
    assert [ticket["id"] for ticket in await _waiting(world, agent)] == [second["id"], first["id"]]
    members = await world.service.queue.members(Queue(second["queue"]))
    assert [member.split(":")[1] for member in members or ()] == [second["id"], first["id"]]
    assert (await world.state(later))["queue"]["position"] == 1
    assert (await world.claimed(agent))["id"] == second["id"]


async def test_its_clocks_are_as_if_it_had_been_promised_from_the_start(world: World) -> None:
    agent = await world.agent()
    await world.handed_off()
    (ticket,) = await _waiting(world, agent)
    world.clock.pass_(60)
    changed = await _prioritise(world, agent, ticket, "urgent")
    due = {name: datetime.fromisoformat(clock["due"]) for name, clock in changed["clocks"].items()}
    assert due == {"first": START + timedelta(minutes=2), "full": START + timedelta(hours=4)}
    assert changed["respond_by"] == changed["clocks"]["first"]["due"]
    assert await world.scalar("SELECT count(*) FROM sla_event WHERE kind = 'moved'") == 2
    world.clock.pass_(61)
    assert await world.reconciler.mark_clocks() == 1
    assert (await _waiting(world, agent))[0]["clocks"]["first"]["state"] == "breached"
    lowered = await _prioritise(world, agent, ticket, "low")
    assert lowered["clocks"]["first"]["state"] == "breached"
    assert [event.data["priority"] for event in await world.events("priority_changed")] == ["urgent", "low"]


async def test_a_repeat_does_not_undo_what_came_between(world: World) -> None:
    agent, client_id = await world.agent(), uuid.uuid4()
    await world.handed_off()
    (ticket,) = await _waiting(world, agent)
    await _prioritise(world, agent, ticket, "high", client_id)
    await _prioritise(world, agent, ticket, "urgent")
    assert (await _prioritise(world, agent, ticket, "high", client_id))["priority"] == "urgent"
    assert await refused_code(_label(world, agent, ticket, client_id=client_id)) == "conflict"


async def test_a_ticket_that_is_over_has_no_other_priority_but_other_labels(world: World) -> None:
    agent = await world.agent()
    await world.handed_off()
    await _labels(world, "환불", "배송")
    taken = await world.claimed(agent)
    await world.service.resolve(agent_id=agent.id, ticket_id=UUID(taken["id"]), epoch=taken["epoch"])
    assert await refused_code(_prioritise(world, agent, taken, "low")) == "conflict"
    assert (await _label(world, agent, taken, "환불"))["labels"] == ["환불"]


async def test_labels_are_those_of_the_list(world: World) -> None:
    agent, stranger = await world.agent(), await world.agent()
    await world.handed_off()
    await _labels(world, "환불", "배송")
    await _labels(world, "옛날", archived=True)
    taken = await world.claimed(agent)
    async with frames_of(world.service.push, f"agent:{agent.id}") as told:
        assert (await _label(world, agent, taken, "환불", "배송", "환불"))["labels"] == ["환불", "배송"]
        await until(lambda: {"type": "mine_changed"} in told)
    assert await refused_code(_label(world, agent, taken, "옛날")) == "not_found"
    assert await refused_code(_label(world, agent, taken, "배송", "no such")) == "not_found"
    assert await refused_code(_label(world, stranger, taken, "배송")) == "forbidden"
    assert (await _label(world, agent, taken))["labels"] == []
    (mine,) = await world.service.mine(agent_id=agent.id)
    assert mine["labels"] == []


async def test_a_label_that_was_archived_stays_on_its_tickets(world: World) -> None:
    agent = await world.agent()
    await world.handed_off()
    await _labels(world, "환불", "배송")
    taken = await world.claimed(agent)
    await _label(world, agent, taken, "환불")
    async with world.engine.begin() as connection:
        await connection.execute(label.update().where(label.c.name == "환불").values(archived_at=START))
    assert (await _label(world, agent, taken, "환불", "배송"))["labels"] == ["환불", "배송"]


async def test_what_an_agent_may_not_read_they_may_not_change(world: World) -> None:
    holder, stranger = await world.agent(), await world.agent()
    chief = await world.agent(roles=("supervisor",))
    await world.handed_off()
    taken = await world.claimed(holder)
    assert await refused_code(_prioritise(world, stranger, taken, "low")) == "forbidden"
    assert (await _prioritise(world, chief, taken, "low"))["priority"] == "low"
