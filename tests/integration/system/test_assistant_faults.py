"""The real assistant stopped and killed at the worst moment: what was done is told once, and nobody is forgotten."""

import asyncio
import gzip
import os
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row

from tests.faults.cases import Case
from tests.faults.people.customers import Customer
from tests.faults.verdicts.hearing import calls_person, hears, longest, unheard
from tests.faults.verdicts.verdict import Violation, judge, look
from tests.identity import signed
from tests.integration.system.processes import Product, open_product, stopped
from tests.system import System
from tests.unit.shop.olist_lines import encoded, line

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

BACK_S = 120.0
"""Rasa needs about 16 s to start on two free cores."""
OPEN = "state IN ('waiting', 'running', 'retrying')"
TURN = "SELECT * FROM turn WHERE conversation_id = :id"
CANCELLED = 'SELECT 1 FROM demo_shop."order" WHERE number = :number AND cancelled_at IS NOT NULL'
Order = dict[str, Any]


@pytest.fixture
async def product(system: System) -> AsyncIterator[Product]:
    async with open_product(system) as opened:
        yield opened


@pytest.fixture
def orders(system: System, tmp_path: Path) -> list[Order]:
    """Two orders of one customer's that are paid and not yet packed, new in the demo shop."""
    customer = uuid.uuid4().hex
    paid = {"customer_id": customer, "status": "approved", "carrier_at": "", "delivered_at": ""}
    lines = [{**line(), **paid, "order_id": uuid.uuid4().hex} for _ in range(2)]
    path = tmp_path / "orders.jsonl.gz"
    path.write_bytes(gzip.compress(encoded(*lines)))
    command = [sys.executable, "-m", "connectors.demoshop", "import", str(path)]
    told = {name: system.secrets[name] for name in ("SHOP_TOKEN", "WIDGET_JWT_KEYS")}
    env = {**os.environ, **told, "DATABASE_URL": system.facts["database"]}
    subprocess.run(command, env=env, check=True, capture_output=True, timeout=120)
    return lines


@asynccontextmanager
async def customer_of(product: Product, case: Case, order: Order | None = None) -> AsyncIterator[Customer]:
    """A customer in the widget; with an order, the shop says who they are."""
    identity = {"jwt": signed(product.system.secrets["WIDGET_JWT_KEYS"], order["customer_id"])} if order else {}
    async with Customer(product.system.gateway, case.diary("customer"), seed=case.seed, identity=identity) as customer:
        await customer.until_ready(30.0)
        yield customer


def said_by_bot(customer: Customer) -> list[str]:
    return [message.get("text") or "" for message in customer.thread.messages if message["sender"] == "bot"]


async def until_settled(product: Product, customer: Customer) -> None:
    """No turn of the conversation is open any more, and the screen shows everything."""
    wanted = f"SELECT 1 WHERE NOT EXISTS (SELECT FROM turn WHERE conversation_id = :conversation_id AND {OPEN})"
    await product.until_row(wanted, BACK_S, conversation_id=customer.conversation_id)
    await customer.until_quiet(30.0)


async def judged(product: Product, case: Case) -> list[Violation]:
    """All promises of the record, and that the customer heard in time."""
    record = await look(product)
    return [*judge(case.diaries, record, record.queue), *unheard(case.diaries)]


async def keeps_bot(customer: Customer) -> None:
    """Press the button that leaves the queue again."""
    shown = [(one["id"], button) for one in customer.thread.messages for button in one.get("buttons", ())]
    await customer.press(*next((id_, button["id"]) for id_, button in shown if button.get("code") == "keep_bot"))
    await customer.until(lambda: customer.state["owner"] == "bot", "return to the bot")


async def asked_to_confirm(customer: Customer, number: str) -> tuple[str, str]:
    """The customer wants an order cancelled; answers the question's message and its yes."""
    await customer.say(f"주문 {number} 취소해 주세요")

    def asked() -> list[tuple[str, str]]:
        shown = [(one["id"], button) for one in customer.thread.messages for button in one.get("buttons", ())]
        return [(id_, button["id"]) for id_, button in shown if button.get("title") == "네, 취소할게요"]

    await customer.until(lambda: bool(asked()), "question whether to cancel", 30.0)
    return asked()[0]


async def cancellations(product: Product, number: str) -> Row[Any]:
    """What the shop and the record know of it: how often it was asked for, done, and money given back."""
    wanted = """
        SELECT (SELECT count(*) FROM demo_shop.idempotency WHERE order_number = :number) AS asked,
               (SELECT count(*) FROM demo_shop."order" WHERE number = :number AND cancelled_at IS NOT NULL) AS done,
               (SELECT count(*) FROM demo_shop.refund WHERE order_number = :number) AS refunds,
               (SELECT count(*) FROM action_run WHERE reference = :number AND ok) AS recorded"""
    return (await product.sql(wanted, number=number))[0]


