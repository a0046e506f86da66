"""The doors: who is let in, who is refused and how, and what every response carries."""

import asyncio
import re
import time
from typing import Any
from uuid import uuid4

import aiohttp
import jwt
import pytest

from connectors.web import app as application
from connectors.web import reception
from connectors.web.authorization import OPEN_ACTS, OWN_PAGE_ACTS
from connectors.web.limits import GUESSES_BY_ORDER, LOGIN_BY_PAIR
from connectors.web.routing import Route
from tests.integration.web.conftest import PASSWORD, Gateway

ROUTES = application.ROUTES


@pytest.fixture
async def http() -> Any:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield session


def some(route: Route) -> str:
    """A path that the route answers."""
    return re.sub(r"\{\w+\}", str(uuid4()), route.path)


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://127.0.0.1:8081"])
@pytest.mark.parametrize("path", ["/widget/socket", "/desk/socket"])
async def test_a_socket_opens_from_our_own_page_only(
    gateway: Gateway, http: aiohttp.ClientSession, path: str, origin: str | None
) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await http.ws_connect(f"{gateway.url}{path}", origin=origin)
    assert refused.value.status in ((403,) if path.startswith("/widget") else (401, 403))


async def test_every_change_refuses_a_foreign_page(gateway: Gateway, http: aiohttp.ClientSession) -> None:
    for route in ROUTES:
        if route.method == "GET" or route.act not in OWN_PAGE_ACTS:
            continue
        for headers in (
            {},
            {"X-Firsthand": "1"},
            {"Origin": gateway.url},
            {"Origin": "http://evil.example", "X-Firsthand": "1"},
            {"Origin": gateway.url, "X-Firsthand": "1", "Sec-Fetch-Site": "cross-site"},
        ):
            async with http.request(route.method, gateway.url + some(route), json={}, headers=headers) as response:
                assert response.status == 403, (route.path, headers)
                assert (await response.json())["error"]["code"] == "forbidden"


def test_without_our_own_page_only_programs_write_and_browsers_complain() -> None:
    open_to_all = {route.path for route in ROUTES if route.method != "GET" and route.act not in OWN_PAGE_ACTS}
    assert open_to_all == {"/journey/events", "/csp-report"}


async def test_without_a_session_nothing_behind_one_answers(gateway: Gateway, http: aiohttp.ClientSession) -> None:
    guarded = [route for route in ROUTES if route.act not in OPEN_ACTS]
    assert len(guarded) >= 5
    for route in guarded:
        headers = {"Origin": gateway.url, "X-Firsthand": "1", "Cookie": "firsthand=guessed"}
        async with http.request(route.method, gateway.url + some(route), json={}, headers=headers) as response:
            assert response.status == 401, route.path


async def test_every_response_carries_the_headers(gateway: Gateway, http: aiohttp.ClientSession) -> None:
    for path in ("/healthz", "/desk", "/widget/frame", "/widget.js", "/assets/desk.js", "/none", "/desk/me"):
        async with http.get(gateway.url + path) as response:
            headers = response.headers
            assert headers["X-Content-Type-Options"] == "nosniff", path
            assert headers["Referrer-Policy"] == "no-referrer", path
            assert "default-src 'none'" in headers["Content-Security-Policy"], path
            assert headers["Server"] == "firsthand", path
            assert len(headers["X-Request-Id"]) == 32, path


async def test_pages_and_assets_are_served(gateway: Gateway, http: aiohttp.ClientSession) -> None:
    for path in ("/desk", "/ops", "/widget/frame?locale=ko"):
        async with http.get(gateway.url + path) as response:
            assert response.status == 200
            assert "nonce=" in await response.text()
    async with http.head(f"{gateway.url}/healthz") as response:
        assert response.status == 200
    async with http.get(f"{gateway.url}/assets/desk.js") as response:
        assert "immutable" in response.headers["Cache-Control"]
        assert response.content_type == "text/javascript"
    async with http.get(f"{gateway.url}/assets/..%2fwidget.html") as response:
        assert response.status == 404


