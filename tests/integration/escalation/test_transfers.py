"""Passing a chat on: to a queue with its place kept, to an agent who is there, and by a supervisor's word."""

import asyncio
import uuid
from datetime import timedelta
from uuid import UUID

from sqlalchemy import update

from escalation.promises.teams import set_team
from escalation.queue.topics import Queue
from escalation.store.people import Agent
from escalation.store.wire import Wire
from escalation.tables import agent as agent_table
from tests.integration.escalation.world import START, World, frames_of, refused_code, until


async def _there(world: World, name: str = "민준", **fields: object) -> Agent:
    """An agent at an open desk."""
    agent = await world.agent(name, **fields)
    await world.service.renew(agent_id=agent.id)
    return agent


async def _chat(world: World, **fields: object) -> tuple[Agent, Wire]:
    await world.handed_off()
    holder = await _there(world, "민지", **fields)
    return holder, await world.claimed(holder)


async def _to_queue(world: World, by: Agent, taken: Wire, queue: Queue, **more: object) -> Wire:
    return await world.service.transfer_to_queue(
        by=by,
        ticket_id=UUID(taken["id"]),
        epoch=taken["epoch"],
        queue=queue,
        **more,  # type: ignore[arg-type]
    )


async def _to_agent(world: World, by: Agent, taken: Wire, to: UUID, **more: object) -> Wire:
    return await world.service.transfer_to_agent(
        by=by,
        ticket_id=UUID(taken["id"]),
        epoch=taken["epoch"],
        to=to,
        **more,  # type: ignore[arg-type]
    )


async def _answer(world: World, by: Agent, taken: Wire, text: str = "네") -> None:
    await world.service.send_as_agent(
        agent_id=by.id,
        conversation_id=UUID(taken["conversation_id"]),
        epoch=taken["epoch"],
        client_id=uuid.uuid4(),
        text=text,
    )


async def test_to_a_queue_it_waits_there_with_its_note_and_the_customer_knows(world: World) -> None:
    holder, taken = await _chat(world)
    conversation_id, client_id = UUID(taken["conversation_id"]), uuid.uuid4()
    world.clock.pass_(120)
    for _ in range(2):
        moved = await _to_queue(world, holder, taken, Queue.BILLING, note="결제를 봐 주세요", client_id=client_id)
    assert (moved["queue"], moved["state"], moved["requeued"]) == ("billing", "waiting", 0)
    assert moved["epoch"] > taken["epoch"]
    assert moved["respond_by"] == taken["respond_by"]
    assert (await world.lines(conversation_id))[-1] == "system: transferred"
    assert (await world.messages(conversation_id))[-1]["params"] == {"queue": "billing"}
    assert [note["text"] for note in await world.service.notes(conversation_id=conversation_id)] == ["결제를 봐 주세요"]
    live = await world.service.queue.members(Queue.BILLING)
    assert [member.split(":")[1] for member in live or ()] == [taken["id"]]
    assert await refused_code(_answer(world, holder, taken, "too late")) == "not_owner"
    (event,) = await world.events("ticket_transferred")
    assert (event.data["from_queue"], event.data["queue"]) == (taken["queue"], "billing")
    assert await world.reconciler.repair_queues() == 0


async def test_who_waited_long_is_early_in_the_new_queue_too(world: World) -> None:
    holder, taken = await _chat(world)
    world.clock.pass_(300)
    await world.handed_off()
    other = await _there(world)
    second = await world.claimed(other)
    await _to_queue(world, other, second, Queue.BILLING)
    await _to_queue(world, holder, taken, Queue.BILLING)
    waiting = await world.service.waiting(agent_id=holder.id)
    assert [ticket["id"] for ticket in waiting] == [taken["id"], second["id"]]


