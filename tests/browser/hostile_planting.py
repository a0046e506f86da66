"""Says hostile words wherever somebody outside may: through the sockets and requests that their pages use, and in the
shop's own tables."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.demoshop import tables
from tests.browser.hostile_corpus import names
from tests.integration.web.screens import AgentScreen, CustomerScreen, Frame

OWNER, ORDER = "C-9001", "FH-900100"
PERSON = "상담원 연결해 주세요"
SHORT = 40
"""The longest label."""
Login = tuple[str, str]


@asynccontextmanager
async def held(gateway: str, visitor: str, login: Login) -> AsyncIterator[tuple[CustomerScreen, AgentScreen, Frame]]:
    """The conversation of a browser, brought to an agent."""
    async with CustomerScreen(gateway) as customer, AgentScreen(gateway) as agent:
        customer.token = visitor
        await customer.open()
        await customer.write(PERSON)
        await customer.owner("queue")
        await agent.sign_in(*login)
        await agent.open()
        await agent.answered(await agent.say("status", status="busy"))
        await agent.sees_waiting(1)
        yield customer, agent, await agent.claim()


async def all_say(customer: CustomerScreen, agent: AgentScreen, ticket: Frame, texts: Sequence[str]) -> list[Frame]:
    """Customer, agent and the agent's notes say everything; the answers."""
    at = {"conversation_id": ticket["conversation_id"]}
    answers = []
    for text in texts:
        answers.append(await customer.write(text))
        answers.append(await agent.answered(await agent.say("send", text=text, epoch=ticket["epoch"], **at)))
        answers.append(await agent.answered(await agent.say("note", text=text, **at)))
    return answers


async def sends_files(customer: CustomerScreen, names_of_files: Sequence[str]) -> None:
    """Small files under these names."""
    shown = {"X-Pass": (await customer.until("welcome"))["pass"], "Content-Type": "application/octet-stream"}
    for name in names_of_files:
        headers = {**customer.origin, **shown, "X-Client-Id": str(uuid4()), "X-File-Name": quote(name, safe="")}
        url = f"{customer.url}/widget/files"
        async with customer.http.post(url, data="안녕하세요 <b>".encode(), headers=headers) as response:
            assert response.status == 200, await response.text()


async def ends(customer: CustomerScreen, agent: AgentScreen, ticket: Frame, comment: str) -> None:
    """The agent resolves, the customer says what they think of it."""
    which = {"ticket_id": ticket["id"], "epoch": ticket["epoch"]}
    assert (await agent.answered(await agent.say("resolve", **which)))["type"] == "ack"
    asked = await customer.until("state", lambda frame: "rating" in frame["state"])
    contact = asked["state"]["rating"]["contact_id"]
    rated = await customer.answered(await customer.say("rate", contact_id=contact, score=1, comment=comment))
    assert rated["type"] == "ack", rated


async def settings(gateway: str, login: Login, texts: Sequence[str], made: list[str]) -> None:
    """Macros and labels of these words, as far as they are taken; to `made` the paths to remove them by."""
    async with AgentScreen(gateway) as admin:
        await admin.sign_in(*login)
        for name, text in zip(names(80), [*texts, *texts, *texts], strict=False):
            made += await _added(admin, "macros", {"name": name.strip(), "ko": text, "en": text})
        for name in names(SHORT)[:60]:
            made += await _added(admin, "labels", {"name": name.strip(), "colour": "red"})


async def _added(admin: AgentScreen, kind: str, body: dict[str, str]) -> list[str]:
    async with await admin.post(f"/desk/api/admin/{kind}", body) as response:
        answer = await response.json()
    assert response.status in (201, 400, 409), answer
    return [] if response.status != 201 else [f"/desk/api/admin/{kind}/{answer[kind[:-1]]['id']}"]


async def removed(gateway: str, login: Login, paths: Sequence[str]) -> None:
    async with AgentScreen(gateway) as admin:
        await admin.sign_in(*login)
        for path in paths:
            async with admin.http.delete(f"{gateway}{path}", headers=admin.origin) as response:
                assert response.status == 200, await response.text()


async def shop_rows(engine: AsyncEngine) -> None:
    """A customer of the shop whose name, address and order are hostile words."""
    now = datetime.now(UTC)
    long, short = names(300), names(60)
    order: dict[str, Any] = {"order_number": ORDER, "customer_id": OWNER, "currency": "KRW"}
    rows: list[tuple[sa.Table, list[dict[str, Any]]]] = [
        (tables.customer, [{
            "id": OWNER, "name": names(200)[0], "email": "c9001@example.com", "phone": "010-5550-9001",
            "tier": "basic", "locale": "ko", "origin": "seed", "invented": False}]),
        (tables.order, [{
            "number": ORDER, "customer_id": OWNER, "origin": "seed", "placed_at": now, "paid_at": now,
            "packed_at": now, "shipped_at": now, "promised_at": now, "carrier": long[1],
            "tracking_number": '"><img src=x onerror=alert(1)>', "total": 1000, "shipping": 0, "currency": "KRW"}]),
        (tables.order_item, [{
            "order_number": ORDER, "position": place, "sku": short[place % len(short)], "name_ko": name,
            "name_en": name, "quantity": 1, "price": 1000} for place, name in enumerate(long)]),
        (tables.address, [{
            "order_number": ORDER, "recipient": long[2], "line1": long[3], "line2": long[4], "city": long[5],
            "postal_code": short[6], "phone": short[7], "invented": False}]),
        (tables.refund, [{
            **order, "id": "R-9001", "status": "rejected", "amount": 1000, "requested_at": now,
            "reason": long[8], "rejected_because": "used"}]),
    ]  # fmt: skip
    async with engine.begin() as connection:
        for table, values in rows:
            await connection.execute(sa.insert(table), values)


async def shop_rows_removed(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        for table in (tables.refund, tables.address, tables.order_item):
            await connection.execute(sa.delete(table).where(table.c.order_number == ORDER))
        await connection.execute(sa.delete(tables.order).where(tables.order.c.number == ORDER))
        await connection.execute(sa.delete(tables.customer).where(tables.customer.c.id == OWNER))
