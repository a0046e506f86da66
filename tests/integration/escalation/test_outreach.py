"""Customers hear of it before they ask: once, while it is so, and what they answer is a press like any other."""

import asyncio
import dataclasses
import uuid
from datetime import timedelta
from typing import Any
from uuid import UUID

from escalation.customers import outreach_rows
from escalation.customers.outreach import Outreach
from escalation.customers.outreach_rows import LATE_ORDER, STAYS, Need
from escalation.numbers.stuck_steps import STUCK_AFTER
from escalation.store import journey
from escalation.store.people import Customer
from escalation.store.thread import Thread
from tests.integration.escalation.world import START, World, refused_code, said, until_somebody_waits

MINA = Customer(id="c1", name="하늘", tier=None)
LATE = Need(LATE_ORDER, "FH-1", {"number": "FH-1", "promised_at": START.isoformat()})


async def shown(world: World, conversation_id: UUID) -> dict[str, Any] | None:
    """What the customer's screen shows of it."""
    found: dict[str, Any] | None = (await world.state(conversation_id)).get("outreach")
    return found


async def late(world: World, conversation_id: UUID, *needs: Need, who: Customer = MINA) -> None:
    await world.service.outreach.settle_late(conversation_id=conversation_id, customer_id=who.id, late=needs)


async def told(world: World) -> tuple[UUID, UUID]:
    """A customer's conversation, and what they were told in it."""
    conversation_id = await world.conversation(MINA)
    await late(world, conversation_id, LATE)
    found = await shown(world, conversation_id)
    assert found is not None
    return conversation_id, UUID(found["id"])


async def take(world: World, conversation_id: UUID, outreach_id: UUID, person: bool = False, **more: Any) -> Any:
    about = {"conversation_id": conversation_id, "outreach_id": outreach_id, "person": person}
    return await world.service.outreach.take_outreach(**{"client_id": uuid.uuid4(), **about, **more})


async def logged(world: World) -> list[str]:
    events = (
        "SELECT array_agg(type || ' ' || touchpoint ORDER BY position) FROM journey_event WHERE type LIKE 'outreach%'"
    )
    return await world.scalar(events) or []


async def test_a_late_order_is_told_once(world: World) -> None:
    conversation_id, outreach_id = await told(world)
    expected = {"id": str(outreach_id), "kind": "late_order", "params": dict(LATE.data), "shown": False}
    assert await shown(world, conversation_id) == expected
    version = (await world.state(conversation_id))["version"]
    await late(world, conversation_id, LATE)
    assert (await world.state(conversation_id))["version"] == version, "nothing new was told anyway"
    await world.service.outreach.outreach_shown(conversation_id=conversation_id, outreach_id=outreach_id)
    assert await shown(world, conversation_id) == {**expected, "shown": True}
    await world.service.outreach.dismiss_outreach(conversation_id=conversation_id, outreach_id=outreach_id)
    await late(world, conversation_id, LATE)
    assert await shown(world, conversation_id) is None
    assert await logged(world) == ["outreach_shown late_order_notice"]


async def test_what_was_delivered_meanwhile_or_is_old_is_not_told_any_more(world: World) -> None:
    conversation_id, _ = await told(world)
    await late(world, conversation_id, dataclasses.replace(LATE, key="FH-2"))
    assert await shown(world, conversation_id) is not None
    await late(world, conversation_id)
    assert await shown(world, conversation_id) is None
    await late(world, conversation_id, dataclasses.replace(LATE, key="FH-3"))
    world.clock.pass_(STAYS.total_seconds())
    assert await shown(world, conversation_id) is None


async def test_what_is_over_and_what_is_pressed_meanwhile_do_not_wait_for_each_other(world: World) -> None:
    conversation_id, outreach_id = await told(world)
    async with world.service.record.change() as pressing:
        await Thread.lock(pressing, conversation_id)
        looking = asyncio.create_task(late(world, conversation_id))
        await until_somebody_waits(world)
        assert await outreach_rows.mark(pressing, MINA.id, outreach_id, "taken") is not None
    await looking
    assert await shown(world, conversation_id) is None


async def test_who_takes_it_asks_the_assistant_about_that_order(world: World) -> None:
    conversation_id, outreach_id = await told(world)
    client_id = uuid.uuid4()
    ack = await take(world, conversation_id, outreach_id, client_id=client_id)
    assert await take(world, conversation_id, outreach_id, client_id=client_id) == ack, "a repeat is the same"
    await world.runner.run_due()
    asked = world.assistant.requests[-1]["messages"]
    assert asked == [{"message_id": str(ack.message_id), "payload": '/order_track{"order_number": "FH-1"}'}]
    assert await world.lines(conversation_id) == ["customer: see_order", "bot: ok"]
    assert await shown(world, conversation_id) is None
    contact_id = await world.scalar("SELECT contact_id FROM conversation WHERE id = :id", id=conversation_id)
    assert await world.scalar("SELECT data->>'contact_id' FROM outreach") == str(contact_id)
    assert await logged(world) == ["outreach_taken late_order_notice"]
    assert await refused_code(take(world, conversation_id, outreach_id)) == "button_used"


