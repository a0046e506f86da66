"""Client of the gateway's internal shop API. It sends the turn, never a customer: the gateway knows whose turn it is.

ShopError
 ├─ NotVerified      the customer has not shown that this is theirs
 ├─ OrderNotFound    no such order of this customer
 └─ NotPossible      the shop said no, with a reason such as already_shipped
"""

import asyncio
from collections.abc import Callable
from typing import Any, TypeAlias
from urllib.parse import quote

import aiohttp

# Codes of the gateway that say something about the request, not about the machinery.
KNOWN_CODES = frozenset({"shop_unavailable", "turn_over", "not_confirmed"})

Record: TypeAlias = dict[str, Any]


class ShopError(Exception):
    """The shop's answer is not what was asked for; `code` names why and travels in the turn as a failure."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


class NotVerified(ShopError):
    pass


class OrderNotFound(ShopError):
    pass


class NotPossible(ShopError):
    def __init__(self, code: str, message: str, reason: str) -> None:
        super().__init__(code, message)
        self.reason = reason


class Shop:
    """The shop as seen in one turn."""

    def __init__(self, session: aiohttp.ClientSession, url: str, secret: str, turn_id: str, locale: str) -> None:
        self._session = session
        self._url = url.rstrip("/") + "/internal/shop"
        self._headers = {"Authorization": f"Bearer {secret}", "X-Turn-Id": turn_id}
        self._locale = locale

    async def orders(self, limit: int = 5) -> list[Record]:
        """The newest orders first."""
        return _list(await self._call("GET", "/orders", limit=str(limit)), "orders")

    async def order(self, number: str) -> Record:
        return _record(await self._call("GET", _order(number)), "order")

    async def payments(self, number: str | None = None) -> list[Record]:
        return _list(await self._call("GET", f"{_order(number)}/payments"), "payments")

    async def refunds(self, number: str | None = None) -> list[Record]:
        return _list(await self._call("GET", f"{_order(number)}/refunds"), "refunds")

    async def invoices(self, number: str | None = None) -> list[Record]:
        return _list(await self._call("GET", f"{_order(number)}/invoices"), "invoices")

    async def subscription(self) -> Record | None:
        found = await self._call("GET", "/subscription")
        return None if found.get("subscription") is None else _record(found, "subscription")

    async def guides(self, product: str | None = None) -> list[Record]:
        found = await (self._call("GET", "/guides", product=product) if product else self._call("GET", "/guides"))
        return _list(found, "guides")

    async def cancel(self, number: str) -> Record:
        return _record(await self._call("POST", f"{_order(number)}/cancel", {}), "order")

    async def change_address(self, number: str, submission: str) -> Record:
        return _record(await self._call("POST", f"{_order(number)}/address", {"submission": submission}), "order")

    async def request_refund(self, number: str) -> Record:
        return _record(await self._call("POST", f"{_order(number)}/refund-request", {}), "refund")

    async def _call(self, method: str, path: str, body: Record | None = None, **query: str) -> Record:
        try:
            async with self._session.request(
                method, self._url + path, params={"locale": self._locale, **query}, json=body, headers=self._headers
            ) as response:
                answer = await response.json()
        except (aiohttp.ClientConnectionError, asyncio.TimeoutError) as error:
            raise ShopError("shop_unavailable", f"{method} {path}: {type(error).__name__}") from error
        except (aiohttp.ClientError, ValueError) as error:
            raise ShopError("action_failed", f"{method} {path}: expected JSON, got {error}") from error
        if response.status == 200 and isinstance(answer, dict):
            return answer
        raise _refusal(response.status, answer)


ShopOfTurn: TypeAlias = Callable[[str, str], Shop]
"""(turn id, locale) -> the shop as seen in that turn."""


def _order(number: str | None) -> str:
    return f"/orders/{quote(number, safe='')}" if number else ""


def _list(answer: Record, key: str) -> list[Record]:
    found = answer.get(key)
    if not isinstance(found, list):
        raise ShopError("action_failed", f"expected a list of {key}, got {type(found).__name__}")
    return found


def _record(answer: Record, key: str) -> Record:
    found = answer.get(key)
    if not isinstance(found, dict):
        raise ShopError("action_failed", f"expected {key}, got {type(found).__name__}")
    return found


def _refusal(status: int, answer: Any) -> ShopError:
    error = answer.get("error") if isinstance(answer, dict) else None
    error = error if isinstance(error, dict) else {}
    code, message = str(error.get("code", "")), str(error.get("message", f"status {status}"))
    if code == "not_verified":
        return NotVerified(code, message)
    if code == "order_not_found":
        return OrderNotFound(code, message)
    if code == "not_possible":
        return NotPossible(code, message, str(error.get("reason", "")))
    if code in KNOWN_CODES:
        return ShopError(code, message)
    return ShopError("action_failed", f"status {status}, {code or 'no code'}: {message}")
