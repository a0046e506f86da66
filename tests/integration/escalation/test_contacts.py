"""From the journey log to the numbers and back, in the real record."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from escalation.numbers.contact_detail import contact_detail
from escalation.numbers.contacts import close_contact, contact_rated, import_contacts, joined, rebuild
from escalation.numbers.drill_down import part_of, rows
from escalation.numbers.filter import Filter
from escalation.numbers.history import PastContact, contact_of
from escalation.numbers.overview import overview
from escalation.numbers.registry import BY_ID
from escalation.store import journey
from escalation.tables import contact, contact_issue, journey_event, promise, unit

NOW = datetime(2026, 4, 1, tzinfo=UTC)
MONTH = Filter(NOW - timedelta(days=31), NOW)


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    made = create_async_engine(database_url)
    yield made
    await made.dispose()


def past(name: str, day: float, customer: str = "c1", **more: Any) -> PastContact:
    start = NOW - timedelta(days=31) + timedelta(days=day)
    line = {
        "contact_id": name, "customer_id": customer, "topic": "billing", "reference": None, "channel": "chat",
        "started_at": start.isoformat(), "ended_at": (start + timedelta(minutes=9)).isoformat(),
        "outcome": "assumed", "handled_by": "bot", "csat": None, "escalation_reasons": [], **more,
    }  # fmt: skip
    return contact_of(line)


async def snapshot(engine: AsyncEngine) -> list[list[Any]]:
    async with engine.connect() as connection:
        return [
            [tuple(row) for row in await connection.execute(select(table).order_by(*table.primary_key))]
            for table in (contact, contact_issue, unit, promise)
        ]


HISTORY = [
    past("begin", 0, "other"),
    past("a", 9),
    past("a2", 12),  # a repeat of a
    past("b", 10, "c2", csat=5),
    past("c", 11, "c3", outcome="resolved_by_agent", handled_by="both", escalation_reasons=["anger"]),
    past("young", 29, "c4"),
]


async def test_an_import_is_counted_as_by_hand_and_a_second_one_changes_nothing(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        assert await import_contacts(connection, HISTORY) == 6
    first = await snapshot(engine)
    async with engine.begin() as connection:
        assert await import_contacts(connection, [*HISTORY, past("new", 13, "c9")]) == 1
        events = (await connection.execute(select(journey_event.c.id))).all()
        page = await overview(connection, MONTH, NOW)
    assert len(events) == 14
    assert [row for row in (await snapshot(engine))[0] if row in first[0]] == first[0]
    tiles = {tile["id"]: tile for tile in page["metrics"]}
    assert tiles["contacts"]["value"] == 7
    assert (tiles["fcr"]["numerator"], tiles["fcr"]["denominator"], tiles["fcr"]["pending"]) == (3, 4, 1)
    assert (tiles["escalation_rate"]["numerator"], tiles["csat"]["numerator"]) == (1, 1)


async def test_a_rebuild_writes_what_it_finds(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await import_contacts(connection, HISTORY)
    before = await snapshot(engine)
    assert await rebuild(engine) == 6
    assert await snapshot(engine) == before


async def behind(connection: AsyncConnection, metric: str, part: str) -> int:
    """How many rows stand in a part of a metric: as many as are said to be there."""
    found, total = await rows(connection, BY_ID[metric], MONTH, NOW, part_of(part))
    assert len(found) == total
    return total


async def test_every_tile_opens_its_rows(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await import_contacts(connection, HISTORY)
        page = await overview(connection, MONTH, NOW)
        for tile in page["metrics"]:
            for part, count in (("numerator", tile["numerator"]), ("denominator", tile["denominator"])):
                assert await behind(connection, tile["id"], part) == count
            assert await behind(connection, tile["id"], "pending") == tile["pending"]


def test_lines_of_one_contact_are_joined() -> None:
    both = joined([past("a", 1), past("b", 1), past("a", 1, topic="orders", reference="FH-1")])
    assert [(one.external_id, len(one.issues)) for one in both] == [("a", 2), ("b", 1)]


async def live_contact(engine: AsyncEngine) -> UUID:
    contact_id = uuid4()
    intents = [{"intent": "order_track", "gate": "sure", "confidence": 0.97}]
    steps: list[tuple[str, dict[str, Any]]] = [("contact_started", {}), ("message_received", {"seq": 1})]
    steps.append(("turn_answered", {"intents": intents, "reference": "FH-100201"}))
    async with engine.begin() as connection:
        row = {"id": contact_id, "started_at": NOW, "last_activity_at": NOW, "anonymous_id": "v1", "customer_id": "c1"}
        await connection.execute(insert(contact), row)
        events = [journey.Event(kind, NOW, data, contact_id, "c1", "v1") for kind, data in steps]
        await journey.append(connection, events)
        await close_contact(connection, contact_id=contact_id, at=NOW + timedelta(minutes=30), reason="idle")
    return contact_id


async def test_a_live_contact_is_classified_when_it_closes_and_again_when_it_is_rated(engine: AsyncEngine) -> None:
    contact_id = await live_contact(engine)
    async with engine.begin() as connection:
        row = (await connection.execute(select(contact).where(contact.c.id == contact_id))).one()
        assert (row.outcome, row.handled_by, row.meaningful, row.csat) == ("assumed", "bot", True, None)
        found = await contact_detail(connection, contact_id)
        assert found is not None
        assert [event["type"] for event in found["events"]][-1] == "contact_closed"
        assert (found["contact"]["topic"], found["contact"]["reference"]) == ("orders", "FH-100201")
        rated = journey.Event("contact_rated", NOW + timedelta(minutes=31), {"score": 1}, contact_id, "c1", "v1")
        await journey.append(connection, [rated])
        await contact_rated(connection, contact_id=contact_id, at=rated.at)
        row = (await connection.execute(select(contact).where(contact.c.id == contact_id))).one()
        assert (row.outcome, row.csat) == ("unresolved", 1)


async def test_a_contact_without_events_is_an_error(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        with pytest.raises(LookupError, match="has no journey events"):
            await close_contact(connection, contact_id=uuid4(), at=NOW, reason="idle")


async def test_a_first_contact_is_first_though_the_earlier_one_ended_before_the_window(engine: AsyncEngine) -> None:
    """A long contact looks back from its start, not from its end."""
    day = timedelta(days=1)
    since = NOW - 20 * day
    start = since - timedelta(hours=10)
    long = past("long", 0, started_at=start.isoformat(), ended_at=(since + timedelta(hours=1)).isoformat())
    earlier = start - 7 * day + timedelta(hours=1)
    before = past("before", 0, started_at=earlier.isoformat(), ended_at=(earlier + timedelta(minutes=5)).isoformat())
    async with engine.begin() as connection:
        await import_contacts(connection, [past("begin", -40, "other"), before, long])
        page = await overview(connection, Filter(since, since + day), NOW)
    fcr = next(tile for tile in page["metrics"] if tile["id"] == "fcr")
    assert (fcr["denominator"], fcr["pending"]) == (0, 0)
