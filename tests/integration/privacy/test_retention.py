"""What is old goes, each class after its time, and the numbers stay as they were."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select

from escalation.numbers.contacts import rebuild
from escalation.privacy.erasure import Erasure
from escalation.privacy.periods import Periods
from escalation.privacy.retention import PERSONS, Retention
from escalation.store.people import Customer
from escalation.tables import note, search_entry
from tests.integration.escalation.world import World, said
from tests.integration.privacy.lives import CANARY, SPARROW, lived
from tests.integration.privacy.test_erasure import found_in_record, numbers

NOTHING = Periods(words=0, files=0, addresses=0, deliveries=0, browsers=0, customers=0)
DAY = timedelta(days=1)


def retention(world: World, periods: Periods, *letters: Path) -> Retention:
    assert world.redis is not None
    return Retention(world.service.record, Erasure(world.service.record, world.redis, letters=letters), periods)


async def test_words_of_an_old_contact_go_and_those_of_a_later_one_stay(world: World, tmp_path: Path) -> None:
    conversation_id = await lived(world, CANARY, tmp_path)
    world.clock.now += 10 * DAY
    later = f"{SPARROW.mark} 또 왔어요"
    await world.ask(conversation_id, later, said("네, 말씀하세요"))
    keeping = retention(world, Periods(words=30, files=0, addresses=0, deliveries=0, browsers=0))
    assert await keeping.run() == {"words": 0}
    counted = await numbers(world)
    words = await found_in_record(world, [CANARY.words])
    assert {"message", "turn", "journey_event", "ticket"} <= words.keys()

    world.clock.now += 21 * DAY
    assert await keeping.run() == {"words": 1}
    world.clock.now -= 21 * DAY

    assert await found_in_record(world, [CANARY.words]) == {"insight": 1}, "clusters are of the last days"
    known = {"contact", "journey_event", "customer", "unit", "contact_issue", "profile", "conversation"}
    left = (await found_in_record(world, CANARY.traces)).keys()
    assert known <= left
    assert not left & {"message", "note", "turn", "file", "submission", "rating", "ticket", "action_run"}
    assert [line for line in await world.lines(conversation_id) if later in line] == [f"customer: {later}"]
    assert len(await world.messages(conversation_id)) == 2
    await world.say(conversation_id, "아직 있어요")
    assert await numbers(world) == counted
    await rebuild(world.engine)
    assert await numbers(world) == counted


async def test_what_was_noted_after_the_end_and_what_lay_beside_goes_with_its_contact(
    world: World, tmp_path: Path
) -> None:
    conversation_id = await lived(world, CANARY, tmp_path)
    world.clock.now += DAY
    await _note(world, conversation_id, "끝난 뒤에 적음")
    world.clock.now += 9 * DAY
    await world.ask(conversation_id, "또 왔어요", said("네, 말씀하세요"))
    await _note(world, conversation_id, "새 상담에 적음")
    assert await _kept(world, conversation_id) == {"notes": 3, "entries": 3, "context": True, "memory": True}
    keeping = retention(world, Periods(words=30, files=0, addresses=0, deliveries=0, browsers=0))
    world.clock.now += 21 * DAY
    assert await keeping.run() == {"words": 1}
    assert await _kept(world, conversation_id) == {"notes": 1, "entries": 1, "context": True, "memory": True}
    await world.reconciler.close_idle_contacts()
    await _note(world, conversation_id, "이것도 끝난 뒤에 적음")
    world.clock.now += 31 * DAY
    assert await keeping.run() == {"words": 1}
    assert await _kept(world, conversation_id) == {"notes": 0, "entries": 0, "context": False, "memory": False}


async def _note(world: World, conversation_id: UUID, words: str) -> None:
    """As a desk leaves one, that had opened the ticket before it ended."""
    ids = {"id": uuid.uuid4(), "client_id": uuid.uuid4(), "conversation_id": conversation_id}
    async with world.engine.begin() as connection:
        newest = await connection.execute(select(note).limit(1))
        like = {name: value for name, value in newest.one()._mapping.items() if name not in ids}
        await connection.execute(insert(note).values({**like, **ids, "text": words, "created_at": world.clock.now}))
        entry = {"id": ids["id"], "conversation_id": conversation_id, "kind": "note", "at": world.clock.now}
        await connection.execute(insert(search_entry).values(**entry, document=words))


async def _kept(world: World, conversation_id: UUID) -> dict[str, int | bool]:
    beside = "SELECT {} FROM conversation WHERE id = :id"
    return {
        "notes": await world.scalar("SELECT count(*) FROM note WHERE conversation_id = :id", id=conversation_id),
        "entries": await world.scalar(
            "SELECT count(*) FROM search_entry WHERE conversation_id = :id AND kind = 'note'", id=conversation_id
        ),
        "context": await world.scalar(beside.format("page_context IS NOT NULL"), id=conversation_id),
        "memory": await world.scalar(beside.format("memory <> '{}'"), id=conversation_id),
    }


CLASSES = [
    (Periods(files=5), "files", {"file"}),
    (Periods(addresses=5), "addresses", {"callback", "mail", "submission"}),
    (Periods(deliveries=5), "deliveries", {"delivery"}),
]


@pytest.mark.parametrize(("periods", "name", "tables"), CLASSES)
async def test_a_class_goes_after_its_days(
    world: World, tmp_path: Path, periods: Periods, name: str, tables: set[str]
) -> None:
    await lived(world, CANARY, tmp_path)
    async with world.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE mail SET state = 'sent'")
        await connection.exec_driver_sql("UPDATE delivery SET state = 'dead'")
    before = await found_in_record(world, CANARY.traces)
    assert tables <= before.keys()
    only = Periods(**{**dict.fromkeys(Periods.__slots__, 0), name: getattr(periods, name)})
    world.clock.now += 4 * DAY
    assert await retention(world, only, tmp_path / "mail").run() == {name: 0}
    world.clock.now += 2 * DAY
    gone = await retention(world, only, tmp_path / "mail").run()
    assert gone[name] > 0
    assert before.keys() - (await found_in_record(world, CANARY.traces)).keys() == tables
    assert (list((tmp_path / "mail").iterdir()) == []) == ("mail" in tables)


async def test_what_still_has_to_leave_is_not_old(world: World, tmp_path: Path) -> None:
    await lived(world, CANARY, tmp_path)
    world.clock.now += 400 * DAY
    only = Periods(words=0, files=0, addresses=1, deliveries=1, browsers=0)
    await retention(world, only).run()
    assert {"mail", "delivery"} <= (await found_in_record(world, CANARY.traces)).keys()


async def test_browsers_and_customers_of_long_ago_are_erased_and_others_stay(world: World, tmp_path: Path) -> None:
    await lived(world, CANARY, tmp_path)
    await lived(world, SPARROW, tmp_path, verified=False)
    await world.service.open_visitor(token=None)
    world.clock.now += 20 * DAY
    fresh = await world.conversation()
    await world.ask(fresh, "새로 왔어요", said("네"))
    counted = await numbers(world)
    assert await retention(world, Periods(browsers=30, customers=30)).run() == {
        **dict.fromkeys(("words", "files", "addresses", "deliveries"), 0),
        "browsers": 0,
        "customers": 0,
    }
    world.clock.now += 11 * DAY
    gone = await retention(world, Periods(words=0, files=0, addresses=0, browsers=30, customers=30)).run()
    world.clock.now -= 11 * DAY
    assert (gone["browsers"], gone["customers"]) == (2, 1), "one of the browsers had never said anything"
    assert await found_in_record(world, [*CANARY.traces, *SPARROW.traces]) == {}
    assert await world.lines(fresh) == ["customer: 새로 왔어요", "bot: 네"]
    assert await numbers(world) == counted
    actors = await world.scalar("SELECT array_agg(actor || ' ' || action) FROM audit WHERE action = 'person_erased'")
    assert actors == ["retention person_erased"]


async def test_nobody_who_waits_for_a_person_stands_before_those_who_are_old(world: World) -> None:
    for number in range(2 * PERSONS):
        visitor_id, _ = await world.service.open_visitor(token=None)
        opened: dict[str, Any] = {"visitor_id": visitor_id, "locale": "ko"}
        await world.service.open_conversation(**opened, customer=Customer(f"a-{number}", "기다리는 분", None))
        anonymous = await world.service.open_conversation(**opened, customer=None)
        intents = [{"intent": "human_agent", "confidence": 0.99, "gate": "sure", "text": "상담원"}]
        await world.ask(anonymous, "상담원", said("네", intents=intents))
    world.clock.now += 1 * DAY
    for number in range(PERSONS):
        await world.conversation(Customer(f"{CANARY.mark}-{number}", CANARY.name, None))
    world.clock.now += 31 * DAY
    only = Periods(words=0, files=0, addresses=0, deliveries=0, browsers=0, customers=30)
    assert await retention(world, only).run() == {"customers": PERSONS}
    assert await found_in_record(world, CANARY.traces) == {}
    assert await world.scalar("SELECT count(*) FROM customer") == 2 * PERSONS


async def test_what_is_to_be_kept_for_ever_is(world: World, tmp_path: Path) -> None:
    await lived(world, CANARY, tmp_path)
    before = await found_in_record(world, CANARY.traces)
    world.clock.now += 9000 * DAY
    assert await retention(world, NOTHING).run() == {}
    assert await found_in_record(world, CANARY.traces) == before
