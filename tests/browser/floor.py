"""An empty floor before each test: chats that another test left would be offered to this one's agents, and its agents
would be asked before they are known to have gone."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast
from uuid import UUID

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from escalation.customers.abandonment import close_as_abandoned
from escalation.queue.requeues import requeue
from escalation.service import Service
from escalation.store.conversation import Owner
from escalation.store.thread import Thread
from escalation.tables import agent, conversation, ticket
from escalation.turns.assistant import Assistant
from tests.system import System

Work = Callable[[AsyncEngine], Coroutine[Any, Any, None]]


@pytest.fixture(autouse=True)
def empty_floor(system: System) -> None:
    """Nobody waits, no agent holds a chat and nobody takes work: whoever is left has given up."""
    aside(system, _send_home)


def alter(system: System, *statements: str) -> None:
    """Change the record behind everybody's back, as only time could."""

    async def run(engine: AsyncEngine) -> None:
        async with engine.begin() as connection:
            for statement in statements:
                await connection.execute(text(statement))

    aside(system, run)


def aside(system: System, work: Work) -> None:
    """Work on the record in another thread: the browser's own loop runs in this one."""

    async def run() -> None:
        engine = create_async_engine(system.facts["database"])
        try:
            await work(engine)
        finally:
            await engine.dispose()

    with ThreadPoolExecutor(1) as other:
        other.submit(asyncio.run, run()).result(timeout=60)


async def _send_home(engine: AsyncEngine) -> None:
    service = Service(engine, None, cast(Assistant, None))  # nothing here asks the assistant
    wanted = select(conversation.c.id).where(conversation.c.owner.in_((Owner.QUEUE, Owner.AGENT)))
    async with service.record.read() as connection:
        left = list(await connection.scalars(wanted))
    for conversation_id in left:
        await _give_up(service, conversation_id)
    async with service.record.change() as change:
        await change.connection.execute(update(agent).values(status="away", seen_at=None, lapsed=0))


async def _give_up(service: Service, conversation_id: UUID) -> None:
    async with service.record.change() as change:
        thread = await Thread.lock(change, conversation_id)
        if thread.owner is Owner.AGENT:
            held = (ticket.c.conversation_id == conversation_id) & (ticket.c.state == "assigned")
            row = (await change.connection.execute(select(ticket).where(held))).one()
            await requeue(thread, row, "released", service.handoffs)
        if thread.owner is Owner.QUEUE:
            await close_as_abandoned(thread, service.handoffs)
        await thread.save()
