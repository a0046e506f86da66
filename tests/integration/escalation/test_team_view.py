"""The supervisor's view: who is on and what they hold, how each queue stands, and where a promise is broken."""

import uuid
from typing import Any
from uuid import UUID

from escalation.desk.team_view import MOST_WAITING_SHOWN
from escalation.store.wire import Wire
from tests.integration.escalation.world import World


async def seen(world: World) -> tuple[Wire, dict[str, Any]]:
    """The view, and its queues by name."""
    view = await world.service.team_view.team()
    return view, {queue["queue"]: queue for queue in view["queues"]}


async def test_nobody_and_nothing(world: World) -> None:
    view, queues = await seen(world)
    assert (view["agents"], view["waiting"], view["breaches"]) == ([], [], [])
    assert set(queues) == {"billing", "orders", "onboarding", "technical", "complaints", "general"}
    expected = {"queue": "billing", "waiting": 0, "breached": 0, "open": True, "agents_online": 0, "agents_free": 0}
    assert queues["billing"] == expected


async def test_who_holds_what_and_what_waits(world: World) -> None:
    busy, idle = await world.agent("가영", capacity=1), await world.agent("나리", skills=("billing",))
    for agent in (busy, idle):
        await world.service.renew(agent_id=agent.id)
    first = await world.handed_off()
    world.clock.pass_(1)
    second = await world.handed_off()
    held = await world.claimed(busy)
    view, queues = await seen(world)
    assert [(agent["name"], agent["load"], agent["connected"]) for agent in view["agents"]] == [
        ("가영", 1, True),
        ("나리", 0, True),
    ]
    ((mine,), none) = (agent["tickets"] for agent in view["agents"])
    assert (mine["id"], mine["conversation_id"]) == (held["id"], str(first))
    assert mine["agent"] == {"id": str(busy.id), "name": "가영"}
    assert none == []
    (waiting,) = view["waiting"]
    assert waiting["conversation_id"] == str(second)
    assert "agent" not in waiting
    queue = queues[waiting["queue"]]
    assert (queue["waiting"], queue["oldest_due"]) == (1, waiting["clocks"]["first"]["due"])
    assert (queue["agents_online"], queue["agents_free"]) == (1, 0)
    assert (queues["billing"]["agents_online"], queues["billing"]["agents_free"]) == (2, 1)
    assert await world.service.team_view.agents() == [
        {name: agent[name] for name in agent if name not in ("tickets", "email", "roles", "seen_at")}
        for agent in view["agents"]
    ]


async def test_somebody_whose_desk_is_closed_is_not_on(world: World) -> None:
    agent = await world.agent()
    await world.service.renew(agent_id=agent.id)
    world.clock.pass_(29)
    _, queues = await seen(world)
    assert queues["general"]["agents_online"] == 1
    world.clock.pass_(1)
    view, queues = await seen(world)
    assert (view["agents"][0]["connected"], queues["general"]["agents_online"]) == (False, 0)


async def test_only_those_who_work_with_customers_are_shown(world: World) -> None:
    agent, gone = await world.agent("가영"), await world.agent("나리")
    await world.service.add_agent(name="운영", email="ops@shop.example", password="long enough", roles=("ops",))
    await world.service.staff.change_agent(actor="cli", agent_id=gone.id, fields={"disabled": True})
    assert [one["id"] for one in await world.service.team_view.agents()] == [str(agent.id)]


async def test_a_broken_promise_is_listed_whoever_has_the_chat(world: World) -> None:
    agent = await world.agent()
    for _ in range(2):
        await world.handed_off()
    held = await world.claimed(agent)
    world.clock.pass_(16 * 60)
    await world.reconciler.mark_clocks()
    view, queues = await seen(world)
    assert len(view["breaches"]) == 2
    assert {line["id"] for line in view["breaches"]} == {held["id"], view["waiting"][0]["id"]}
    assert queues[held["queue"]]["breached"] == 1  # of those that wait
    assert (await world.service.counts())["queues"][held["queue"]]["breached"] == 1


async def test_an_answer_that_came_late_is_overdue_no_more(world: World) -> None:
    agent = await world.agent()
    conversation_id = await world.handed_off()
    held = await world.claimed(agent)
    world.clock.pass_(16 * 60)
    await world.reconciler.mark_clocks()
    assert len((await seen(world))[0]["breaches"]) == 1
    await world.service.send_as_agent(
        agent_id=agent.id, conversation_id=conversation_id, epoch=held["epoch"], client_id=uuid.uuid4(), text="늦었어요"
    )
    await world.service.release(agent_id=agent.id, ticket_id=uuid.UUID(held["id"]), epoch=held["epoch"])
    view, queues = await seen(world)
    assert view["waiting"][0]["clocks"]["first"]["state"] == "breached"
    assert (view["breaches"], queues[held["queue"]]["breached"]) == ([], 0)
    assert (await world.service.counts())["queues"][held["queue"]]["breached"] == 0


async def test_a_closed_team_says_when_it_opens(world: World) -> None:
    hours = {"mon": [["09:00", "10:00"]]}  # it is Monday, 18:00 in Seoul
    await world.service.team_settings.change(actor="cli", queue="billing", fields={"hours": hours})
    _, queues = await seen(world)
    assert (queues["billing"]["open"], queues["billing"]["opens_at"]) == (False, "2026-03-09T00:00:00+00:00")
    assert queues["orders"]["open"]


async def test_a_long_queue_is_counted_whole_and_shown_in_part(world: World) -> None:
    await world.handed_off()
    ticket_id = await world.scalar("SELECT id FROM ticket")
    async with world.engine.begin() as connection:
        await connection.exec_driver_sql(
            """
            INSERT INTO visitor (id, token_hash, created_at, seen_at)
            SELECT gen_random_uuid(), decode(md5(n::text), 'hex'), now(), now() FROM generate_series(1, 150) AS n
            """
        )
        copied = "SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'visitor_id', v.id))).*"
        await connection.exec_driver_sql(
            f"INSERT INTO conversation {copied} FROM visitor v, conversation c WHERE c.visitor_id <> v.id",
        )
        columns = "id, conversation_id, contact_id, queue, priority, language, respond_by, created_at, summary"
        await connection.exec_driver_sql(
            f"""
            INSERT INTO ticket ({columns})
            SELECT gen_random_uuid(), c.id, t.contact_id, t.queue, 'normal', 'ko', t.respond_by, t.created_at, ''
              FROM conversation c, ticket t WHERE t.id = $1 AND c.id <> t.conversation_id
            """,
            (UUID(str(ticket_id)),),
        )
    view, queues = await seen(world)
    assert queues[view["waiting"][0]["queue"]]["waiting"] == 151
    assert len(view["waiting"]) == MOST_WAITING_SHOWN
