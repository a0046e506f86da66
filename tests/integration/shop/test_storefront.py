"""The storefront as a browser meets it: languages, log-in, the widget's token, and what is kept from strangers."""

from collections.abc import AsyncIterator

import aiohttp
import jwt
import pytest

from tests.integration.shop.conftest import JWT_KEY, TOKEN, Process


class Browser:
    """Keeps cookies and says its Origin on a POST."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session, self.url = session, url

    async def get(self, path: str, status: int = 200, language: str = "ko") -> str:
        headers = {"Accept-Language": language}
        async with self.session.get(self.url + path, headers=headers, allow_redirects=False) as response:
            assert response.status == status, path
            return await response.text()

    async def post(self, path: str, origin: str | None = None, **form: str) -> aiohttp.ClientResponse:
        headers = {"Origin": origin or self.url}
        return await self.session.post(self.url + path, data=form, headers=headers, allow_redirects=False)

    async def log_in(self, customer: str) -> None:
        assert (await self.post("/login", customer=customer)).status == 303


@pytest.fixture
async def browser(process: Process) -> AsyncIterator[Browser]:
    jar = aiohttp.CookieJar(unsafe=True)  # the shop's host is an address here
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        yield Browser(session, process.url)


async def test_the_shop_speaks_both_languages(browser: Browser) -> None:
    assert "루미 램프" in await browser.get("/")
    assert "Lumi Lamp" in await browser.get("/", language="en-US,en;q=0.8")
    assert "Lumi Lamp" in await browser.get("/?lang=en")
    assert "Help" in await browser.get("/help"), "the choice is remembered"


async def test_every_page_opens_for_every_customer(browser: Browser) -> None:
    public = ["/", "/help", "/login", "/products/LUMI-1", "/track/680010020777"]
    own = ["", "/orders", "/payments", "/invoices", "/subscription", "/profile"]
    for number in range(1001, 1009):
        await browser.log_in(f"C-{number}")
        for path in [*public, *(f"/account{page}" for page in own)]:
            for language in ("ko", "en"):
                assert "</html>" in await browser.get(path, language=language)


async def test_an_order_its_invoice_and_its_lateness(browser: Browser) -> None:
    await browser.log_in("C-1004")
    page = await browser.get("/account/orders/FH-100207", language="en")
    assert "3 day(s) late" in page
    assert "Sori Speaker" in page
    assert "INV-100207" in await browser.get("/account/invoices/INV-100207")


async def test_somebody_elses_pages_do_not_exist(browser: Browser) -> None:
    await browser.log_in("C-1001")
    await browser.get("/account/orders/FH-100207", status=404)
    await browser.get("/account/invoices/INV-100207", status=404)


async def test_an_account_asks_for_a_log_in_and_comes_back(browser: Browser) -> None:
    await browser.get("/account/payments", status=303)
    answer = await browser.post("/login", customer="C-1001", next="/account/payments")
    assert answer.headers["Location"] == "/account/payments"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", ""])
async def test_a_log_in_leads_nowhere_else(browser: Browser, target: str) -> None:
    answer = await browser.post("/login", customer="C-1001", next=target)
    assert answer.headers["Location"] == "/account"


async def test_the_widget_token_says_who_is_logged_in(browser: Browser) -> None:
    await browser.log_in("C-1004")
    tokens = [(await (await browser.post("/widget-token")).json())["jwt"] for _ in range(2)]
    assert jwt.get_unverified_header(tokens[0])["kid"] == "k1"
    first, second = (jwt.decode(token, JWT_KEY, algorithms=["HS256"], audience="demo") for token in tokens)
    assert (first["sub"], first["name"], first["tier"]) == ("C-1004", "Emma Carter", "gold")
    assert first["exp"] - first["iat"] == 600
    assert first["jti"] != second["jti"]


async def test_strangers_and_other_sites_get_no_token(browser: Browser) -> None:
    assert (await browser.post("/widget-token")).status == 401
    await browser.log_in("C-1001")
    assert (await browser.post("/widget-token", origin="https://evil.example")).status == 403
    assert (await browser.post("/logout", origin="https://evil.example")).status == 403
    assert (await browser.post("/login", origin="https://evil.example", customer="C-1002")).status == 403
    assert (await browser.post("/logout")).status == 303
    assert (await browser.post("/widget-token")).status == 401


async def test_a_forged_session_is_nobody(browser: Browser) -> None:
    forged = jwt.encode({"sub": "C-1001", "aud": "demo-shop-session"}, TOKEN, algorithm="HS256")
    async with browser.session.get(
        browser.url + "/account", cookies={"demo_shop": forged}, allow_redirects=False
    ) as got:
        assert got.status == 303


async def test_only_our_own_and_the_widgets_code_runs(browser: Browser) -> None:
    async with browser.session.get(browser.url + "/") as response:
        policy, page = response.headers["Content-Security-Policy"], await response.text()
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    assert page.count("<script") == page.count(f'<script nonce="{nonce}"') == 2
    assert 'async src="http://127.0.0.1:8080/widget.js" data-site="demo"' in page


async def test_what_a_visitor_types_stays_text(browser: Browser) -> None:
    page = await browser.get("/login?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


async def test_a_missing_page_says_so_in_the_visitors_language(browser: Browser) -> None:
    assert "There is no such page" in await browser.get("/nowhere", status=404, language="en")


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"bearer {TOKEN}"])
async def test_the_rest_interface_wants_its_token(browser: Browser, token: str) -> None:
    for path in ("/api/v1/orders/FH-100201", "/api/v1/guides", "/api/v1/nowhere"):
        async with browser.session.get(browser.url + path, headers={"Authorization": token}) as response:
            assert response.status == 401
            assert (await response.json())["error"]["code"] == "unauthenticated"


@pytest.mark.parametrize(
    ("path", "headers", "body"),
    [
        ("orders/FH-100202/cancel", {}, "{}"),
        ("orders/FH-100202/cancel", {"Idempotency-Key": "x" * 201}, "{}"),
        ("orders/FH-100202/address", {"Idempotency-Key": "k"}, '{"recipient": "me"}'),
        ("orders/FH-100202/address", {"Idempotency-Key": "k"}, "[]"),
        ("orders/FH-100202/refund-request", {"Idempotency-Key": "k"}, '{"reason": 3}'),
        ("orders/FH-100202/ownership", {}, '{"contact": null}'),
        ("orders/FH-100202/ownership", {}, "contact"),
    ],
)
async def test_a_bad_write_is_refused_in_words(browser: Browser, path: str, headers: dict[str, str], body: str) -> None:
    sent = {"Authorization": f"Bearer {TOKEN}", **headers}
    async with browser.session.post(f"{browser.url}/api/v1/{path}", data=body, headers=sent) as response:
        assert response.status == 400
        assert "expected" in (await response.json())["error"]["message"]


@pytest.mark.usefixtures("anew")
async def test_a_key_that_was_used_for_something_else(browser: Browser) -> None:
    sent = {"Authorization": f"Bearer {TOKEN}", "Idempotency-Key": "one key"}
    url = f"{browser.url}/api/v1/orders"
    async with browser.session.post(f"{url}/FH-100202/cancel", headers=sent, json={}) as first:
        assert first.status == 200
    async with browser.session.post(f"{url}/FH-100203/cancel", headers=sent, json={}) as second:
        assert second.status == 409
        assert (await second.json())["error"]["reason"] == "key_reused"
