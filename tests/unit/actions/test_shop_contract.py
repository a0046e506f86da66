"""The shop client against every request and answer of the golden file the gateway is held to as well."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from actions.shop import NotPossible, NotVerified, OrderNotFound, Shop, ShopError

GOLDEN = json.loads(Path("tests/contracts/shop_api.json").read_text("utf-8"))
SECRET = "internal-secret-of-the-tests"
# Requests our client has no way to make: it always sends its secret, a turn and a whole number.
OURS = [
    case
    for case in GOLDEN["cases"]
    if case["secret"] == "right" and case["turn"] != "none" and case["request"].get("query", {}).get("limit") != "many"
]
CLASSES: dict[str, type[ShopError]] = {
    "not_verified": NotVerified,
    "order_not_found": OrderNotFound,
    "not_possible": NotPossible,
}


class Replay:
    """Answers one request exactly as a case says, and only that request."""

    def __init__(self, case: dict[str, Any]) -> None:
        self.case = case
        self.problems: list[str] = []

    async def answer(self, request: web.Request) -> web.Response:
        expected = self.case["request"]
        body = await request.json() if request.method == "POST" else None
        query = {key: value for key, value in request.query.items() if key in expected.get("query", {})}
        for what, got, want in (
            ("method", request.method, expected["method"]),
            ("path", request.path, expected["path"]),
            ("query", query, expected.get("query", {})),
            ("body", body, expected.get("body")),
            ("turn", request.headers["X-Turn-Id"], GOLDEN["turns"][self.case["turn"]]),
            ("secret", request.headers["Authorization"], f"Bearer {SECRET}"),
        ):
            if got != want:
                self.problems.append(f"{what}: expected {want!r}, got {got!r}")
        return web.json_response(self.case["response"]["body"], status=self.case["response"]["status"])


async def call(shop: Shop, request: dict[str, Any]) -> Any:
    path, query, body = request["path"], request.get("query", {}), request.get("body", {})
    number = (re.search(r"/orders/([^/]+)", path) or [None, None])[1]
    match path.removeprefix("/internal/shop").replace(f"/{number}", "/{number}"):
        case "/orders":
            return {"orders": await shop.orders(int(query.get("limit", "5")))}
        case "/orders/{number}":
            return {"order": await shop.order(str(number))}
        case "/orders/{number}/payments" | "/payments":
            return {"payments": await shop.payments(number)}
        case "/orders/{number}/refunds" | "/refunds":
            return {"refunds": await shop.refunds(number)}
        case "/orders/{number}/invoices" | "/invoices":
            return {"invoices": await shop.invoices(number)}
        case "/subscription":
            return {"subscription": await shop.subscription()}
        case "/guides":
            return {"guides": await shop.guides(query.get("product"))}
        case "/orders/{number}/cancel":
            return {"order": await shop.cancel(str(number))}
        case "/orders/{number}/address":
            return {"order": await shop.change_address(str(number), body["submission"])}
        case "/orders/{number}/refund-request":
            return {"refund": await shop.request_refund(str(number))}
    raise AssertionError(f"the client has no call for {path}")


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def _asks_what_we_ask(case: dict[str, Any]) -> bool:
    """The client sends no reason with a refund and never leaves the submission out."""
    request = case["request"]
    if request["path"].endswith("/address"):
        return "submission" in request["body"]
    return not (request["path"].endswith("/refund-request") and request["body"])


@pytest.mark.parametrize("case", [case for case in OURS if _asks_what_we_ask(case)], ids=lambda case: case["name"])
async def test_every_golden_case(session: aiohttp.ClientSession, case: dict[str, Any]) -> None:
    replay = Replay(case)
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", replay.answer)
    locale = case["request"].get("query", {}).get("locale", "ko")
    async with TestServer(app) as server:
        shop = Shop(session, str(server.make_url("")), SECRET, GOLDEN["turns"][case["turn"]], locale)
        if case["response"]["status"] == 200:
            assert await call(shop, case["request"]) == case["response"]["body"]
        else:
            error = case["response"]["body"]["error"]
            with pytest.raises(CLASSES.get(error["code"], ShopError)) as caught:
                await call(shop, case["request"])
            assert caught.value.code == error["code"]
            if isinstance(caught.value, NotPossible):
                assert caught.value.reason == error["reason"]
    assert replay.problems == []


async def test_a_gateway_that_is_not_there_is_a_shop_that_does_not_answer(session: aiohttp.ClientSession) -> None:
    shop = Shop(session, "http://127.0.0.1:1", SECRET, "turn", "ko")
    with pytest.raises(ShopError) as caught:
        await shop.orders()
    assert caught.value.code == "shop_unavailable"


@pytest.mark.parametrize(
    ("status", "text"),
    [(200, "no JSON"), (200, '{"orders": "none"}'), (500, "no JSON"), (500, "{}"), (401, '{"error": {"code": "x"}}')],
)
async def test_an_answer_of_another_shape_is_a_failed_action(
    session: aiohttp.ClientSession, status: int, text: str
) -> None:
    async def odd(_: web.Request) -> web.Response:
        return web.Response(status=status, text=text, content_type="application/json")

    app = web.Application()
    app.router.add_get("/internal/shop/orders", odd)
    async with TestServer(app) as server:
        shop = Shop(session, str(server.make_url("")), SECRET, "turn", "ko")
        with pytest.raises(ShopError) as caught:
            await shop.orders()
    assert caught.value.code == "action_failed"


async def test_a_number_cannot_leave_its_place_in_the_path(session: aiohttp.ClientSession) -> None:
    seen: list[str] = []

    async def see(request: web.Request) -> web.Response:
        seen.append(request.raw_path.split("?")[0])
        return web.json_response({"order": {}})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", see)
    async with TestServer(app) as server:
        await Shop(session, str(server.make_url("")), SECRET, "turn", "ko").order("../refunds?x=1")
    assert seen == ["/internal/shop/orders/..%2Frefunds%3Fx=1"]
