"""The rig itself: each part can be killed, stopped and paused, and the product comes back."""

import asyncio

import pytest

from tests.faults.rig.rig import Rig, open_rig
from tests.integration.web.screens import AgentScreen, CustomerScreen


async def said_and_answered(rig: Rig, text: str) -> None:
    """A customer on the first gateway writes and reads the assistant's answer."""
    async with CustomerScreen(rig.gateways[0].url) as customer:
        await customer.open()
        await customer.write(text)
        await customer.reads(f"re: {text}")


async def test_every_part_fails_and_comes_back() -> None:
    async with open_rig(proxied=True) as rig:
        gateway = rig.gateways[0]
        await said_and_answered(rig, "처음")
        await rig.postgres.kill()
        await rig.redis.kill()
        assert not rig.postgres.is_up
        assert not rig.redis.is_up
        await asyncio.gather(rig.postgres.start(), rig.redis.start())
        await gateway.kill()
        assert await gateway.until_gone() == -9
        await gateway.start()
        await said_and_answered(rig, "다시")
        said = await rig.sql("SELECT text FROM message WHERE sender = :who ORDER BY created_at", who="customer")
        assert [row.text for row in said] == ["처음", "다시"]
        assert gateway.rss_bytes() > 10**7
        assert await gateway.terminate() == 0


async def test_a_paused_gateway_is_silent_and_keeps_its_sockets() -> None:
    async with open_rig() as rig, CustomerScreen(rig.gateways[0].url) as customer:
        await customer.open()
        rig.gateways[0].pause()
        asked = await customer.say("send", text="아직")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await customer.answered(asked)
        rig.gateways[0].resume()
        assert (await customer.answered(asked))["type"] == "ack"


async def test_two_gateways_behind_one_address() -> None:
    async with open_rig(2, balanced=True) as rig:
        first, second = rig.gateways
        assert first.url == second.url != first.direct_url
        await first.kill()
        [login] = await rig.hire(1)
        async with AgentScreen(first.url) as agent:
            assert (await agent.sign_in(login.email, login.password))["agent"]["id"] == str(login.id)
        await said_and_answered(rig, "둘 가운데 하나")
