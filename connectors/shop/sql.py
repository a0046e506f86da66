"""The shop as views and functions in a database. The README shows how to lay them over one's own tables."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.shop.contact import masked, matches
from connectors.shop.errors import NotFound, NotPossible, ShopUnavailable
from connectors.shop.guides import speaks_of
from connectors.shop.orders import Order, reference
from connectors.shop.protocol import LIMIT_S, MOST_ROWS
from connectors.shop.values import Address, Customer, Guide, Invoice, Payment, Refund, Subscription
from connectors.shop.views import DEFAULT_SCHEMA, Views
from connectors.shop.wire import WireError, decode

T = TypeVar("T")
Row = Mapping[str, Any]


class SqlShop:
    """Implements Shop over the views of `schema`; the engine is the caller's to dispose of."""

    def __init__(self, engine: AsyncEngine, schema: str = DEFAULT_SCHEMA, limit_s: float = LIMIT_S) -> None:
        self._engine = engine
        self._views = Views(schema)
        self._limit_s = limit_s

    async def customer(self, customer_id: str) -> Customer:
        view = self._views.customers
        rows = await self._rows(sa.select(view).where(view.c.id == customer_id))
        if not rows:
            raise NotFound(customer_id)
        return _value(Customer, rows[0])

    async def orders(self, customer_id: str, limit: int) -> Sequence[Order]:
        view = self._views.orders
        mine = sa.select(view).where(view.c.customer_id == customer_id)
        newest = mine.order_by(view.c.placed_at.desc(), view.c.number.desc())
        return await self._with_items(await self._rows(newest.limit(min(limit, MOST_ROWS))))

    async def order(self, number: str) -> Order:
        rows = await self._order_rows(number)
        if not rows:
            raise NotFound(number)
        return (await self._with_items(rows))[0]

    async def owns(self, number: str, contact: str) -> bool:
        try:
            rows = await self._order_rows(number)
        except NotFound:
            return False
        return any(matches(contact, row["email"] or "", row["phone"] or "") for row in rows)

    async def payments(self, *, customer_id: str | None = None, number: str | None = None) -> Sequence[Payment]:
        view = self._views.payments
        return await self._list(Payment, view, view.c.created_at, customer_id, number)

    async def refunds(self, *, customer_id: str | None = None, number: str | None = None) -> Sequence[Refund]:
        view = self._views.refunds
        return await self._list(Refund, view, view.c.requested_at, customer_id, number)

    async def invoices(self, *, customer_id: str | None = None, number: str | None = None) -> Sequence[Invoice]:
        view = self._views.invoices
        return await self._list(Invoice, view, view.c.issued_at, customer_id, number)

    async def subscription(self, customer_id: str) -> Subscription | None:
        view = self._views.subscriptions
        newest = sa.select(view).where(view.c.customer_id == customer_id).order_by(view.c.started_at.desc())
        rows = await self._rows(newest.limit(1))
        return _value(Subscription, rows[0]) if rows else None

    async def guides(self, product: str | None) -> Sequence[Guide]:
        heads, steps = self._views.guides, self._views.guide_steps
        by_sku: dict[str, list[Row]] = defaultdict(list)
        for row in await self._rows(sa.select(steps).order_by(steps.c.sku, steps.c.position)):
            by_sku[row["sku"]].append(_worded(row))
        rows = await self._rows(sa.select(heads).order_by(heads.c.position))
        guides = [_value(Guide, {**row, "steps": by_sku[row["sku"]]}) for row in rows]
        return [guide for guide in guides if product is None or speaks_of(guide, product)]

    async def cancel(self, number: str, key: str) -> Order:
        return await self._written(number, "cancel_order", key)

    async def change_address(self, number: str, address: Address, key: str) -> Order:
        where = [getattr(address, field.name) for field in fields(Address)]
        return await self._written(number, "change_address", *where, key)

    async def request_refund(self, number: str, reason: str, key: str) -> Refund:
        order = await self._written(number, "request_refund", reason, key)
        newest = await self.refunds(number=order.number)
        if not newest:
            raise ShopUnavailable("the refund that was just requested is not in the view `refunds`")
        return newest[0]

    async def _written(self, number: str, function: str, *arguments: str) -> Order:
        """Calls one of the three functions; it answers null when done, else why not."""
        order = await self.order(number)
        call = getattr(getattr(sa.func, self._views.schema), function)
        rows = await self._rows(sa.select(call(order.number, *arguments).label("refusal")), commit=True)
        refusal = rows[0]["refusal"]
        if refusal == "not_found":
            raise NotFound(number)
        if refusal:
            raise NotPossible(str(refusal))
        return await self.order(order.number)

    async def _order_rows(self, number: str) -> Sequence[Row]:
        view = self._views.orders
        return await self._rows(sa.select(view).where(sa.func.lower(view.c.number) == reference(number).lower()))

    async def _with_items(self, orders: Sequence[Row]) -> list[Order]:
        view = self._views.order_items
        numbers = [row["number"] for row in orders]
        wanted = sa.select(view).where(view.c.order_number.in_(numbers)).order_by(view.c.order_number, view.c.position)
        items: dict[str, list[Row]] = defaultdict(list)
        for row in await self._rows(wanted) if numbers else ():
            items[row["order_number"]].append(_worded(row))
        return [_order(row, items[row["number"]]) for row in orders]

    async def _list(
        self,
        kind: type[T],
        view: sa.TableClause,
        newest: sa.ColumnElement[Any],
        customer_id: str | None,
        number: str | None,
    ) -> list[T]:
        rows = sa.select(view)
        if customer_id is not None:
            rows = rows.where(view.c.customer_id == customer_id)
        if number is not None:
            rows = rows.where(view.c.order_number == reference(number))
        newest_first = rows.order_by(newest.desc(), view.c[fields(kind)[0].name].desc())  # type: ignore[arg-type]
        return [_value(kind, row) for row in await self._rows(newest_first.limit(MOST_ROWS))]

    async def _rows(self, statement: sa.Select[Any], commit: bool = False) -> list[dict[str, Any]]:
        try:
            async with asyncio.timeout(self._limit_s), self._engine.connect() as connection:
                rows = [dict(row) for row in (await connection.execute(statement)).mappings()]
                if commit:
                    await connection.commit()
                return rows
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            raise ShopUnavailable(f"the shop's database: {type(error).__name__}") from error


def _order(row: Row, items: Sequence[Row]) -> Order:
    reminder = masked(row["email"] or "", row["phone"] or "")
    return _value(Order, {**row, "items": list(items), "contact_masked": reminder})


def _value(kind: type[T], row: Row) -> T:
    """The row through the same check as an answer over HTTP: a view that is off is named, not believed."""
    try:
        return decode(kind, _worded(row), kind.__name__.lower())
    except WireError as error:
        raise ShopUnavailable(f"the shop's views: {error}") from error


def _worded(row: Row) -> dict[str, Any]:
    """`name_ko` and `name_en` become `name`, times become text, as on the wire."""
    plain = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}
    words = {name.removesuffix("_ko") for name in plain if name.endswith("_ko")}
    return {**plain, **{name: {"ko": plain[f"{name}_ko"], "en": plain[f"{name}_en"]} for name in words}}
