"""Brings the demo shop's schema into a database: its tables, and the views and functions laid over them."""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from connectors.demoshop.tables import SCHEMA, metadata

_LOCK = 7_345_001  # two processes that start at once take turns
_VIEWS = Path(__file__).with_name("views.sql")


async def create(engine: AsyncEngine) -> None:
    """Safe to repeat, and from several processes at once."""
    async with engine.begin() as connection:
        await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        await connection.execute(sa.text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
        await connection.run_sync(metadata.create_all)
        await _script(connection, _VIEWS.read_text(encoding="utf-8"))


async def _script(connection: AsyncConnection, sql: str) -> None:
    """Many statements in one go, in the same transaction: only the driver itself can do that."""
    raw = await connection.get_raw_connection()
    driver = raw.driver_connection
    if driver is None:
        raise RuntimeError("expected an open connection to the database, got none")
    await driver.execute(sql)
