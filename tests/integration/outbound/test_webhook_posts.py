"""Webhooks over real sockets: signed, repeated under the same id, never to where they may not go."""

import asyncio
import hashlib
import hmac
import json
import socket
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.test_utils import TestServer
from sqlalchemy import select

from connectors.outbound.sender import Sender
from connectors.outbound.webhooks import WebhookPost, open_client
from escalation.lanes import delivery_lane
from escalation.tables import delivery
from escalation.webhooks import Webhooks
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


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    heard = Receiver()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", heard.hear)
    async with TestServer(app) as server:
        heard.url = str(server.make_url("")).rstrip("/")
        yield heard


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with open_client(private=True) as opened:
        yield opened


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


async def test_a_delivery_is_signed_and_says_what_happened(
    world: World, receiver: Receiver, client: aiohttp.ClientSession
) -> None:
    secret = await one_delivery(world, f"{receiver.url}/hook")
    assert await sender(world, client).step() == 1
    [(headers, body)] = receiver.came
    told = dict(part.split("=", 1) for part in headers["Firsthand-Signature"].split(","))
    expected = hmac.new(secret.encode(), f"{told['t']}.".encode() + body, hashlib.sha256).hexdigest()
    assert told == {"t": str(int(world.clock.now.timestamp())), "v1": expected}
    said = json.loads(body)
    assert set(said) == {"id", "type", "at", "data"}
    assert said["type"] == "handoff"
    assert "상담원" not in body.decode()
    kept = await row(world)
    assert (kept.state, kept.last_status, str(kept.id)) == ("delivered", "200", headers["Firsthand-Delivery"])
    assert await sender(world, client).step() == 0


async def test_an_error_is_tried_again_later_under_the_same_id(
    world: World, receiver: Receiver, client: aiohttp.ClientSession
) -> None:
    await one_delivery(world, receiver.url)
    receiver.orders = [500]
    await sender(world, client).step()
    kept = await row(world)
    assert (kept.state, kept.last_status, kept.last_error) == ("waiting", "500", "answered 500")
    assert await sender(world, client).step() == 0
    world.clock.pass_(31)
    await sender(world, client).step()
    assert len(receiver.came) == 2
    assert len(set(receiver.ids)) == 1
    assert receiver.came[0][1] == receiver.came[1][1]
    assert (await row(world)).last_error is None


async def test_a_receiver_that_never_answers_is_left(
    world: World, receiver: Receiver, client: aiohttp.ClientSession
) -> None:
    await one_delivery(world, receiver.url)
    answer = asyncio.Event()
    receiver.orders = [answer]
    await sender(world, client, limit_s=0.3).step()
    answer.set()
    assert (await row(world)).last_error == "not done within 0.3 s"


async def test_the_client_itself_waits_five_seconds(client: aiohttp.ClientSession) -> None:
    assert client.timeout.total == 5.0


async def test_a_redirect_is_not_followed(world: World, receiver: Receiver, client: aiohttp.ClientSession) -> None:
    await one_delivery(world, receiver.url)
    receiver.orders = [302]
    await sender(world, client).step()
    assert len(receiver.came) == 1
    assert (await row(world)).last_error == "answered 302"


async def test_after_the_last_attempt_it_is_dead(
    world: World, receiver: Receiver, client: aiohttp.ClientSession
) -> None:
    await one_delivery(world, receiver.url)
    receiver.orders = [503] * 8
    for _ in range(10):
        await sender(world, client).step()
        world.clock.pass_(2 * 86400)
    assert len(receiver.came) == 8
    assert len(set(receiver.ids)) == 1
    [dead] = await Webhooks(world.service.record).dead()
    assert (dead.attempt, dead.last_error) == (8, "answered 503")


async def test_two_senders_never_deliver_the_same_at_once(
    world: World, receiver: Receiver, client: aiohttp.ClientSession
) -> None:
    await one_delivery(world, receiver.url)
    for _ in range(20):
        await world.handed_off()
    senders = [sender(world, client) for _ in range(3)]
    while sum(await asyncio.gather(*(one.step() for one in senders))):
        pass
    assert len(receiver.came) == 21
    assert len(set(receiver.ids)) == 21


async def test_a_sender_that_dies_before_it_marks_is_followed_by_another_with_the_same_id(
    world: World, receiver: Receiver, client: aiohttp.ClientSession
) -> None:
    await one_delivery(world, receiver.url)
    answer = asyncio.Event()
    receiver.orders = [answer]
    dying = asyncio.create_task(sender(world, client).step())
    while not receiver.came:  # noqa: ASYNC110 - what came is the receiver's own list
        await asyncio.sleep(0.01)
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    answer.set()
    assert await sender(world, client).step() == 0
    world.clock.pass_(61)
    assert await sender(world, client).step() == 1
    assert len(receiver.came) == 2
    assert len(set(receiver.ids)) == 1
    assert (await row(world)).state == "delivered"


class Resolver(AbstractResolver):
    """Names that point where the test wants, another address each time."""

    def __init__(self, *addresses: str) -> None:
        self._addresses = list(addresses)

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET) -> list[ResolveResult]:
        address = self._addresses.pop(0)
        kind = socket.AF_INET6 if ":" in address else socket.AF_INET
        found = ResolveResult(hostname=host, host=address, port=port, family=kind, proto=0, flags=0)
        return [found]

    async def close(self) -> None:
        return


@pytest.fixture
async def knocks() -> AsyncIterator[tuple[int, list[int]]]:
    """A port of this machine, and a list that grows with every connection to it."""
    came: list[int] = []

    def knock(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        came.append(1)
        writer.close()

    server = await asyncio.start_server(knock, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], came


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "[::1]", "10.1.2.3", "169.254.169.254", "[::ffff:10.0.0.1]", "[::ffff:127.0.0.1]", "0.0.0.0"),
        *("0x7f000001", "localhost", "100.64.0.1", "192.168.0.1", "[fd00:ec2::254]"),
    ],
)
async def test_private_addresses_are_refused_before_anything_connects(
    world: World, knocks: tuple[int, list[int]], host: str
) -> None:
    assert "is not a public address" in await error_of(world, knocks, host)


@pytest.mark.parametrize("host", ["2130706433", "127.1"])
async def test_other_spellings_of_an_address_are_no_address(
    world: World, knocks: tuple[int, list[int]], host: str
) -> None:
    assert "InvalidUrl" in await error_of(world, knocks, host)


async def error_of(world: World, knocks: tuple[int, list[int]], host: str) -> str:
    """What is kept of an attempt to reach this host, which must not connect to this machine."""
    port, came = knocks
    await one_delivery(world, f"https://{host}:{port}/")
    async with open_client(private=False) as client:
        await sender(world, client, private=False).step()
    assert came == []
    return str((await row(world)).last_error)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1"])
async def test_a_name_that_points_inside_is_refused(world: World, knocks: tuple[int, list[int]], address: str) -> None:
    port, came = knocks
    await one_delivery(world, f"https://hook.example:{port}/")
    async with open_client(private=False, resolver=Resolver(address)) as client:
        await sender(world, client, private=False).step()
    assert "is not a public address" in (await row(world)).last_error
    assert came == []


async def test_without_tls_only_where_private_networks_are_allowed(
    world: World, receiver: Receiver, client: aiohttp.ClientSession
) -> None:
    await one_delivery(world, receiver.url)
    await sender(world, client, private=False).step()
    assert "expected an https address" in (await row(world)).last_error
    assert receiver.came == []
