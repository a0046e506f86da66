"""A shop behind the gateway's internal API, written by hand: it answers like the golden file and keeps its calls."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

SECRET = "internal-secret-of-the-tests"
Record = dict[str, Any]


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    turn_id: str
    body: Any = None


@dataclass
class FakeShop:
    verified: bool = True
    proven: set[str] = field(default_factory=set)
    """Orders a visitor has proven to be theirs."""
    orders: list[Record] = field(default_factory=list)
    payments: list[Record] = field(default_factory=list)
    refunds: list[Record] = field(default_factory=list)
    invoices: list[Record] = field(default_factory=list)
    subscription: Record | None = None
    guides: list[Record] = field(default_factory=list)
    refusal: tuple[int, Record] | None = None
    """Status and error of every write."""
    down: bool = False
    delay_s: float = 0.0
    calls: list[Call] = field(default_factory=list)

    def app(self) -> web.Application:
        app = web.Application(middlewares=[self.door])
        routes = "/internal/shop"
        app.router.add_get(f"{routes}/orders", self.list_orders)
        app.router.add_get(f"{routes}/orders/{{number}}", self.one_order)
        app.router.add_post(f"{routes}/orders/{{number}}/cancel", self.cancel)
        app.router.add_post(f"{routes}/orders/{{number}}/address", self.address)
        app.router.add_post(f"{routes}/orders/{{number}}/refund-request", self.refund)
        for kind in ("payments", "refunds", "invoices"):
            app.router.add_get(f"{routes}/{kind}", self.whole_customer)
            app.router.add_get(f"{routes}/orders/{{number}}/{kind}", self.of_order)
        app.router.add_get(f"{routes}/subscription", self.get_subscription)
        app.router.add_get(f"{routes}/guides", self.get_guides)
        return app

    @web.middleware
    async def door(self, request: web.Request, handler: Any) -> web.StreamResponse:
        body = await request.json() if request.method == "POST" else None
        turn_id = request.headers.get("X-Turn-Id", "")
        self.calls.append(Call(request.method, request.path.removeprefix("/internal/shop"), turn_id, body))
        if request.headers.get("Authorization") != f"Bearer {SECRET}":
            return error(401, "unauthenticated")
        if self.delay_s:
            await asyncio.sleep(self.delay_s)
        if self.down:
            return error(502, "shop_unavailable")
        if request.method == "POST" and self.refusal:
            return web.json_response({"error": self.refusal[1]}, status=self.refusal[0])
        answer: web.StreamResponse = await handler(request)
        return answer

    def _visible(self) -> list[Record]:
        return self.orders if self.verified else [order for order in self.orders if order["number"] in self.proven]

    def _find(self, request: web.Request) -> Record:
        number = request.match_info["number"]
        found = next((order for order in self._visible() if order["number"] == number), None)
        if found:
            return found
        raise Refusal(*((404, "order_not_found") if self.verified else (403, "not_verified")))

    async def list_orders(self, request: web.Request) -> web.Response:
        if not self.verified and not self.proven:
            return error(403, "not_verified")
        return web.json_response({"orders": self._visible()[: int(request.query.get("limit", "5"))]})

    async def one_order(self, request: web.Request) -> web.Response:
        return self._answer(request, lambda order: {"order": order})

    async def cancel(self, request: web.Request) -> web.Response:
        changes = {"status": "cancelled", "can_cancel": False, "cancelled_at": "2026-03-10T03:00:00+00:00"}
        return self._answer(request, lambda order: {"order": {**order, **changes}})

    async def address(self, request: web.Request) -> web.Response:
        return self._answer(request, lambda order: {"order": order})

    async def refund(self, request: web.Request) -> web.Response:
        return self._answer(request, lambda order: {"refund": refund_of(order)})

    async def of_order(self, request: web.Request) -> web.Response:
        kind = request.path.rsplit("/", 1)[1]
        records: list[Record] = getattr(self, kind)
        number = request.match_info["number"]
        return self._answer(request, lambda _: {kind: [r for r in records if r["order_number"] == number]})

    async def whole_customer(self, request: web.Request) -> web.Response:
        kind = request.path.rsplit("/", 1)[1]
        return web.json_response({kind: getattr(self, kind)}) if self.verified else error(403, "not_verified")

    async def get_subscription(self, request: web.Request) -> web.Response:
        return web.json_response({"subscription": self.subscription}) if self.verified else error(403, "not_verified")

    async def get_guides(self, request: web.Request) -> web.Response:
        wanted = request.query.get("product")
        return web.json_response({"guides": [g for g in self.guides if wanted in (None, g["product"])]})

    def _answer(self, request: web.Request, make: Any) -> web.Response:
        try:
            return web.json_response(make(self._find(request)))
        except Refusal as refusal:
            return error(*refusal.args)


class Refusal(Exception):
    """(status, code)"""


def error(status: int, code: str) -> web.Response:
    return web.json_response({"error": {"code": code, "message": "words for people"}}, status=status)


def refund_of(order: Record) -> Record:
    return {
        "id": "RF-1",
        "order_number": order["number"],
        "status": "requested",
        "amount": order["total"],
        "currency": order["currency"],
        "requested_at": "2026-03-10T03:00:00+00:00",
        "expected_at": "2026-03-15T14:59:59+00:00",
    }
