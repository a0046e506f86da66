"""What FCR counts, kept up by every way in which contacts change, also by two at once; and who came with what."""

import asyncio
import importlib
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select, text

from escalation.numbers import unit_rows
from escalation.numbers.contacts import close_contact, import_contacts, rebuild
from escalation.numbers.history import PastContact, contact_of
from escalation.queue.topics import TOPICS
from escalation.store import journey
from escalation.store.people import Customer
from escalation.tables import contact, promise, unit
from tests.integration.escalation.world import START, World, said, until_somebody_waits

DAY = timedelta(days=1)
INTENTS = [{"intent": "order_track", "gate": "sure", "confidence": 0.97}]


async def begun(world: World, day: float, customer: str | None = "c1") -> UUID:
    """An open contact about an order, with its events on record."""
    id_, at = uuid4(), START + day * DAY
    async with world.engine.begin() as connection:
        row = {"id": id_, "customer_id": customer, "started_at": at, "last_activity_at": at}
        await connection.execute(insert(contact), row)
        steps = [("contact_started", {}), ("turn_answered", {"intents": INTENTS, "reference": "FH-1"})]
        await journey.append(connection, [journey.Event(kind, at, data, id_, customer) for kind, data in steps])
    return id_


async def close(world: World, id_: UUID, day: float) -> None:
    async with world.engine.begin() as connection:
        await close_contact(connection, contact_id=id_, at=START + day * DAY, reason="idle")


async def gaps(world: World) -> list[tuple[float | None, ...]]:
    """Of each unit in order of time: days from the one before, and to the next one, on the same issue."""
    async with world.engine.connect() as connection:
        rows = await connection.execute(select(unit).order_by(unit.c.started_at))
        found = [(row.before_same_s, row.after_same_s, row.before_any_s, row.after_any_s) for row in rows]
    return [tuple(None if gap is None else gap / DAY.total_seconds() for gap in one) for one in found]


async def test_a_contact_that_closes_moves_its_neighbours(world: World) -> None:
    first, middle, last = [await begun(world, day) for day in (0, 3, 8)]
    await close(world, first, 1)
    await close(world, last, 9)
    assert await gaps(world) == [(None, 7, None, 7), (8, None, 8, None)]
    await close(world, middle, 4)  # imported late, or idle for long
    assert await gaps(world) == [(None, 2, None, 2), (3, 4, 3, 4), (5, None, 5, None)]
    async with world.engine.connect() as connection:
        known = select(contact.c.returning).order_by(contact.c.started_at)
        assert list(await connection.scalars(known)) == [False, True, True]


async def test_one_that_began_while_another_lasted_is_no_repeat_of_it(world: World) -> None:
    long, inside = await begun(world, 0), await begun(world, 1)
    await close(world, inside, 2)
    await close(world, long, 5)
    assert await gaps(world) == [(None, None, None, None), (1, None, 1, None)]


async def test_two_contacts_of_a_customer_may_close_at_once(world: World) -> None:
    for turn in range(5):
        pair = [await begun(world, day, f"c{turn}") for day in (0, 3)]
        await asyncio.gather(*(close(world, id_, 4 * place + 1) for place, id_ in enumerate(pair)))
    assert await gaps(world) == [(None, 2, None, 2)] * 5 + [(3, None, 3, None)] * 5


async def test_reading_all_anew_changes_nothing(world: World) -> None:
    for day in (0, 3, 8):
        await close(world, await begun(world, day), day + 1)
    before = await gaps(world)
    async with world.engine.begin() as connection:
        await connection.execute(text("UPDATE unit SET after_same_s = 1, before_any_s = 1"))
    assert await rebuild(world.engine) == 3
    assert await gaps(world) == before


