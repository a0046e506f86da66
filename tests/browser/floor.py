"""An empty floor before each test: chats that another test left would be offered to this one's agents."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.system import System

_LEFT = """
WITH left_over AS (
  UPDATE ticket SET state = 'abandoned', ended_at = now(), lease_until = NULL, offered_to = NULL, offered_until = NULL
   WHERE state IN ('waiting', 'assigned') RETURNING conversation_id),
ended AS (
  UPDATE contact SET ended_at = now()
   WHERE ended_at IS NULL AND conversation_id IN (SELECT conversation_id FROM left_over))
UPDATE conversation SET owner = 'closed', agent_id = NULL, contact_id = NULL, epoch = epoch + 1
 WHERE id IN (SELECT conversation_id FROM left_over)
"""


@pytest.fixture(autouse=True)
def empty_floor(system: System) -> None:
    """Nobody waits, and no agent holds a chat."""
    with ThreadPoolExecutor(1) as aside:  # the browser's own loop runs in this thread
        aside.submit(asyncio.run, _clear(system.facts["database"])).result(timeout=30)


async def _clear(database_url: str) -> None:
    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        await connection.execute(text(_LEFT))
    await engine.dispose()
