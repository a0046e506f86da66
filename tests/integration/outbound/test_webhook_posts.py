"""Webhooks over real sockets: signed, repeated under the same id until they arrive or are given up."""

import asyncio
import hashlib
import hmac
import json

import aiohttp

from escalation.outbound.webhooks import Webhooks
from tests.integration.escalation.world import World
from tests.integration.outbound.webhook_receiver import Receiver, one_delivery, row, sender


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
