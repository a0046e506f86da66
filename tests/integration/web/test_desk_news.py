"""Alerts for those whom they concern, and counts that are read once for all desks."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

from sqlalchemy import event, text

from connectors.web import keys
from connectors.web.desk_counts import REST_S
from escalation.store.clock import utc_now
from escalation.store.keys import DESK_CHANNEL
from tests.integration.web.chats import handed_off
from tests.integration.web.conftest import PASSWORD, Gateway
from tests.integration.web.screens import AgentScreen, CustomerScreen


def alerts(screen: AgentScreen) -> list[tuple[str, str]]:
    """Code and clock of each."""
    return [
        (frame["code"], frame.get("params", {}).get("clock", "")) for frame in screen.heard if frame["type"] == "alert"
    ]


async def test_a_breach_is_told_to_whoever_holds_the_chat_and_to_supervisors(gateway: Gateway) -> None:
    async with (
        gateway.customer() as customer,
        gateway.at_the_desk("서연", "one@shop.example") as agent,
        gateway.at_the_desk("지우", "chief@shop.example", "supervisor") as chief,
        gateway.at_the_desk("민준", "two@shop.example") as other,
    ):
        ticket = await handed_off(customer, agent)
        past = {"due": (utc_now() - timedelta(minutes=1)).isoformat(), "again": utc_now().timestamp() - 60}
        async with gateway.app[keys.ENGINE].begin() as connection:
            due = "jsonb_set(clocks, '{first,due}', to_jsonb(CAST(:due AS text)))"
            again = f"jsonb_set({due}, '{{look_again_at}}', to_jsonb(CAST(:again AS float8)))"
            await connection.execute(text(f"UPDATE ticket SET clocks = {again}"), past)
        for screen in (agent, chief):
            told = await screen.until("alert", lambda frame: frame["code"] == "breach")
            assert told["ticket_id"] == ticket["id"]
            assert (told["params"]["clock"], told["params"]["number"]) == ("first", ticket["number"])
        await agent.until("mine", lambda frame: frame["tickets"][0]["clocks"]["first"]["state"] == "breached")
        assert alerts(other) == []


async def test_a_poisoned_ticket_alerts_supervisors_only(gateway: Gateway) -> None:
    async with (
        gateway.customer() as customer,
        gateway.at_the_desk("서연", "one@shop.example") as agent,
        gateway.at_the_desk("지우", "chief@shop.example", "admin") as chief,
    ):
        ticket = await handed_off(customer, agent)
        for _ in range(2):
            await agent.answered(await agent.say("release", ticket_id=ticket["id"], epoch=ticket["epoch"]))
            ticket = await agent.claim(ticket_id=ticket["id"])
        await agent.answered(await agent.say("release", ticket_id=ticket["id"], epoch=ticket["epoch"]))
        told = await chief.until("alert")
        assert (told["code"], told["ticket_id"]) == ("poison", ticket["id"])
        await chief.until("waiting", lambda frame: any(waiting["poisoned"] for waiting in frame["tickets"]))
        assert alerts(agent) == []


@asynccontextmanager
async def one_waits(
    gateway: Gateway, second: Gateway
) -> AsyncIterator[tuple[CustomerScreen, AgentScreen, AgentScreen]]:
    """A customer in the queue, and a desk at each gateway."""
    async with (
        gateway.customer() as customer,
        gateway.at_the_desk("서연", "one@shop.example") as here,
        second.at_the_desk("민준", "two@shop.example", status="away") as there,
    ):
        await customer.open()
        await customer.write("상담원 연결해 주세요")
        yield customer, here, there


async def test_counts_reach_every_desk_and_are_the_same_for_a_fresh_one(gateway: Gateway, second: Gateway) -> None:
    async with one_waits(gateway, second) as (_, here, there):
        (waiting,) = await here.sees_waiting(1)
        for screen in (here, there):
            await screen.until("counts", lambda frame: frame["queues"][waiting["queue"]]["waiting"] == 1)
        await here.leave()
        fresh = (await here.open())["counts"]
        assert fresh["queues"][waiting["queue"]] == {"waiting": 1, "oldest_due": waiting["respond_by"], "breached": 0}
        assert fresh["agents"] == {"online": 0, "busy": 1, "away": 1}
        await there.answered(await there.say("status", status="online"))
        await here.until("counts", lambda frame: frame["agents"] == {"online": 1, "busy": 1, "away": 0})


async def test_what_a_waiting_customer_says_last_stands_in_every_list(gateway: Gateway, second: Gateway) -> None:
    """Nobody has opened the chat, and the place in the queue stays the same."""
    async with one_waits(gateway, second) as (customer, here, there):
        for screen in (here, there):
            await screen.sees_waiting(1)
        await customer.write("급해요, 오늘 출국이에요")
        for screen in (here, there):
            await screen.until("waiting", lambda frame: frame["tickets"][0]["last_text"] == "급해요, 오늘 출국이에요")


async def tabs(gateway: Gateway, stack: AsyncExitStack, email: str, number: int) -> list[AgentScreen]:
    """So many of one agent's, signed in once."""
    await gateway.hire(email=email)
    screens = [await stack.enter_async_context(gateway.agent()) for _ in range(number)]
    await screens[0].sign_in(email, PASSWORD)
    for tab in screens[1:]:
        tab.http.cookie_jar.update_cookies({cookie.key: cookie.value for cookie in screens[0].http.cookie_jar})
    return screens


async def test_fifty_desks_cost_no_more_counting_than_one(gateway: Gateway) -> None:
    """Ten changes in a row are counted a few times, not a few hundred."""
    counted = 0

    def count(connection: object, cursor: object, statement: str, *rest: object) -> None:
        nonlocal counted
        counted += "AS oldest_due" in statement and "UNION ALL" in statement

    engine = gateway.app[keys.ENGINE].sync_engine
    event.listen(engine, "before_cursor_execute", count)
    async with AsyncExitStack() as stack:
        screens = [screen for number in range(5) for screen in await tabs(gateway, stack, f"{number}@shop.example", 10)]
        welcomes = [await screen.open() for screen in screens]
        assert all(welcome["counts"]["queues"] == welcomes[0]["counts"]["queues"] for welcome in welcomes)
        counted, start = 0, time.monotonic()
        for _ in range(10):
            await gateway.app[keys.PUSH].publish(DESK_CHANNEL, {"type": "waiting_changed"})
            await asyncio.sleep(0.05)
        assert 1 <= counted <= 2 + (time.monotonic() - start) / REST_S
    event.remove(engine, "before_cursor_execute", count)
