"""The migrations build exactly the tables that the code uses, and the journey log refuses to be changed."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from connectors.supervisor.engines import Postgres
from escalation.schema import SchemaError, upgrade
from escalation.tables import metadata


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_async_engine(database_url, poolclass=NullPool)
    yield engine
    await engine.dispose()


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


async def test_migrated_schema_equals_the_tables(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        assert await connection.run_sync(_differences) == []


async def test_two_gateways_may_migrate_at_once_and_again(database_url: str, engine: AsyncEngine) -> None:
    await asyncio.gather(upgrade(database_url), upgrade(database_url))
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM alembic_version")) == 1


INSERT = text(
    "INSERT INTO journey_event (id, at, customer_id, stage, touchpoint, type, channel, data) "
    "VALUES (:id, now(), :customer, 'post_purchase', 'chat', 'contact_rated', 'chat', CAST(:data AS jsonb))"
)


async def _append(engine: AsyncEngine, customer: str) -> None:
    async with engine.begin() as connection:
        await connection.execute(INSERT, {"id": uuid4(), "customer": customer, "data": '{"score": 5, "comment": "hi"}'})


@pytest.mark.parametrize("statement", ["UPDATE journey_event SET type = 'x'", "DELETE FROM journey_event"])
async def test_journey_log_is_append_only(engine: AsyncEngine, statement: str) -> None:
    await _append(engine, "c1")
    with pytest.raises(DBAPIError, match="append-only"):
        async with engine.begin() as connection:
            await connection.execute(text(statement))


async def test_journey_log_cannot_be_truncated(engine: AsyncEngine) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        async with engine.begin() as connection:
            await connection.execute(text("TRUNCATE journey_event"))


async def test_a_person_can_be_erased_and_the_count_stays(engine: AsyncEngine) -> None:
    await _append(engine, "c1")
    await _append(engine, "c1")
    await _append(engine, "c2")
    async with engine.begin() as connection:
        assert await connection.scalar(text("SELECT erase_person('c1', NULL)")) == 2
        with pytest.raises(DBAPIError, match="append-only"):
            async with connection.begin_nested():
                await connection.execute(text("UPDATE journey_event SET type = 'x'"))
    async with engine.connect() as connection:
        rows = (await connection.execute(text("SELECT customer_id, data FROM journey_event ORDER BY position"))).all()
    assert [row.customer_id == "c2" for row in rows] == [False, False, True]
    assert rows[0].customer_id == rows[1].customer_id
    assert [row.data for row in rows] == [{"score": 5}, {"score": 5}, {"score": 5, "comment": "hi"}]


KEPT_OF_C1 = """
INSERT INTO contact (id, customer_id, anonymous_id, started_at, last_activity_at, ended_at)
VALUES ('00000000-0000-4000-8000-000000000001', 'c1', 'a1', now(), now(), now());
INSERT INTO unit (contact_id, topic, customer_id, started_at, ended_at)
VALUES ('00000000-0000-4000-8000-000000000001', 'orders', 'c1', now(), now());
INSERT INTO profile (customer_id, tier, first_seen_at, updated_at) VALUES ('c1', 'gold', now(), now());
INSERT INTO alias (anonymous_id, customer_id, at) VALUES ('a1', 'c1', now()), ('a2', 'c2', now());
INSERT INTO risk (customer_id, model, computed_at, reasons, why) VALUES ('c1', 'm', now(), '[]', '{}');
INSERT INTO outreach (id, kind, key, customer_id, created_at, data)
VALUES ('00000000-0000-4000-8000-000000000002', 'late_order', 'FH-1', 'c1', now(), '{}');
"""


async def test_an_erased_person_is_nowhere_in_the_numbers_and_is_counted_still(engine: AsyncEngine) -> None:
    await _append(engine, "c1")
    async with engine.begin() as connection:
        for statement in filter(str.strip, KEPT_OF_C1.split(";")):
            await connection.execute(text(statement))
        await connection.execute(text("SELECT erase_person('c1', 'a1')"))
        for table in ("profile", "risk"):
            assert await connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0, table
        assert await connection.scalar(text("SELECT string_agg(customer_id, ',') FROM alias")) == "c2"
        left = text(
            "SELECT contact.customer_id = unit.customer_id AND contact.customer_id = journey_event.customer_id"
            " AND contact.customer_id = outreach.customer_id AND contact.customer_id LIKE 'erased-%'"
            " AND outreach.key <> 'FH-1' FROM contact, unit, journey_event, outreach"
        )
        assert (await connection.scalars(left)).all() == [True]


TAGGED = """
INSERT INTO journey_event (id, at, customer_id, anonymous_id, stage, touchpoint, type, channel, data) VALUES
  (gen_random_uuid(), now(), NULL, 'a1', 'consideration', 'product_viewed', 'touchpoint_reached', 'web',
   '{"properties": {"product": "lamp"}}'),
  (gen_random_uuid(), now(), 'c2', 'a1', 'consideration', 'product_viewed', 'touchpoint_reached', 'web', '{"n": 1}'),
  (gen_random_uuid(), now(), NULL, 'a2', 'consideration', 'product_viewed', 'touchpoint_reached', 'web', '{"n": 2}')
"""


async def test_what_an_erased_person_did_before_they_logged_in_is_nobody_s(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        for statement in (*filter(str.strip, KEPT_OF_C1.split(";")), TAGGED):
            await connection.exec_driver_sql(statement)
        assert await connection.scalar(text("SELECT erase_person('c1', NULL)")) == 1
        rows = await connection.execute(
            text("SELECT customer_id, anonymous_id, data FROM journey_event ORDER BY position")
        )
        mine, others, strangers = rows.all()
    assert (mine.customer_id, mine.anonymous_id[:7], mine.data) == (None, "erased-", {})
    assert (others.customer_id, others.anonymous_id, others.data) == ("c2", "a1", {"n": 1}), "on the same browser"
    assert (strangers.customer_id, strangers.anonymous_id, strangers.data) == (None, "a2", {"n": 2})


async def test_a_database_without_pgvector_is_refused_in_words(postgres: Postgres) -> None:
    name, folder = f"t{uuid4().hex[:12]}", "tests_without_pgvector"
    postgres.create_database(name)
    postgres.psql(f"ALTER DATABASE {name} SET search_path = {folder}, pg_catalog, public")
    shadow = "SELECT name, default_version, comment FROM pg_catalog.pg_available_extensions WHERE name <> 'vector'"
    engine = create_async_engine(postgres.url(name), poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.execute(text(f"CREATE SCHEMA {folder}"))
        await connection.execute(text(f"CREATE VIEW {folder}.pg_available_extensions AS {shadow}"))
    await engine.dispose()
    with pytest.raises(SchemaError, match=r"expected the extension pgvector, 0\.7 or newer.* not installed"):
        await upgrade(postgres.url(name))
    postgres.psql(f'DROP DATABASE "{name}" WITH (FORCE)')