async def test_reading_all_anew_keeps_the_gaps_meanwhile_and_waits_for_no_other_customer(world: World) -> None:
    for day, customer in ((0, "c1"), (3, "c1"), (4, "c2")):
        await close(world, await begun(world, day, customer), day + 1)
    before = await gaps(world)
    async with world.engine.begin() as chat:
        await chat.execute(text("UPDATE unit SET after_same_s = 1 WHERE customer_id = 'c1'"))
    async with world.engine.begin() as chat:
        await unit_rows.hold(chat, ["c2"])
        reading = asyncio.create_task(rebuild(world.engine, batch=1))
        await until_somebody_waits(world)
        assert await gaps(world) == before, "both contacts of c1 are read, and whole again"
    assert await reading == 3
    assert await gaps(world) == before


async def test_contacts_of_before_get_the_units_they_would_have(world: World) -> None:
    for day, customer in ((0, "c1"), (3, "c1"), (4, "c2"), (5, None), (8, "c1")):
        await close(world, await begun(world, day, customer), day + 1)
    kept = await gaps(world)
    migration = importlib.import_module("escalation.migrations.versions.0017_counted")
    async with world.engine.begin() as connection:
        for statement in ("DELETE FROM unit", migration.UNITS, migration.GAPS):
            await connection.execute(text(statement))
    assert await gaps(world) == kept


READ_ANEW = ("asked_bot", "answered_by_bot", "bot_turns", "fallback_turns", "returning")


async def said_in_contacts(world: World) -> list[tuple[Any, ...]]:
    async with world.engine.connect() as connection:
        rows = await connection.execute(select(contact).order_by(contact.c.started_at, contact.c.id))
        return [tuple(getattr(row, name) for name in READ_ANEW) for row in rows]


def turn(*intents: tuple[str, str]) -> dict[str, Any]:
    return {"intents": [{"intent": intent, "gate": gate} for intent, gate in intents]}


INTENTS_OF_ALL_KINDS = (
    *("greet", "goodbye", "thank", "affirm", "deny", "bot_challenge"),
    *("human_agent", "contact_hours", "complaint", "feedback", "out_of_scope"),
    *("order_track", "shipping_fee", "billing_invoice", "warranty_claim", "account_delete", "unheard_of"),
)
TURNS = [
    [("turn_answered", turn((intent, gate)))] for intent in (*TOPICS, *INTENTS_OF_ALL_KINDS) for gate in ("sure", "ask")
] + [
    [("turn_answered", turn(("greet", "sure"))), ("turn_answered", turn(("order_track", "sure")))],
    [("turn_answered", turn(("out_of_scope", "sure"), ("billing_invoice", "ask")))],
    [("turn_answered", turn(("out_of_scope", "sure"), ("billing_invoice", "sure")))],
    [("turn_answered", {}), ("turn_failed", {})],
    [("handoff_requested", {"ticket_id": str(uuid4())})],
]


async def test_contacts_of_before_say_what_the_bot_did_and_who_had_been_here(world: World) -> None:
    for number, steps in enumerate(TURNS):
        id_, at, who = uuid4(), START + number * DAY, f"c{number % 7}" if number % 5 else None
        async with world.engine.begin() as connection:
            row = {"id": id_, "customer_id": who, "started_at": at, "last_activity_at": at}
            await connection.execute(insert(contact), row)
            events = [("contact_started", {}), *steps]
            await journey.append(connection, [journey.Event(kind, at, data, id_, who) for kind, data in events])
        await close(world, id_, number + 0.5)
    async with world.engine.begin() as connection:
        history = [past("p1", "bot"), past("p2", "agent", "reopened"), past("p3", "agent", "asked"), past("p4", "both")]
        assert await import_contacts(connection, history) == len(history)
    kept = await said_in_contacts(world)
    forget = "UPDATE contact SET asked_bot = false, answered_by_bot = false, bot_turns = 0, fallback_turns = 0"
    migration = importlib.import_module("escalation.migrations.versions.0023_read_anew")
    async with world.engine.begin() as connection:
        for statement in (forget, 'UPDATE contact SET "returning" = NULL'):
            await connection.execute(text(statement))
        for statement in (migration.BOT, migration.IMPORTED, migration.RETURNING):
            await connection.execute(text(statement))
    assert await said_in_contacts(world) == kept
    assert {fact for facts in kept for fact in enumerate(facts) if fact[0] in (0, 1, 4)} >= {
        (place, value) for place in (0, 1, 4) for value in (True, False)
    }


