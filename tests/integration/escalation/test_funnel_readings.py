"""The funnel in SQL says what the rule says of each person, and who left is asked after."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from escalation.numbers.contacts import import_contacts
from escalation.numbers.filter import Filter, Narrowing
from escalation.numbers.funnel import TOUCHPOINTS, Climb, readings
from escalation.numbers.funnel_readings import read_funnel
from escalation.numbers.history import PastContact
from escalation.numbers.outcomes import HandledBy, Issue, Outcome
from escalation.numbers.rescues import read_rescue
from escalation.store import journey
from escalation.tables import alias, outreach

START = datetime(2026, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)
MARCH = Filter(START, START + 31 * DAY)
WEEK = 7 * DAY
Taken = tuple[str, str, float]  # who, what, on which day


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    made = create_async_engine(database_url)
    yield made
    await made.dispose()


async def happen(connection: AsyncConnection, taken: Sequence[Taken]) -> None:
    """Steps of customers, or, where the name begins with `browser`, of browsers."""
    events = []
    for who, name, day in taken:
        whose: Any = {"anonymous_id": who} if who.startswith("browser") else {"customer_id": who}
        events.append(journey.Event("touchpoint_reached", START + day * DAY, touchpoint=name, channel="web", **whose))
    await journey.append(connection, events)


def asked(who: str, day: float, *topics: str) -> PastContact:
    return PastContact(
        external_id=str(uuid4()), customer_id=who, channel="chat", started_at=START + day * DAY,
        ended_at=START + (day + 0.01) * DAY, outcome=Outcome.ASSUMED, handled_by=HandledBy.BOT,
        issues=tuple(Issue(topic) for topic in topics), escalation_reasons=(), csat=None,
    )  # fmt: skip


steps = st.tuples(
    st.sampled_from(["c1", "c2", "c3", "browser1", "browser2"]),
    st.sampled_from([*TOUCHPOINTS.values(), "page_viewed"]),
    st.integers(-4, 160).map(lambda quarter: quarter / 4),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, max_size=30), st.integers(0, 60))
async def test_sql_says_what_the_rule_says(engine: AsyncEngine, taken: list[Taken], today: int) -> None:
    now = START + today * DAY
    async with engine.connect() as connection:
        await connection.execute(insert(alias).values(anonymous_id="browser1", customer_id="c1", at=START))
        await happen(connection, taken)
        found, _ = await read_funnel(connection, MARCH, WEEK, now)
        await connection.rollback()
    people: dict[str, list[tuple[str, datetime]]] = {}
    for who, name, day in taken:
        people.setdefault("c1" if who == "browser1" else who, []).append((name, START + day * DAY))
    climbs = [Climb.of(events, MARCH.since, MARCH.until, WEEK) for events in people.values()]
    assert found == readings([climb for climb in climbs if climb is not None], now)


async def test_who_left_is_asked_after_and_nobody_else(engine: AsyncEngine) -> None:
    now = START + 40 * DAY
    taken = [("c1", "signed_up", 1), ("c2", "signed_up", 1), ("c2", "account_verified", 2), ("c3", "signed_up", 38)]
    contacts = [
        asked("c1", 0.5, "billing"),  # before it
        asked("c1", 3, "onboarding", "orders"),
        asked("c1", 5, "onboarding"),
        asked("c2", 4, "technical"),  # the step it left on is the second
        asked("c3", 39, "complaints"),  # has still its days
    ]
    async with engine.connect() as connection:
        await happen(connection, taken)
        await import_contacts(connection, contacts)
        wide = Filter(START, START + 40 * DAY)
        assert (await read_funnel(connection, wide, WEEK, now))[1] == {
            "signed_up": [{"topic": "onboarding", "customers": 1}, {"topic": "orders", "customers": 1}],
            "verified": [{"topic": "technical", "customers": 1}],
        }
        narrow = Filter(START, START + 40 * DAY, 7, Narrowing({"topic": ("technical",)}))
        assert [step.customers for step in (await read_funnel(connection, narrow, WEEK, now))[0]] == [1, 1, 0, 0]


async def test_a_rescue_is_measured_against_those_it_was_held_back_from(engine: AsyncEngine) -> None:
    def stuck(
        who: str, day: float, *, held_back: bool = False, shown: bool = False, taken: bool = False
    ) -> dict[str, Any]:
        at = START + day * DAY
        row = {"id": uuid4(), "kind": "stuck_step", "key": "signed_up", "customer_id": who, "created_at": at}
        seen = {"shown_at": at if shown or taken else None, "taken_at": at if taken else None}
        return {**row, "held_back": held_back, **seen}

    async with engine.connect() as connection:
        rows = [stuck("c1", 2, taken=True), stuck("c2", 2), stuck("c3", 2, held_back=True), stuck("c4", 39, shown=True)]
        await connection.execute(insert(outreach), rows)
        await happen(
            connection,
            [("c1", "account_verified", 3), ("c1", "account_verified", 4), ("c2", "account_verified", 1),
             ("c2", "account_verified", 9.5), ("c3", "first_used", 3), ("browser1", "account_verified", 8)],
        )  # fmt: skip
        found = await read_rescue(connection, Filter(START, START + 40 * DAY), WEEK, START + 40 * DAY)
    told, held_back = found["went_on"], found["held_back"]
    assert (found["offered"], found["shown"], found["taken"]) == (3, 2, 1)
    assert (told["numerator"], told["denominator"], told["pending"]) == (1, 2, 1)
    assert (held_back["numerator"], held_back["denominator"]) == (0, 1)
