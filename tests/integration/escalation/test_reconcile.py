"""What a crash leaves behind is found and put right by one leader."""

import asyncio
import time
import uuid
from typing import NoReturn

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from escalation.queue.queue import AT_ONCE, Waiting
from escalation.queue.topics import Queue
from escalation.reconcile import Reconciler
from escalation.service import Service
from escalation.store.leader import LEADER_LOCK, SILENT_S, lead
from escalation.store.leases import AGENT_LEASE
from escalation.store.push import RESYNC, Frame, Push
from tests.integration.escalation.world import World, frames_of, open_world, said, until

IDLE = 30 * 60 + 1


async def test_a_silent_contact_with_the_bot_ends(world: World) -> None:
    quiet, waiting = await world.conversation(), await world.handed_off()
    await world.ask(quiet, "주문 어디예요?")
    world.clock.pass_(IDLE - 2)
    assert await world.reconciler.close_idle_contacts() == 0
    world.clock.pass_(2)
    assert await world.reconciler.close_idle_contacts() == 1
    assert (await world.state(quiet))["owner"] == "closed"
    assert (await world.state(waiting))["owner"] == "queue"
    closed = (await world.events("contact_closed"))[0]
    assert closed.data["ended_by"] == "idle"
    assert (await world.lines(quiet))[-1] == "system: contact_closed"


async def test_a_customer_who_still_waits_for_an_answer_is_not_closed(world: World) -> None:
    conversation_id = await world.conversation()
    await world.say(conversation_id, "is anybody there?")
    world.clock.pass_(IDLE)
    assert await world.reconciler.close_idle_contacts() == 0
    await world.runner.run_due()
    assert (await world.lines(conversation_id))[-1] == "bot: ok"


async def test_a_greeting_is_no_contact_that_counts(world: World) -> None:
    conversation_id = await world.conversation()
    await world.ask(
        conversation_id, "hi", said("안녕하세요", intents=[{"intent": "greet", "confidence": 1, "gate": "sure"}])
    )
    assert await world.scalar("SELECT meaningful FROM contact") is False
    world.clock.pass_(IDLE)
    await world.reconciler.close_idle_contacts()
    assert "rating" not in await world.state(conversation_id)
    await world.ask(conversation_id, "주문")
    assert await world.scalar("SELECT meaningful FROM contact ORDER BY started_at DESC LIMIT 1") is True


async def test_screens_whose_hint_was_lost_with_its_gateway_read_again(world: World) -> None:
    statement = text("INSERT INTO outbox (channel, created_at) VALUES (:channel, :at)")
    lost = [{"channel": channel, "at": world.clock.now} for channel in ("desk", "desk", "agent:1")]
    async with world.engine.begin() as connection:
        await connection.execute(statement, lost)
    assert await world.service.record.relay() == 0
    world.clock.pass_(3)
    async with (
        frames_of(world.service.push, "desk") as desk,
        frames_of(world.service.push, "agent:1") as agent,
    ):
        assert await world.service.record.relay() == 3
        await until(lambda: desk == agent == [{"type": "resync"}])
    assert await world.service.record.relay() == 0


async def test_while_redis_is_away_nothing_is_relayed_and_nothing_forgotten(database_url: str) -> None:
    async with open_world(database_url, "unix:///tmp/no-such-redis.sock") as away:
        conversation_id = await away.conversation()
        await away.say(conversation_id, "hello")
        kept = await away.scalar("SELECT count(*) FROM outbox")
        away.clock.pass_(3)
        async with frames_of(away.service.push, f"conversation:{conversation_id}") as frames:
            assert await away.service.record.relay() == 0
            await asyncio.sleep(0.05)
        assert frames == []
        assert kept == await away.scalar("SELECT count(*) FROM outbox") == 1


async def test_published_hints_do_not_pile_up(world: World) -> None:
    conversation_id = await world.conversation()
    for number in range(20):
        await world.say(conversation_id, f"m{number}")
    assert await world.scalar("SELECT count(*) FROM outbox") <= 4


async def test_places_are_told_when_the_queue_moves(world: World) -> None:
    first = await world.handed_off()
    world.clock.pass_(1)
    second = await world.handed_off()
    await world.reconciler.step()
    async with frames_of(world.service.push, f"conversation:{second}") as frames:
        await world.reconciler.step()
        taken = await world.claimed(await world.agent())
        assert taken["conversation_id"] == str(first)
        await world.reconciler.step()
        await until(lambda: len(frames) == 1)
    assert frames == [RESYNC]
    assert (await world.state(second))["queue"]["position"] == 1


async def _leaders(world: World) -> int:
    held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = :key AND granted"
    return int(await world.scalar(held, key=LEADER_LOCK & 0xFFFFFFFF))


async def test_only_one_gateway_leads_and_another_follows_it(world: World) -> None:
    first, second = Reconciler(world.service, every_s=0.05), Reconciler(world.service, every_s=0.05)
    tasks = [asyncio.create_task(one.run()) for one in (first, second)]
    for _ in range(100):
        if await _leaders(world):
            break
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.2)
    assert await _leaders(world) == 1
    conversation_id = await world.conversation()
    await world.ask(conversation_id, "hello")
    tasks[0].cancel()
    await asyncio.gather(tasks[0], return_exceptions=True)
    async with frames_of(world.service.push, f"conversation:{conversation_id}") as frames:
        world.clock.pass_(IDLE)
        await until(lambda: any(frame["type"] == "state" for frame in frames), limit_s=10)
    assert (await world.state(conversation_id))["owner"] == "closed"
    tasks[1].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert await _leaders(world) == 0


def _stall(seconds: float) -> None:
    """As when the process is paused: nothing of its loop runs."""
    time.sleep(seconds)


