"""Whom the lookout asks about, and how often."""

import asyncio
import dataclasses
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from connectors.shop.errors import ShopUnavailable
from connectors.shop.orders import Order
from connectors.shop.protocol import Shop
from connectors.web import lookout
from connectors.web.lookout import Lookout, late_among
from escalation.customers.outreach import Outreach
from escalation.customers.outreach_rows import Need

NOW = datetime(2026, 3, 10, 3, tzinfo=UTC)
PLACED = NOW - timedelta(days=9)
ORDER = Order("X-1", "c1", PLACED, (), 0, "KRW", "", promised_at=NOW - timedelta(days=1))


class Asked:
    """A shop and an outreach in one, that write down what they hear."""

    def __init__(self) -> None:
        self.customers: list[str] = []
        self.late: list[tuple[str, list[str]]] = []
        self.away = False
        self.answers = asyncio.Event()
        self.answers.set()

    async def orders(self, customer_id: str, limit: int) -> Sequence[Order]:
        self.customers.append(customer_id)
        await self.answers.wait()
        if self.away:
            raise ShopUnavailable("away")
        return [ORDER][:limit]

    async def settle_stuck(self, *, conversation_id: UUID, customer_id: str) -> None: ...

    async def settle_late(self, *, conversation_id: UUID, customer_id: str, late: Sequence[Need]) -> None:
        self.late.append((customer_id, [need.key for need in late]))


def over(asked: Asked, every_s: float = 600) -> Lookout:
    return Lookout(cast(Shop, asked), cast(Outreach, asked), lambda: NOW, every_s)


async def calm() -> None:
    """Whatever can run has run."""
    for _ in range(20):
        await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("change", "late"),
    [
        ({}, True),
        ({"shipped_at": PLACED}, True),
        ({"delivered_at": NOW}, False),
        ({"cancelled_at": NOW}, False),
        ({"promised_at": None}, False),
        ({"promised_at": NOW}, False),  # its day is not over
    ],
)
def test_what_is_late(change: dict[str, Any], late: bool) -> None:
    found = late_among([dataclasses.replace(ORDER, **change)], NOW)
    assert [need.key for need in found] == (["X-1"] if late else [])


async def test_a_customer_is_looked_after_once_however_many_pages_they_open() -> None:
    asked = Asked()
    watch = over(asked)
    for _ in range(3):
        watch.look("c1", uuid4())
    watch.look("c2", uuid4())
    await calm()
    assert asked.customers == ["c1", "c2"]
    assert asked.late == [("c1", ["X-1"]), ("c2", ["X-1"])]


async def test_a_customer_is_looked_after_again_in_time() -> None:
    asked = Asked()
    watch = over(asked, every_s=0)
    for _ in range(2):
        watch.look("c1", uuid4())
        await calm()
    assert asked.customers == ["c1", "c1"]


async def test_a_shop_that_is_away_is_asked_again_next_time() -> None:
    asked = Asked()
    asked.away = True
    watch = over(asked)
    watch.look("c1", uuid4())
    await calm()
    asked.away = False
    watch.look("c1", uuid4())
    await calm()
    assert asked.late == [("c1", ["X-1"])]


async def test_of_a_herd_few_are_asked_about_at_once_and_not_everybody() -> None:
    asked = Asked()
    asked.answers.clear()
    watch = over(asked)
    for n in range(lookout.MOST_WAITING + 50):
        watch.look(f"c{n}", uuid4())
    await calm()
    assert len(asked.customers) == lookout.AT_ONCE
    asked.answers.set()
    for _ in range(lookout.MOST_WAITING):
        await calm()
    assert len(asked.customers) == lookout.MOST_WAITING


async def test_closing_ends_what_still_runs() -> None:
    asked = Asked()
    asked.answers.clear()
    watch = over(asked)
    watch.look("c1", uuid4())
    await calm()
    async with asyncio.timeout(1):
        await watch.close()
    assert asked.late == []
