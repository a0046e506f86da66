"""Customers who press the button for a person, on a gateway of their own."""

import asyncio
import uuid
from functools import partial
from multiprocessing.connection import Connection
from uuid import UUID

from sqlalchemy import text

from tests.bench.pace import paced
from tests.integration.escalation.world import World, open_world, said

FAILED = [{"code": "shop_unavailable"}]
_BUTTONS = text("""
SELECT message.conversation_id, button.message_id, button.id
  FROM button JOIN message ON message.id = button.message_id WHERE button.code = 'talk_to_person'
""")


def run(database_url: str, redis_url: str, count: int, a_second: float, line: Connection) -> None:
    """A process: say that everybody stands ready, wait for the start, press, and send the times."""
    asyncio.run(_run(database_url, redis_url, count, a_second, line))


async def _run(database_url: str, redis_url: str, count: int, a_second: float, line: Connection) -> None:
    async with open_world(database_url, redis_url) as world:
        for _ in range(count):
            await _before_the_button(world)
        async with world.engine.connect() as connection:
            buttons = (await connection.execute(_BUTTONS)).all()
        line.send("ready")
        await asyncio.to_thread(line.recv)
        line.send(await paced([partial(_press, world, *button) for button in buttons], a_second))


async def _before_the_button(world: World) -> None:
    """A customer to whom a person has been offered."""
    conversation_id = await world.conversation()
    await world.ask(conversation_id, "주문이 안 보여요", said("지금 조회가 안 돼요", failures=FAILED))


async def _press(world: World, conversation_id: UUID, message_id: UUID, button_id: UUID) -> None:
    await world.service.receive_press(
        conversation_id=conversation_id, client_id=uuid.uuid4(), message_id=message_id, button_id=button_id
    )