async def test_a_team_that_promises_less_time_makes_it_sooner_and_one_that_promises_more_no_later(world: World) -> None:
    async with world.service.record.change() as change:
        await set_team(change, "billing", {"sla": {"high": {"first": 60}, "normal": {"first": 60}}})
        await set_team(change, "orders", {"sla": {"high": {"first": 9000}, "normal": {"first": 9000}}})
    holder, taken = await _chat(world)
    slower = await _to_queue(world, holder, taken, Queue.ORDERS)
    assert slower["respond_by"] == taken["respond_by"]
    assert slower["clocks"]["first"]["due"] == taken["clocks"]["first"]["due"]
    again = await world.claimed(holder, UUID(taken["id"]))
    sooner = await _to_queue(world, holder, again, Queue.BILLING)
    due = (START + timedelta(seconds=60)).isoformat()
    assert (sooner["respond_by"], sooner["clocks"]["first"]["due"]) == (due, due)


async def test_to_a_team_that_is_closed_the_customer_hears_when_it_opens(world: World) -> None:
    async with world.service.record.change() as change:
        await set_team(change, "billing", {"hours": {"sun": [["09:00", "10:00"]]}})
    holder, taken = await _chat(world)
    await _to_queue(world, holder, taken, Queue.BILLING)
    conversation_id = UUID(taken["conversation_id"])
    assert (await world.lines(conversation_id))[-2:] == ["system: transferred", "system: out_of_hours"]
    told = (await world.messages(conversation_id))[-1]
    assert "opens_at" in told["params"]
    assert [button["code"] for button in told["buttons"]] == ["leave_email", "keep_bot"]


async def test_to_an_agent_who_has_it_at_once(world: World) -> None:
    holder, taken = await _chat(world)
    other, client_id = await _there(world), uuid.uuid4()
    conversation_id = UUID(taken["conversation_id"])
    await _answer(world, holder, taken)
    world.clock.pass_(10)
    await world.service.renew(agent_id=other.id)
    async with frames_of(world.service.push, f"agent:{other.id}") as told:
        for _ in range(2):
            moved = await _to_agent(world, holder, taken, other.id, note="부탁해요", client_id=client_id)
        await until(lambda: {"type": "mine_changed"} in told and any(frame["type"] == "alert" for frame in told))
    (alert,) = [frame for frame in told if frame["type"] == "alert"]
    assert (alert["code"], alert["params"]["by"]) == ("assigned", "민지")
    assert (moved["state"], moved["agent"]["name"]) == ("assigned", "민준")
    assert (await world.lines(conversation_id))[-2:] == ["system: transferred", "system: agent_joined"]
    assert await refused_code(_answer(world, holder, taken, "late")) == "not_owner"
    assert moved["clocks"]["next"]["state"] == "running"
    await _answer(world, other, moved, "이어서 도와드릴게요")
    assert (await world.state(conversation_id))["agent"] == {"name": "민준"}
    assert [event.data["agent_id"] for event in await world.events("ticket_claimed")] == [str(holder.id), str(other.id)]


async def test_whoever_cannot_take_it_is_not_given_it_and_the_reason_is_said(world: World) -> None:
    holder, taken = await _chat(world)
    gone = await world.agent("자리 없음")
    busy, full = await _there(world), await _there(world, capacity=0)
    await world.service.set_status(agent_id=busy.id, status="busy")
    unskilled, speechless = await _there(world, skills=("billing",)), await _there(world, languages=("en",))
    for to, code in [
        (gone, "agent_away"),
        (busy, "agent_away"),
        (full, "agent_full"),
        (unskilled, "agent_unsuited"),
        (speechless, "agent_unsuited"),
        (holder, "conflict"),
    ]:
        assert await refused_code(_to_agent(world, holder, taken, to.id)) == code, code
    assert await refused_code(_to_agent(world, holder, taken, uuid.uuid4())) == "not_found"
    async with world.engine.begin() as connection:
        left = update(agent_table).where(agent_table.c.id == busy.id)
        await connection.execute(left.values(status="online", disabled_at=world.clock.now))
    assert await refused_code(_to_agent(world, holder, taken, busy.id)) == "not_found"
    assert [ticket["id"] for ticket in await world.service.mine(agent_id=holder.id)] == [taken["id"]]


