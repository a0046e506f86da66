"""What Firsthand asks of a shop. Every call may raise ShopUnavailable within two seconds."""

from collections.abc import Sequence
from typing import Protocol

from connectors.shop.orders import Order
from connectors.shop.values import Address, Customer, Guide, Invoice, Payment, Refund, Subscription

LIMIT_S = 2.0  # of one call to the shop; the action's own limit is 4 s, the turn's 8 s
MOST_ROWS = 50  # of one list, newest first


class Shop(Protocol):
    """Reads and the three writes. `key` makes a write happen once: the same key again gives the first answer.

    A list of a customer or order that the shop does not know is empty; a single order or customer raises NotFound.
    """

    async def customer(self, customer_id: str) -> Customer: ...

    async def orders(self, customer_id: str, limit: int) -> Sequence[Order]: ...

    async def order(self, number: str) -> Order: ...

    async def owns(self, number: str, contact: str) -> bool:
        """Whether `contact` (an e-mail or the last four digits of a phone) is on the order; False for no order."""
        ...

    async def payments(self, *, customer_id: str | None = None, number: str | None = None) -> Sequence[Payment]: ...

    async def refunds(self, *, customer_id: str | None = None, number: str | None = None) -> Sequence[Refund]: ...

    async def invoices(self, *, customer_id: str | None = None, number: str | None = None) -> Sequence[Invoice]: ...

    async def subscription(self, customer_id: str) -> Subscription | None: ...

    async def guides(self, product: str | None) -> Sequence[Guide]:
        """Guides whose SKU or product name, in either language, contains `product`; all without one."""
        ...

    async def cancel(self, number: str, key: str) -> Order:
        """The order as it is afterwards. Raises NotPossible (`already_shipped`, `already_cancelled` …)."""
        ...

    async def change_address(self, number: str, address: Address, key: str) -> Order: ...

    async def request_refund(self, number: str, reason: str, key: str) -> Refund: ...
