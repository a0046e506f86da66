"""Every waiting ticket goes to exactly one agent, the earliest due first, with and without Redis."""

import asyncio
import uuid
from uuid import UUID

from escalation.queue.claims import LostRace
from escalation.queue.topics import Queue
from escalation.store.keys import queue_key
from escalation.store.wire import Wire
from tests.integration.escalation.crowd import copy_tickets
from tests.integration.escalation.world import World, open_world, refused_code, said


async def _wait(world: World, count: int) -> list[UUID]:
    """Conversations that wait, each a second after the one before."""
    waiting = []
    for _ in range(count):
        waiting.append(await world.handed_off())
        world.clock.pass_(1)
    return waiting


async def test_an_agent_gets_the_chat_and_the_customer_the_name(world: World) -> None:
    conversation_id = await world.handed_off()
    state = await world.state(conversation_id)
    assert (state["owner"], state["queue"]) == ("queue", {"position": 1, "open": True, "wait": None})
    agent = await world.agent("민지")
    world.clock.pass_(42)
    taken = await world.claimed(agent)
    assert (taken["state"], taken["agent"]) == ("assigned", {"id": str(agent.id), "name": "민지"})
    assert (await world.lines(conversation_id))[-1] == "system: agent_joined"
    state = await world.state(conversation_id)
    assert (state["owner"], state["agent"]) == ("agent", {"name": "민지"})
    claimed = (await world.events("ticket_claimed"))[0]
    assert (claimed.data["waited_s"], claimed.data["epoch"]) == (42.0, taken["epoch"])


async def test_the_earliest_due_is_next_and_places_are_told(world: World) -> None:
    conversations = []
    for _ in range(3):
        conversations.append(await world.handed_off())
        world.clock.pass_(10)
    positions = [(await world.state(one))["queue"]["position"] for one in conversations]
    assert positions == [1, 2, 3]
    agent = await world.agent()
    order = [(await world.claimed(agent))["conversation_id"] for _ in range(3)]
    assert order == [str(one) for one in conversations]
    assert await world.service.claim(agent_id=agent.id) == LostRace()


async def test_fifty_agents_and_two_hundred_tickets(world: World) -> None:
    """Each ticket to exactly one of them, all of them gone, nobody past their capacity."""
    conversations = await _wait(world, 10)
    await copy_tickets(world, conversations[0], 190)
    await world.reconciler.repair_queues()
    agents = [await world.agent(f"a{number}", capacity=4) for number in range(50)]

    async def work(agent_id: UUID) -> list[Wire]:
        taken = []
        while isinstance(won := await world.service.claim(agent_id=agent_id), dict):
            taken.append(won)
            if len(taken) == 4:
                break
        return taken

    taken = [won for wons in await asyncio.gather(*(work(agent.id) for agent in agents)) for won in wons]
    assert len(taken) == 200
    assert len({won["id"] for won in taken}) == 200
    assert await world.scalar("SELECT count(*) FROM ticket WHERE state = 'assigned'") == 200
    assert await world.scalar("SELECT max(n) FROM (SELECT count(*) n FROM ticket GROUP BY agent_id) x") == 4
    assert await world.scalar("SELECT count(*) FROM conversation WHERE owner = 'agent'") == 200
    for queue in Queue:
        assert await world.service.queue.members(queue) == {}


async def test_one_ticket_and_twenty_hands(world: World) -> None:
    conversation_id = await world.handed_off()
    agents = [await world.agent(f"a{number}") for number in range(20)]
    ticket_id = UUID((await world.service.waiting(agent_id=agents[0].id))[0]["id"])
    results = await asyncio.gather(*(world.service.claim(agent_id=agent.id, ticket_id=ticket_id) for agent in agents))
    won = [result for result in results if isinstance(result, dict)]
    assert len(won) == 1
    assert [result for result in results if isinstance(result, LostRace)] == [LostRace(ticket_id)] * 19
    assert (await world.lines(conversation_id)).count("system: agent_joined") == 1


async def test_claims_go_on_without_redis(world: World, database_url: str) -> None:
    conversations = await _wait(world, 3)
    async with open_world(database_url, None) as without:
        agent = await without.agent(capacity=9)
        order = [(await without.claimed(agent))["conversation_id"] for _ in range(3)]
        assert order == [str(one) for one in conversations]
        assert await without.service.claim(agent_id=agent.id) == LostRace()
    async with open_world(database_url, "unix:///tmp/no-such-redis.sock") as away:
        await away.handed_off()
        assert (await away.claimed(agent))["state"] == "assigned"
        assert (await away.service.readiness()) == {"database": True, "redis": False, "assistant": True}


async def test_a_stale_entry_in_redis_is_skipped(world: World) -> None:
    assert world.redis is not None
    await world.handed_off()
    await world.redis.zadd(queue_key(Queue.GENERAL), {f"ko:{uuid.uuid4()}": 0})
    assert (await world.claimed(await world.agent()))["state"] == "assigned"