async def test_an_old_epoch_passes_nothing_on(world: World) -> None:
    holder, taken = await _chat(world)
    other = await _there(world)
    old = {**taken, "epoch": taken["epoch"] - 1}
    assert await refused_code(_to_queue(world, holder, old, Queue.BILLING)) == "stale_epoch"
    assert await refused_code(_to_agent(world, holder, old, other.id)) == "stale_epoch"
    assert await refused_code(_to_agent(world, other, taken, holder.id)) == "not_owner"


async def test_two_chats_for_the_last_place_of_an_agent(world: World) -> None:
    one, first = await _chat(world)
    two, second = await _chat(world)
    target = await _there(world, capacity=1)
    codes = await asyncio.gather(
        *(_to_agent(world, by, taken, target.id) for by, taken in ((one, first), (two, second))),
        return_exceptions=True,
    )
    assert sorted(getattr(answer, "code", "moved") for answer in codes) == ["agent_full", "moved"]
    assert len(await world.service.mine(agent_id=target.id)) == 1


async def test_two_agents_give_each_other_their_chats_at_once(world: World) -> None:
    one, first = await _chat(world)
    two, second = await _chat(world)
    await asyncio.gather(_to_agent(world, one, first, two.id), _to_agent(world, two, second, one.id))
    assert [ticket["id"] for ticket in await world.service.mine(agent_id=one.id)] == [second["id"]]
    assert [ticket["id"] for ticket in await world.service.mine(agent_id=two.id)] == [first["id"]]


async def test_a_supervisor_gives_what_waits_and_what_somebody_holds(world: World) -> None:
    holder, taken = await _chat(world)
    chief, other = await world.agent("지우", roles=("supervisor",)), await _there(world, skills=("billing",))
    moved = await world.service.assign(by=chief, ticket_id=UUID(taken["id"]), to=other.id)
    assert moved["agent"]["name"] == "민준"
    assert await world.service.mine(agent_id=holder.id) == []
    await world.handed_off()
    (waiting,) = await world.service.waiting(agent_id=holder.id)
    client_id = uuid.uuid4()
    for _ in range(2):
        given = await world.service.assign(by=chief, ticket_id=UUID(waiting["id"]), to=holder.id, client_id=client_id)
    assert given["agent"]["name"] == "민지"
    assert await world.service.queue.members(Queue(waiting["queue"])) == {}
    assert (await world.lines(UUID(waiting["conversation_id"])))[-1] == "system: agent_joined"
    assert await world.reconciler.repair_queues() == 0
    same = await world.service.assign(by=chief, ticket_id=UUID(waiting["id"]), to=holder.id)
    assert same["epoch"] == given["epoch"]


async def test_a_supervisor_takes_a_chat_over_but_gives_none_to_an_empty_chair(world: World) -> None:
    holder, taken = await _chat(world)
    chief, gone = await world.agent("지우", roles=("supervisor",)), await world.agent()
    ticket_id = UUID(taken["id"])
    assert await refused_code(world.service.assign(by=chief, ticket_id=ticket_id, to=gone.id)) == "agent_away"
    moved = await world.service.assign(by=chief, ticket_id=ticket_id, to=chief.id)
    assert moved["agent"]["name"] == "지우"
    await world.service.resolve(agent_id=chief.id, ticket_id=ticket_id, epoch=moved["epoch"])
    assert await refused_code(world.service.assign(by=chief, ticket_id=ticket_id, to=holder.id)) == "conflict"


async def test_a_chat_that_is_passed_on_takes_the_place_of_an_offer(world: World) -> None:
    holder, taken = await _chat(world)
    await world.service.set_status(agent_id=holder.id, status="busy")
    other = await _there(world, capacity=1)
    await world.handed_off()
    await world.service.dispatcher.step()
    (offer,) = await world.service.offers(agent_id=other.id)
    await _to_agent(world, holder, taken, other.id)
    assert await world.service.offers(agent_id=other.id) == []
    live = await world.service.queue.members(Queue(offer["ticket"]["queue"]))
    assert [member.split(":")[1] for member in live or ()] == [offer["ticket"]["id"]]
