"""Out of hours: what customers hear, what is due when, and what the desk learns of late answers."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from escalation.customers.places import Places
from escalation.promises.hours import SEOUL
from escalation.promises.teams import WrongTeam, all_teams, set_team
from escalation.queue.topics import Queue
from escalation.store.push import RESYNC
from tests.integration.escalation.world import World, frames_of, until

OFFICE_DAY = [["09:00", "12:00"], ["13:00", "18:00"]]
OFFICE = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), OFFICE_DAY)
NIGHT = datetime(2026, 3, 3, 20, 0, tzinfo=SEOUL)
MORNING = datetime(2026, 3, 4, 9, 0, tzinfo=SEOUL)
TARGET = timedelta(minutes=15)


async def keep_hours(world: World, **fields: Any) -> None:
    """Every team works from nine to six."""
    async with world.service.record.change() as change:
        for queue in Queue:
            await set_team(change, queue, {"hours": OFFICE, **fields})


async def at_night(world: World) -> UUID:
    """A conversation handed off at eight in the evening."""
    await keep_hours(world)
    world.clock.now = NIGHT
    return await world.handed_off()


async def kinds(world: World, clock: str) -> list[str]:
    """What happened to a clock, in order."""
    found = await world.scalar("SELECT array_agg(kind ORDER BY id) FROM sla_event WHERE clock = :clock", clock=clock)
    return list(found or ())


async def states(world: World) -> dict[str, str]:
    clocks = await world.scalar("SELECT clocks FROM ticket ORDER BY number DESC LIMIT 1")
    return {name: clock["state"] for name, clock in clocks.items() if isinstance(clock, Mapping)}


async def test_out_of_hours_the_customer_hears_when_somebody_is_back(world: World) -> None:
    conversation_id = await at_night(world)
    assert (await world.lines(conversation_id))[-2:] == ["system: handed_off", "system: out_of_hours"]
    said = (await world.messages(conversation_id))[-1]["params"]["opens_at"]
    place = (await world.state(conversation_id))["queue"]
    assert datetime.fromisoformat(said) == datetime.fromisoformat(place["opens_at"]) == MORNING
    assert (place["open"], place["position"], place["wait"]) == (False, 1, None)


async def test_what_came_at_night_is_due_in_the_morning(world: World) -> None:
    await at_night(world)
    assert await world.scalar("SELECT respond_by FROM ticket") == MORNING + TARGET
    agent = await world.agent()
    ticket = await world.claimed(agent)
    await world.service.release(agent_id=agent.id, ticket_id=UUID(ticket["id"]), epoch=ticket["epoch"])
    assert await world.scalar("SELECT respond_by FROM ticket") == MORNING + TARGET


async def test_in_hours_nobody_speaks_of_hours(world: World) -> None:
    await keep_hours(world)
    world.clock.now = MORNING
    conversation_id = await world.handed_off()
    assert (await world.lines(conversation_id))[-1] == "system: handed_off"
    assert (await world.state(conversation_id))["queue"] == {"position": 1, "open": True, "wait": None}


async def test_a_team_that_set_no_hours_is_there_at_night(world: World) -> None:
    world.clock.now = NIGHT
    conversation_id = await world.handed_off()
    assert (await world.state(conversation_id))["queue"]["open"] is True
    assert await world.scalar("SELECT respond_by FROM ticket") == NIGHT + TARGET


async def test_whoever_waits_sees_the_desk_open(world: World) -> None:
    conversation_id = await at_night(world)
    places = Places(world.service.record)
    await places.tell()
    async with frames_of(world.service.push, f"conversation:{conversation_id}") as frames:
        await places.tell()
        assert (await world.state(conversation_id))["queue"]["open"] is False
        world.clock.now = MORNING
        await places.tell()
        await until(lambda: bool(frames))
    assert frames == [RESYNC]
    assert (await world.state(conversation_id))["queue"]["open"] is True


async def test_the_clocks_of_a_whole_ticket(world: World) -> None:
    conversation_id = await world.handed_off()
    agent = await world.agent()
    ticket = await world.claimed(agent)
    said = {"agent_id": agent.id, "conversation_id": conversation_id, "epoch": ticket["epoch"]}
    assert await states(world) == {"first": "running", "full": "running"}
    await world.service.send_as_agent(**said, client_id=agent.id, text="안녕하세요")
    assert await states(world) == {"first": "met", "full": "paused"}
    world.clock.pass_(3600)
    async with frames_of(world.service.push, f"agent:{agent.id}") as own:
        await world.say(conversation_id, "아직이에요")
        await world.say(conversation_id, "계신가요?")
        await until(lambda: bool(own))
    assert own == [{"type": "mine_changed"}]
    (mine,) = await world.service.mine(agent_id=agent.id)
    assert {name: clock["state"] for name, clock in mine["clocks"].items()} == await states(world)
    assert set(mine["clocks"]["first"]) == {"state", "due", "met_at"}
    assert await states(world) == {"first": "met", "next": "running", "full": "running"}
    await world.service.resolve(agent_id=agent.id, ticket_id=UUID(ticket["id"]), epoch=ticket["epoch"])
    assert await states(world) == {"first": "met", "full": "met"}
    assert await kinds(world, "first") == ["started", "met"]
    assert await kinds(world, "next") == ["started", "stopped"]
    assert await kinds(world, "full") == ["started", "paused", "resumed", "met"]


async def test_a_warning_and_a_breach_are_told_once_each(world: World) -> None:
    await world.handed_off()
    async with frames_of(world.service.push, "desk") as desk:
        for seconds, marked in ((0.8 * 900 - 1, 0), (2, 1), (1, 0), (180, 1), (60, 0)):
            world.clock.pass_(seconds)
            assert await world.reconciler.mark_clocks() == marked
        await until(lambda: len(desk) == 2)
    assert [(frame["type"], frame["params"]["clock"], frame["kind"]) for frame in desk] == [
        ("sla", "first", "warned"),
        ("sla", "first", "breached"),
    ]
    assert await kinds(world, "first") == ["started", "warned", "breached"]


async def test_at_night_nothing_is_breached(world: World) -> None:
    await at_night(world)
    world.clock.now = MORNING + 0.8 * TARGET - timedelta(seconds=1)
    assert await world.reconciler.mark_clocks() == 0
    world.clock.now = MORNING + TARGET + timedelta(seconds=1)
    assert await world.reconciler.mark_clocks() == 1
    assert await kinds(world, "first") == ["started", "breached"]


async def test_a_returned_and_an_abandoned_ticket_have_no_running_clock(world: World) -> None:
    conversation_id = await world.handed_off()
    await world.press(conversation_id, "keep_bot")
    assert await states(world) == {}
    await world.ask(conversation_id, "상담원")
    other = await world.handed_off()
    agent = await world.agent()
    ticket = await world.claimed(agent)
    await world.service.return_to_bot(agent_id=agent.id, ticket_id=UUID(ticket["id"]), epoch=ticket["epoch"])
    assert ticket["conversation_id"] == str(other)
    assert await states(world) == {}
    assert await kinds(world, "full") == ["started", "stopped"] * 2


async def test_a_ticket_that_lost_its_agent_waits_with_a_running_clock(world: World) -> None:
    conversation_id = await world.handed_off()
    agent = await world.agent()
    ticket = await world.claimed(agent)
    said = {"agent_id": agent.id, "conversation_id": conversation_id, "epoch": ticket["epoch"]}
    await world.service.send_as_agent(**said, client_id=agent.id, text="잠시만요")
    await world.service.release(agent_id=agent.id, ticket_id=UUID(ticket["id"]), epoch=ticket["epoch"])
    assert await states(world) == {"first": "met", "next": "running", "full": "running"}


async def test_teams_keep_what_was_set(world: World) -> None:
    await keep_hours(world)
    async with world.service.record.change() as change:
        found = await set_team(change, Queue.ORDERS, {"assignment": "pull", "sla": {"low": {"first": 60}}})
    async with world.service.record.read() as connection:
        teams = await all_teams(connection, world.clock.now)
    assert teams[Queue.ORDERS] == found
    assert found.assignment == "pull"
    assert not found.hours.is_open(NIGHT)
    assert list(teams) == list(Queue)


async def test_a_wrong_setting_changes_nothing(world: World) -> None:
    with pytest.raises(WrongTeam, match="offer_s: expected 5 to 600 seconds, got 2"):
        async with world.service.record.change() as change:
            await set_team(change, Queue.ORDERS, {"offer_s": 2})
    with pytest.raises(WrongTeam, match=r"queue: expected billing, .* got 'sales'"):
        async with world.service.record.change() as change:
            await set_team(change, "sales", {})
    with pytest.raises(WrongTeam, match="got colour"):
        async with world.service.record.change() as change:
            await set_team(change, Queue.ORDERS, {"colour": "red"})
    assert await world.scalar("SELECT count(*) FROM team") == 0