async def test_skills_and_languages_decide_who_is_asked(world: World) -> None:
    korean = await world.handed_off()
    english = await world.conversation(locale="en")
    await world.ask(english, "my invoice", said(language="en", handoff={"reason": "policy", "topic": "billing"}))
    speaks_english = await world.agent(languages=["en"])
    does_orders = await world.agent(skills=["orders"])
    does_general = await world.agent(skills=["general"], languages=["ko"])
    assert await world.service.claim(agent_id=does_orders.id) == LostRace()
    assert [one["queue"] for one in await world.service.waiting(agent_id=speaks_english.id)] == ["billing"]
    assert (await world.claimed(does_general))["conversation_id"] == str(korean)
    assert (await world.claimed(speaks_english))["conversation_id"] == str(english)


async def test_a_full_agent_takes_no_more_and_the_ticket_keeps_its_place(world: World) -> None:
    first, second = await _wait(world, 2)
    busy, free = await world.agent(capacity=1), await world.agent()
    assert (await world.claimed(busy))["conversation_id"] == str(first)
    assert await refused_code(world.service.claim(agent_id=busy.id)) == "forbidden"
    members = await world.service.queue.members(Queue.GENERAL)
    assert members is not None
    assert len(members) == 1
    assert (await world.claimed(free))["conversation_id"] == str(second)


async def test_a_crash_between_redis_and_sql_heals(world: World) -> None:
    await world.handed_off()
    agent = await world.agent()
    assert await world.service.queue.pop(list(Queue), []) is not None
    assert await world.service.queue.members(Queue.GENERAL) == {}
    assert await world.reconciler.repair_queues() == 1
    assert (await world.claimed(agent))["state"] == "assigned"


async def test_a_flushed_redis_is_rebuilt_in_the_same_order(world: World) -> None:
    assert world.redis is not None
    await copy_tickets(world, await world.handed_off(), 60)
    await world.reconciler.repair_queues()
    before = await world.service.queue.members(Queue.GENERAL)
    await world.redis.flushall()
    await world.redis.zadd(queue_key(Queue.GENERAL), {f"ko:{uuid.uuid4()}": 1})
    assert await world.reconciler.repair_queues() == 62
    assert await world.service.queue.members(Queue.GENERAL) == before
    assert await world.reconciler.repair_queues() == 0


async def test_the_wait_is_a_range_once_something_is_known(world: World) -> None:
    agent = await world.agent(capacity=9)
    for _ in range(4):
        await world.handed_off()
        world.clock.pass_(60)
        await world.claimed(agent)
    await world.service.renew(agent_id=agent.id)
    conversation_id = await world.handed_off()
    place = (await world.state(conversation_id))["queue"]
    assert place["position"] == 1
    assert 0 < place["wait"]["low_s"] <= place["wait"]["high_s"]


async def test_a_ticket_that_does_not_exist_is_not_found(world: World) -> None:
    agent = await world.agent()
    assert await refused_code(world.service.claim(agent_id=agent.id, ticket_id=uuid.uuid4())) == "not_found"


async def test_a_repeated_claim_is_answered_with_the_same_ticket(world: World) -> None:
    await _wait(world, 3)
    agent, client_id = await world.agent(capacity=2), uuid.uuid4()
    first = await world.service.claim(agent_id=agent.id, client_id=client_id)
    assert await world.service.claim(agent_id=agent.id, client_id=client_id) == first
    other = await world.service.claim(agent_id=agent.id, client_id=uuid.uuid4())
    assert other != first
    assert await world.service.claim(agent_id=agent.id, client_id=client_id) == first, "at full capacity too"
    assert len(await world.service.mine(agent_id=agent.id)) == 2
    assert await world.scalar("SELECT count(*) FROM ticket WHERE state = 'waiting'") == 1
    assert sum([len(await world.service.queue.members(queue) or ()) for queue in Queue]) == 1, "put back at once"


async def test_the_same_claim_many_times_at_once_takes_one_ticket(world: World) -> None:
    await _wait(world, 6)
    agent, client_id = await world.agent(capacity=20), uuid.uuid4()
    answers = await asyncio.gather(*(world.service.claim(agent_id=agent.id, client_id=client_id) for _ in range(5)))
    assert len({answer["id"] for answer in answers if isinstance(answer, dict)}) == 1
    assert len(await world.service.mine(agent_id=agent.id)) == 1


async def test_a_repeated_claim_of_a_ticket_that_was_lost_takes_no_other(world: World) -> None:
    await _wait(world, 1)
    agent, client_id = await world.agent(), uuid.uuid4()
    taken = await world.service.claim(agent_id=agent.id, client_id=client_id)
    assert isinstance(taken, dict)
    await world.service.release(agent_id=agent.id, ticket_id=UUID(taken["id"]), epoch=taken["epoch"])
    again = await world.service.claim(agent_id=agent.id, client_id=client_id)
    assert again == LostRace(UUID(taken["id"]))
    assert await world.service.mine(agent_id=agent.id) == []


async def test_a_repeated_claim_of_a_named_ticket_is_no_lost_race(world: World) -> None:
    await _wait(world, 1)
    agent, client_id = await world.agent(), uuid.uuid4()
    ticket_id = await world.scalar("SELECT id FROM ticket")
    answers = [await world.service.claim(agent_id=agent.id, ticket_id=ticket_id, client_id=client_id) for _ in range(2)]
    assert answers[0] == answers[1] != LostRace(ticket_id)
