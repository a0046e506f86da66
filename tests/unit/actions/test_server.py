"""The action server: one secret before every route, and answers Rasa understands."""

import json
import socket
import zlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from actions.__main__ import main
from actions.server import create_app
from actions.settings import Settings, SettingsError
from tests.unit.actions.fake_shop import SECRET, FakeShop
from tests.unit.actions.records import PAID
from tests.unit.actions.stage import TURN

ACTIONS_SECRET = "actions-secret-of-the-tests"
BEARER = {"Authorization": f"Bearer {ACTIONS_SECRET}"}
ENVIRON = {"ACTIONS_SECRET": ACTIONS_SECRET, "INTERNAL_SECRET": SECRET}


def call(action: str) -> dict[str, Any]:
    message = {"intent": {"name": "order_track"}, "entities": [], "metadata": {"turn_id": TURN}}
    tracker = {"sender_id": "d", "slots": {"locale": "en"}, "latest_message": message, "events": []}
    return {"next_action": action, "sender_id": "d", "tracker": tracker, "version": "3.6.21"}


@pytest.fixture
def shop() -> FakeShop:
    return FakeShop(orders=[PAID])


@pytest.fixture
async def client(shop: FakeShop) -> AsyncIterator[TestClient]:
    async with TestServer(shop.app()) as gateway:
        environ = {**ENVIRON, "GATEWAY_URL": str(gateway.make_url(""))}
        app = create_app(Settings.read(environ, host="127.0.0.1", port=0))
        async with TestClient(TestServer(app)) as client:
            yield client


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/health"), ("POST", "/webhook"), ("GET", "/actions"), ("GET", "/")]
)
@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": ACTIONS_SECRET}, {"Authorization": "Bearer é"}]
)
async def test_nothing_answers_without_the_secret(
    client: TestClient, shop: FakeShop, method: str, path: str, headers: dict[str, str]
) -> None:
    response = await client.request(method, path, headers=headers, json=call("action_order_track"))
    assert response.status == 401
    assert (await response.json())["error"]["code"] == "unauthenticated"
    assert shop.calls == []


async def test_health_names_the_actions(client: TestClient) -> None:
    response = await client.get("/health", headers=BEARER)
    assert response.status == 200
    assert "action_order_track" in (await response.json())["actions"]


async def test_an_action_runs_in_its_turn(client: TestClient, shop: FakeShop) -> None:
    response = await client.post("/webhook", headers=BEARER, json=call("action_order_track"))
    answer = await response.json()
    assert response.status == 200
    assert [message["response"] for message in answer["responses"]] == ["utter_order_paid", "utter_ask_solved"]
    assert answer["events"] == [
        {"event": "slot", "timestamp": None, "name": "follow_up", "value": False},
        {"event": "slot", "timestamp": None, "name": "order_number", "value": "FH-100202"},
    ]
    assert [shown.turn_id for shown in shop.calls] == [TURN]


async def test_a_compressed_call_is_read(client: TestClient) -> None:
    body = zlib.compress(json.dumps(call("action_order_track")).encode())
    headers = {**BEARER, "Content-Encoding": "deflate", "Content-Type": "application/json"}
    response = await client.post("/webhook", headers=headers, data=body)
    assert response.status == 200


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"next_action": "x"}', b'{"tracker": []}'])
async def test_a_call_that_is_none_is_refused(client: TestClient, body: bytes) -> None:
    response = await client.post("/webhook", headers=BEARER, data=body)
    assert response.status == 400
    assert (await response.json())["error"]["code"] == "bad_request"


async def test_an_unknown_action_is_not_found(client: TestClient) -> None:
    response = await client.post("/webhook", headers=BEARER, json=call("action_of_nobody"))
    assert response.status == 404


@pytest.mark.parametrize(
    ("environ", "host", "port", "named"),
    [
        ({"INTERNAL_SECRET": SECRET}, "127.0.0.1", 5055, "ACTIONS_SECRET"),
        ({"ACTIONS_SECRET": ACTIONS_SECRET}, "127.0.0.1", 5055, "INTERNAL_SECRET"),
        ({**ENVIRON, "ACTIONS_SECRET": "short"}, "127.0.0.1", 5055, "ACTIONS_SECRET"),
        ({**ENVIRON, "GATEWAY_URL": "gateway"}, "127.0.0.1", 5055, "GATEWAY_URL"),
        (ENVIRON, "0.0.0.0", 5055, "--host"),
        (ENVIRON, "127.0.0.1", 70000, "--port"),
    ],
)
def test_a_bad_setting_is_named(environ: dict[str, str], host: str, port: int, named: str) -> None:
    with pytest.raises(SettingsError, match=f"^{named}: expected"):
        Settings.read(environ, host=host, port=port)


def test_a_secret_is_never_repeated() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.read({**ENVIRON, "ACTIONS_SECRET": "hunter2"}, host="127.0.0.1", port=0)
    assert "hunter2" not in str(caught.value)


def test_it_refuses_to_start_on_an_open_address(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--host", "0.0.0.0"], ENVIRON) == 2
    assert "--host: expected a loopback address" in capsys.readouterr().err


def test_a_taken_port_is_said_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["--port", str(port)], ENVIRON) == 3
    assert capsys.readouterr().err.startswith(f"actions: cannot listen on 127.0.0.1:{port}: ")


async def test_a_shop_that_takes_too_long_is_a_failure(client: TestClient, shop: FakeShop) -> None:
    shop.delay_s = 30.0
    response = await client.post("/webhook", headers=BEARER, json=call("action_order_track"))
    messages = (await response.json())["responses"]
    assert response.status == 200
    assert [message["response"] for message in messages] == ["utter_shop_unavailable", None]
    assert messages[1]["custom"] == {"failure": {"code": "shop_unavailable"}}