async def test_who_is_erased_is_counted_as_before_and_their_orders_are_no_longer_known(world: World) -> None:
    for day in (0, 3):
        await close(world, await begun(world, day), day + 1)
    async with world.engine.begin() as connection:
        await import_contacts(connection, [past("p1", "bot", customer="c1")])
    before = await gaps(world)
    async with world.engine.begin() as connection:
        await connection.execute(text("SELECT erase_person('c1', NULL)"))
    assert await gaps(world) == before
    for _ in range(2):  # as it is kept, and as it is read anew
        for table in ("unit", "contact_issue", "journey_event"):
            assert not await world.scalar(f"SELECT count(*) FROM {table} WHERE {table}::text LIKE '%FH-1%'"), table
        assert await world.scalar("SELECT count(DISTINCT reference) FROM unit") == 1, "still the same order"
        await rebuild(world.engine)
        assert await gaps(world) == before


def past(id_: str, handled_by: str, *reasons: str, customer: str = "c9") -> PastContact:
    return contact_of(
        {
            "contact_id": id_,
            "customer_id": customer,
            "started_at": (START + 300 * DAY).isoformat(),
            "ended_at": (START + 301 * DAY).isoformat(),
            "topic": "orders",
            "reference": "FH-1",
            "outcome": "confirmed",
            "handled_by": handled_by,
            "escalation_reasons": list(reasons),
        }
    )


async def test_who_logs_in_takes_the_open_contact_along(world: World) -> None:
    who = Customer("c1", tier="gold")
    await close(world, await begun(world, -1), 0)
    visitor_id, _ = await world.service.open_visitor(token=None)
    opened: dict[str, Any] = {"visitor_id": visitor_id, "locale": "ko"}
    here = await world.service.open_conversation(**opened, customer=None)
    await world.service.note_device(conversation_id=here, device="phone")
    await world.ask(here, "주문 어디쯤 왔어요?", said("배송 중이에요"))
    assert await world.service.open_conversation(**opened, customer=who) == here
    await world.service.note_device(conversation_id=here, device="desktop")
    world.clock.pass_(3600)
    await world.reconciler.step()
    row = await newest(world)
    assert (row.customer_id, row.tier, row.device, row.returning) == ("c1", "gold", "phone", True)
    assert (row.asked_bot, row.answered_by_bot, row.bot_turns, row.first_bot_response_s) == (True, True, 1, 0.0)
    assert [one[2] is not None for one in await gaps(world)] == [False, True]
    world.clock.pass_(60)
    await world.ask(here, "환불해 주세요", said("네"))
    assert (await newest(world)).device == "desktop"  # of the next contact


async def newest(world: World) -> Any:
    async with world.engine.connect() as connection:
        return (await connection.execute(select(contact).order_by(contact.c.started_at.desc()).limit(1))).one()


async def test_promises_of_a_ticket_are_kept_with_its_contact(world: World) -> None:
    agent = await world.agent()
    conversation_id = await world.handed_off()
    taken = await world.claimed(agent)
    world.clock.pass_(600)
    await world.service.send_as_agent(
        agent_id=agent.id, conversation_id=conversation_id, epoch=taken["epoch"], client_id=uuid4(), text="안녕하세요"
    )
    ticket_id = UUID(taken["id"])
    await world.service.resolve(agent_id=agent.id, ticket_id=ticket_id, epoch=taken["epoch"], code="passed_on")
    row = await newest(world)
    assert (row.handle_s, row.queue_wait_s, row.first_human_response_s, row.not_first) == (600, 0, 600, "passed_on")
    assert (row.queue_wait_open_s, row.resolved_s, row.first_resolved_s) == (0, 600, 600)
    async with world.engine.connect() as connection:
        kept = {one.clock: one.kept for one in await connection.execute(select(promise))}
    assert kept == {"first": True, "full": True}
