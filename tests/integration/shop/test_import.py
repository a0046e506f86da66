"""Imported orders are in the state that their file says, and a second import changes nothing."""

import gzip
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from connectors.demoshop import tables
from connectors.demoshop.importing import import_file
from connectors.shop.http import HttpShop
from connectors.shop.orders import Order
from connectors.shop.state import SHOP_ZONE, state_of
from tests.integration.shop.conftest import Process
from tests.integration.shop.olist_truth import Line, Truth, lines_of, shift_of, truth_of
from tests.unit.shop.olist_lines import EVERY_STATUS, encoded, line

SHARED = Path(__file__).parents[4] / "shared" / "eval" / "olist_orders_dev.jsonl.gz"
SAMPLE = 200


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The public file where it is at hand, else a small one of invented lines."""
    if SHARED.exists():
        return SHARED
    made = tmp_path / "orders.jsonl.gz"
    made.write_bytes(gzip.compress(encoded(*EVERY_STATUS)))
    return made


async def counts(engine: AsyncEngine) -> list[int]:
    async with engine.connect() as connection:
        every = [select(func.count()).select_from(table) for table in tables.metadata.sorted_tables]
        return [(await connection.execute(one)).scalar_one() for one in every]


async def scalar(database_url: str, statement: Select[Any]) -> Any:
    engine = create_async_engine(database_url)
    try:
        async with engine.connect() as connection:
            return (await connection.execute(statement)).scalar_one()
    finally:
        await engine.dispose()


async def told(order: Order, shop: HttpShop, now: datetime) -> Truth:
    state, payments = state_of(order, now), await shop.payments(number=order.number)
    assert order.promised_at is not None
    return Truth(
        status=state.status,
        late_days=state.late_days,
        placed_on=order.placed_at.astimezone(SHOP_ZONE).date(),
        promised_on=order.promised_at.astimezone(SHOP_ZONE).date(),
        delivered_on=None if order.delivered_at is None else order.delivered_at.astimezone(SHOP_ZONE).date(),
        pieces=sum(item.quantity for item in order.items),
        total=order.total,
        paid=tuple(payment.amount for payment in sorted(payments, key=lambda one: one.id)),
    )


def sample(lines: Sequence[Line]) -> list[Line]:
    """Random ones, and every order that was not simply delivered in time: those are where mistakes hide."""
    chosen = random.Random(20).sample(list(lines), min(SAMPLE, len(lines)))
    return chosen + [one for one in lines if one["status"] != "delivered"]


@pytest.mark.slow
@pytest.mark.usefixtures("anew")
async def test_imported_orders_are_in_the_state_that_the_file_says(
    process: Process, http_shop: HttpShop, file: Path, engine: AsyncEngine
) -> None:
    now = datetime.now(UTC)
    lines = lines_of(file)
    first = await import_file(file, process.database_url, now)
    assert (first.new, first.bad) == (len(lines), [])
    shift = shift_of(lines, now)
    for one in sample(lines):
        order = await http_shop.order(one["order_id"])
        expected, got = truth_of(one, shift, now), await told(order, http_shop, now)
        assert sorted(got.paid) == sorted(expected.paid), one["order_id"]
        assert (got.status, got.late_days, got.total, got.pieces) == (
            *(expected.status, expected.late_days, expected.total, expected.pieces),
        ), one["order_id"]
        assert (got.placed_on, got.promised_on, got.delivered_on) == (
            *(expected.placed_on, expected.promised_on, expected.delivered_on),
        ), one["order_id"]
    before = await counts(engine)
    second = await import_file(file, process.database_url, now)
    assert (second.new, second.customers, second.known) == (0, 0, len(lines))
    assert await counts(engine) == before


@pytest.mark.usefixtures("anew")
async def test_every_status_of_the_set(process: Process, http_shop: HttpShop, tmp_path: Path) -> None:
    path = tmp_path / "orders.jsonl"
    path.write_bytes(encoded(*EVERY_STATUS))
    now = datetime.now(UTC)
    await import_file(path, process.database_url, now)
    seen = {}
    for one in EVERY_STATUS:
        state = state_of(await http_shop.order(one["order_id"]), now)
        truth = truth_of(one, shift_of(EVERY_STATUS, now), now)
        assert (state.status, state.late_days) == (truth.status, truth.late_days), one
        seen[int(one["order_id"], 16)] = (state.status, state.stage, state.late_days)
    assert seen == {
        1: ("delivered", "delivered", None),
        2: ("delivered", "delivered", 5),
        3: ("late", "placed", 31),
        4: ("late", "paid", 31),
        5: ("late", "paid", 31),
        6: ("late", "packed", 31),
        7: ("late", "shipped", 31),
        8: ("shipped", "shipped", None),
        9: ("cancelled", "cancelled", None),
        10: ("cancelled", "cancelled", None),
        11: ("cancelled", "cancelled", None),
    }


async def test_bad_lines_are_reported_and_skipped(database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "orders.jsonl"
    good = encoded(line(1), line(2))
    path.write_bytes(good + b"{half a li\n\n" + encoded(line(3, status="lost"), line(1)))
    report = await import_file(path, database_url, datetime.now(UTC))
    assert (report.lines, report.new, report.known) == (5, 2, 1)
    assert [number for number, _ in report.bad] == [3, 5]
    assert "line 5: status: expected one of created" in report.in_words()
    assert await scalar(database_url, select(func.count()).select_from(tables.order)) == 2


async def test_a_damaged_file_changes_nothing(database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "orders.jsonl.gz"
    path.write_bytes(gzip.compress(encoded(line(1), line(2)))[:-20])
    with pytest.raises(OSError, match="damaged"):
        await import_file(path, database_url, datetime.now(UTC))
    assert await scalar(database_url, select(func.to_regclass("demo_shop.order"))) is None