async def test_a_leader_that_is_silent_leads_no_longer(world: World) -> None:
    led = asyncio.Event()

    async def work() -> NoReturn:
        await asyncio.sleep(0.2)
        led.set()
        _stall(SILENT_S + 1)
        await asyncio.Event().wait()
        raise AssertionError("expected to be cut off")

    async with asyncio.timeout(SILENT_S + 10):
        with pytest.raises(DBAPIError):
            await lead(world.engine, work)
    assert led.is_set()
    assert await _leaders(world) == 0


async def test_a_wake_up_call_reaches_turns_whose_hint_was_lost(world: World) -> None:
    conversation_id = await world.conversation()
    async with frames_of(world.service.push, "turns") as frames:
        await world.reconciler.wake_turns()
        await asyncio.sleep(0.05)
        assert frames == []
        await world.say(conversation_id, "hello")
        await world.reconciler.wake_turns()
        await until(lambda: len(frames) == 2)


async def test_hints_reach_other_gateways(world: World) -> None:
    other, conversation_id = Push(world.redis), await world.conversation()
    async with frames_of(other, f"conversation:{conversation_id}") as frames:
        listening = asyncio.create_task(other.run())
        await until(lambda: frames == [{"type": "resync"}])
        await world.say(conversation_id, "hello")
        await until(lambda: [frame["type"] for frame in frames] == ["resync", "message", "state"])
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)


async def test_readiness_names_what_is_missing(world: World) -> None:
    assert await world.service.readiness() == {"database": True, "redis": True, "assistant": True}
    world.assistant.away = True
    lonely = Service(world.engine, None, world.assistant, world.clock)
    assert await lonely.readiness() == {"database": True, "redis": False, "assistant": False}


async def test_a_contact_that_cannot_be_closed_keeps_no_other_from_it(world: World) -> None:
    broken, sound = await world.conversation(), await world.conversation()
    for conversation_id in (broken, sound):
        await world.ask(conversation_id, "주문 어디예요?")
    statement = text("UPDATE conversation SET contact_id = gen_random_uuid() WHERE id = :id")
    async with world.engine.begin() as connection:
        await connection.execute(statement, {"id": broken})
        await connection.execute(text("INSERT INTO outbox (channel, created_at) VALUES ('desk', '2026-01-01Z')"))
    world.clock.pass_(IDLE)
    await world.reconciler.step()
    assert (await world.state(sound))["owner"] == "closed"
    assert await world.scalar("SELECT count(*) FROM outbox WHERE created_at < '2026-01-02Z'") == 0
    assert (await world.state(broken))["owner"] == "bot"


async def test_agents_keep_their_chats_over_a_database_that_was_away(world: World) -> None:
    """Nobody could renew meanwhile, so a leader that begins gives everybody the time to come back."""
    conversation_id, agent = await world.handed_off(), await world.agent()
    await world.claimed(agent)
    world.clock.pass_(120)
    leading = asyncio.create_task(Reconciler(world.service, every_s=0.05).run())
    await asyncio.sleep(0.5)
    assert (await world.state(conversation_id))["owner"] == "agent"
    world.clock.pass_(30)
    async with frames_of(world.service.push, f"conversation:{conversation_id}") as frames:
        await until(lambda: any(frame["type"] == "state" for frame in frames))
    assert (await world.state(conversation_id))["owner"] == "queue"
    leading.cancel()
    await asyncio.gather(leading, return_exceptions=True)


async def _live(world: World) -> int:
    """How many are in the live queues."""
    return sum([len(await world.service.queue.members(queue) or {}) for queue in Queue])


async def _until_live(world: World, count: int) -> None:
    for _ in range(500):
        if await _live(world) == count:
            return
        await asyncio.sleep(0.01)
    assert await _live(world) == count


async def test_a_redis_that_was_emptied_is_filled_again_before_the_next_round(world: World) -> None:
    leading = asyncio.create_task(Reconciler(world.service, every_s=3600.0).run())
    await world.handed_off()
    for _ in range(2):
        await _until_live(world, 1)
        await _whole(world)
        assert world.redis is not None
        await world.redis.flushall()
    await _until_live(world, 1)
    leading.cancel()
    await asyncio.gather(leading, return_exceptions=True)


async def _whole(world: World) -> None:
    """The leader has seen to the queues."""
    for _ in range(500):
        if not await world.service.queue.forgot():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("the leader does not look after the queues")


async def test_very_many_are_put_into_their_places(world: World) -> None:
    """More than one call may hold; none is left out, and none stays."""
    many = [Waiting(uuid.uuid4(), Queue.ORDERS, "ko", world.clock()) for _ in range(2 * AT_ONCE + 3)]
    await world.service.queue.add(many)
    assert await _live(world) == len(many)
    await world.service.queue.remove(Queue.ORDERS, [one.member for one in many])
    assert await _live(world) == 0


def owners_of(frames: list[Frame]) -> list[str]:
    return [frame["state"]["owner"] for frame in frames if frame["type"] == "state"]


async def test_an_agent_who_is_gone_does_not_wait_for_the_next_round(world: World) -> None:
    """Only the first round comes in this test: the next one is an hour away."""
    conversation_id, agent = await world.handed_off(), await world.agent()
    leading = asyncio.create_task(Reconciler(world.service, every_s=3600.0).run())
    async with frames_of(world.service.push, f"conversation:{conversation_id}") as frames:
        await until(lambda: RESYNC in frames, limit_s=10)  # told by the first round
        await world.claimed(agent)
        world.clock.pass_(AGENT_LEASE.total_seconds())
        await until(lambda: owners_of(frames)[-2:] == ["agent", "queue"], limit_s=10)
    leading.cancel()
    await asyncio.gather(leading, return_exceptions=True)
