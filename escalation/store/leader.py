"""Leader: one of all gateways does what one is enough for. It is whoever holds an advisory lock in PostgreSQL.

The lock ends with its connection, and PostgreSQL ends a connection over which nothing was said for a while: so a
gateway that was killed, paused or cut off leads no longer, whether it knows or not.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import NoReturn

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

LEADER_LOCK = 0x46490002  # advisory locks: any numbers, the same in every gateway
KEEPER_LOCK = 0x46490005
BEAT_S = 1.0
SILENT_S = 4
"""So long a leader may be silent."""

_TAKE = text("SELECT pg_try_advisory_lock(:key)")
_LEAVE = text("SELECT pg_advisory_unlock(:key)")
_LIMIT = text(f"SET idle_session_timeout = '{SILENT_S}s'")
_BEAT = text("SELECT 1")


async def lead(engine: AsyncEngine, work: Callable[[], Awaitable[NoReturn]], lock: int = LEADER_LOCK) -> None:
    """Run `work`, which never ends by itself, for as long as this gateway leads; return at once where another does.
    Whoever leads in one thing need not lead in another: each has its `lock`.

    Raises what the database raises when the lock is lost.
    """
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        if not await connection.scalar(_TAKE, {"key": lock}):
            return
        try:
            await connection.execute(_LIMIT)
            await _while_it_holds(connection, work)
        finally:
            with suppress(SQLAlchemyError, OSError):
                await connection.execute(_LEAVE, {"key": lock})
            await connection.invalidate()  # its limit must not meet anybody else


async def _while_it_holds(connection: AsyncConnection, work: Callable[[], Awaitable[NoReturn]]) -> None:
    """The beat raises when the lock is gone with its connection, and then the work ends too."""
    working = asyncio.ensure_future(work())
    try:
        while not working.done():
            await connection.execute(_BEAT)
            await asyncio.wait([working], timeout=BEAT_S)
        working.result()  # raises what the work raised
    finally:
        working.cancel()
        await asyncio.wait([working])
