"""5,248 orders of a marketplace with their reviews: the orders as the shop's tags, the reviews as rated contacts."""

import asyncio
import gzip
import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import create_async_engine

from escalation.tables import journey_event
from tests.integration.logs.conftest import LOGS, Counting, Typed, parts

FILE = LOGS / "olist_orders_dev.jsonl.gz"
STEPS = {"purchased_at": "Order Completed", "carrier_at": "Order Shipped", "delivered_at": "Order Delivered"}
Order = dict[str, Any]


def orders() -> list[Order]:
    """Every fifth one, unless the whole proof is asked for."""
    step = 1 if os.environ.get("FIRSTHAND_TRUTH") == "whole" else 5
    return [json.loads(line) for line in gzip.decompress(FILE.read_bytes()).splitlines()[::step]]


def calls(order: Order) -> Iterator[dict[str, Any]]:
    """An order's steps and reviews, as the shop's tags would have sent them."""
    who = {"type": "track", "userId": order["customer_id"]}
    for field, event in STEPS.items():
        if order[field]:
            named = {"messageId": f"{order['order_id']}:{field}", "event": event, "timestamp": order[field]}
            yield {**who, **named, "properties": {"order_id": order["order_id"]}}
    for place, review in enumerate(order["reviews"]):
        named = {
            "messageId": f"{order['order_id']}:{place}",
            "event": "Product Reviewed",
            "timestamp": review["created"],
        }
        yield {**who, **named, "properties": {"order_id": order["order_id"], "score": review["score"]}}


def rated(order: Order) -> Iterator[dict[str, Any]]:
    """Each review as a contact that the shop answered."""
    for place, review in enumerate(order["reviews"]):
        yield {
            "contact_id": f"{order['order_id']}:{place}", "customer_id": order["customer_id"], "topic": "orders",
            "reference": order["order_id"], "channel": "review", "started_at": review["created"],
            "ended_at": review["answered"], "outcome": "resolved_by_agent", "handled_by": "agent",
            "csat": review["score"],
        }  # fmt: skip


def write(path: Path, lines: list[dict[str, Any]]) -> str:
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return str(path)


async def reached(database_url: str) -> dict[tuple[str, str], tuple[int, int]]:
    """Events and customers of each touchpoint with its stage, shop's tags only."""
    engine = create_async_engine(database_url)
    where = (journey_event.c.stage, journey_event.c.touchpoint)
    counts = (func.count(), func.count(journey_event.c.customer_id.distinct()))
    tags = select(*where, *counts).where(journey_event.c.type == "touchpoint_reached").group_by(*where)
    try:
        async with engine.connect() as connection:
            return {(row[0], row[1]): (row[2], row[3]) for row in await connection.execute(tags)}
    finally:
        await engine.dispose()


@pytest.mark.timeout(240)
def test_orders_become_journeys_and_reviews_contacts(
    imported: Typed, counted: Counting, database_url: str, tmp_path: Path
) -> None:
    if not FILE.exists():
        return
    lines = orders()
    tags = [call for order in lines for call in calls(order)]
    path = write(tmp_path / "events.jsonl", tags)
    told = imported(path, "--format", "segment")
    assert told == f"{len(tags)} events imported, 0 were here already, 0 words on customers, 0 wrong\n"
    again = imported(path, "--format", "segment")
    assert again == f"0 events imported, {len(tags)} were here already, 0 words on customers, 0 wrong\n"
    assert asyncio.run(reached(database_url)) == {
        (stage, touchpoint): (
            sum(bool(order[field]) for order in lines),
            len({order["customer_id"] for order in lines if order[field]}),
        )
        for stage, touchpoint, field in (
            ("purchase", "order_completed", "purchased_at"),
            ("post_purchase", "order_shipped", "carrier_at"),
            ("post_purchase", "order_delivered", "delivered_at"),
            ("loyalty", "product_reviewed", "reviews"),
        )
    } | {("loyalty", "product_reviewed"): _reviewed(lines)}
    contacts = [contact for order in lines for contact in rated(order)]
    told = imported(write(tmp_path / "reviews.jsonl", contacts))
    assert told.startswith(f"{len(contacts)} contacts imported, 0 were here already, 0 passed over")
    page = counted("2016-01-01", "2018-12-31")[7]
    scores = Counter(review["score"] for order in lines for review in order["reviews"])
    assert parts(page, "csat") == (scores[4] + scores[5], scores.total())
    assert parts(page, "csat_response") == (scores.total(), scores.total())


def _reviewed(lines: list[Order]) -> tuple[int, int]:
    return sum(len(o["reviews"]) for o in lines), len({o["customer_id"] for o in lines if o["reviews"]})
