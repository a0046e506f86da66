"""The paths in SQL are those of the rule, and of a sample where there are too many."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from escalation.numbers.filter import Filter, Narrowing
from escalation.numbers.path_readings import read_paths
from escalation.numbers.paths import Counts, Step, counted
from escalation.store import journey
from escalation.tables import alias, contact, contact_issue, unit

START = datetime(2026, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)
MARCH = Filter(START, START + 31 * DAY)
STAGES = {"page_viewed": "awareness", "order_completed": "purchase", "order_repeated": "loyalty"}


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    made = create_async_engine(database_url)
    yield made
    await made.dispose()


def touched(name: str, hour: int) -> Step:
    return Step(name, START + hour * DAY / 24, STAGES[name])


def asked(topic: str, hour: int, resolved: bool, repeated: bool) -> Step:
    return Step(f"support_chat:{topic}", START + hour * DAY / 24, "post_purchase", resolved, repeated)


async def happen(connection: AsyncConnection, people: dict[str, list[Step]]) -> None:
    """The steps as rows of the record; a person named `browser…` never logged in."""
    events: list[journey.Event] = []
    contacts: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for person, steps in people.items():
        whose: Any = {"anonymous_id" if person.startswith("browser") else "customer_id": person}
        for channel in ("chat", "email"):  # what happens in a contact is no step of its own
            events.append(journey.Event("message_received", START, touchpoint=f"support_{channel}", **whose))
        events.append(journey.Event("rated", START, touchpoint="page_viewed", contact_id=uuid4(), **whose))
        for step in steps:
            if step.resolved is None:
                events.append(journey.Event("reached", step.at, touchpoint=step.id, stage=step.stage, **whose))
            else:
                contacts.append(_contact(whose, step))
    await journey.append(connection, events)
    if contacts:
        await connection.execute(insert(contact), [row for row, _ in contacts])
        await connection.execute(insert(unit), [of_it for _, of_it in contacts])
    issues = [{name: of_it[name] for name in ("contact_id", "topic")} for _, of_it in contacts]
    if named := [issue for issue in issues if issue["topic"] != "other"]:
        await connection.execute(insert(contact_issue), named)


def _contact(whose: dict[str, str], step: Step) -> tuple[dict[str, Any], dict[str, Any]]:
    """The contact and its unit."""
    contact_id, ended = uuid4(), step.at + timedelta(minutes=5)
    both = {"customer_id": None, "anonymous_id": None, **whose}
    row = {"id": contact_id, "started_at": step.at, "last_activity_at": ended, "ended_at": ended, **both}
    outcome = "assumed" if step.resolved else "unresolved"
    of_it = {"contact_id": contact_id, "topic": step.id.partition(":")[2], "started_at": step.at, "ended_at": ended}
    after = 7 * 86400.0 if step.repeated else 8 * 86400.0
    return {**row, "meaningful": True, "handled_by": "bot", "outcome": outcome}, {**of_it, "after_same_s": after}


hours = st.lists(st.integers(0, 700), unique=True, max_size=9)
kinds = st.one_of(
    st.sampled_from([*STAGES]),
    st.tuples(st.sampled_from(["orders", "billing", "other"]), st.booleans(), st.booleans()),
)
ways = hours.flatmap(
    lambda at: st.tuples(*(kinds.map(lambda kind, hour=hour: (kind, hour)) for hour in at))  # type: ignore[misc]
).map(
    lambda found: [
        touched(kind, hour) if isinstance(kind, str) else asked(kind[0], hour, *kind[1:]) for kind, hour in found
    ]
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ways, max_size=6))
async def test_sql_counts_as_the_rule(engine: AsyncEngine, walks: list[list[Step]]) -> None:
    people = {f"{'browser' if n % 3 == 2 else 'c'}{n}": steps for n, steps in enumerate(walks)}
    async with engine.connect() as connection:
        await happen(connection, people)
        found, of = await read_paths(connection, MARCH)
        await connection.rollback()
    expected = counted(
        {who: [replace(step, known=who.startswith("c")) for step in steps] for who, steps in people.items()}
    )
    assert (found.customers, of) == (expected.customers, expected.customers)
    assert found.nodes == expected.nodes
    assert found.edges == expected.edges
    assert list(found.variants) == list(expected.variants)


async def read(engine: AsyncEngine, people: dict[str, list[Step]], about: Filter = MARCH, **more: int) -> Any:
    async with engine.connect() as connection:
        await connection.execute(insert(alias).values(anonymous_id="browser1", customer_id="c1", at=START))
        await happen(connection, people)
        return await read_paths(connection, about, **more)


async def test_what_a_browser_did_before_its_owner_logged_in_is_theirs(engine: AsyncEngine) -> None:
    found, _ = await read(engine, {"browser1": [touched("page_viewed", 1)], "c1": [touched("order_completed", 2)]})
    assert (found.customers, list(found.edges)) == (1, [("page_viewed", "order_completed")])


async def test_a_narrowed_graph_is_of_those_who_asked_about_it(engine: AsyncEngine) -> None:
    people = {
        "c1": [touched("order_completed", 1), asked("orders", 2, True, False)],
        "c2": [touched("order_completed", 1), asked("billing", 2, True, False)],
        "c3": [touched("order_completed", 1)],
    }
    narrow = Filter(MARCH.since, MARCH.until, 7, Narrowing({"topic": ("orders",)}))
    found, of = await read(engine, people, narrow)
    assert (found.customers, of, set(found.nodes)) == (1, 1, {"order_completed", "support_chat:orders"})


async def test_of_too_many_a_sample_is_read_the_same_one_again(engine: AsyncEngine) -> None:
    people = {f"c{n}": [touched("page_viewed", n), touched("order_completed", n + 1)] for n in range(60)}
    found, of = await read(engine, people, most_events=100)
    again, _ = await read(engine, people, most_events=100)
    assert (of, found) == (found.customers * 3, again)
    assert 10 < found.customers < 30
    assert found.edges == {("page_viewed", "order_completed"): (found.customers, 3600.0)}


async def test_nobody_has_no_paths(engine: AsyncEngine) -> None:
    assert await read(engine, {}) == (Counts(0, {}, {}, []), 0)
