"""The internal shop API answers the golden requests, and acts only on a customer's yes, and once."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from connectors.shop.values import Address
from connectors.web import internal_shop
from tests.unit.shop.world import (
    ADDRESS,
    CONVERSATION,
    NOW,
    SUBMISSION,
    UNCONFIRMED,
    FakeShop,
    FakeTurns,
    golden_scopes,
    said_yes,
    scope,
)

SECRET = "the internal secret of a test"
GOLDEN: dict[str, Any] = json.loads((Path(__file__).parents[2] / "contracts" / "shop_api.json").read_text("utf-8"))
TURN = UUID("11111111-1111-4111-8111-111111111111")

Client = TestClient[web.Request, web.Application]


class World:
    """One gateway with its shop and turns, and a client that speaks as the actions do."""

    def __init__(self, client: Client, shop: FakeShop, turns: FakeTurns) -> None:
        self.client, self.shop, self.turns = client, shop, turns

    async def ask(self, method: str, path: str, turn: str | None = str(TURN), secret: str = SECRET, **more: Any) -> Any:
        headers = {"Authorization": f"Bearer {secret}", **({} if turn is None else {"X-Turn-Id": turn})}
        async with self.client.request(method, f"/internal/shop{path}", headers=headers, **more) as response:
            return response.status, await response.json()


@pytest.fixture
async def world() -> AsyncIterator[World]:
    shop, turns = FakeShop(), FakeTurns({TURN: scope()})
    app = web.Application()
    app.add_routes(internal_shop.routes(turns, shop, SECRET, lambda: NOW))
    async with TestClient(TestServer(app)) as client:
        yield World(client, shop, turns)


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["name"])
async def test_the_golden_requests_get_the_golden_answers(world: World, case: dict[str, Any]) -> None:
    world.turns.scopes = golden_scopes(GOLDEN["turns"])
    world.shop.down = case["turn"] == "shop_down"
    request, secret = case["request"], SECRET if case["secret"] == "right" else "a guess"
    path = request["path"].removeprefix("/internal/shop")
    more = {"params": request.get("query"), "json": request.get("body")}
    status, body = await world.ask(request["method"], path, GOLDEN["turns"][case["turn"]], secret, **more)
    assert body == case["response"]["body"]
    assert status == case["response"]["status"]


def test_the_golden_file_names_every_error_that_it_shows() -> None:
    shown = {case["response"]["body"]["error"]["code"] for case in GOLDEN["cases"] if case["response"]["status"] != 200}
    assert shown == set(GOLDEN["enums"]["error"])


async def test_a_write_happens_once_a_turn_and_is_recorded_with_its_key(world: World) -> None:
    world.turns.scopes = {TURN: said_yes("cancel_order", "FH-100202")}
    first = await world.ask("POST", "/orders/FH-100202/cancel", json={})
    again = await world.ask("POST", "/orders/FH-100202/cancel", json={})
    key = f"{TURN}:cancel_order:FH-100202"
    assert first == again
    assert world.shop.writes == [("cancel", "FH-100202", key)]
    assert world.turns.recorded == [
        {"key": key, "action": "cancel_order", "reference": "FH-100202", "ok": True, "code": None}
    ]


async def test_a_refusal_of_the_shop_is_recorded_and_stays(world: World) -> None:
    world.turns.scopes = {TURN: said_yes("cancel_order", "FH-100201")}
    first = await world.ask("POST", "/orders/FH-100201/cancel", json={})
    world.shop.orders_by_number["FH-100201"] = replace(world.shop.orders_by_number["FH-100201"], shipped_at=None)
    again = await world.ask("POST", "/orders/FH-100201/cancel", json={})
    assert first == again
    assert first[0] == 422
    assert [(kept["ok"], kept["code"]) for kept in world.turns.recorded] == [(False, "not_possible")]


async def test_a_silent_shop_leaves_the_write_open_for_another_try(world: World) -> None:
    world.turns.scopes = {TURN: said_yes("cancel_order", "FH-100202")}
    world.shop.down = True
    assert (await world.ask("POST", "/orders/FH-100202/cancel", json={}))[0] == 502
    world.shop.down = False
    assert (await world.ask("POST", "/orders/FH-100202/cancel", json={}))[0] == 200
    assert len(world.turns.recorded) == 1


async def test_a_new_address_comes_from_the_form_and_nowhere_else(world: World) -> None:
    world.turns.scopes = {TURN: said_yes("change_address", "FH-100202", SUBMISSION)}
    send = {"submission": str(SUBMISSION), "line1": "somewhere else"}
    status, _ = await world.ask("POST", "/orders/FH-100202/address", json=send)
    assert status == 200
    [(_, _, address, _)] = world.shop.writes
    assert address == Address(line2="", city="", **ADDRESS)


async def test_a_yes_to_one_address_is_no_yes_to_another(world: World) -> None:
    world.turns.scopes = {TURN: said_yes("change_address", "FH-100202", SUBMISSION)}
    status, body = await world.ask("POST", "/orders/FH-100202/address", json={"submission": str(UNCONFIRMED)})
    assert (status, body["error"]["code"]) == (409, "not_confirmed")
    assert world.shop.writes == []


async def test_a_form_of_another_conversation_is_no_yes(world: World) -> None:
    yes = said_yes("change_address", "FH-100202", SUBMISSION)
    world.turns.scopes = {TURN: replace(yes, conversation_id=UUID(int=CONVERSATION.int + 1))}
    status, body = await world.ask("POST", "/orders/FH-100202/address", json={"submission": str(SUBMISSION)})
    assert (status, body["error"]["code"]) == (409, "not_confirmed")
    assert world.shop.writes == []


@pytest.mark.parametrize("customer", [None, "C-2"])
async def test_a_yes_to_somebody_elses_order_moves_nothing(world: World, customer: str | None) -> None:
    world.turns.scopes = {TURN: replace(said_yes("cancel_order", "FH-100202"), customer_id=customer)}
    status, _ = await world.ask("POST", "/orders/FH-100202/cancel", json={})
    assert status == (403 if customer is None else 404)
    assert world.shop.writes == []


async def test_a_visitor_may_act_on_a_proven_order(world: World) -> None:
    yes = said_yes("cancel_order", "FH-100202")
    world.turns.scopes = {TURN: replace(yes, customer_id=None, proven_orders=frozenset({"fh-100202"}))}
    assert (await world.ask("POST", "/orders/FH-100202/cancel", json={}))[0] == 200


@pytest.mark.parametrize("send", ["[]", "nothing", '{"reason": 3}', json.dumps({"reason": "x" * 501})])
async def test_a_body_that_makes_no_sense_is_named(world: World, send: str) -> None:
    world.turns.scopes = {TURN: said_yes("request_refund", "FH-100201")}
    status, body = await world.ask("POST", "/orders/FH-100201/refund-request", data=send)
    assert (status, body["error"]["code"]) == (400, "bad_request")
    assert world.shop.writes == []


async def test_every_route_asks_for_the_secret(world: World) -> None:
    app = world.client.app
    assert app is not None
    for route in app.router.routes():
        path = (route.resource.canonical if route.resource else "").format(number="FH-100201", rows="payments")
        if route.method != "HEAD":
            status, _ = await world.ask(route.method, path.removeprefix("/internal/shop"), secret="", json={})
            assert status == 401, path
