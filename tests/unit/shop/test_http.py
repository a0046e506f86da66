"""The http adapter believes only answers that keep the contract, and waits two seconds for none."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from connectors.shop.errors import NotFound, NotPossible, ShopUnavailable
from connectors.shop.http import LARGEST_ANSWER, HttpShop
from connectors.shop.wire import encode
from tests.unit.shop.world import ORDERS

LIMIT_S = 2.0
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Shop:
    """A shop that answers everything with `answer`, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answer: Handler = told(200, {})
        self.asked: list[web.Request] = []

    async def handle(self, request: web.Request) -> web.StreamResponse:
        await request.read()
        self.asked.append(request)
        return await self.answer(request)


def told(status: int, body: Any) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.json_response(body, status=status)

    return answer


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
async def adapter(shop: Shop) -> AsyncIterator[HttpShop]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", shop.handle)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        yield HttpShop(session, str(server.make_url("/")), "the token", limit_s=LIMIT_S)


async def test_it_shows_its_token_and_the_key_of_a_write(shop: Shop, adapter: HttpShop) -> None:
    shop.answer = told(200, {"order": encode(ORDERS[0])})
    await adapter.cancel("FH-100201", "turn:cancel_order:FH-100201")
    [request] = shop.asked
    assert (request.method, request.path) == ("POST", "/api/v1/orders/FH-100201/cancel")
    assert request.headers["Authorization"] == "Bearer the token"
    assert request.headers["Idempotency-Key"] == "turn:cancel_order:FH-100201"


async def test_a_number_that_could_leave_its_place_in_the_path_is_never_sent(shop: Shop, adapter: HttpShop) -> None:
    for number in ("../customers/C-1", "FH-1?x=1", "FH 1", "FH-1/payments", ".", ""):
        with pytest.raises(NotFound):
            await adapter.order(number)
    assert shop.asked == []


@pytest.mark.parametrize(
    "answer",
    [
        told(200, {}),
        told(200, []),
        told(200, {"order": {**encode(ORDERS[0]), "total": "much"}}),
        told(401, {"error": {"code": "unauthenticated", "message": "who?"}}),
        told(422, {"error": {"code": "not_possible"}}),
        told(500, {"error": {"code": "internal", "message": "oh"}}),
        told(302, {}),
        told(200, {"order": "x" * LARGEST_ANSWER}),
    ],
)
async def test_an_answer_outside_the_contract_is_no_answer(shop: Shop, adapter: HttpShop, answer: Handler) -> None:
    shop.answer = answer
    with pytest.raises(ShopUnavailable):
        await adapter.order("FH-100201")


async def test_words_that_are_no_json_are_no_answer(shop: Shop, adapter: HttpShop) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(text="<html>maintenance</html>")

    shop.answer = answer
    with pytest.raises(ShopUnavailable):
        await adapter.guides(None)


async def test_a_redirect_is_not_followed(shop: Shop, adapter: HttpShop) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(status=307, headers={"Location": "/elsewhere"}, text="{}")

    shop.answer = answer
    with pytest.raises(ShopUnavailable):
        await adapter.order("FH-100201")
    assert len(shop.asked) == 1


async def test_a_slow_shop_is_given_up(shop: Shop, adapter: HttpShop) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(LIMIT_S * 4)
        return web.Response(text=json.dumps({"orders": []}))

    shop.answer = answer
    async with asyncio.timeout(LIMIT_S * 3):
        with pytest.raises(ShopUnavailable):
            await adapter.orders("C-1", 5)


async def test_a_shop_that_is_not_there() -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(ShopUnavailable):
            await HttpShop(session, "http://127.0.0.1:9", "the token").order("FH-100201")


async def test_refusals_keep_their_reason(shop: Shop, adapter: HttpShop) -> None:
    shop.answer = told(422, {"error": {"code": "not_possible", "message": "no", "reason": "already_shipped"}})
    with pytest.raises(NotPossible) as refused:
        await adapter.cancel("FH-100201", "key")
    assert refused.value.reason == "already_shipped"


@pytest.mark.parametrize("answer", [{"owned": "yes"}, {"owned": 1}, {}])
async def test_only_a_plain_yes_proves_an_order(shop: Shop, adapter: HttpShop, answer: dict[str, Any]) -> None:
    shop.answer = told(200, answer)
    assert await adapter.owns("FH-100201", "1001") is False
