"""Customers and products as the storefront itself looks them up."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.demoshop import tables

Row = Mapping[str, Any]
MOST_FOUND = 20


async def to_choose_from(engine: AsyncEngine) -> Sequence[Row]:
    """The seeded customers: the log-in page offers each."""
    people = sa.select(tables.customer).where(tables.customer.c.origin == "seed").order_by(tables.customer.c.id)
    return await _rows(engine, people)


async def found(engine: AsyncEngine, words: str) -> Sequence[Row]:
    """Customers whose id begins with the words, whose name holds them, or who placed the order of that number."""
    customer, order = tables.customer, tables.order
    ordered = sa.select(order.c.customer_id).where(sa.func.lower(order.c.number) == words.lower())
    hit = sa.or_(
        customer.c.id.istartswith(words, autoescape=True),
        customer.c.name.icontains(words, autoescape=True),
        customer.c.id.in_(ordered),
    )
    return await _rows(engine, sa.select(customer).where(hit).order_by(customer.c.id).limit(MOST_FOUND))


async def person(engine: AsyncEngine, customer_id: str) -> Row | None:
    rows = await _rows(engine, sa.select(tables.customer).where(tables.customer.c.id == customer_id))
    return rows[0] if rows else None


async def newest_address(engine: AsyncEngine, customer_id: str) -> Row | None:
    """Where the customer's newest order goes."""
    both = tables.address.join(tables.order, tables.address.c.order_number == tables.order.c.number)
    mine = sa.select(tables.address).select_from(both).where(tables.order.c.customer_id == customer_id)
    rows = await _rows(engine, mine.order_by(tables.order.c.placed_at.desc()).limit(1))
    return rows[0] if rows else None


async def address_of(engine: AsyncEngine, number: str) -> Row | None:
    rows = await _rows(engine, sa.select(tables.address).where(tables.address.c.order_number == number))
    return rows[0] if rows else None


async def products(engine: AsyncEngine) -> Sequence[Row]:
    return await _rows(engine, sa.select(tables.product).order_by(tables.product.c.position))


async def tracked(engine: AsyncEngine, tracking_number: str) -> str | None:
    """The order that travels under this number."""
    wanted = sa.select(tables.order.c.number).where(tables.order.c.tracking_number == tracking_number)
    rows = await _rows(engine, wanted)
    return str(rows[0]["number"]) if rows else None


async def _rows(engine: AsyncEngine, statement: sa.Select[Any]) -> Sequence[Row]:
    async with engine.connect() as connection:
        return [dict(row) for row in (await connection.execute(statement)).mappings()]
