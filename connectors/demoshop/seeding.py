"""Fills the demo shop with its products, customers and orders, once, and keeps their dates near today."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from connectors.demoshop import tables
from connectors.demoshop.seed_rows import all_rows
from connectors.shop.state import SHOP_ZONE

_LOCK = 7_345_002
_ANCHOR = "anchored_on"


async def seed(engine: AsyncEngine, public_url: str, now: datetime) -> None:
    """Inserts what is missing; what is there stays, with its dates moved on by the days since the last start."""
    today = now.astimezone(SHOP_ZONE).date()
    async with engine.begin() as connection:
        await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        await _remember(connection, "public_url", public_url)
        anchor = await _anchor(connection)
        if anchor is not None and anchor != today:
            await _move(connection, today - anchor)
        await _remember(connection, _ANCHOR, today.isoformat())
        for table, rows in all_rows(now):
            await connection.execute(insert(table).on_conflict_do_nothing(), rows)


async def _anchor(connection: AsyncConnection) -> date | None:
    """The day the seeded dates were last counted from; None on the first start."""
    row = sa.select(tables.setting.c.value).where(tables.setting.c.name == _ANCHOR)
    value = (await connection.execute(row)).scalar_one_or_none()
    return None if value is None else date.fromisoformat(value)


async def _remember(connection: AsyncConnection, name: str, value: str) -> None:
    new = insert(tables.setting).values(name=name, value=value)
    await connection.execute(new.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


async def _move(connection: AsyncConnection, by: timedelta) -> None:
    seeded = sa.select(tables.customer.c.id).where(tables.customer.c.origin == "seed")
    for table in tables.DATED:
        times = [column for column in table.c if isinstance(column.type, sa.TIMESTAMP)]
        moved = {column.name: column + by for column in times}
        await connection.execute(sa.update(table).where(table.c.customer_id.in_(seeded)).values(moved))
