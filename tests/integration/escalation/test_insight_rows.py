"""What the arithmetic is given: whole days, and what customers themselves answered."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from escalation.insight.rows import DRIVERS, day_counts, driver_rows
from escalation.numbers.contacts import import_contacts
from escalation.numbers.filter import Filter
from escalation.numbers.history import PastContact
from escalation.numbers.outcomes import HandledBy, Issue, Outcome

NOON = datetime(2026, 3, 20, 3, tzinfo=UTC)  # in Seoul
MIDNIGHT = NOON - timedelta(hours=12)


def past(
    name: str,
    at: datetime,
    *,
    customer: str | None = "c1",
    outcome: Outcome = Outcome.ASSUMED,
    csat: int | None = None,
    solved: bool | None = None,
) -> PastContact:
    """A contact with the bot that ended at a moment."""
    return PastContact(
        external_id=name,
        customer_id=customer,
        channel="chat",
        started_at=at - timedelta(minutes=5),
        ended_at=at,
        outcome=outcome,
        handled_by=HandledBy.BOT,
        issues=(Issue("orders", f"FH-{name}"),),
        escalation_reasons=(),
        csat=csat,
        solved=solved,
    )


@pytest.fixture
async def connection(database_url: str) -> AsyncIterator[AsyncConnection]:
    engine = create_async_engine(database_url)
    async with engine.begin() as opened:
        yield opened
    await engine.dispose()


async def test_a_day_that_is_not_over_is_left_out(connection: AsyncConnection) -> None:
    ends = [MIDNIGHT - timedelta(days=2, hours=-1), MIDNIGHT - timedelta(hours=1), NOON - timedelta(hours=1)]
    await import_contacts(connection, [past(str(place), at) for place, at in enumerate(ends)])
    asked = Filter.read({}, NOON)
    assert await day_counts(connection, asked, NOON) == ("2026-03-18", {"orders": [1, 1]}, "2026-03-18")
    whole = await day_counts(connection, asked, MIDNIGHT + timedelta(days=1))
    assert whole == ("2026-03-18", {"orders": [1, 1, 1]}, "2026-03-18")
    halves = Filter(MIDNIGHT - timedelta(days=2), NOON - timedelta(days=1))
    assert await day_counts(connection, halves, NOON) == ("2026-03-18", {"orders": [1]}, "2026-03-18")
    assert await day_counts(connection, Filter.read({"from": "2026-03-20"}, NOON), NOON) is None


async def test_solved_is_what_customers_answered_and_not_what_was_counted(connection: AsyncConnection) -> None:
    said = [
        past("no", NOON - timedelta(hours=1), outcome=Outcome.ASSUMED, solved=False),
        past("yes", NOON - timedelta(hours=2), outcome=Outcome.UNRESOLVED, solved=True),
        past("nothing", NOON - timedelta(hours=3), outcome=Outcome.CONFIRMED),
    ]
    await import_contacts(connection, said)
    rows, outcome = await driver_rows(connection, Filter.read({}, NOON), "solved")
    assert (len(rows), outcome) == (2, [0.0, 1.0])


@pytest.mark.parametrize("of", ["csat", "solved"])
async def test_whose_earlier_contacts_nobody_knows_goes_into_no_driver(connection: AsyncConnection, of: str) -> None:
    said = [
        past("stranger", NOON - timedelta(hours=1), customer=None, csat=1, solved=False),
        past("again", NOON - timedelta(hours=2), csat=2, solved=False),
        past("first", NOON - timedelta(days=3), csat=5, solved=True),
    ]
    await import_contacts(connection, said)
    rows, outcome = await driver_rows(connection, Filter.read({}, NOON), of)
    assert [row[DRIVERS.index("repeats")] for row in rows] == [1.0, 0.0]
    assert outcome == ([2.0, 5.0] if of == "csat" else [0.0, 1.0])