async def test_readiness_tells_the_truth_of_each_part(gateway: Gateway, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{gateway.url}/readyz") as response:
        assert response.status == 200
        body = await response.json()
    assert body["complete"]
    assert body["parts"] == {name: {"ok": True} for name in ("database", "redis", "assistant", "ui")}
    gateway.assistant.mode = "away"
    async with http.get(f"{gateway.url}/readyz") as response:
        assert response.status == 200
        body = await response.json()
    assert body["ready"]
    assert not body["complete"]
    assert body["parts"]["assistant"] == {"ok": False}


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"locale": "fr"}', "application/json", 400),
        (b'{"visitor_token": {"$gt": ""}}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"{}", "text/plain", 400),
        (b'"' + b"x" * 300_000 + b'"', "application/json", 413),
    ],
)
async def test_a_bad_body_is_refused_in_the_one_form(
    gateway: Gateway, http: aiohttp.ClientSession, body: bytes, kind: str, status: int
) -> None:
    headers = {"Origin": gateway.url, "X-Firsthand": "1", "Content-Type": kind}
    async with http.post(f"{gateway.url}/widget/session", data=body, headers=headers) as response:
        assert response.status == status
        assert set((await response.json())["error"]) >= {"code", "message"}


async def test_a_socket_that_does_not_say_hello_is_closed(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        await customer.connect("/widget/socket")
        started = time.monotonic()
        assert await customer.until_closed() == 4408
        assert time.monotonic() - started < reception.HELLO_LIMIT_S + 1


@pytest.mark.parametrize(
    "first", ['{"type": "typing", "on": true}', "x", '{"type": "hello", "ticket": "t", "last_seq": 0}']
)
async def test_a_wrong_first_frame_ends_the_socket(gateway: Gateway, first: str) -> None:
    async with gateway.customer() as customer:
        await customer.connect("/widget/socket")
        await customer.raw(first)
        assert await customer.until_closed() in (1008, 4401)
        assert customer.heard[0]["code"] in ("bad_frame", "unauthenticated")


async def test_a_ticket_opens_one_socket(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.customer() as thief:
        ticket = await customer.ticket()
        for screen, welcome in ((customer, True), (thief, False)):
            await screen.connect("/widget/socket")
            await screen.say("hello", ticket=ticket, last_seq=0)
            await screen.until("welcome" if welcome else "refused")
        assert await thief.until_closed() == 4401


async def test_a_frame_of_more_than_64_kib_ends_the_socket(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        await customer.open()
        await customer.raw("x" * (64 * 1024 + 1))
        assert await customer.until_closed() == 1009


def vouched(gateway: Gateway, **changes: object) -> str:
    (kid, key), *_ = gateway.settings.widget_jwt_keys.items()
    now = int(time.time())
    claims = {"sub": "c-1001", "name": "김하늘", "aud": "demo", "iat": now, "exp": now + 300, "jti": uuid4().hex}
    return jwt.encode({**claims, **changes}, key, algorithm="HS256", headers={"kid": kid})


async def test_a_verified_customer_finds_the_conversation_in_another_browser(gateway: Gateway) -> None:
    async with gateway.customer() as laptop, gateway.customer() as phone, gateway.customer() as stranger:
        first = await laptop.open(jwt=vouched(gateway))
        assert first["customer"] == {"verified": True, "name": "김하늘"}
        await laptop.write("private")
        second = await phone.open(jwt=vouched(gateway))
        assert second["conversation_id"] == first["conversation_id"]
        assert [message["text"] for message in second["messages"]][:1] == ["private"]
        stranger.token = laptop.token
        alone = await stranger.open()
        assert alone["customer"] == {"verified": False}
        assert alone["conversation_id"] != first["conversation_id"]
        assert alone["messages"] == []


async def test_a_planted_visitor_hears_nothing_once_a_customer_logs_in(gateway: Gateway) -> None:
    """On a shared computer somebody copies the visitor's token, leaves a chat open, and listens from elsewhere."""
    async with gateway.customer() as planted, gateway.customer() as customer:
        await planted.open()
        await planted.write("bait")
        customer.token = planted.token
        taken_over = await customer.open(jwt=vouched(gateway))
        assert await planted.until_closed() == 4401
        await customer.write("my address is")
        await customer.reads("re: my address is")
        again = await planted.open()
        assert again["conversation_id"] != taken_over["conversation_id"]
        assert again["messages"] == []


async def test_a_verified_session_reconnects_without_the_shop(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.customer() as stranger:
        first = await customer.open(jwt=vouched(gateway))
        assert customer.session is not None
        await customer.leave()
        again = await customer.open(session=customer.session)
        assert again["conversation_id"] == first["conversation_id"]
        body = {"session": customer.session, "locale": "ko"}
        async with await stranger.post("/widget/session", body) as response:
            assert response.status == 401
            assert (await response.json())["error"]["field"] == "session"


async def test_a_token_of_the_shop_serves_one_browser(gateway: Gateway) -> None:
    once = vouched(gateway)
    async with gateway.customer() as customer, gateway.customer() as thief:
        await customer.ticket(jwt=once)
        await customer.ticket(jwt=once)
        async with await thief.post("/widget/session", {"jwt": once}) as response:
            assert response.status == 401
            assert (await response.json())["error"]["field"] == "jwt"


async def test_wrong_passwords_are_counted_and_the_right_one_forgives(gateway: Gateway) -> None:
    email = await gateway.hire()
    async with gateway.agent() as screen:
        wrong = {"email": email, "password": "a guess that is wrong"}

        async def guess(body: dict[str, str]) -> int:
            async with await screen.post("/desk/login", body) as response:
                return response.status

        assert [await guess(wrong) for _ in range(3)] == [401] * 3
        assert await guess({"email": email.upper(), "password": PASSWORD}) == 200
        assert [await guess(wrong) for _ in range(LOGIN_BY_PAIR.burst)] == [401] * LOGIN_BY_PAIR.burst
        async with await screen.post("/desk/login", {"email": email, "password": PASSWORD}) as response:
            assert response.status == 429
            assert int(response.headers["Retry-After"]) > 60
            assert (await response.json())["error"]["retry_after"] > 60


async def test_an_unknown_address_is_answered_like_a_wrong_password(gateway: Gateway) -> None:
    email = await gateway.hire()
    async with gateway.agent() as screen:
        answers = []
        for body in ({"email": email, "password": "wrong password"}, {"email": "no@one.kr", "password": "wrong one"}):
            async with await screen.post("/desk/login", body) as response:
                answers.append((response.status, await response.json()))
        assert answers[0] == answers[1]


async def test_a_customer_who_writes_too_fast_is_told_how_long_to_wait(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        await customer.open()
        answers = [await customer.write(f"message {number}") for number in range(20)]
        refused = [answer for answer in answers if answer["type"] == "refused"]
        assert refused
        assert {answer["code"] for answer in refused} == {"rate_limited"}
        assert 0 < refused[0]["retry_after"] <= 2.1
        await asyncio.sleep(refused[-1]["retry_after"])
        assert (await customer.write("patience"))["type"] == "ack"


async def test_a_flood_of_nonsense_ends_the_socket(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        await customer.open()
        for _ in range(reception.MOST_BAD_FRAMES + 1):
            await customer.raw("nonsense")
        assert await customer.until_closed() == 1008


async def test_guesses_at_one_order_are_counted_over_all_visitors(gateway: Gateway) -> None:
    guess = {"order_number": "FH-1042", "contact": "0000"}
    codes = []
    for number in range(GUESSES_BY_ORDER.burst // 4 + 1):
        async with gateway.customer() as visitor:
            await visitor.open()
            await visitor.write(f"verify {number}")
            form = await visitor.message(lambda message: message.get("card", {}).get("kind") == "verify_order")
            for _ in range(4):
                answer = await visitor.answered(await visitor.say("submit", message_id=form["id"], values=guess))
                codes.append(answer.get("code"))
    assert "rate_limited" not in codes[: GUESSES_BY_ORDER.burst]
    assert codes[-1] == "rate_limited"


async def test_a_browser_that_logs_in_sees_the_customers_conversation_from_its_start(gateway: Gateway) -> None:
    async with gateway.customer() as laptop, gateway.customer() as phone:
        await laptop.open(jwt=vouched(gateway))
        for number in range(2):
            await laptop.write(f"m{number}")
            await laptop.reads(f"re: m{number}")
        before = await phone.open()
        ticket = await phone.ticket(jwt=vouched(gateway))
        await phone.connect("/widget/socket")
        await phone.say("hello", ticket=ticket, last_seq=3, conversation_id=before["conversation_id"], locale="ko")
        welcome = await phone.until("welcome")
        assert welcome["conversation_id"] != before["conversation_id"]
        assert [message["seq"] for message in welcome["messages"]] == [1, 2, 3, 4]
