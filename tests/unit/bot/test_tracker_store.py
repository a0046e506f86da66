"""The tracker store on a real Redis: appends, reads back the end with slots and form, and never makes a dialogue up."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SlotSet, UserUttered
from redis import Redis  # type: ignore[import-untyped]
from redis.exceptions import RedisError  # type: ignore[import-untyped]

from bot.tracker_store import KEPT, LIFE, READ_BACK, RedisTrackerStore, StoredTracker, events_key, state_key
from tests.unit.bot.small import DOMAIN

CONTRACT = Path(__file__).resolve().parents[2] / "contracts/dialogue_keys.json"


def test_a_dialogue_s_keys_are_those_that_erasing_looks_for() -> None:
    told = json.loads(CONTRACT.read_text(encoding="utf-8"))
    assert [events_key(told["dialogue_id"]), state_key(told["dialogue_id"])] == told["keys"]


@pytest.fixture
async def store(redis: str) -> AsyncIterator[RedisTrackerStore]:
    opened = RedisTrackerStore(DOMAIN, redis)
    yield opened
    await opened.close()


def long_dialogue(store: RedisTrackerStore) -> StoredTracker:
    tracker = store.init_tracker("long")
    tracker.update_with_events([SlotSet("order_number", "FH-1"), ActiveLoop("order_form")], DOMAIN)
    for i in range(READ_BACK):
        tracker.update(UserUttered(f"message {i}", {"name": "greet"}), DOMAIN)
        tracker.update(BotUttered(f"reply {i}"), DOMAIN)
    return tracker


async def test_what_is_saved_is_read_back(store: RedisTrackerStore) -> None:
    tracker = store.init_tracker("d1")
    events = [ActionExecuted("action_listen"), UserUttered("안녕", {"name": "greet"}), SlotSet("locale", "en")]
    tracker.update_with_events(events, DOMAIN)
    await store.save(tracker)
    again = await store.retrieve("d1")
    assert again is not None
    assert [event.as_dict() for event in again.events] == [event.as_dict() for event in tracker.events]
    assert again.get_slot("locale") == "en"


async def test_an_unknown_dialogue_is_none(store: RedisTrackerStore) -> None:
    assert await store.retrieve("nobody") is None


async def test_only_new_events_are_appended(store: RedisTrackerStore, redis: str) -> None:
    tracker = store.init_tracker("d1")
    tracker.update(UserUttered("one", {"name": "greet"}), DOMAIN)
    await store.save(tracker)
    await store.save(tracker)
    again = await store.retrieve("d1")
    assert again is not None
    again.update(UserUttered("two", {"name": "greet"}), DOMAIN)
    await store.save(again)
    kept = [json.loads(line)["text"] for line in Redis.from_url(redis).lrange(events_key("d1"), 0, -1)]
    assert kept == ["one", "two"]


async def test_a_long_dialogue_keeps_its_slots_and_its_form(store: RedisTrackerStore, redis: str) -> None:
    await store.save(long_dialogue(store))
    again = await store.retrieve("long")
    assert again is not None
    assert (again.get_slot("order_number"), again.active_loop_name) == ("FH-1", "order_form")
    said = [event.text for event in again.events if isinstance(event, (UserUttered, BotUttered))]
    assert said[0] == f"message {READ_BACK // 2}"
    assert said[-1] == f"reply {READ_BACK - 1}"
    again.update(SlotSet("order_number", None), DOMAIN)
    await store.save(again)
    assert Redis.from_url(redis).llen(events_key("long")) == 2 * READ_BACK + 3


async def test_a_value_taken_back_does_not_return(store: RedisTrackerStore) -> None:
    tracker = long_dialogue(store)
    tracker.update_with_events([SlotSet("order_number", None), ActiveLoop(None)], DOMAIN)
    await store.save(tracker)
    again = await store.retrieve("long")
    assert again is not None
    assert (again.get_slot("order_number"), again.active_loop_name) == (None, None)


async def test_the_full_dialogue_has_its_beginning(store: RedisTrackerStore) -> None:
    await store.save(long_dialogue(store))
    whole = await store.retrieve_full_tracker("long")
    assert whole is not None
    assert len(whole.events) == 2 * READ_BACK + 2


async def test_a_dialogue_lives_a_day_and_stays_bounded(store: RedisTrackerStore, redis: str) -> None:
    tracker = store.init_tracker("d1")
    tracker.update_with_events([BotUttered(str(i)) for i in range(KEPT + 10)], DOMAIN)
    await store.save(tracker)
    client = Redis.from_url(redis)
    assert client.llen(events_key("d1")) == KEPT
    assert LIFE - 5 <= client.ttl(events_key("d1")) <= LIFE
    assert LIFE - 5 <= client.ttl(state_key("d1")) <= LIFE


async def test_the_ids_of_all_dialogues(store: RedisTrackerStore) -> None:
    for name in ("a", "b:c"):
        tracker = store.init_tracker(name)
        tracker.update(BotUttered("x"), DOMAIN)
        await store.save(tracker)
    assert sorted(await store.keys()) == ["a", "b:c"]


async def test_a_lost_redis_raises(tmp_path: Path) -> None:
    store = RedisTrackerStore(DOMAIN, f"unix://{tmp_path}/nothing.sock")
    with pytest.raises(RedisError):
        await store.retrieve("d1")
    tracker = store.init_tracker("d1")
    tracker.update(BotUttered("x"), DOMAIN)
    with pytest.raises(RedisError):
        await store.save(tracker)
