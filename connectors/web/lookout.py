"""Lookout: when a verified customer's session begins, is there something they should hear of before they ask?

Asked in the background, of few customers at once and of each not too often: nobody's session waits for it, and when
everybody comes back at once the shop is not asked about everybody.
"""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from connectors.shop.errors import ShopUnavailable
from connectors.shop.orders import Order
from connectors.shop.protocol import Shop
from connectors.shop.state import state_of
from escalation.customers.outreach import Outreach
from escalation.customers.outreach_rows import LATE_ORDER, Need
from escalation.store.clock import Clock

log = logging.getLogger(__name__)

ORDERS = 10  # the newest of a customer
AT_ONCE = 4
MOST_WAITING = 200  # who comes while so many wait is looked after at their next session
LIMIT_S = 5.0  # of one customer; a call to the shop has its own
MOST_REMEMBERED = 20_000


class Lookout:
    """Looks after customers, one task each, until it is closed; after the same one again when `every_s` are over, for
    they go from page to page."""

    def __init__(self, shop: Shop, outreach: Outreach, clock: Clock, every_s: float) -> None:
        self._shop = shop
        self._outreach = outreach
        self._clock = clock
        self._every_s = every_s
        self._places = asyncio.Semaphore(AT_ONCE)
        self._running: set[asyncio.Task[None]] = set()
        self._looked: OrderedDict[str, float] = OrderedDict()

    def look(self, customer_id: str, conversation_id: UUID) -> None:
        """Begin to look, and never wait."""
        now = time.monotonic()
        looked = self._looked.get(customer_id)
        if (looked is not None and now - looked < self._every_s) or len(self._running) >= MOST_WAITING:
            return
        self._looked[customer_id] = now
        self._looked.move_to_end(customer_id)
        if len(self._looked) > MOST_REMEMBERED:
            self._looked.popitem(last=False)
        task = asyncio.create_task(self._look(customer_id, conversation_id))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def close(self) -> None:
        """End what still runs."""
        running = list(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _look(self, customer_id: str, conversation_id: UUID) -> None:
        try:
            async with self._places, asyncio.timeout(LIMIT_S):
                await self._settle(customer_id, conversation_id)
        except (ShopUnavailable, TimeoutError, SQLAlchemyError, OSError) as error:
            self._looked.pop(customer_id, None)
            log.info("nothing could be found out beforehand in %s: %s", conversation_id, type(error).__name__)
        except Exception:
            log.exception("looking after the customer of %s failed", conversation_id)

    async def _settle(self, customer_id: str, conversation_id: UUID) -> None:
        await self._outreach.settle_stuck(customer_id=customer_id, conversation_id=conversation_id)
        late = late_among(await self._shop.orders(customer_id, ORDERS), self._clock())
        await self._outreach.settle_late(customer_id=customer_id, conversation_id=conversation_id, late=late)


def late_among(orders: Iterable[Order], now: datetime) -> list[Need]:
    """The orders on their way whose promised day has passed."""
    return [Need(LATE_ORDER, order.number, _told(order)) for order in orders if state_of(order, now).status == "late"]


def _told(order: Order) -> dict[str, Any]:
    assert order.promised_at is not None, "nothing is late that was not promised"
    return {"number": order.number, "promised_at": order.promised_at.isoformat()}
