"""This moment: what waits and for how long, who is there, what is overdue, and how many agents the load needs."""

from datetime import timedelta
from uuid import UUID

from escalation.desk.live_view import ARRIVALS
from escalation.store.wire import Wire
from tests.integration.escalation.world import World


def queue_of(view: Wire, name: str) -> Wire:
    found: Wire = next(queue for queue in view["queues"] if queue["queue"] == name)
    return found


async def test_nobody_and_nothing(world: World) -> None:
    view = await world.service.live()
    assert (view["waiting"], view["oldest_s"], view["chats"], view["breaches"]) == (0, None, 0, [])
    assert view["agents"] == {"online": 0, "busy": 0, "away": 0}
    assert [queue["queue"] for queue in view["queues"]] == [
        *("billing", "orders", "onboarding", "technical", "complaints", "general")
    ]
    nothing = {"open": True, "waiting": 0, "oldest_s": None, "chats": 0, "breached": 0, "agents": 0}
    assert queue_of(view, "orders") == {"queue": "orders", **nothing}
    assert (view["staffing"]["needed"], view["staffing"]["expected"]) == (None, None)


async def test_who_waits_who_is_there_and_what_is_overdue(world: World) -> None:
    busy, idle = await world.agent("가영", capacity=2), await world.agent("나리", skills=("billing",))
    for agent in (busy, idle):
        await world.service.renew(agent_id=agent.id)
    await world.handed_off()
    held = await world.claimed(busy)
    await world.handed_off()
    world.clock.pass_(20)
    await world.handed_off()
    world.clock.pass_(5)
    view = await world.service.live()
    queue = queue_of(view, held["queue"])
    assert (view["waiting"], view["oldest_s"], view["chats"]) == (2, 25.0, 1)
    assert (queue["waiting"], queue["oldest_s"], queue["chats"], queue["breached"]) == (2, 25.0, 1, 0)
    assert (queue["agents"], queue_of(view, "billing")["agents"]) == (1, 2)
    assert view["agents"] == {"online": 2, "busy": 0, "away": 0}
    assert (view["staffing"]["there"], view["staffing"]["at_once"]) == (2, 3)

    world.clock.pass_(16 * 60)
    await world.service.renew(agent_id=busy.id)
    await world.reconciler.step()
    late = (await world.service.live())["breaches"]
    assert [(line["clock"], line["agent"]) for line in late] == [("first", "가영"), ("first", None), ("first", None)]
    assert late[0] == {
        "ticket_id": held["id"],
        "conversation_id": held["conversation_id"],
        "number": held["number"],
        "queue": held["queue"],
        "priority": held["priority"],
        "clock": "first",
        "due": held["clocks"]["first"]["due"],
        "agent": "가영",
    }
    assert queue_of(await world.service.live(), held["queue"])["breached"] == 3


async def test_who_closed_the_desk_is_not_there(world: World) -> None:
    agent = await world.agent()
    await world.service.renew(agent_id=agent.id)
    world.clock.pass_(31)
    assert (await world.service.live())["agents"] == {"online": 0, "busy": 0, "away": 0}


async def test_the_load_is_that_of_the_last_open_hours(world: World) -> None:
    agent = await world.agent(capacity=4)
    await world.service.renew(agent_id=agent.id)
    for _ in range(6):
        await world.handed_off()
        ticket = await world.claimed(agent)
        world.clock.pass_(300)
        await world.service.resolve(agent_id=agent.id, ticket_id=UUID(ticket["id"]), epoch=ticket["epoch"])
    load = (await world.service.live())["staffing"]
    assert (load["arrivals_per_hour"], load["handle_s"]) == (2.0, 300.0)
    world.clock.pass_(ARRIVALS.total_seconds())
    assert (await world.service.live())["staffing"]["arrivals_per_hour"] == 0.0


async def test_a_desk_that_has_just_opened_counts_from_then(world: World) -> None:
    opened = (world.clock() + timedelta(hours=9) - timedelta(minutes=30)).strftime("%H:%M")
    hours = {day: [[opened, "23:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    for queue in ("billing", "orders", "onboarding", "technical", "complaints", "general"):
        await world.service.team_settings.change(actor="cli", queue=queue, fields={"hours": hours, "holidays": ""})
    await world.handed_off()
    view = await world.service.live()
    assert view["staffing"]["arrivals_per_hour"] == 2.0
    world.clock.pass_(12 * 3600)
    assert not any(queue["open"] for queue in (await world.service.live())["queues"])
