"""A customer whose order is late is told as soon as they are there, and what they answer comes to every screen."""

import asyncio
import dataclasses
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import uuid4

import jwt
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from connectors.settings import Settings
from connectors.shop.orders import Order
from connectors.shop.wire import encode
from tests.integration.shop.conftest import TOKEN, Process, process
from tests.integration.web.conftest import Gateway
from tests.integration.web.screens import CustomerScreen, Frame
from tests.integration.web.test_golden import known, strangers

__all__ = ["process"]
LATE, OWNER, OTHER = "FH-100207", "C-1004", "C-1001"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
ORDER = Order("X-1", OWNER, LONG_AGO, (), 0, "KRW", "", promised_at=LONG_AGO)


@pytest.fixture
def settings(settings: Settings, process: Process) -> Settings:
    return dataclasses.replace(settings, shop_url=process.url, shop_token=TOKEN, outreach_held_back=0.0)


def vouched(gateway: Gateway, customer_id: str) -> str:
    (kid, key), *_ = gateway.settings.widget_jwt_keys.items()
    now = int(time.time())
    claims = {"sub": customer_id, "aud": "demo", "iat": now, "exp": now + 300, "jti": uuid4().hex}
    return jwt.encode(claims, key, algorithm="HS256", headers={"kid": kid})


async def told(screen: CustomerScreen) -> Frame:
    """What the screen shows of it."""
    found: Frame = (await screen.until("state", lambda frame: "outreach" in frame["state"]))["state"]["outreach"]
    return found


async def gone(screen: CustomerScreen) -> None:
    await screen.until("state", lambda frame: "outreach" not in frame["state"])


async def test_a_late_order_is_told_shown_and_asked_about(gateway: Gateway) -> None:
    async with gateway.customer() as phone, gateway.customer() as laptop:
        await phone.open(jwt=vouched(gateway, OWNER))
        card = await told(phone)
        assert (card["kind"], card["params"]["number"], card["shown"]) == ("late_order", LATE, False)
        welcome = await laptop.open(jwt=vouched(gateway, OWNER))
        assert welcome["state"]["outreach"] == card, "a second screen knows it from the start"
        await laptop.say("outreach_shown", outreach_id=card["id"])
        await phone.until("state", lambda frame: frame["state"].get("outreach", {}).get("shown") is True)
        ack = await laptop.answered(await laptop.say("outreach", outreach_id=card["id"], answer="take"))
        assert ack["seq"] == 1
        await gone(phone)
        asked = await phone.message(lambda message: message.get("code") == "see_order")
        assert (asked["kind"], asked["params"]["reference"]) == ("press", LATE)
        await phone.message(lambda message: message["sender"] == "bot")
        assert gateway.assistant.requests[-1]["messages"][0]["payload"] == f'/order_track{{"order_number": "{LATE}"}}'
        assert strangers(phone.heard + laptop.heard, known("widget_frames.json")) == set()


async def test_not_now_is_not_asked_again(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.customer() as again:
        await customer.open(jwt=vouched(gateway, OWNER))
        card = await told(customer)
        dismissed = await customer.answered(await customer.say("outreach", outreach_id=card["id"], answer="dismiss"))
        assert set(dismissed) == {"type", "client_id"}
        await gone(customer)
        assert "outreach" not in (await again.open(jwt=vouched(gateway, OWNER)))["state"]


async def test_who_waits_for_nothing_is_told_nothing(gateway: Gateway) -> None:
    async with gateway.customer() as customer, gateway.customer() as nobody:
        await customer.open(jwt=vouched(gateway, OTHER))
        await nobody.open()
        for screen in (customer, nobody):
            await screen.write("hi")
            await screen.reads("hi")
            assert not any("outreach" in frame.get("state", {}) for frame in screen.heard)


class TestWithASlowShop:
    @pytest.fixture
    def seen(self) -> asyncio.Event:
        """The customer's screen is there."""
        return asyncio.Event()

    @pytest.fixture
    async def settings(self, settings: Settings, seen: asyncio.Event) -> AsyncIterator[Settings]:
        """It answers nothing before."""

        async def orders(_: web.Request) -> web.Response:
            await seen.wait()
            return web.json_response({"orders": [encode(ORDER)]})

        app = web.Application()
        app.router.add_get("/api/v1/customers/{id}/orders", orders)
        async with TestServer(app) as server:
            yield dataclasses.replace(settings, shop_url=str(server.make_url("")).rstrip("/"), outreach_held_back=0.0)

    async def test_nobody_waits_for_it(self, gateway: Gateway, seen: asyncio.Event) -> None:
        async with gateway.customer() as customer:
            welcome = await customer.open(jwt=vouched(gateway, OWNER))
            assert "outreach" not in welcome["state"]
            seen.set()
            assert (await told(customer))["params"]["number"] == "X-1"
