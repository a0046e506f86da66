"""What gateways share through Redis, and what each still does while Redis is away."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from connectors.web import keys
from connectors.web.limits import Limits, LocalLimits, Rule
from connectors.web.once import Once
from connectors.web.signed import Signer
from connectors.web.socket_tickets import SocketTickets
from escalation.store.refusals import Refused
from tests.integration.web.conftest import PASSWORD, Gateway

RULE = Rule("test", count=60, period_s=6, burst=5)
OTHER = Rule("other", count=600, period_s=60, burst=50)


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client = Redis.from_url(redis_url)
    yield client
    await client.aclose()


async def taken(limits: Limits, *rules: tuple[Rule, str]) -> bool:
    try:
        await limits.take(*rules)
    except Refused:
        return False
    return True


async def test_two_gateways_count_together(redis: Redis) -> None:
    one, two = Limits(redis), Limits(redis)
    passed = [await taken(limits, (RULE, "v")) for limits in (one, two) for _ in range(4)]
    assert passed == [True] * 5 + [False] * 3
    assert await taken(two, (RULE, "another"))


async def test_redis_and_the_local_bucket_agree(redis: Redis) -> None:
    limits, local = Limits(redis), LocalLimits()
    for _ in range(8):
        assert await taken(limits, (RULE, "v")) is (local.wait_s((RULE, "v")) == 0)


async def test_a_refused_action_is_counted_nowhere_and_time_brings_it_back(redis: Redis) -> None:
    limits = Limits(redis)
    assert [await taken(limits, (RULE, "v"), (OTHER, "v")) for _ in range(40)].count(True) <= 7
    assert [await taken(limits, (OTHER, "v")) for _ in range(43)] == [True] * 43
    await asyncio.sleep(0.15)
    assert await taken(limits, (RULE, "v"))


async def test_what_is_given_back_was_not_counted_at_any_gateway(redis: Redis) -> None:
    one, two = Limits(redis), Limits(redis)
    assert [await taken(one, (RULE, "v")) for _ in range(6)] == [True] * 5 + [False]
    await two.give_back(RULE, "v")
    assert [await taken(one, (RULE, "v")) for _ in range(2)] == [True, False]
    for _ in range(9):
        await two.give_back(RULE, "v")
    assert await redis.keys("limit:*") == []


async def test_a_limit_leaves_no_key_behind(redis: Redis) -> None:
    await Limits(redis).take((Rule("brief", count=100, period_s=1, burst=1), "v"))
    await asyncio.sleep(0.1)
    assert await redis.keys("limit:*") == []


async def test_names_and_addresses_do_not_stand_in_redis(redis: Redis) -> None:
    await Limits(redis).take((RULE, "someone@shop.example 203.0.113.7"))
    names = str(await redis.keys("*"))
    assert "limit:test:" in names
    assert "shop.example" not in names
    assert "203.0.113.7" not in names


async def test_a_ticket_used_at_one_gateway_is_used_at_all(redis: Redis) -> None:
    one, two = (SocketTickets(Signer("s" * 32), Once(redis)) for _ in range(2))
    ticket = one.mint("widget", {"visitor": "v"})
    assert await two.redeem("widget", ticket) == {"visitor": "v"}
    assert await one.redeem("widget", ticket) is None


async def test_of_many_at_once_one_is_first(redis: Redis) -> None:
    gateways = [Once(redis) for _ in range(20)]
    firsts = await asyncio.gather(
        *(once.first_user("jti", "token-1", str(number), 60) for number, once in enumerate(gateways))
    )
    assert len(set(firsts)) == 1


async def test_without_redis_a_customer_still_talks(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        await customer.open()
        await gateway.app[keys.REDIS].connection_pool.disconnect()
        gateway.app[keys.REDIS].connection_pool.connection_kwargs["path"] = "/nonexistent/redis.sock"
        await customer.write("hello without")
        await customer.reads("re: hello without")
        await customer.leave()
        again = await customer.open()
        assert [message["text"] for message in again["messages"]] == ["hello without", "re: hello without"]


async def test_a_customer_and_an_agent_on_two_gateways(gateway: Gateway, second: Gateway) -> None:
    async with gateway.customer() as customer, second.at_the_desk("서연") as agent:
        await customer.open()
        await customer.write("상담원 연결해 주세요")
        (waiting,) = await agent.sees_waiting(1)
        ticket = await agent.claim(ticket_id=waiting["id"])
        await customer.notice("agent_joined")
        await agent.until("mine", lambda frame: len(frame["tickets"]) == 1)
        said = {
            "conversation_id": ticket["conversation_id"],
            "epoch": ticket["epoch"],
            "text": "여기는 다른 게이트웨이",
        }
        await agent.answered(await agent.say("send", **said))
        await customer.reads("여기는 다른 게이트웨이")
        await customer.write("잘 들려요")
        await agent.until("message", lambda frame: frame["message"].get("text") == "잘 들려요")
        await agent.say("typing", conversation_id=ticket["conversation_id"], on=True)
        await customer.until("typing", lambda frame: frame["who"] == "agent")


async def test_signing_out_at_one_gateway_closes_the_socket_at_the_other(gateway: Gateway, second: Gateway) -> None:
    await gateway.hire()
    async with gateway.agent() as here, second.agent() as there:
        await here.sign_in("agent@shop.example", PASSWORD)
        there.http.cookie_jar.update_cookies({cookie.key: cookie.value for cookie in here.http.cookie_jar})
        await there.open()
        async with await here.post("/desk/logout", {}) as response:
            assert response.status == 200
        assert await there.until_closed() == 4401