async def test_who_wants_a_person_gets_into_the_queue(world: World) -> None:
    conversation_id, outreach_id = await told(world)
    await take(world, conversation_id, outreach_id, person=True)
    assert (await world.state(conversation_id))["owner"] == "queue"
    assert (await world.lines(conversation_id))[0] == "customer: talk_to_person"
    assert await world.scalar("SELECT data->>'contact_id' FROM outreach") is None


async def test_nobody_else_sees_or_answers_it(world: World) -> None:
    _, outreach_id = await told(world)
    for other in (None, Customer(id="c2", name=None, tier=None)):
        conversation_id = await world.conversation(other)
        assert await shown(world, conversation_id) is None
        assert await refused_code(take(world, conversation_id, outreach_id)) == "button_used"
        await world.service.outreach.dismiss_outreach(conversation_id=conversation_id, outreach_id=outreach_id)
    assert await world.scalar("SELECT dismissed_at IS NULL FROM outreach")


async def test_a_letters_link_does_not_reach_the_bot_by_it(world: World) -> None:
    conversation_id, outreach_id = await told(world)
    assert await refused_code(take(world, conversation_id, outreach_id, by_link=True)) == "log_in"
    assert await shown(world, conversation_id) is not None


async def test_it_interrupts_nobody(world: World) -> None:
    conversation_id, _ = await told(world)
    await world.ask(conversation_id, "영수증 주세요")
    assert await shown(world, conversation_id) is None
    world.clock.pass_(30 * 60 + 1)
    await world.reconciler.close_idle_contacts()
    assert await shown(world, conversation_id) is not None


async def test_who_asked_about_the_order_is_not_told_of_it(world: World) -> None:
    conversation_id, _ = await told(world)
    await world.ask(conversation_id, "FH-1 언제 와요", said("오는 중이에요", reference="FH-1"))
    world.clock.pass_(30 * 60 + 1)
    await world.reconciler.close_idle_contacts()
    assert await world.scalar("SELECT count(*) FROM contact_issue WHERE reference = 'FH-1'") == 1
    assert await shown(world, conversation_id) is None


async def test_it_waits_while_a_person_is_there(world: World) -> None:
    conversation_id = await world.conversation(MINA)
    intents = [{"intent": "human_agent", "confidence": 0.99, "gate": "sure", "text": "사람"}]
    await world.ask(conversation_id, "상담원 연결해 주세요", said("네", intents=intents))
    await late(world, conversation_id, LATE)
    assert await shown(world, conversation_id) is None


async def test_a_share_is_held_back_and_stays_so(world: World) -> None:
    silent = Outreach(world.service.record, None, None, None, share=1.0)  # type: ignore[arg-type]
    conversation_id = await world.conversation(MINA)
    await silent.settle_late(conversation_id=conversation_id, customer_id=MINA.id, late=[LATE])
    await late(world, conversation_id, LATE)
    assert await shown(world, conversation_id) is None
    assert await world.scalar("SELECT held_back FROM outreach")


async def test_who_is_stuck_on_a_step_is_offered_its_guide_until_they_go_on(world: World) -> None:
    conversation_id = await world.conversation(MINA)

    async def takes(name: str) -> None:
        async with world.engine.begin() as connection:
            event = journey.Event("touchpoint_reached", world.clock.now, touchpoint=name, customer_id=MINA.id)
            await journey.append(connection, [event])

    async def looked_after() -> dict[str, Any] | None:
        await world.service.outreach.settle_stuck(conversation_id=conversation_id, customer_id=MINA.id)
        found = await shown(world, conversation_id)
        return found and found["params"]

    await takes("signed_up")
    assert await looked_after() is None
    world.clock.pass_(STUCK_AFTER.total_seconds())
    assert await looked_after() == {"step": "signed_up"}
    await takes("account_verified")
    assert await looked_after() is None
    world.clock.pass_(STUCK_AFTER.total_seconds())
    assert await looked_after() == {"step": "verified"}
    found = await shown(world, conversation_id)
    assert found is not None
    ack = await take(world, conversation_id, UUID(found["id"]))
    await world.runner.run_due()
    asked = world.assistant.requests[-1]["messages"]
    assert asked == [{"message_id": str(ack.message_id), "payload": "/onboarding_connect_device"}]
    assert await logged(world) == ["outreach_taken guide_offer"]
    world.clock.pass_(timedelta(days=60).total_seconds())
    assert await looked_after() is None
