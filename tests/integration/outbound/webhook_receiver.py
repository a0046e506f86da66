"""A shop's server that webhooks are sent to, and short ways to send one."""

import asyncio
from typing import Any

import aiohttp
from aiohttp import web
from sqlalchemy import select

from connectors.outbound.sender import Sender
from connectors.outbound.webhooks import WebhookPost
from escalation.outbound.lanes import delivery_lane
from escalation.outbound.webhooks import Webhooks
from escalation.tables import delivery
from tests.integration.escalation.world import World


class Receiver:
    """A shop's server: answers the orders one after the other, then 200. Keeps what came."""

    def __init__(self) -> None:
        self.came: list[tuple[dict[str, str], bytes]] = []
        self.orders: list[int | asyncio.Event] = []
        self.url = ""

    async def hear(self, request: web.Request) -> web.Response:
        self.came.append((dict(request.headers), await request.read()))
        order = self.orders.pop(0) if self.orders else 200
        if isinstance(order, asyncio.Event):
            await order.wait()
            return web.Response()
        return web.Response(status=order, headers={"Location": f"{self.url}/elsewhere"} if order == 302 else {})

    @property
    def ids(self) -> list[str]:
        return [headers["Firsthand-Delivery"] for headers, _ in self.came]


def sender(world: World, client: aiohttp.ClientSession, *, private: bool = True, limit_s: float = 30.0) -> Sender:
    lane = delivery_lane(world.engine, world.clock, chance=lambda: 1.0)
    return Sender("delivery", lane, WebhookPost(world.engine, client, world.clock, private=private), limit_s=limit_s)


async def row(world: World) -> Any:
    async with world.engine.connect() as connection:
        return (await connection.execute(select(delivery))).one()


async def one_delivery(world: World, url: str) -> str:
    """A webhook with one delivery that waits; the secret."""
    _, secret = await Webhooks(world.service.record).add(url, ["handoff"])
    await world.handed_off()
    return secret
