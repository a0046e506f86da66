"""Two gateways tell one conversation's screens of its state, through a real Redis: whatever order the words come in,
the newest one stands."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from connectors.web import keys
from escalation.store.push import Push
from tests.integration.web.chats import handed_off
from tests.integration.web.conftest import Gateway
from tests.integration.web.screens import CustomerScreen, Frame

ROUNDS = 12


@pytest.fixture
async def straggler(redis_url: str) -> AsyncIterator[Push]:
    """A gateway that was paused, and says what it had to say long after."""
    client = Redis.from_url(redis_url)
    yield Push(client)
    await client.aclose()


def states(screen: CustomerScreen) -> list[Frame]:
    told = [frame for frame in screen.heard if frame["type"] in ("welcome", "state")]
    return [frame["state"] for frame in told]


async def fresh(gateway: Gateway, screen: CustomerScreen) -> Frame:
    """What a page opened now is told."""
    async with gateway.customer() as tab:
        tab.token = screen.token
        state: Frame = (await tab.open())["state"]
        return state


async def test_a_word_that_comes_late_changes_no_screen(gateway: Gateway, second: Gateway, straggler: Push) -> None:
    async with second.customer() as customer, gateway.at_the_desk() as agent:
        await handed_off(customer, agent)
        await customer.owner("agent")
        waiting = next(state for state in states(customer) if state["owner"] == "queue")
        conversation = f"conversation:{customer.heard[0]['conversation_id']}"
        await straggler.publish(conversation, {"type": "state", "state": waiting})
        await straggler.publish(conversation, {"type": "typing", "who": "agent", "on": True})
        await customer.until("typing")
        assert states(customer)[-1]["owner"] == "agent"
        assert states(customer)[-1] == await fresh(gateway, customer)


async def test_of_changes_at_two_gateways_at_once_both_screens_show_the_last(gateway: Gateway, second: Gateway) -> None:
    async with gateway.customer() as here, second.customer() as there:
        await here.open()
        there.token = here.token
        conversation_id = (await there.open())["conversation_id"]
        services = [one.app[keys.SERVICE] for one in (gateway, second)]
        for turn in range(ROUNDS):
            changes = [
                service.set_locale(conversation_id=conversation_id, locale=locale)
                for service in services
                for locale in (("ko", "en") if turn % 2 else ("en", "ko"))
            ]
            await asyncio.gather(*changes)
        last = await fresh(gateway, here)
        assert last["version"] == ROUNDS * len(services) * 2
        await here.until_true(lambda: states(here)[-1] == last, f"state {last}")
        await there.until_true(lambda: states(there)[-1] == last, f"state {last}")
        for screen in (here, there):
            versions = [state["version"] for state in states(screen)]
            assert versions == sorted(versions)


async def test_what_is_said_at_two_gateways_at_once_stands_in_one_order_on_every_screen(
    gateway: Gateway, second: Gateway, straggler: Push
) -> None:
    async with gateway.customer() as here, second.customer() as there, gateway.at_the_desk() as agent:
        ticket = await handed_off(here, agent)
        there.token = here.token
        conversation_id = (await there.open())["conversation_id"]
        said = {"conversation_id": ticket["conversation_id"], "epoch": ticket["epoch"]}
        for turn in range(ROUNDS):
            replied = agent.answered(await agent.say("send", **said, text=f"re {turn}"))
            await asyncio.gather(*(screen.write(f"{turn}") for screen in (here, there)), replied)
            late = [frame for frame in there.heard if frame["type"] == "message"][turn]
            await straggler.publish(f"conversation:{conversation_id}", late)
        last_seq = (await second.app[keys.SERVICE].snapshot(conversation_id=conversation_id, after_seq=0))["last_seq"]
        for screen in (here, there):
            await screen.message(lambda message: message["seq"] == last_seq)
            assert [message["seq"] for message in screen.messages] == list(range(1, last_seq + 1))
        texts = [[message.get("text") for message in screen.messages] for screen in (here, there)]
        assert texts[0] == texts[1]


async def test_a_rating_given_on_one_screen_stands_on_the_other(gateway: Gateway, second: Gateway) -> None:
    async with gateway.customer() as here, second.customer() as there, gateway.at_the_desk() as agent:
        ticket = await handed_off(here, agent)
        there.token = here.token
        await there.open()
        await agent.answered(await agent.say("resolve", ticket_id=ticket["id"], epoch=ticket["epoch"]))
        asked = await there.until("state", lambda frame: "rating" in frame["state"])
        contact_id = asked["state"]["rating"]["contact_id"]
        await there.answered(await there.say("rate", contact_id=contact_id, score=4))
        rated = await here.until("state", lambda frame: frame["state"].get("rating", {}).get("score") == 4)
        assert rated["state"] == await fresh(gateway, here)
        assert rated["state"]["version"] > asked["state"]["version"]
