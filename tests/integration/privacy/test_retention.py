"""What is old goes, each class after its time, and the numbers stay as they were."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from escalation.numbers.contacts import rebuild
from escalation.privacy.erasure import Erasure
from escalation.privacy.periods import Periods
from escalation.privacy.retention import PERSONS, Retention
from escalation.store.people import Customer
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
    for number in range(PERSONS):
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
    assert await world.scalar("SELECT count(*) FROM customer") == PERSONS


async def test_what_is_to_be_kept_for_ever_is(world: World, tmp_path: Path) -> None:
    await lived(world, CANARY, tmp_path)
    before = await found_in_record(world, CANARY.traces)
    world.clock.now += 9000 * DAY
    assert await retention(world, NOTHING).run() == {}
    assert await found_in_record(world, CANARY.traces) == before
