"""The shop behind its REST interface (openapi.yaml). Every answer is checked before it is believed."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import aiohttp
from yarl import URL

from connectors.shop.errors import NotFound, NotPossible, ShopUnavailable
from connectors.shop.orders import Order, reference
from connectors.shop.protocol import LIMIT_S, MOST_ROWS
from connectors.shop.values import Address, Customer, Guide, Invoice, Payment, Refund, Subscription
from connectors.shop.wire import WireError, decode, decode_list, encode

T = TypeVar("T")
LARGEST_ANSWER = 1024 * 1024  # bytes


class HttpShop:
    """Implements Shop over HTTP; the session is the caller's to close."""

    def __init__(self, session: aiohttp.ClientSession, url: str, token: str, limit_s: float = LIMIT_S) -> None:
        self._session = session
        self._base = URL(url)
        self._headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        self._limit = aiohttp.ClientTimeout(total=limit_s)

    async def customer(self, customer_id: str) -> Customer:
        return await self._read(Customer, "customer", "customers", reference(customer_id))

    async def orders(self, customer_id: str, limit: int) -> Sequence[Order]:
        answer = await self._get("customers", reference(customer_id), "orders", limit=str(min(limit, MOST_ROWS)))
        return _checked(lambda: decode_list(Order, answer.get("orders"), "orders"))

    async def order(self, number: str) -> Order:
        return await self._read(Order, "order", "orders", reference(number))

    async def owns(self, number: str, contact: str) -> bool:
        try:
            answer = await self._post("orders", reference(number), "ownership", body={"contact": contact})
        except NotFound:
            return False
        return answer.get("owned") is True

    async def payments(self, *, customer_id: str | None = None, number: str | None = None) -> Sequence[Payment]:
        return await self._list(Payment, "payments", customer_id, number)

    async def refunds(self, *, customer_id: str | None = None, number: str | None = None) -> Sequence[Refund]:
        return await self._list(Refund, "refunds", customer_id, number)

    async def invoices(self, *, customer_id: str | None = None, number: str | None = None) -> Sequence[Invoice]:
        return await self._list(Invoice, "invoices", customer_id, number)

    async def subscription(self, customer_id: str) -> Subscription | None:
        answer = await self._get("customers", reference(customer_id), "subscription")
        given = answer.get("subscription")
        return None if given is None else _checked(lambda: decode(Subscription, given, "subscription"))

    async def guides(self, product: str | None) -> Sequence[Guide]:
        answer = await self._get("guides", **({} if product is None else {"product": product}))
        return _checked(lambda: decode_list(Guide, answer.get("guides"), "guides"))

    async def cancel(self, number: str, key: str) -> Order:
        answer = await self._post("orders", reference(number), "cancel", body={}, key=key)
        return _checked(lambda: decode(Order, answer.get("order"), "order"))

    async def change_address(self, number: str, address: Address, key: str) -> Order:
        answer = await self._post("orders", reference(number), "address", body=encode(address), key=key)
        return _checked(lambda: decode(Order, answer.get("order"), "order"))

    async def request_refund(self, number: str, reason: str, key: str) -> Refund:
        answer = await self._post("orders", reference(number), "refund-request", body={"reason": reason}, key=key)
        return _checked(lambda: decode(Refund, answer.get("refund"), "refund"))

    async def _read(self, kind: type[T], name: str, *path: str) -> T:
        answer = await self._get(*path)
        return _checked(lambda: decode(kind, answer.get(name), name))

    async def _list(self, kind: type[T], name: str, customer_id: str | None, number: str | None) -> Sequence[T]:
        if number is not None:
            answer = await self._get("orders", reference(number), name)
        elif customer_id is not None:
            answer = await self._get("customers", reference(customer_id), name)
        else:
            raise ValueError(f"{name}: expected a customer or an order, got neither")
        return _checked(lambda: decode_list(kind, answer.get(name), name))

    async def _get(self, *path: str, **query: str) -> Mapping[str, Any]:
        return await self._call("GET", path, query=query)

    async def _post(self, *path: str, body: Any, key: str | None = None) -> Mapping[str, Any]:
        return await self._call("POST", path, body=body, key=key)

    async def _call(
        self,
        method: str,
        path: tuple[str, ...],
        *,
        query: Mapping[str, str] | None = None,
        body: Any = None,
        key: str | None = None,
    ) -> Mapping[str, Any]:
        url = self._base.joinpath("api", "v1", *path).with_query(query)
        headers = self._headers if key is None else {**self._headers, "Idempotency-Key": key}
        try:
            async with self._session.request(
                method, url, json=body, headers=headers, timeout=self._limit, allow_redirects=False
            ) as response:
                answer = await _json(response)
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            raise ShopUnavailable(f"{method} {url.path}: {type(error).__name__}") from error
        _refuse(response.status, answer, path)
        return answer


async def _json(response: aiohttp.ClientResponse) -> Mapping[str, Any]:
    body = bytearray()
    async for chunk in response.content.iter_chunked(65536):
        body += chunk
        if len(body) > LARGEST_ANSWER:
            raise ValueError("the answer is too large")
    answer = json.loads(body)
    if not isinstance(answer, dict):
        raise ValueError(f"expected a JSON object, got {type(answer).__name__}")
    return answer


def _refuse(status: int, answer: Mapping[str, Any], path: tuple[str, ...]) -> None:
    """Raises what the status means; 200 passes."""
    error = answer.get("error")
    reason = error.get("reason") if isinstance(error, dict) else None
    if status == 404:
        raise NotFound(path[1] if len(path) > 1 else "")
    if status == 422 and isinstance(reason, str):
        raise NotPossible(reason)
    if status != 200:
        raise ShopUnavailable(f"the shop answered {status} to {'/'.join(path)}")


def _checked(read: Callable[[], T]) -> T:
    try:
        return read()
    except WireError as error:
        raise ShopUnavailable(f"the shop's answer: {error}") from error