async def told_once(product: Product, customer: Customer, number: str) -> None:
    """The order is cancelled once, and the customer hears so once, and nothing else about it."""
    await customer.reads(f"{number} 주문을 취소했어요.", BACK_S)
    await until_settled(product, customer)
    assert tuple(await cancellations(product, number)) == (1, 1, 1, 1)
    told = [text for text in said_by_bot(customer) if "취소" in text and "취소할까요" not in text]
    assert [text for text in told if "취소했어요" in text] == [f"{number} 주문을 취소했어요."]
    assert not [text for text in told if "이미" in text]


async def test_rasa_killed_after_an_action_wrote(product: Product, orders: list[Order], case: Case) -> None:
    """The action runs while Rasa is stopped, and Rasa dies before it reads what came of it."""
    number = orders[0]["order_id"]
    async with customer_of(product, case, orders[0]) as customer:
        yes = await asked_to_confirm(customer, number)
        rasa = product.process("rasa")
        with stopped(product.process("actions")):
            pressed = await customer.press(*yes)
            await product.until_unread("ACTIONS_PORT")
            rasa.suspend()
        try:
            await product.until_row(CANCELLED, number=number)
        finally:
            rasa.kill()
        assert (await hears(customer, pressed))["code"] == "bot_unavailable"
        await told_once(product, customer, number)
        case.verdict(await judged(product, case), longest_s=longest(case.diaries))


async def test_rasa_goes_on_with_a_turn_that_was_hung_up(product: Product, orders: list[Order], case: Case) -> None:
    """Rasa is stopped until the gateway waits no more, and then does what it was asked to."""
    number = orders[0]["order_id"]
    async with customer_of(product, case, orders[0]) as customer:
        yes = await asked_to_confirm(customer, number)
        with stopped(product.process("rasa")):
            pressed = await customer.press(*yes)
            assert (await hears(customer, pressed))["code"] == "bot_unavailable"
            await product.until_row(f"{TURN} AND state = 'retrying'", id=customer.conversation_id)
        await told_once(product, customer, number)
        case.verdict(await judged(product, case), longest_s=longest(case.diaries))


async def test_handoff_while_rasa_is_still_answering(product: Product, case: Case) -> None:
    async with customer_of(product, case) as customer:
        with stopped(product.process("rasa")):
            asked = await customer.say("환불 규정이 어떻게 되나요?")
            assert (await hears(customer, asked))["code"] == "bot_unavailable"
            row = await product.until_row(f"{TURN} AND state = 'running' AND attempt = 2", id=customer.conversation_id)
            await calls_person(customer)
        dropped = "SELECT data ->> 'reason' AS reason FROM journey_event WHERE type = 'reply_dropped'"
        logged = await product.until_row(f"{dropped} AND data ->> 'turn_id' = :id", id=str(row.id))
        assert logged.reason == "owner_queue"
        await customer.until_quiet(30.0)
        assert said_by_bot(customer) == []
        await keeps_bot(customer)
        case.verdict(await judged(product, case), longest_s=longest(case.diaries))


async def test_three_messages_while_an_action_takes_three_seconds(
    product: Product, orders: list[Order], case: Case
) -> None:
    """The second and the third are answered together, after the first."""
    first, second = (order["order_id"] for order in orders)
    async with customer_of(product, case, orders[0]) as customer:
        with stopped(product.process("actions")):
            await customer.say(f"주문 {first} 어디쯤 왔어요?")
            await product.until_unread("ACTIONS_PORT")
            await customer.say(f"주문 {second} 배송 언제 오나요?")
            await asyncio.sleep(0.5)
            await customer.say("그리고 환불 규정이 어떻게 되나요?")
            await asyncio.sleep(2.5)
        await until_settled(product, customer)
        turns = await product.sql(f"{TURN} ORDER BY first_seq", id=customer.conversation_id)
        assert [(row.first_seq, row.last_seq, row.attempt, row.state) for row in turns] == [
            (1, 1, 1, "answered"),
            (2, 3, 1, "answered"),
        ]
        senders = [one["sender"] for one in customer.thread.messages]
        told = "\n".join(said_by_bot(customer))
        assert senders[:3] == ["customer"] * 3
        assert -1 < told.find(first) < told.find(second) < told.find("7일"), told
        case.verdict(await judged(product, case), longest_s=longest(case.diaries))


async def test_gateway_killed_while_rasa_is_answering(product: Product, case: Case) -> None:
    """Whoever comes after it picks the message up; what Rasa had said already is not said twice."""
    async with customer_of(product, case) as customer:
        with stopped(product.process("rasa")):
            await customer.say("환불 규정이 어떻게 되나요?")
            await customer.until_acked()
            await product.until_unread("RASA_PORT")
            product.process("gateway").kill()
        await customer.until(lambda: bool(said_by_bot(customer)), "answer", 60.0)
        await until_settled(product, customer)
        (turn,) = await product.sql(TURN, id=customer.conversation_id)
        assert (turn.state, turn.attempt) == ("answered", 2)
        assert ["7일" in text for text in said_by_bot(customer)].count(True) == 1
        case.verdict(await judged(product, case), longest_s=longest(case.diaries))
