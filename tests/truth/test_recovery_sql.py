"""The same truth through the import and the tables: what SQL counts is what the pure rule counts, and what is planted
is found in the rows that pages read."""

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from escalation.insight.drivers import drivers
from escalation.insight.pain import points
from escalation.insight.rows import DRIVERS, day_counts, driver_rows, pain_groups
from escalation.insight.trends import trends
from escalation.numbers.contact_rows import History, Window
from escalation.numbers.contacts import import_contacts
from escalation.numbers.counting import readings
from escalation.numbers.filter import Filter
from escalation.numbers.metrics import Reading, parts_of, read
from escalation.numbers.registry import BY_ID
from tests.truth.history import FIRST_DAY, PLANTED, TOPICS, PlantedHistory, Size
from tests.truth.seeds import seeds

FCR = BY_ID["fcr"]
INCIDENT = (57, 63)
SIZE = Size(days=70, a_day=20.0, incident=INCIDENT)
BATCH = 1000


async def record_of(history: PlantedHistory, engine: AsyncEngine) -> None:
    """Import it all, as `firsthand journey import` does."""
    past = history.past()
    for start in range(0, len(past), BATCH):
        async with engine.begin() as connection:
            await import_contacts(connection, past[start : start + BATCH])


def counts(found: Reading) -> tuple[float | None, int, int, int]:
    return found.value, found.numerator, found.denominator, found.pending


@pytest.mark.parametrize("seed", seeds(1, 5))
async def test_the_record_says_what_was_planted(database_url: str, seed: int) -> None:
    history = PlantedHistory(seed, SIZE)
    engine = create_async_engine(database_url)
    await record_of(history, engine)
    asked = Filter(history.begins, history.ends)
    async with engine.connect() as connection:
        found = await readings(connection, [FCR], asked, history.ends)
        groups = await pain_groups(connection, asked, history.ends)
        rated = await driver_rows(connection, asked, "csat")
        days = await day_counts(connection, asked, history.ends)
    await engine.dispose()
    inside = [row for row in history.rows if row.ended_at < history.ends]
    pure = read(FCR, parts_of(FCR, inside, History(history.rows), Window(7, history.ends)))
    assert counts(found[""][FCR.id]) == counts(pure)
    told = drivers(DRIVERS, *rated)["drivers"]
    assert {driver["id"] for driver in told[:3]} == set(PLANTED)
    assert days is not None
    assert days[1] == history.by_day()
    rises = {each["topic"]: each["rises"] for each in trends(*days)}
    week = {str(FIRST_DAY + timedelta(days=day)) for day in range(*INCIDENT)}
    assert week & {rise["flagged"] for rise in rises["shipping"]}
    ranked = points(groups)
    assert {point["topic"] for point in ranked} == set(TOPICS)
    assert sum(point["failed"]["n"] for point in ranked) == pure.denominator
